"""What real exports get wrong: faults to plant on request, each listed in the truth."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType

from qc.core.errors import QcError


class InvalidDirt(QcError):
    """Faults that cannot be planted in these tables."""


class Fault(StrEnum):
    """What is wrong with a row."""

    DUPLICATE = "duplicate"  # an interaction once more, in every cell the same
    NO_ID = "no-id"
    UNKNOWN_STAGE = "unknown-stage"
    STAGE_SPELLING = "stage-spelling"  # "SUPPORT", "Support "
    ANSWERED_EARLY = "answered-early"  # a day before the opening
    FUTURE = "future"  # opened in a hundred years
    DATE_FORMAT = "date-format"  # day, month and year with dots among ISO dates
    TIME_ZONE = "time-zone"  # a "Z" where the other times name none
    STEPS_ORDER = "steps-order"
    LATE = "late"  # not in the first file, but in a second
    DECIMAL_COMMA = "decimal-comma"
    NEGATIVE_AMOUNT = "negative-amount"
    ORPHAN = "orphan"  # a transaction of a customer whom no table knows
    SELF_REFERRAL = "self-referral"
    UNKNOWN_REFERRER = "unknown-referrer"
    UNKNOWN_REFERRED = "unknown-referred"
    DUPLICATE_REFERRAL = "duplicate-referral"
    SECOND_REFERRER = "second-referrer"
    REFERRER_JOINED_LATER = "referrer-joined-later"
    CYCLE = "cycle"  # two who joined on one day are said to have brought each other


NOTHING: Mapping[Fault, int] = MappingProxyType({})


@dataclass(frozen=True, slots=True, kw_only=True)
class Dirty:
    """How many rows of each fault, and how the files are written.

    Attributes
    ----------
    counts : mapping of Fault to int
        Rows to plant; faults left out have none. Of `CYCLE` pairs of rows. No row has
        two faults. Faults of referrals are rows of their own, so that what is true
        stays in the file.
    semicolon : bool
        Cells parted by semicolons, as some countries' spreadsheets do.
    mark : bool
        A byte-order mark before the first header.

    Raises
    ------
    InvalidDirt
        If a count is negative.
    """

    counts: Mapping[Fault, int] = field(default_factory=lambda: NOTHING)
    semicolon: bool = False
    mark: bool = False

    def __post_init__(self) -> None:
        """Refuse what cannot be planted."""
        for fault, many in self.counts.items():
            if many < 0:
                raise InvalidDirt(
                    f"{many} rows of {fault.value!r} cannot be planted; give 0 or more."
                )

    @classmethod
    def each(cls, many: int, *, semicolon: bool = False, mark: bool = False) -> Dirty:
        """Return as many rows of every fault."""
        counts = dict.fromkeys(Fault, many)
        return cls(counts=counts, semicolon=semicolon, mark=mark)

    def of(self, fault: Fault) -> int:
        """Return how many rows to plant."""
        return self.counts.get(fault, 0)
