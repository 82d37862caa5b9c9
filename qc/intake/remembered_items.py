"""What is known of a source as a table of a settings file, and back."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Callable, Mapping
from typing import Any

from qc.core.card_checks import near
from qc.core.errors import InvalidCard, InvalidLog
from qc.core.kinds import Stage, TableName
from qc.core.people import person_of
from qc.core.settings_shape import day_of, shown
from qc.core.tables import TABLES
from qc.core.toml_text import parse, table_lines
from qc.intake import mapping_options as options
from qc.intake.encoding import codec_name
from qc.intake.mapping_options import Unfit
from qc.intake.mapping_read import read_mapping
from qc.intake.mapping_write import write_mapping
from qc.intake.remembered import Remembered, from_plain
from qc.intake.suggestion import NO_ANSWERS, Answers

_KEY = re.compile(r"[0-9a-f]{16}")
_FILE = "mapping_file"
_SAID = tuple(
    field.name for field in dataclasses.fields(Answers) if field.name != "columns"
)
_LEFT = "fields_left_out"
_COLUMNS = ("columns", _LEFT)
_KNOWN = ("since", _FILE, "encoding", *_SAID, *_COLUMNS, "mapping")
_LEVELS = 2  # [events.fields] is the deepest table of a mapping file

Item = dict[str, Any]


def source_item(kept: Remembered) -> Item:
    """Return what is known of a source, only what was said."""
    answers = dataclasses.asdict(kept.answers)
    item: Item = {"since": kept.since}
    if kept.name:
        item[_FILE] = kept.name
    if kept.encoding:
        item["encoding"] = kept.encoding
    usual = dataclasses.asdict(NO_ANSWERS)
    item |= {k: _said(answers[k]) for k in _SAID if answers[k] != usual[k]}
    if read := {field: column for field, column in kept.answers.columns if column}:
        item["columns"] = read
    if left := [field for field, column in kept.answers.columns if not column]:
        item[_LEFT] = left
    if kept.mapping is not None:
        item["mapping"] = parse(kept.mapping, kept.name or "mapping")
    return item


def names_people(kept: Remembered) -> bool:
    """Say whether a mapping holds names or ids of people, as texts to replace."""
    if kept.mapping is None:
        return False
    try:
        mapping = read_mapping(kept.mapping, kept.name)
    except InvalidCard:
        return True  # what cannot be read is not passed on
    of = TABLES[mapping.table]
    return any(
        person_of(plan.field, of.joins(plan.field)) is not None
        and (plan.constant is not None or bool(plan.values))
        for plan in mapping.fields
    )


def read_source(name: str, value: object, faults: list[str]) -> Remembered | None:
    """Return what a table says of a source, or add to the faults.

    Parameters
    ----------
    name : str
        The digits that its headers go by.
    value : object
    faults : list of str
        Added to.
    """
    before = len(faults)
    found = _Reader(f"source.{name}", faults).read(name, value)
    return found if len(faults) == before else None


class _Reader:
    """One source being read: knows its place, adds to the faults of the file."""

    def __init__(self, place: str, faults: list[str]) -> None:
        self.place = place
        self.faults = faults

    def fault(self, what: str) -> None:
        self.faults.append(f"{self.place}: {what}")

    def read(self, name: str, value: object) -> Remembered | None:
        if _KEY.fullmatch(name) is None:
            self.fault(
                "a source goes by 16 digits made of its headers (0-9, a-f); take them "
                "from an export."
            )
        if not isinstance(value, dict):
            self.fault(f"must be a table with {', '.join(_KNOWN)}.")
            return None
        for key in value:
            if key not in _KNOWN:
                self.fault(f"unknown key {key!r}.{near(key, _KNOWN)}")
        since = day_of(value.get("since"))
        if since is None:
            got = shown(value.get("since"))
            self.fault(f"since must be a date such as 2026-03-02; got {got}.")
            return None
        mapping = self.mapping(value) if "mapping" in value else None
        if mapping is not None and {*value} & {*_SAID, *_COLUMNS}:
            self.fault("a mapping says all; leave the other keys out.")
        found = from_plain(
            {
                "since": since.isoformat(),
                "answers": self.answers({} if mapping else value),
                "mapping": mapping,
                "name": self.option(_FILE, value, options.text, ""),
                "encoding": self.option("encoding", value, _encoding, None),
            }
        )
        if found is None:
            self.fault("this version cannot read a file so; load one of its files.")
        return found

    def option(
        self,
        key: str,
        table: Mapping[str, Any],
        check: Callable[[object], Any],
        default: Any,  # noqa: ANN401
    ) -> Any:  # noqa: ANN401
        if key not in table:
            return default
        try:
            return check(table[key])
        except Unfit as unfit:
            self.fault(f"{key}: {unfit}")
            return default

    def answers(self, table: Mapping[str, Any]) -> dict[str, Any]:
        usual = dataclasses.asdict(NO_ANSWERS)
        said = {
            key: self.option(key, table, _CHECKS.get(key, _texts), usual[key])
            for key in _SAID
        }
        fields = TABLES[said["table"] or TableName.INTERACTIONS].fields
        return {**said, "columns": self.columns(table, fields)}

    def columns(
        self, table: Mapping[str, Any], fields: Mapping[str, object]
    ) -> tuple[tuple[str, str], ...]:
        given, left = table.get("columns", {}), table.get(_LEFT, [])
        if not isinstance(given, dict) or not isinstance(left, list):
            self.fault(f"columns must be a table of field = column, {_LEFT} a list.")
            return ()
        named = [*given.items(), *((str(field), "") for field in left)]
        for field, column in named:
            if field not in fields:
                hint = near(field, fields)
                self.fault(f"columns: no field is called {field!r}.{hint}")
            if not isinstance(column, str):
                self.fault(f"columns: {field} must be a header; got {shown(column)}.")
        for field in sorted(field for field in given if field in left):
            self.fault(f"columns: {field} is read and left out; keep one.")
        said = {field: str(column) for field, column in named}
        return tuple((field, said[field]) for field in fields if field in said)

    def mapping(self, table: Mapping[str, Any]) -> str | None:
        given = table["mapping"]
        if not isinstance(given, dict):
            self.fault("mapping must be a table, as a mapping file is.")
            return None
        text = "\n".join(table_lines((), given, nested=_LEVELS))
        try:
            return write_mapping(read_mapping(text, str(table.get(_FILE, "mapping"))))
        except InvalidCard as faults:
            for fault in faults.faults:
                self.fault(f"mapping: {fault}")
            return None


def _said(value: Any) -> Any:  # noqa: ANN401 - an answer as plain data
    """Leave out of a table what was not said: TOML knows no null."""
    if not isinstance(value, dict):
        return list(value) if isinstance(value, tuple) else value
    return {key: one for key, one in value.items() if one is not None}


def _texts(value: object) -> object:
    """Accept a table of texts: answers of several parts are."""
    texts = value.values() if isinstance(value, dict) else [None]
    if not all(isinstance(text, str) for text in texts):
        raise Unfit(f"must be a table of texts; got {shown(value)}.")
    return value


def _fields(value: object) -> tuple[str, ...]:
    return tuple(options.missing(value)[1:])


def _decimal(value: object) -> str:
    if value not in (".", ","):
        raise Unfit(f"{value!r} is neither '.' nor ','.")
    return str(value)


def _stage(value: object) -> str:
    if value not in list(Stage):
        raise Unfit(f"{value!r} is none of {', '.join(Stage)}.")
    return str(value)


def _table(value: object) -> TableName:
    if value not in list(TableName):
        raise Unfit(f"{value!r} is none of {', '.join(TableName)}.")
    return TableName(str(value))


def _encoding(value: object) -> str:
    try:
        codec_name(options.text(value))
    except InvalidLog as error:
        raise Unfit(str(error)) from error
    return str(value)


def _zone(value: object) -> str:
    options.zone(value)
    return str(value)


_CHECKS: dict[str, Callable[[object], Any]] = {
    "zone": _zone,
    "day_first": options.true,
    "decimal": _decimal,
    "line_as_id": options.true,
    "stage": _stage,
    "table": _table,
    "adds": options.true,
    "personal": _fields,
}
