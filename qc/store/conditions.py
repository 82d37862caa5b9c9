"""Conditions of a measure card as SQL: fields of the closed list, quoted values.

A missing value meets only MISSING. A condition never comes out as NULL.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from qc.core.errors import InvalidCard, UnknownName
from qc.core.fields import FIELDS
from qc.core.kinds import FieldKind
from qc.core.measures import Condition, Measure, Test
from qc.store.query import both, number
from qc.store.sql import name, text

Value = str | float | bool
_BARE = {Test.PRESENT, Test.MISSING}


def meets(conditions: Iterable[Condition]) -> str:
    """Return an expression that holds where all the conditions are met.

    Raises
    ------
    UnknownName
        If a field is not one of the log.
    InvalidCard
        If a value cannot be compared with its field.
    """
    return both(_meets(condition) for condition in conditions)


def answered(conditions: Iterable[Condition]) -> str:
    """Return an expression that holds where the conditions can be judged.

    A field that is asked for a value must have one: not answered is not "no".
    """
    asked = dict.fromkeys(c.field for c in conditions if c.test not in _BARE)
    return both(f"{known(field)} IS NOT NULL" for field in asked)


def known(field: str) -> str:
    """Quote a field of the log.

    Raises
    ------
    UnknownName
        If the log has no such field.
    """
    if field not in FIELDS:
        raise UnknownName("field of the log", field, FIELDS)
    return name(field)


def stage(measure: Measure) -> str:
    """Return the condition that a row belongs to the stage of a measure."""
    return f"stage = {text(measure.stage)}" if measure.stage else ""


def _meets(condition: Condition) -> str:
    field = known(condition.field)
    if condition.test in _BARE:
        return f"{field} IS {'NOT ' * (condition.test is Test.PRESENT)}NULL"
    if not condition.values:
        raise _misfit(condition)
    return f"coalesce({_TESTS[condition.test](condition)}, false)"


def _within(condition: Condition) -> str:
    values = ", ".join(_quoted(condition, value) for value in condition.values)
    return f"{known(condition.field)} IN ({values})"


def _compared(sign: str) -> Callable[[Condition], str]:
    def compare(condition: Condition) -> str:
        kind = FIELDS[condition.field].kind
        if kind in {FieldKind.KEY, FieldKind.TEXT, FieldKind.FLAG}:
            raise _misfit(condition)
        return (
            f"{known(condition.field)} {sign} {_quoted(condition, condition.values[0])}"
        )

    return compare


def _contains(condition: Condition) -> str:
    if FIELDS[condition.field].kind not in {FieldKind.KEY, FieldKind.TEXT}:
        raise _misfit(condition)
    field = known(condition.field)
    parts = [
        f"contains({field}, {_quoted(condition, value)})" for value in condition.values
    ]
    return " OR ".join(parts)


_TESTS: dict[Test, Callable[[Condition], str]] = {
    Test.EQUALS: _within,
    Test.ONE_OF: _within,
    Test.NOT_ONE_OF: lambda condition: f"NOT {_within(condition)}",
    Test.AT_LEAST: _compared(">="),
    Test.AT_MOST: _compared("<="),
    Test.ABOVE: _compared(">"),
    Test.BELOW: _compared("<"),
    Test.CONTAINS: _contains,
}


def _quoted(condition: Condition, value: Value) -> str:
    kind = FIELDS[condition.field].kind
    if kind is FieldKind.FLAG and isinstance(value, bool):
        return str(value).lower()
    if kind in {FieldKind.KEY, FieldKind.TEXT} and not isinstance(value, bool):
        return text(_plain(value))
    if kind is FieldKind.TIME and isinstance(value, str):
        return f"TRY_CAST({text(value)} AS TIMESTAMP)"
    counted = kind in {FieldKind.NUMBER, FieldKind.DURATION}
    if counted and isinstance(value, int | float) and not isinstance(value, bool):
        return number(value)
    raise _misfit(condition)


def _plain(value: str | float) -> str:
    """Write 3.0 as a text field of a log would have it: 3."""
    return f"{value:.15g}" if isinstance(value, float) else str(value)


def _misfit(condition: Condition) -> InvalidCard:
    values = ", ".join(repr(value) for value in condition.values) or "nothing"
    fault = f"{condition.field} {condition.test} {values} does not fit the field."
    return InvalidCard("A condition of a measure", [fault])
