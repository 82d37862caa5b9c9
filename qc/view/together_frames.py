"""Measures held together in rows: signals, what makes one, correlations, left out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from qc.review.together import Joint, Together
from qc.view.escape import plain
from qc.view.frames import distinct
from qc.view.locales import Locale
from qc.view.numbers import number
from qc.view.words import together as say

if TYPE_CHECKING:
    import pandas as pd

_SHOWN = 30
"""Characters of a title above a column."""


def signals_frame(found: Together, locale: Locale | None = None) -> pd.DataFrame:
    """List the periods that are unusual together, newest first."""
    import pandas as pd

    columns = [say.PERIOD, say.VALUE, say.LIMIT, say.MADE_BY, say.ALONE]
    rows = [_signal(found, joint, locale) for joint in found.signals[::-1]]
    return pd.DataFrame(rows, columns=columns)


def breakdown_frame(
    found: Together, i: int, locale: Locale | None = None
) -> pd.DataFrame:
    """List what each measure does in one period, those that add most first."""
    import pandas as pd

    columns = [say.MEASURE, say.DISTANCE, say.ADDS, say.OWN]
    return pd.DataFrame(breakdown_rows(found, i, locale), columns=columns)


def breakdown_rows(
    found: Together, i: int, locale: Locale | None = None
) -> list[list[str]]:
    """Return what each measure does in one period as text."""
    order = np.argsort(-np.nan_to_num(found.parts[i], nan=-np.inf), kind="stable")
    return [
        [
            plain(found.measures[j].measure.title),
            number(float(found.z[i, j]), 1, locale),
            number(float(found.parts[i, j]), 1, locale),
            _own(found, i, int(j)),
        ]
        for j in order
    ]


def correlations_frame(found: Together, locale: Locale | None = None) -> pd.DataFrame:
    """Return how the measures move together in the baseline, from -1 to 1."""
    import pandas as pd

    names = [one.measure.title for one in found.measures]
    labels = list(distinct(_numbered(names), limit=_SHOWN).values())
    cells = [[number(float(r), 2, locale) for r in row] for row in found.correlation]
    table = pd.DataFrame(cells, columns=labels)
    table.insert(0, say.MEASURE, labels)
    return table


def left_out_frame(found: Together) -> pd.DataFrame:
    """List the measures that are not among them, and why."""
    import pandas as pd

    rows = [
        [plain(one.measure.title), say.left_out(why)] for one, why in found.left_out
    ]
    return pd.DataFrame(rows, columns=[say.MEASURE, say.REASON])


def together_text(found: Together) -> str:
    """Return measures held together as lines for the command line."""
    lines = [
        f"{say.chart_title(found)}: {say.titles(found, range(len(found.measures)))}",
        say.headline(found),
        *say.details(found),
        say.how(found),
        say.formula(found),
        *say.caveats(found),
    ]
    if found.left_out:
        lines += ["", f"{say.LEFT_OUT}:"]
    lines += [
        f"  {plain(one.measure.title)} [{one.measure.id}]: {say.left_out(why)}"
        for one, why in found.left_out
    ]
    lines += ["", *(_line(found, i) for i in range(len(found.chart)))]
    return "\n".join(lines)


def together_payload(found: Together) -> dict[str, Any]:
    """Return measures held together as plain data."""
    chart, signals = found.chart, {joint.at: joint for joint in found.signals}
    ids = [one.measure.id for one in found.measures]
    return {
        "schema": "qc.together/1",
        "chart": chart.kind,
        "by": found.by,
        "measures": ids,
        "left_out": [
            {"id": one.measure.id, "because": why} for one, why in found.left_out
        ],
        "baseline": {
            "subgroups": chart.baselines[0].subgroups,
            "first": str(chart.baselines[0].first),
            "last": str(chart.baselines[0].last),
        },
        "warnings": list(chart.warnings),
        "correlation": [[_number(r) for r in row] for row in found.correlation],
        "signal": found.current is not None,
        "points": [_point(found, i, ids, signals.get(i)) for i in range(len(chart))],
        "sentence": say.headline(found),
    }


def _point(
    found: Together, i: int, ids: list[str], joint: Joint | None
) -> dict[str, Any]:
    chart = found.chart
    return {
        "at": str(chart.at[i].astype("datetime64[D]")),
        "value": _number(chart.value[i]),
        "upper": _number(chart.upper[i]),
        "in_baseline": bool(chart.in_baseline[i]),
        "beyond": joint is not None,
        "made_by": [ids[j] for j in joint.names] if joint else [],
        "alone": [ids[j] for j in joint.alone] if joint else [],
        "z": {name: _number(z) for name, z in zip(ids, found.z[i], strict=True)},
        "adds": {name: _number(x) for name, x in zip(ids, found.parts[i], strict=True)},
    }


def _signal(found: Together, joint: Joint, locale: Locale | None) -> list[str]:
    chart = found.chart
    return [
        say.period(found, joint.at),
        number(float(chart.value[joint.at]), 1, locale),
        number(float(chart.upper[joint.at]), 1, locale),
        say.titles(found, joint.names),
        say.titles(found, joint.alone),
    ]


def _own(found: Together, i: int, j: int) -> str:
    if np.isnan(found.z[i, j]):
        return say.MISSING_HERE
    return say.BEYOND_OWN if found.beyond_own[i, j] else say.INSIDE_OWN


def _line(found: Together, i: int) -> str:
    chart = found.chart
    joint = next((one for one in found.signals if one.at == i), None)
    value, upper = number(float(chart.value[i]), 1), number(float(chart.upper[i]), 1)
    told = f"  {say.titles(found, joint.names)}" if joint else ""
    sign = "!" if joint else "x" if chart.excluded[i] else " "
    return f"{sign} {say.period(found, i):<24} {value:>8}  limit {upper:>6}{told}"


def _numbered(titles: list[str]) -> list[str]:
    """Keep equal titles apart."""
    return [
        f"{title} {i}" if titles.count(title) > 1 else title
        for i, title in enumerate(titles, 1)
    ]


def _number(value: float) -> float | None:
    return float(value) if np.isfinite(value) else None
