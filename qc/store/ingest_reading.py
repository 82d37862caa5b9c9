"""How one field gets from text to a typed value: SQL in steps, and what may fail."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import reduce

from qc.core.kinds import FieldKind
from qc.core.plan import Fault, FieldPlan
from qc.core.table import Table
from qc.core.tables import INTERACTIONS
from qc.store.query import select

Step = dict[str, str]
"""New columns of one step: name -> expression over the columns of earlier steps."""

_FAULTS = tuple(Fault)


def code(fault: Fault) -> str:
    """Return the number that stands for a fault inside queries; 0 is none."""
    return f"{_FAULTS.index(fault) + 1}::UTINYINT"


def fault_of(number: int) -> Fault:
    """Return the fault behind a number of `code`."""
    return _FAULTS[number - 1]


@dataclass(slots=True, kw_only=True)
class Reading:
    """One field while its SQL is being put together.

    Attributes
    ----------
    plan : FieldPlan
    number : int
        Makes the column names of this field unique.
    header : str
        Where a fault is reported: the column of the file, else the field.
    raw : str
        The column, or the literal, with the original text.
    nulls : tuple of str
        Missing words that are NULL in `raw` already.
    steps : list of Step
        Each step sees the columns of the steps before it.
    text, value : str
        Columns with the text after trimming and replacing (never NULL; '' until
        it is needed), and with the value.
    tried : str
        Column with the value at the first try; there, `text` is ''.
    local : str or None
        Times only: the column with the clock reading.
    fault : str or None
        Column with the number of the fault; None if nothing can fail.
    suspect : str
        Test whether there is a fault: cheaper than to tell which.
    sees : list of Reading
        Other fields whose columns the steps name.
    table : Table
        Whose field it is.
    """

    plan: FieldPlan
    number: int
    header: str
    raw: str
    nulls: tuple[str, ...] = ()
    steps: list[Step] = field(default_factory=list)
    text: str = ""
    value: str = ""
    tried: str = ""
    local: str | None = None
    fault: str | None = None
    suspect: str = ""
    sees: list[Reading] = field(default_factory=list)
    table: Table = INTERACTIONS

    @property
    def kind(self) -> FieldKind:
        """How the text becomes a value; text that must be there is read as a key."""
        kind = self.table.fields[self.plan.field].kind
        return FieldKind.KEY if self.required and kind is FieldKind.TEXT else kind

    @property
    def required(self) -> bool:
        """A row without it is set aside."""
        return self.table.fields[self.plan.field].required

    def add(self, letter: str, expression: str) -> str:
        """Add a step with one column; return the column."""
        column = f"{letter}{self.number}"
        self.steps.append({column: expression})
        return column

    def beside(self, letter: str, expression: str) -> str:
        """Add one more column to the last step; return it."""
        column = f"{letter}{self.number}"
        self.steps[-1][column] = expression
        return column


def stacked(rows: str, readings: Sequence[Reading]) -> str:
    """Return a query that adds the steps of all fields, one level after another."""
    every = _with_seen(readings)
    depth = max((len(reading.steps) for reading in every), default=0)
    levels = [_level(every, i) for i in range(depth)]
    return reduce(_above, levels, rows)


def _with_seen(readings: Sequence[Reading]) -> list[Reading]:
    """Add the fields whose columns the steps of these name, each once."""
    every: dict[int, Reading] = {}
    waiting = list(readings)
    while waiting:
        reading = waiting.pop(0)
        if reading.number not in every:
            every[reading.number] = reading
            waiting += reading.sees
    return list(every.values())


def _level(readings: Sequence[Reading], i: int) -> Step:
    level: Step = {}
    for reading in readings:
        if i < len(reading.steps):
            level |= reading.steps[i]
    return level


def _above(rows: str, level: Step) -> str:
    added = [f"{expression} AS {name}" for name, expression in level.items()]
    return select(["*", *added], f"({rows})")
