"""A comparison as a table for the page, as text and as data for the command line."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

import numpy as np

from qc.review.compare import Comparison, Unit
from qc.review.short_run import ShortRun
from qc.view.escape import plain
from qc.view.locales import Locale
from qc.view.numbers import Scale, count, number
from qc.view.words import compare as say
from qc.view.words import funnel, short_run
from qc.view.words.compare_columns import Column
from qc.view.words.compare_formula import formula, rule_of_groups

if TYPE_CHECKING:
    import pandas as pd

Labels = Mapping[str, str]


def comparison_frame(
    found: Comparison, labels: Labels, locale: Locale | None = None
) -> pd.DataFrame:
    """Return every unit in the order of its label, with those not judged.

    Returns
    -------
    DataFrame
        Numbers in the unit of their heading. Units with too few cases have no value;
        the last row counts the cases that name no unit, if there are any.
    """
    import pandas as pd

    scale = say.scale_of(found, locale)
    rows = [_row(unit, labels[unit.name], scale) for unit in found.units]
    rows += [_blank(labels[name], n, say.TOO_FEW) for name, n in found.few]
    place = {label: i for i, label in enumerate(labels.values())}
    rows.sort(key=lambda row: place[str(row[0])])
    if found.unstated:
        rows.append(_blank(say.NOT_STATED, found.unstated, ""))
    valued = {Column.VALUE, Column.LOW, Column.HIGH}
    unit = f" ({scale.unit})" if scale.unit else ""
    heads = [f"{c}{unit}" if c in valued else str(c) for c in Column]
    heads[0] = say.noun(found.scope.dimension).capitalize()
    return pd.DataFrame(rows, columns=heads)


def comparison_text(
    found: Comparison,
    labels: Labels,
    run: ShortRun | None,
    locale: Locale | None = None,
) -> str:
    """Return a comparison for the terminal."""
    return "\n".join(_lines(found, labels, run, locale))


def comparison_payload(
    found: Comparison, labels: Labels, run: ShortRun | None
) -> dict[str, Any]:
    """Return a comparison as plain data, units by their labels.

    Shares in [0, 1], durations in hours; a missing number is null.
    """
    drawn, scope = found.funnel, found.scope
    return {
        "schema": "qc.compare/1",
        "measure": found.measure.id,
        "dimension": scope.dimension,
        "stratum": scope.stratum,
        "first": None if scope.first is None else str(scope.first),
        "last": None if scope.last is None else str(scope.last),
        "minimum": scope.minimum,
        "cases": found.cases,
        "not_stated": found.unstated,
        "average": None if drawn is None else drawn.target,
        "law": None if drawn is None else drawn.law,
        "scale": None if drawn is None else drawn.scale,
        "ratio": None if drawn is None else drawn.ratio,
        "tau2": None if drawn is None else drawn.tau2,
        "chance": _finite(found.chance),
        "two_groups": None if found.groups is None else asdict(found.groups),
        "sentence": say.verdict(found, labels),
        "units": _in_order([_unit(one, labels) for one in found.units], labels),
        "too_few": _in_order(
            [{"label": labels[name], "n": n} for name, n in found.few], labels
        ),
        "short_run": None if run is None else _short_run(run, labels),
    }


def _row(unit: Unit, label: str, scale: Scale) -> list[object]:
    low, high = funnel.limits_shown(unit)

    def shown(value: float | None) -> float:
        digits = scale.decimals + 1
        return math.nan if value is None else round(value * scale.factor, digits)

    return [
        label,
        unit.n,
        shown(unit.value),
        shown(low),
        shown(high),
        say.reads(unit),
        say.line_name(unit.by_chance),
        say.line_name(unit.with_common),
        round(unit.z, 2),
        round(unit.z_common, 2),
        round(unit.q, 3),
    ]


def _blank(label: str, n: float, reads: str) -> list[object]:
    none = math.nan
    return [label, n, none, none, none, reads, "", "", none, none, none]


def _lines(
    found: Comparison, labels: Labels, run: ShortRun | None, locale: Locale | None
) -> Iterator[str]:
    yield plain(found.measure.title)
    yield say.scope_line(found, locale)
    yield say.verdict(found, labels)
    yield from say.notes(found, labels, locale)
    yield from filter(None, (formula(found, locale), rule_of_groups(found, locale)))
    yield ""
    place = {label: i for i, label in enumerate(labels.values())}
    scale = say.scale_of(found, locale)
    told = [(labels[u.name], _told(u, scale)) for u in found.units]
    told += [
        (labels[name], f"{count(n, locale):>8} cases, {say.TOO_FEW}")
        for name, n in found.few
    ]
    out = {labels[unit.name] for unit in found.standing_out}
    wide = max((len(label) for label, _ in told), default=0)
    for label, text in sorted(told, key=lambda one: place[one[0]]):
        yield f"{'!' if label in out else ' '} {label:<{wide}} {text}"
    if run is not None:
        yield f"\n{short_run.SECTION}"
        yield short_run.verdict(run, labels, locale)


def _told(unit: Unit, scale: Scale) -> str:
    n = count(unit.n, scale.locale)
    usual = f"usual {funnel.usual(unit, scale)}"
    z = number(unit.z_common, 1, scale.locale)
    value = scale.value(unit.value)
    return f"{n:>8} cases {value:>10}  {usual:<24} z {z:>5}  {say.reads(unit)}"


def _unit(unit: Unit, labels: Labels) -> dict[str, Any]:
    return {
        "label": labels[unit.name],
        "n": unit.n,
        "value": unit.value,
        "lower": _finite(unit.low),
        "upper": _finite(unit.high),
        "z": unit.z,
        "z_common": unit.z_common,
        "beyond_chance": unit.by_chance,
        "beyond_common": unit.with_common,
        "stands_out": unit.stands_out,
        "meaning": unit.meaning if unit.stands_out else None,
        "p": unit.p,
        "q": unit.q,
    }


def _in_order(rows: list[dict[str, Any]], labels: Labels) -> list[dict[str, Any]]:
    place = {label: i for i, label in enumerate(labels.values())}
    return sorted(rows, key=lambda row: place[row["label"]])


def _short_run(run: ShortRun, labels: Labels) -> dict[str, Any]:
    chart = run.chart
    return {
        "units": [labels[name] for name in run.names],
        "left_out": [labels[name] for name in run.left_out],
        "points": [
            {
                "label": labels[run.names[run.part[i]]],
                "at": str(run.period[i]),
                "value": _finite(float(run.value[i])),
                "n": float(chart.n[i]),
                "z": _finite(float(chart.value[i])),
                "beyond": bool(chart.beyond[i]),
            }
            for i in np.lexsort((run.part, run.period)).tolist()
        ],
    }


def _finite(value: float) -> float | None:
    return value if math.isfinite(value) else None
