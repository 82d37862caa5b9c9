"""Rates as plain tables: of a settings file, and as a workspace keeps them."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from typing import Any

from qc.core.card_checks import near
from qc.core.rates import CostBy, RateName, Rates
from qc.core.settings_shape import shown

CURRENCY = "currency"
MOST = 1e12
MOST_CAUSES = 500
_CURRENCY_CHARACTERS = 12
_CAUSE_CHARACTERS = 200
_KEYS = (CURRENCY, *map(str, RateName), *map(str, CostBy))


def read_rates(items: Mapping[str, Any], faults: list[str]) -> Rates:
    """Return the rates that a table says, and add to its faults.

    Parameters
    ----------
    items : mapping
        `currency`, names of rates, and fields with a cost for each of their values.
    faults : list of str
        Added to; each names the key.
    """
    for key in items:
        if key not in _KEYS:
            faults.append(f"rates.{key}: there is no such rate.{near(key, _KEYS)}")
    spans = {
        name: _span(f"rates.{name}", items[name], faults)
        for name in RateName
        if name in items
    }
    defect_by = {
        by: _table(f"rates.{by}", items[by], faults) for by in CostBy if by in items
    }
    return Rates(
        currency=_currency(items.get(CURRENCY, ""), faults),
        named={name: (low + high) / 2 for name, (low, high) in spans.items()},
        defect_by=defect_by,
        ranges={name: ends for name, ends in spans.items() if ends[0] < ends[1]},
    )


def rates_items(rates: Rates) -> dict[str, Any]:
    """Return rates as a plain table, in one order; of none, an empty one."""
    items: dict[str, Any] = {CURRENCY: rates.currency} if rates.currency else {}
    items |= {
        name.value: _said(rates, name) for name in RateName if name in rates.named
    }
    for by, costs in rates.defect_by.items():
        items[by.value] = {text: _round(costs[text]) for text in sorted(costs)}
    return items


def _currency(value: object, faults: list[str]) -> str:
    if not isinstance(value, str) or len(value.strip()) > _CURRENCY_CHARACTERS:
        faults.append(
            f"rates.{CURRENCY}: must be a sign or a name such as 'EUR', at most "
            f"{_CURRENCY_CHARACTERS} characters; got {shown(value)}."
        )
        return ""
    if not value.isprintable() or any(one.isdigit() for one in value):
        faults.append(
            f"rates.{CURRENCY}: holds digits or characters that cannot be seen; got "
            f"{shown(value)}."
        )
        return ""
    return value.strip()


def _table(place: str, value: object, faults: list[str]) -> dict[str, float]:
    if not isinstance(value, Mapping):
        faults.append(f"{place}: must be a table such as {{ 'late' = 25 }}.")
        return {}
    if len(value) > MOST_CAUSES:
        faults.append(f"{place}: holds more than {MOST_CAUSES} rates.")
        return {}
    _named_well(place, value, faults)
    return {
        str(text).strip(): _amount(f"{place}.{shown(text)}", one, faults)
        for text, one in value.items()
    }


def _named_well(place: str, texts: Iterable[object], faults: list[str]) -> None:
    for text in texts:
        length = len(str(text).strip())
        if not 0 < length <= _CAUSE_CHARACTERS:
            faults.append(
                f"{place}: {shown(text)} must have 1 to {_CAUSE_CHARACTERS} characters."
            )


def _span(place: str, value: object, faults: list[str]) -> tuple[float, float]:
    """Return the ends of a range, [low, high]; both the same for a number."""
    if not isinstance(value, list | tuple):
        one = _amount(place, value, faults)
        return one, one
    if len(value) != 2:
        faults.append(f"{place}: a range has two ends, as in [10, 14].")
        return math.nan, math.nan
    low, high = (_amount(place, end, faults) for end in value)
    if low > high:
        faults.append(
            f"{place}: a range begins at its lower end: write [{high:g}, {low:g}]."
        )
    return low, high


def _said(rates: Rates, name: RateName) -> float | list[float]:
    if name in rates.ranges:
        return [_round(end) for end in rates.ranges[name]]
    return _round(rates.named[name])


def _amount(place: str, value: object, faults: list[str]) -> float:
    number = isinstance(value, int | float) and not isinstance(value, bool)
    if number and 0 <= value <= MOST:  # type: ignore[operator]
        return float(value)  # type: ignore[arg-type]
    faults.append(
        f"{place}: must be a number, 0 or more, at most {MOST:,.0f}; got "
        f"{shown(value)}."
    )
    return math.nan


def _round(value: float) -> float:
    return int(value) if float(value).is_integer() else float(value)
