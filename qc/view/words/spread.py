"""What the chart of the spread says, and what belongs under a chart of levels."""

from __future__ import annotations

import numpy as np

from qc.core.kinds import ChartKind
from qc.review.assessment import Assessment
from qc.view.locales import Locale
from qc.view.numbers import number_of
from qc.view.words.dates import in_period, unit_of

_MEANS = {
    ChartKind.MR: "how far each {unit} lies from the one before",
    ChartKind.R: "how far apart the highest and lowest case of a {unit} are",
    ChartKind.S: "how much the cases of one {unit} differ among themselves",
}
_STEADY = "The spread is steady: {what}."
_BEYOND = (
    "The spread: {what}. {points} beyond the limit, the last {when}; the limits of "
    "the levels rest on a steady spread."
)


def spread_sentence(one: Assessment, locale: Locale | None = None) -> str:
    """Say whether the spread is steady; empty where its chart has no point."""
    chart = one.chart
    if chart is None or one.newest < 0 or chart.kind not in _MEANS:
        return ""
    what = _MEANS[chart.kind].format(unit=unit_of(one))
    beyond = np.flatnonzero(chart.beyond)
    if not beyond.size:
        return _STEADY.format(what=what)
    return _BEYOND.format(
        what=what,
        points=number_of(len(beyond), "point", "points", locale),
        when=in_period(one, chart.at[beyond[-1]]),
    )
