"""What a short-run chart says: which unit, in which period, was unlike itself."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from qc.core.kinds import MeasureKind, Period
from qc.review.short_run import UNITS, ShortRun
from qc.view.locales import Locale
from qc.view.numbers import MISSING, Scale, number, number_of
from qc.view.numbers import scale as scale_for
from qc.view.words.compare import noun
from qc.view.words.dates import period_label

SECTION = "All of them on one chart over time"
NOTHING = "No {unit} has two {periods} or more, so there is nothing to draw over time."
COLUMNS = ("Period", "Cases", "Value", "Sigmas", "Reads")
_PERIODS = {Period.DAY: "days", Period.WEEK: "weeks", Period.MONTH: "months"}
_METHOD = (
    "Short runs: each {unit} is held against its own average, in sigmas of its own, so "
    "that many with few points share one chart. It shows who was unlike themselves, "
    "and when; not who is better than whom."
)
_MOST = f" The {UNITS} with most cases are shown."
_STEADY = "No {unit} was unlike itself in any {period}."
_NAMED = 4


def verdict(
    run: ShortRun, labels: Mapping[str, str], locale: Locale | None = None
) -> str:
    """Say which units were unlike themselves, and when; oldest first."""
    unit = noun(run.dimension)
    found = [
        f"{labels[run.names[run.part[i]]]} in "
        f"{period_label(run.period[i], run.measure.by)}, {_figure(run, i, locale)}"
        for i in np.flatnonzero(run.chart.beyond).tolist()
    ]
    if not found:
        return _STEADY.format(unit=unit, period=_PERIODS[run.measure.by][:-1])
    newest = found[-_NAMED:]
    more = len(found) - len(newest)
    before = f"{more} earlier; " if more else ""
    return f"Unlike themselves: {before}{'; '.join(newest)}."


def method(run: ShortRun) -> str:
    """Explain the chart; with who is left out."""
    text = _METHOD.format(unit=noun(run.dimension))
    text += _MOST if len(run.names) + len(run.left_out) >= UNITS else ""
    if k := len(run.left_out):
        text += (
            f" {k} {noun(run.dimension, k)} with a single "
            f"{_PERIODS[run.measure.by][:-1]} left out."
        )
    spread = run.chart.baselines[0].spread
    if spread > 1 and run.measure.kind in {MeasureKind.SHARE, MeasureKind.RATE}:
        text += (
            f" They vary {number(spread, 2)} times as much as chance from one "
            f"{_PERIODS[run.measure.by][:-1]} to the next; the limits allow for it."
        )
    return text


def reads(beyond: bool) -> str:
    """Say how a point reads."""
    return "unlike itself" if beyond else "as usual"


def nothing(dimension: str, by: Period) -> str:
    """Say that there is nothing to draw."""
    return NOTHING.format(unit=noun(dimension), periods=_PERIODS[by])


def scale_of(run: ShortRun, locale: Locale | None = None) -> Scale:
    """Choose the unit and precision of the figures that were standardised."""
    seen = run.value[np.isfinite(run.value)]
    level = float(np.median(seen))
    return scale_for(run.measure.kind, level, float(np.ptp(seen)), locale)


def point_text(
    run: ShortRun, i: int, labels: Mapping[str, str], locale: Locale | None = None
) -> tuple[str, ...]:
    """Tell of one point: unit, period, value with cases, distance."""
    z = float(run.chart.value[i])
    far = MISSING if not np.isfinite(z) else f"{number(z, 1, locale)} sigmas"
    return (
        labels[run.names[run.part[i]]],
        period_label(run.period[i], run.measure.by),
        _figure(run, i, locale),
        f"{far} from its own average",
    )


def _figure(run: ShortRun, i: int, locale: Locale | None) -> str:
    """Return a value with what is behind it: "8.4 % of 412 cases"."""
    value = scale_of(run, locale).value(float(run.value[i]))
    return f"{value} of {number_of(float(run.chart.n[i]), 'case', 'cases', locale)}"
