"""Measure cards from TOML: every fault of the file is collected before it speaks."""

from __future__ import annotations

import dataclasses
import sys
from collections.abc import Iterable, Mapping
from enum import StrEnum
from typing import Any, TypeVar

from qc.core.card_checks import comparable, lacks, near, tables
from qc.core.chain_series import ChainSeries
from qc.core.errors import InvalidCard
from qc.core.fields import FIELDS
from qc.core.hours import CALENDAR_TIME
from qc.core.kinds import (
    ChartKind,
    Direction,
    FieldKind,
    MeasureKind,
    OpenCases,
    Period,
    Stage,
)
from qc.core.measures import Clock, Condition, Measure, Specification, Test
from qc.core.toml_text import parse

_Enum = TypeVar("_Enum", bound=StrEnum)
_KEYS = tuple(field.name for field in dataclasses.fields(Measure))
_BARE = {Test.PRESENT, Test.MISSING}
_LISTS = {Test.ONE_OF, Test.NOT_ONE_OF}
_TABLE = "measure"
_CLOCK = ("start", "stop", "promise", "within_hours", "open_cases", "hours")
_SPEC = tuple(field.name for field in dataclasses.fields(Specification))


def read_measures(text: str, source: str) -> tuple[Measure, ...]:
    """Read measure cards from the text of a TOML file.

    Parameters
    ----------
    text : str
        TOML with one ``[[measure]]`` table per card.
    source : str
        Name of the file, for messages.

    Returns
    -------
    tuple of Measure
        In file order.

    Raises
    ------
    InvalidCard
        With every fault of the file.
    """
    file = parse(text, source)
    other = (key for key in file if key != _TABLE)
    faults = [f"unknown key {key!r}.{near(key, [_TABLE])}" for key in other]
    rows = file.get(_TABLE, [])
    if not tables(rows):
        raise InvalidCard(source, [*faults, f"cards must be tables, [[{_TABLE}]]."])
    cards = [_Card(row, i, faults).measure() for i, row in enumerate(rows, 1)]
    ids = [card.id for card in cards if card is not None]
    twice = sorted({name for name in ids if ids.count(name) > 1})
    faults += [f"{name}: the id is used twice." for name in twice]
    if faults:
        raise InvalidCard(source, faults)
    return tuple(card for card in cards if card is not None)


class _Card:
    """One card being read: knows its name, adds to the faults of the file."""

    def __init__(
        self, table: Mapping[str, Any], number: int, faults: list[str]
    ) -> None:
        self.table = table
        self.name = str(table.get("id") or f"card {number}")
        self.faults = faults

    def measure(self) -> Measure | None:
        before = len(self.faults)
        self.unknown("", self.table, _KEYS)
        parts = self.parts()
        if len(self.faults) > before:
            return None
        measure = Measure(**parts)
        if missing := lacks(measure):
            self.fault(missing)
            return None
        return measure

    def parts(self) -> dict[str, Any]:
        return {
            "id": self.text("id"),
            "title": self.text("title"),
            "question": self.text("question"),
            "definition": str(self.table.get("definition", "")),
            "owner": str(self.table.get("owner", "")),
            "kind": self.choice("kind", MeasureKind, None),
            "direction": self.choice("direction", Direction, None),
            "stage": self.maybe("stage", Stage),
            "by": self.choice("by", Period, Period.WEEK),
            "chart": self.maybe("chart", ChartKind),
            "chain": self.maybe("chain", ChainSeries),
            "where": self.conditions("where"),
            "defective": self.conditions("defective"),
            "clock": self.clock(),
            "value": self.field("value", {FieldKind.NUMBER, FieldKind.DURATION}),
            "events": self.field("events", {FieldKind.NUMBER}),
            "opportunities": self.field("opportunities", {FieldKind.NUMBER}),
            "target": self.number("target", self.table),
            "specification": self.specification(),
        }

    def fault(self, what: str) -> None:
        self.faults.append(f"{self.name}: {what}")

    def unknown(self, where: str, table: Iterable[str], known: Iterable[str]) -> None:
        for key in table:
            if key not in known:
                self.fault(f"{where}unknown key {key!r}.{near(key, known)}")

    def text(self, key: str) -> str:
        value = self.table.get(key, "")
        if not isinstance(value, str) or not value.strip():
            self.fault(f"{key} is missing; give it as text.")
            return ""
        return value

    def choice(
        self, key: str, kinds: type[_Enum], default: _Enum | None
    ) -> _Enum | None:
        value = self.table.get(key, default)
        known = [member.value for member in kinds]
        if value in known:
            return kinds(value)
        self.fault(f"{key} must be one of {', '.join(known)}; got {value!r}.")
        return default

    def maybe(self, key: str, kinds: type[_Enum]) -> _Enum | None:
        return self.choice(key, kinds, None) if key in self.table else None

    def number(self, key: str, table: Mapping[str, Any]) -> float | None:
        value = table.get(key)
        if value is None:
            return None
        plain = isinstance(value, int | float) and not isinstance(value, bool)
        if not plain or not abs(value) <= sys.float_info.max:
            self.fault(f"{key} must be a number; got {value!r}.")
            return None
        return float(value)

    def field(self, key: str, kinds: set[FieldKind]) -> str | None:
        value = self.table.get(key)
        return None if value is None else self.known(key, value, kinds)

    def known(self, key: str, value: object, kinds: set[FieldKind]) -> str | None:
        if not isinstance(value, str) or value not in FIELDS:
            self.fault(
                f"{key}: no field is called {value!r}.{near(str(value), FIELDS)}"
            )
            return None
        if FIELDS[value].kind not in kinds:
            wanted = " or ".join(sorted(kinds))
            self.fault(f"{key}: {value} is a {FIELDS[value].kind} field, not {wanted}.")
            return None
        return value

    def conditions(self, key: str) -> tuple[Condition, ...]:
        rows = self.table.get(key, [])
        if not tables(rows):
            self.fault(f"{key} must be a list of tables such as {{field, equals}}.")
            return ()
        read = (self.condition(key, row) for row in rows)
        return tuple(condition for condition in read if condition is not None)

    def condition(self, key: str, row: Mapping[str, Any]) -> Condition | None:
        name = self.known(key, row.get("field"), set(FieldKind))
        tests = [test for test in Test if test.value in row]
        if name is None or len(tests) != 1 or len(row) != 2:
            if name is not None:
                known = ", ".join(Test)
                self.fault(f"{key}: {name} needs exactly one test of {known}.")
            return None
        return self.tested(key, name, tests[0], row[tests[0].value])

    def tested(self, key: str, name: str, test: Test, value: Any) -> Condition | None:  # noqa: ANN401
        kind = FIELDS[name].kind
        if test in _BARE:
            values: tuple[Any, ...] = ()
            fits = value is True
        elif test in _LISTS:
            given = value if isinstance(value, list) else []
            fits = bool(given) and all(comparable(test, kind, one) for one in given)
            values = tuple(given)
        else:
            values = (value,)
            fits = comparable(test, kind, value)
        if not fits:
            self.fault(f"{key}: {value!r} does not fit {name} {test}.")
            return None
        return Condition(field=name, test=test, values=values)

    def clock(self) -> Clock | None:
        table = self.part("clock", _CLOCK)
        if table is None:
            return None
        times = {FieldKind.TIME}
        start = self.known("clock.start", table.get("start"), times)
        stop = self.known("clock.stop", table.get("stop"), times)
        promise = table.get("promise")
        if promise is not None:
            promise = self.known("clock.promise", promise, times)
        hours = self.number("within_hours", table)
        if hours is not None and hours <= 0:
            self.fault(f"clock.within_hours must be above zero; got {hours:g}.")
        return Clock(
            start=start or "",
            stop=stop or "",
            promise=promise,
            within_hours=hours,
            open_cases=self.open_cases(table),
            hours=str(table.get("hours", CALENDAR_TIME)),
        )

    def open_cases(self, table: Mapping[str, Any]) -> OpenCases:
        value = table.get("open_cases", OpenCases.DUE)
        if value in [member.value for member in OpenCases]:
            return OpenCases(value)
        self.fault(f"clock.open_cases must be one of {', '.join(OpenCases)}.")
        return OpenCases.DUE

    def specification(self) -> Specification:
        table = self.part("specification", _SPEC) or {}
        return Specification(**{key: self.number(key, table) for key in _SPEC})

    def part(self, name: str, known: tuple[str, ...]) -> dict[str, Any] | None:
        table = self.table.get(name)
        if table is None:
            return None
        if not isinstance(table, dict):
            self.fault(f"{name} must be a table such as {{ {known[0]} = ... }}.")
            return None
        self.unknown(f"{name}: ", table, known)
        return table
