"""Which referral rows can be used? Each is accepted, or set aside with one reason.

The reasons are tried in one order, and the first that applies decides; so accepted and
set aside always add up to what was read.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from qc.core.arrays import Bools, Floats, Ints, freeze
from qc.core.errors import InvalidSeries

NOBODY = -1
ACCEPTED = -1


class Flaw(StrEnum):
    """Why a referral row is set aside, in the order in which they are tried."""

    UNKNOWN_REFERRED = "unknown_referred"
    UNKNOWN_REFERRER = "unknown_referrer"
    SELF_REFERRAL = "self_referral"
    DUPLICATE = "duplicate"  # the same pair again, by day, then by row
    REFERRER_JOINED_LATER = "referrer_joined_later"
    DATED_BEFORE_REFERRER_JOINED = "dated_before_referrer_joined"
    SECOND_REFERRER = "second_referrer"  # the earliest row left stays
    CYCLE = "cycle"  # every row of a closed loop


_PLACE = {flaw: place for place, flaw in enumerate(Flaw)}


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Rows:
    """Referral rows as they came, and what is known of the customers.

    Attributes
    ----------
    referrer, referred : (m,) int in [-1, n)
        -1 for an id that no table knows.
    day : (m,) float
        Day of the recommendation, whole; NaN where not told.
    joined : (n,) float
        Day each customer joined as told; NaN where not told: nothing is held against
        it then. Joining on one day is allowed.
    """

    referrer: Ints
    referred: Ints
    day: Floats
    joined: Floats

    def __post_init__(self) -> None:
        """Refuse what cannot be, and freeze the arrays."""
        if not len(self.referrer) == len(self.referred) == len(self.day):
            raise InvalidSeries(
                "Each referral needs a referrer, a referred customer and a day; got "
                f"{len(self.referrer)}, {len(self.referred)} and {len(self.day)}."
            )
        both = np.concatenate([self.referrer, self.referred])
        if np.any((both < NOBODY) | (both >= len(self.joined))):
            raise InvalidSeries(
                f"Customers are numbered from 0 to {len(self.joined) - 1}, -1 for "
                f"unknown; got {both.min()} to {both.max()}."
            )
        freeze(self, "referrer", "referred", "day", "joined")

    def __len__(self) -> int:
        """Number of rows."""
        return len(self.day)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Cleaned:
    """What became of each row.

    Attributes
    ----------
    flaw : (m,) int
        Place in `list(Flaw)`; -1 for an accepted row.
    parent : (n,) int
        Who brought each customer; -1 for nobody.
    row : (n,) int
        The accepted row that says so; -1 without one.
    """

    flaw: Ints
    parent: Ints
    row: Ints

    def __post_init__(self) -> None:
        """Freeze the arrays."""
        freeze(self, "flaw", "parent", "row")

    @property
    def read(self) -> int:
        """Rows there were."""
        return len(self.flaw)

    @property
    def accepted(self) -> int:
        """Rows that are used."""
        return int((self.flaw == ACCEPTED).sum())

    @property
    def aside(self) -> dict[Flaw, int]:
        """Rows set aside by reason, those with any, in the order of the reasons."""
        many = np.bincount(self.flaw[self.flaw >= 0], minlength=len(Flaw))
        return {flaw: int(many[place]) for flaw, place in _PLACE.items() if many[place]}


def cleaned(rows: Rows) -> Cleaned:
    """Answer: who was brought by whom, and which rows cannot be used?"""
    flaw = np.full(len(rows), ACCEPTED)
    by, to, n = rows.referrer, rows.referred, len(rows.joined)
    since = np.append(rows.joined, np.nan)  # the last for -1
    _mark(flaw, to == NOBODY, Flaw.UNKNOWN_REFERRED)
    _mark(flaw, by == NOBODY, Flaw.UNKNOWN_REFERRER)
    _mark(flaw, by == to, Flaw.SELF_REFERRAL)
    pair = by.astype(np.int64) * (n + 1) + to
    _mark(flaw, _later(flaw, pair, rows.day), Flaw.DUPLICATE)
    _mark(flaw, since[by] > since[to], Flaw.REFERRER_JOINED_LATER)
    _mark(flaw, rows.day < since[by], Flaw.DATED_BEFORE_REFERRER_JOINED)
    _mark(flaw, _later(flaw, to, rows.day), Flaw.SECOND_REFERRER)
    parent = _parents(flaw, rows)
    looped = np.append(on_loops(parent), False)
    _mark(flaw, looped[to], Flaw.CYCLE)
    parent[looped[:-1]] = NOBODY
    row = np.full(n, NOBODY)
    kept = np.flatnonzero(flaw == ACCEPTED)
    row[to[kept]] = kept
    return Cleaned(flaw=flaw, parent=parent, row=row)


def on_loops(parent: Ints) -> Bools:
    """Return which customers lie on a closed loop of referrers.

    After as many steps as there are customers, only loops are left to stand on.
    """
    n = len(parent)
    jump = np.append(np.where(parent == NOBODY, n, parent), n)
    for _ in range(max(n, 1).bit_length()):
        jump = jump[jump]
    found = np.zeros(n + 1, dtype=bool)
    found[jump] = True
    return found[:-1]


def _mark(flaw: Ints, where: Bools, reason: Flaw) -> None:
    flaw[where & (flaw == ACCEPTED)] = _PLACE[reason]


def _later(flaw: Ints, key: Ints, day: Floats) -> Bools:
    """Return rows not yet set aside that are not the first of their key."""
    left = np.flatnonzero(flaw == ACCEPTED)
    order = left[np.lexsort((day[left], key[left]))]  # stable: by row in the end
    again = np.zeros(len(flaw), dtype=bool)
    again[order[1:]] = key[order[1:]] == key[order[:-1]]
    return again


def _parents(flaw: Ints, rows: Rows) -> Ints:
    left = flaw == ACCEPTED
    parent = np.full(len(rows.joined), NOBODY)
    parent[rows.referred[left]] = rows.referrer[left]
    return parent
