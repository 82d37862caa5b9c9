"""The options a field of a mapping file can have, and what they must hold."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from qc.core.errors import QcError
from qc.core.kinds import FieldKind, TableName
from qc.core.months import MONTHS
from qc.core.plan import EventPick
from qc.intake.headers import known_zone
from qc.intake.mapping import UNITS

Parts = dict[str, Any]
"""Arguments of a FieldPlan."""

_DIRECTIVES = re.compile(r"(?:[^%]|%-?[aAbBdmyYHIpMSfj]|%%)+")
_YEAR = re.compile(r"%-?[yY]")


class Unfit(QcError):
    """What is wrong with the value of an option."""


def text(value: object) -> str:
    """Accept text that is not empty."""
    if not isinstance(value, str) or not value:
        raise Unfit(f"must be text; got {value!r}.")
    return value


def zone(value: object) -> str:
    """Accept an IANA time zone."""
    found = known_zone(value) if isinstance(value, str) else None
    if found is None:
        raise Unfit(f"{value!r} is no IANA time zone such as Europe/Berlin.")
    return found


def missing(value: object) -> tuple[str, ...]:
    """Accept a list of texts; an empty cell is always missing."""
    if not isinstance(value, list) or not all(isinstance(v, str) for v in value):
        raise Unfit('must be a list of texts such as ["n/a", "-"].')
    return tuple(dict.fromkeys(("", *value)))


def time_format(value: object) -> tuple[str, ...]:
    """Accept one strptime format with a year."""
    form = text(value)
    if not _DIRECTIVES.fullmatch(form):
        raise Unfit(
            f"{form!r} cannot be used. Build it from "
            "%Y %y %m %d %b %B %a %A %j %H %I %p %M %S %f."
        )
    if not _YEAR.search(form):
        raise Unfit(f"{form!r} has no year (%Y or %y).")
    return (form,)


def time_formats(value: object) -> tuple[str, ...]:
    """Accept a list of strptime formats."""
    if not isinstance(value, list) or not value:
        raise Unfit('must be a list of formats such as ["%d.%m.%Y %H:%M"].')
    return tuple(form for each in value for form in time_format(each))


def true(value: object) -> bool:
    """Accept a truth value."""
    if not isinstance(value, bool):
        raise Unfit(f"must be true or false; got {value!r}.")
    return value


def table_name(value: object) -> TableName:
    """Accept one of the tables."""
    if value not in list(TableName):
        raise Unfit(f"{value!r} is none of {', '.join(TableName)}.")
    return TableName(str(value))


def delimiter(value: object) -> str:
    """Accept one character that is neither letter, digit, quote nor line end."""
    mark = text(value)
    if len(mark) != 1 or mark.isalnum() or mark in "\"'\n\r":
        raise Unfit(f"{mark!r} cannot separate fields. Use one of , ; | or a tab.")
    return mark


def _unit(value: object) -> float:
    if not isinstance(value, str) or value not in UNITS:
        raise Unfit(f"{value!r} is none of {', '.join(UNITS)}.")
    return UNITS[value]


def _mark(value: object) -> str:
    if value not in (".", ","):  # may be no text at all
        raise Unfit(f"{value!r} is neither '.' nor ','.")
    return str(value)


def _thousands(value: object) -> str:
    if not isinstance(value, str) or len(value) > 1 or value.isalnum():
        raise Unfit(f"{value!r} is no mark such as ',' or a space.")
    return value


def _values(value: object) -> tuple[tuple[str, str], ...]:
    if not isinstance(value, dict) or not all(
        isinstance(v, str) for v in value.values()
    ):
        raise Unfit('must be a table of texts such as { "1" = "phone" }.')
    return tuple(value.items())


def _language(value: object) -> str:
    if not isinstance(value, str) or value not in MONTHS:
        raise Unfit(f"{value!r} is none of {', '.join(MONTHS)}.")
    return value


def _listed(value: object) -> None:
    if value is not True:
        raise Unfit("must be true.")


_ANY = frozenset(FieldKind)
_TIME = frozenset({FieldKind.TIME})
_DURATION = frozenset({FieldKind.DURATION})
_NUMBERS = frozenset({FieldKind.NUMBER, FieldKind.DURATION})
_FLAG = frozenset({FieldKind.FLAG})
_TEXT = frozenset({FieldKind.TEXT})

Option = tuple[frozenset[FieldKind], str, Callable[[object], Any]]
"""Kinds of fields it fits, the part of a FieldPlan it sets, and its check."""

OPTIONS: dict[str, Option] = {
    "column": (_ANY, "column", text),
    "constant": (_ANY, "constant", text),
    "missing": (_ANY, "missing", missing),
    "values": (_ANY, "values", _values),
    "present_as": (_ANY, "present_as", text),
    "absent_as": (_ANY, "absent_as", text),
    "format": (_TIME, "formats", time_format),
    "formats": (_TIME, "formats", time_formats),
    "zone": (_TIME, "zone", zone),
    "end_of_day": (_TIME, "end_of_day", true),
    "months": (_TIME, "months", _language),
    "remaining": (_FLAG, "remaining", true),
    "computed": (_TIME | _DURATION, "computed", true),
    "personal": (_TEXT, "personal", true),
    "unit": (_DURATION, "seconds", _unit),
    "decimal": (_NUMBERS, "decimal", _mark),
    "thousands": (_NUMBERS, "thousands", _thousands),
}

PICKS: dict[EventPick, Option] = {
    EventPick.FIRST_TIME: (_TIME, "event", text),
    EventPick.LAST_TIME: (_TIME, "event", text),
    EventPick.COUNT: (frozenset({FieldKind.NUMBER}), "event", text),
    EventPick.FIRST_VALUE: (_ANY, "column", text),
    EventPick.LAST_VALUE: (_ANY, "column", text),
    EventPick.LIST: (_TEXT, "event", _listed),
}
