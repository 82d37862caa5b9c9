"""What is said of units that fall into two groups: how many, where, who, how surely."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from qc.review.compare import Comparison, Unit
from qc.view.locales import Locale
from qc.view.numbers import Scale, number, percent, worded

_GROUPS = (
    "The {k} {units} differ more than chance would make them, and fall into two groups "
    "with nobody between: {below} at {low}, {above} at {high}. None of them stands out "
    "alone; look for what sets the groups apart: cases, training, tools, when they "
    "came."
)
_WIDE = (
    "The {k} {units} differ more than chance would make them, from {low} to {high}, "
    "but none stands out. Look for what sets all of them apart: cases, training, tools."
)
_WHO = "The smaller group: {names}."
_RULE = (
    "Two groups are told where the widest stretch without any {unit}, with 3 and a "
    "tenth of them or more on either side, is r times as wide as the next widest, and "
    "{units} spread evenly would make it so in fewer than 5\u00a0% of cases: "
    "m! \u0393(r + 1) / \u0393(m + r), after Pyke (1965). Widths "
    "are measured where chance is as wide everywhere: arcsine root of a share, root of "
    "a rate, logarithm of a time. Here m = {m} stretches and "
    "r = {r}: {chance}."
)
_NAMED = 12  # names in a sentence; the table has them all


def sentence(found: Comparison, units: str, scale: Scale) -> str:
    """Say of units that differ, and of which none stands out, how they lie."""
    k, groups = len(found.units), found.groups
    if groups is None:
        low, high = _ends(found.units, scale)
        return _WIDE.format(k=k, units=units, low=low, high=high)
    below, above = _sides(found)
    return _GROUPS.format(
        k=k,
        units=units,
        below=len(below),
        above=len(above),
        low=_span(below, scale),
        high=_span(above, scale),
    )


def who(found: Comparison, labels: Mapping[str, str]) -> str:
    """Name the smaller of two groups, in the order of names; empty without groups."""
    if found.groups is None:
        return ""
    smaller = min(_sides(found), key=len)
    names = sorted(labels[unit.name] for unit in smaller)
    more = len(names) - _NAMED
    told = [*names[:_NAMED], *([f"{more} more"] if more > 0 else [])]
    return _WHO.format(names=f"{', '.join(told[:-1])} and {told[-1]}")


def rule(found: Comparison, unit: str, units: str, locale: Locale | None = None) -> str:
    """Return what makes two groups, with its numbers; empty without groups."""
    groups = found.groups
    if groups is None:
        return ""
    return worded(_RULE, locale).format(
        unit=unit,
        units=units,
        m=len(found.units) - 1,
        r=number(groups.ratio, 1, locale),
        chance=_chance(groups.chance, locale),
    )


def _chance(value: float, locale: Locale | None) -> str:
    least = 1e-4
    told = percent(max(value, least), locale, decimals=2)
    return f"less than {told}" if value < least else told


def _sides(found: Comparison) -> tuple[list[Unit], list[Unit]]:
    """Return the units below and above the stretch that holds none."""
    order = sorted(found.units, key=lambda unit: unit.value)
    below = found.groups.below if found.groups else 0
    return order[:below], order[below:]


def _span(units: Sequence[Unit], scale: Scale) -> str:
    values = [unit.value for unit in units]
    return scale.span(min(values), max(values))


def _ends(units: Sequence[Unit], scale: Scale) -> tuple[str, str]:
    values = [unit.value for unit in units]
    return scale.value(min(values)), scale.value(max(values))
