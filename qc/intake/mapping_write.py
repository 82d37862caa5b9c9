"""Mapping files to TOML, so that what was chosen once need not be chosen again."""

from __future__ import annotations

import json
from collections.abc import Iterator

from qc.core.kinds import FieldKind, TableName
from qc.core.plan import MISSING_WORDS, EventPick, EventPlan, FieldPlan
from qc.core.table import Table
from qc.core.tables import TABLES
from qc.intake.mapping import UNITS, Mapping

_YES = ("end_of_day", "remaining", "computed", "personal")
_UNITS = {seconds: unit for unit, seconds in UNITS.items()}


def write_mapping(mapping: Mapping) -> str:
    """Return the text of a mapping file; `read_mapping` gives back the same mapping."""
    return "\n".join([*_top(mapping), *_sections(mapping)]) + "\n"


def _top(mapping: Mapping) -> Iterator[str]:
    yield f"name = {_text(mapping.name)}"
    if mapping.table is not TableName.INTERACTIONS:
        yield f"table = {_text(mapping.table)}"
    if mapping.part is not None:
        yield f"part = {_text(mapping.part)}"
    if mapping.encoding is not None:
        yield f"encoding = {_text(mapping.encoding)}"
    if mapping.delimiter is not None:
        yield f"delimiter = {_text(mapping.delimiter)}"
    if (zone := _zone(mapping)) != "UTC":
        yield f"zone = {_text(zone)}"
    if mapping.line_as_id:
        yield "line_as_id = true"
    if mapping.adds:
        yield "adds = true"


def _sections(mapping: Mapping) -> Iterator[str]:
    zone, of = _zone(mapping), TABLES[mapping.table]
    yield from ("", "[fields]")
    yield from (_field(plan, zone, of) for plan in mapping.fields if plan.pick is None)
    if mapping.events is None:
        return
    yield from ("", "[events]")
    yield from _events(mapping.events, zone)
    yield from ("", "[events.fields]")
    picked = (plan for plan in mapping.fields if plan.pick is not None)
    yield from (_field(plan, zone, of) for plan in picked)


def _zone(mapping: Mapping) -> str:
    """Return the zone of most times: said once, not for each field."""
    of = TABLES[mapping.table]
    zones = [plan.zone for plan in mapping.fields if _is_time(plan, of)]
    zones += [mapping.events.zone] if mapping.events else []
    return max(zones, key=zones.count, default="UTC")


def _events(events: EventPlan, zone: str) -> Iterator[str]:
    for key in ("case", "time", "event", "order"):
        column = getattr(events, key)
        if column is not None:
            yield f"{key} = {_text(column)}"
    if events.formats:
        yield f"formats = {_list(events.formats)}"
    if events.zone != zone:
        yield f"zone = {_text(events.zone)}"


def _field(plan: FieldPlan, zone: str, of: Table) -> str:
    source = dict(_source(plan))
    parts = {**source, **dict(_options(plan, zone, of))}
    if tuple(parts) == ("column",):
        return f"{plan.field} = {parts['column']}"
    inside = ", ".join(f"{key} = {value}" for key, value in parts.items())
    return f"{plan.field} = {{ {inside} }}"


def _source(plan: FieldPlan) -> Iterator[tuple[str, str]]:
    if plan.constant is not None:
        yield "constant", _text(plan.constant)
    elif plan.pick is EventPick.LIST:
        yield plan.pick.value, "true"
    elif plan.pick is not None:
        yield plan.pick.value, _text(plan.column or plan.event or "")
    elif plan.column is not None or not plan.computed:
        yield "column", _text(plan.column or "")


def _options(plan: FieldPlan, zone: str, of: Table) -> Iterator[tuple[str, str]]:
    if len(plan.formats) == 1:
        yield "format", _text(plan.formats[0])
    elif plan.formats:
        yield "formats", _list(plan.formats)
    if _is_time(plan, of) and plan.zone != zone:
        yield "zone", _text(plan.zone)
    yield from ((name, "true") for name in _YES if getattr(plan, name))
    if plan.months:
        yield "months", _text(plan.months)
    if plan.seconds in _UNITS and plan.seconds != 1:
        yield "unit", _text(_UNITS[plan.seconds])
    yield from _marks(plan)
    if plan.missing != MISSING_WORDS:
        yield "missing", _list(plan.missing)
    if plan.values:
        pairs = (f"{_text(a)} = {_text(b)}" for a, b in plan.values)
        yield "values", f"{{ {', '.join(pairs)} }}"


def _marks(plan: FieldPlan) -> Iterator[tuple[str, str]]:
    if plan.decimal != ".":
        yield "decimal", _text(plan.decimal)
    if plan.thousands:
        yield "thousands", _text(plan.thousands)
    if plan.present_as is not None:
        yield "present_as", _text(plan.present_as)
    if plan.absent_as is not None:
        yield "absent_as", _text(plan.absent_as)


def _is_time(plan: FieldPlan, of: Table) -> bool:
    return of.fields[plan.field].kind is FieldKind.TIME and plan.constant is None


def _list(texts: tuple[str, ...]) -> str:
    return f"[{', '.join(map(_text, texts))}]"


def _text(value: str) -> str:
    """Write a TOML string: JSON's escapes, and the one control character it leaves."""
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
