"""What a table is: its fields, its key, and what no row of it may say."""

from __future__ import annotations

from dataclasses import dataclass

from qc.core.fields import Field
from qc.core.kinds import FieldKind, TableName
from qc.core.plan import Fault


@dataclass(frozen=True, slots=True, kw_only=True)
class TableField(Field):
    """One column of a table.

    Attributes
    ----------
    needed : bool
        A row without it is set aside.
    joins : str or None
        Whose identifiers it holds: "customer_id", "agent", "interaction_id" or
        "campaign_id", as the field is called at home. Fields that join one name hold
        the same identifiers, and stand for the same persons under a pseudonym.
    """

    needed: bool = False
    joins: str | None = None

    @property
    def required(self) -> bool:
        """A row without it cannot be used."""
        return self.needed


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """Something a value may not say, seen beside another value or the clock.

    Attributes
    ----------
    field : str
        The value at fault: left out, or its row set aside, as `Table.decides` says.
    fault : Fault
        NEGATIVE, NOT_YET, STILL_AHEAD (kept, but told), ONESELF, ENDS_BEFORE_START.
    other : str or None
        The field it is held against, where there is one.
    """

    field: str
    fault: Fault
    other: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Table:
    """One table: what its rows hold, and which of them can be used.

    Attributes
    ----------
    name : TableName
    fields : dict of name -> Field
        In the order of a batch. The first is the key: it tells rows apart, and a
        later row with the same key replaces the earlier one.
    time : str
        Field that says when a row happened.
    clocks : dict of field -> column
        Columns of a batch with the local clock reading of a time.
    strict : tuple of str
        Fields, beside those required, whose faults set the row aside. Faults of all
        others leave the value out.
    made_of : tuple of str
        Fields that make the key where a file has none; empty if it must have one.
    checks : tuple of Check
    planned : tuple of str
        Times that may lie ahead, so that they say nothing of how far a file knows.
    until : tuple of str
        Times for which a date alone means the end of that day, not its start.
    """

    name: TableName
    fields: dict[str, Field]
    time: str
    clocks: dict[str, str]
    strict: tuple[str, ...] = ()
    made_of: tuple[str, ...] = ()
    checks: tuple[Check, ...] = ()
    planned: tuple[str, ...] = ()
    until: tuple[str, ...] = ()

    @property
    def key(self) -> str:
        """Field that tells rows apart."""
        return next(iter(self.fields))

    @property
    def required(self) -> tuple[str, ...]:
        """Fields a file must have; a key that can be made is none of them."""
        made = {self.key} if self.made_of else set()
        names = (name for name, field in self.fields.items() if field.required)
        return tuple(name for name in names if name not in made)

    @property
    def decides(self) -> tuple[str, ...]:
        """Fields whose faults set the row aside, the weightiest first."""
        needed = (name for name, field in self.fields.items() if field.required)
        return (*needed, *self.strict)

    @property
    def local(self) -> str:
        """Column with the local clock reading of `time`."""
        return self.clocks[self.time]

    @property
    def extras(self) -> tuple[str, ...]:
        """Columns of a batch after the fields: local times, line, content hash."""
        return (*self.clocks.values(), "line", "row_hash")

    @property
    def lived(self) -> tuple[str, ...]:
        """Times of things that have happened."""
        times = (n for n, f in self.fields.items() if f.kind is FieldKind.TIME)
        return tuple(name for name in times if name not in self.planned)

    def joins(self, field: str) -> str | None:
        """Return whose identifiers a field holds, if any."""
        return getattr(self.fields[field], "joins", None)
