"""How the files of one source are read: what a mapping file says."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from qc.core.card_checks import near
from qc.core.errors import InvalidCard
from qc.core.kinds import TableName
from qc.core.plan import EventPlan, FieldPlan, LoadPlan
from qc.intake.dialect import Dialect
from qc.intake.headers import normalise

UNITS = {"seconds": 1.0, "minutes": 60.0, "hours": 3600.0, "days": 86_400.0}
"""Seconds per unit of a duration."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mapping:
    """Which columns are which fields, for every file of one source.

    Attributes
    ----------
    name : str
        Shown with every batch.
    fields : tuple of FieldPlan
        At most one per field; a column may supply several.
    events : EventPlan or None
        Set for event logs: several rows per case.
    line_as_id : bool
        The files have no key.
    encoding, delimiter : str or None
        Declared, or None to find them in each file.
    part : str or None
        The sheet of a workbook, or the file of an archive, that is read where there
        is one of this name.
    source : str
        Name of the mapping file, for messages.
    table : TableName
        Which table the files are.
    adds : bool
        Their rows only add to interactions that are known.
    """

    name: str
    fields: tuple[FieldPlan, ...]
    events: EventPlan | None = None
    line_as_id: bool = False
    encoding: str | None = None
    delimiter: str | None = None
    part: str | None = None
    source: str = "mapping"
    table: TableName = TableName.INTERACTIONS
    adds: bool = False

    @classmethod
    def of(
        cls, plan: LoadPlan, *, encoding: str | None = None, part: str | None = None
    ) -> Mapping:
        """Make a mapping of a plan that worked, to be written down and used again."""
        return cls(
            name=plan.name,
            fields=plan.fields,
            events=plan.events,
            line_as_id=plan.line_as_id,
            encoding=encoding,
            delimiter=plan.delimiter,
            part=part,
            table=plan.table,
            adds=plan.adds,
        )

    @property
    def columns(self) -> tuple[str, ...]:
        """Every column named, each once."""
        return tuple(dict.fromkeys(column for _, column in self._named()))

    @property
    def known(self) -> frozenset[str]:
        """The columns as normal headers: what `sniff` looks for."""
        return frozenset(normalise(column).name for column in self.columns)

    def plan(self, dialect: Dialect) -> LoadPlan:
        """Return the plan for one file.

        Raises
        ------
        InvalidCard
            If the file lacks columns, all of them named with what comes near.
        """
        faults = [
            _absent(place, column, dialect)
            for place, column in self._named()
            if column not in dialect.columns
        ]
        if faults:
            raise InvalidCard(self.source, faults)
        return LoadPlan(
            name=self.name,
            columns=dialect.columns,
            delimiter=dialect.delimiter,
            skip=dialect.skip,
            fields=self.fields,
            events=self.events,
            line_as_id=self.line_as_id,
            table=self.table,
            adds=self.adds,
        )

    def _named(self) -> Iterator[tuple[str, str]]:
        for part in self.fields:
            if part.column is not None:
                where = "fields" if part.pick is None else "events.fields"
                yield f"{where}.{part.field}", part.column
        if self.events is not None:
            for key in ("case", "time", "event", "order"):
                column = getattr(self.events, key)
                if column is not None:
                    yield f"events.{key}", column


def _absent(place: str, column: str, dialect: Dialect) -> str:
    if column in dialect.twins:
        copies = " or ".join(map(repr, dialect.copies(column)))
        return f"{place}: the file has several columns {column!r}; name {copies}."
    return f"{place}: the file has no column {column!r}.{near(column, dialect.columns)}"
