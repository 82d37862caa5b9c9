"""How one file becomes interactions: made by `intake`, carried out by `store`."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field, replace
from dataclasses import field as part
from enum import StrEnum

from qc.core.kinds import TableName

MISSING_WORDS = ("", "NULL", "null", "NaN", "nan", "N/A", "n/a", "#N/A")
"""Texts that mean "no value" unless a mapping says otherwise."""


class EventPick(StrEnum):
    """Which row of a case's event log supplies a field."""

    FIRST_TIME = "first"  # time of the first event called `event`
    LAST_TIME = "last"  # time of the last event called `event`
    COUNT = "count"  # how many events called `event`
    FIRST_VALUE = "first_value"  # `column` in the first row of the case
    LAST_VALUE = "last_value"  # `column` in the last row of the case
    LIST = "list"  # all event names in order, joined by ">"


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldPlan:
    """Where one field comes from, and how its text is read.

    Attributes
    ----------
    field : str
        A field of the table: for interactions, of `qc.core.fields.FIELDS`.
    column : str or None
        Header of the source column; None for a constant or a picked event.
    constant : str or None
        The same text for every row.
    formats : tuple of str
        strptime formats tried in order for a time; empty means ISO 8601.
    zone : str
        IANA zone of times without an offset.
    end_of_day : bool
        A date alone means the end of that day (a promise), not its start.
    seconds : float
        Seconds per unit of a duration (3600 for hours); "HH:MM:SS" always works.
    decimal, thousands : str
        Marks inside numbers.
    missing : tuple of str
        Texts that mean "no value".
    values : tuple of (text, value)
        Replacements, made before anything else is read.
    present_as : str or None
        If set, any non-missing text becomes this text (a reopening time that
        stands for "reopened once").
    absent_as : str or None
        If set, a missing text becomes this text (no reopening time: "0").
    months : str
        Language of the names of months in a time, as "de"; empty means English.
    remaining : bool
        Flags only: the text is the time left on a clock; below zero means no.
    computed : bool
        Where there is no value, it is worked out from the times of the row:
        a duration from two times, a time from the opening and a duration.
    pick, event : EventPick or None, str or None
        Event logs only: which row or event supplies the field.
    personal : bool
        The texts may be stored though they look as if they named people.
    """

    field: str
    column: str | None = None
    constant: str | None = None
    formats: tuple[str, ...] = ()
    zone: str = "UTC"
    end_of_day: bool = False
    seconds: float = 1.0
    decimal: str = "."
    thousands: str = ""
    missing: tuple[str, ...] = MISSING_WORDS
    values: tuple[tuple[str, str], ...] = ()
    present_as: str | None = None
    absent_as: str | None = None
    months: str = ""
    remaining: bool = False
    computed: bool = False
    pick: EventPick | None = None
    event: str | None = None
    personal: bool = part(default=False, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class EventPlan:
    """An event log: several rows per case, one interaction per case.

    Rows are put in order by `time`, then by `order`.
    """

    case: str
    time: str
    event: str
    order: str | None = None
    formats: tuple[str, ...] = ()
    zone: str = "UTC"

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns that have a part."""
        named = (self.case, self.time, self.event, self.order)
        return tuple(column for column in named if column is not None)


@dataclass(frozen=True, slots=True, kw_only=True)
class LoadPlan:
    """Everything needed to read one decoded file the same way twice.

    Attributes
    ----------
    name : str
        Name of the mapping, shown with the batch.
    columns : tuple of str
        Header of each column of the file, in file order.
    delimiter : str
    skip : int
        Physical lines above the first record (titles and the header itself).
    fields : tuple of FieldPlan
        At most one per field.
    events : EventPlan or None
    line_as_id : bool
        The file has no key: ids are made of file digest and line number.
    table : TableName
        Which of the tables the file belongs to; its fields are those of
        `qc.core.tables.TABLES`.
    adds : bool
        The rows are no interactions of their own: they add values to interactions
        that are known, found by their key.
    """

    name: str
    columns: tuple[str, ...]
    delimiter: str
    skip: int
    fields: tuple[FieldPlan, ...]
    events: EventPlan | None = None
    line_as_id: bool = False
    table: TableName = field(default=TableName.INTERACTIONS, repr=False)
    adds: bool = field(default=False, repr=False)

    def field(self, name: str) -> FieldPlan | None:
        """Return the plan of one field, or None where the file has none."""
        return next((plan for plan in self.fields if plan.field == name), None)

    @property
    def identity(self) -> str:
        """Name of the mapping with a digest of all it says, in whatever order."""
        fields = tuple(sorted(self.fields, key=lambda part: part.field))
        said = repr(replace(self, fields=fields))
        if self.table is not TableName.INTERACTIONS:
            said += self.table  # a log keeps the digest it had before there were tables
        if self.adds:
            said += "adds"
        return f"{self.name} #{hashlib.sha256(said.encode()).hexdigest()[:8]}"


class Fault(StrEnum):
    """Why a row was set aside or a value left out."""

    TOO_FEW_FIELDS = "too-few-fields"
    TOO_MANY_FIELDS = "too-many-fields"
    UNCLOSED_QUOTE = "unclosed-quote"
    FIELD_TOO_LONG = "field-too-long"
    NUL_BYTE = "nul-byte"
    NOT_DECODABLE = "not-decodable"
    MISSING_REQUIRED = "missing-required"
    NOT_A_TIME = "not-a-time"
    NOT_A_NUMBER = "not-a-number"
    NOT_A_DURATION = "not-a-duration"
    NOT_A_FLAG = "not-a-flag"
    UNKNOWN_STAGE = "unknown-stage"
    NO_SUCH_LOCAL_TIME = "no-such-local-time"
    AMBIGUOUS_LOCAL_TIME = "ambiguous-local-time"
    NEGATIVE = "negative"
    NOT_YET = "not-yet"
    STILL_AHEAD = "still-ahead"
    ONESELF = "oneself"
    ENDS_BEFORE_START = "ends-before-start"
    STAND_IN_TIME = "stand-in-time"
    BEFORE_OPENING = "before-opening"
    UNKNOWN_INTERACTION = "unknown-interaction"
    FOOTER = "footer"


@dataclass(frozen=True, slots=True, kw_only=True)
class SetAside:
    """One record that was not accepted: where, what, why."""

    line: int
    column: str
    value: str
    fault: Fault


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """The balance of one load: read = accepted + set aside + duplicates.

    `read` is counted by another reader than the one that made the rows.
    `replaced` of the accepted rows are newer versions of known interactions;
    `events_read` counts the rows of an event log before they became cases.
    """

    read: int
    accepted: int
    set_aside: int
    duplicates: int
    replaced: int = 0
    events_read: int | None = None
    values_left_out: dict[str, int] = field(default_factory=dict)

    @property
    def balances(self) -> bool:
        """No row is lost, none is counted twice."""
        return self.read == self.accepted + self.set_aside + self.duplicates
