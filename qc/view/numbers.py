"""Numbers as people read them: one unit and one precision for all of a measure."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass, replace

import numpy as np

from qc.core.arrays import Floats
from qc.core.charts import ControlChart
from qc.core.kinds import MeasureKind, PlotUnit
from qc.core.measures import Measure
from qc.review.assessment import Assessment
from qc.view.locales import Locale, reader

MISSING = "\u2013"
MINUS = "\u2212"
DASH = "\u2013"
SPACE = "\u00a0"  # a number never leaves its unit at the end of a line

_WRITTEN = re.compile(r"(?<![\w.,])\d+(?:,\d{3})*(?:\.\d+)?(?![\w])")
_MOST_DECIMALS = 4
_MANY = 20  # between the limits: whole cases are fine enough
_LEAST_DECIMALS = {
    MeasureKind.SHARE: 1,
    MeasureKind.RATE: 2,
    MeasureKind.SCORE: 1,
    MeasureKind.DURATION: 1,
    MeasureKind.GAP: 1,
}
_CLOCK = ((1 / 60, 3600.0, "s"), (1.0, 60.0, "min"), (48.0, 1.0, "h"))
_WHOLE_UNITS = {"s", "min"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Scale:
    """Unit and precision in which all numbers of one measure are shown.

    Attributes
    ----------
    factor : float
        Shown number per stored one (100 for a share).
    unit : str
        "%", "s", "min", "h", "d" or empty.
    decimals : int
    locale : Locale or None
        None for that of whoever reads.
    """

    factor: float = 1.0
    unit: str = ""
    decimals: int = 1
    locale: Locale | None = None

    @property
    def suffix(self) -> str:
        """What follows the number, its space included."""
        return SPACE + self.unit if self.unit else ""

    @property
    def finer(self) -> Scale:
        """The same scale with one more decimal."""
        return replace(self, decimals=self.decimals + 1)

    def number(self, value: float) -> str:
        """Return the number without its unit."""
        return number(value * self.factor, self.decimals, self.locale)

    def value(self, value: float) -> str:
        """Return the number with its unit; a dash where missing."""
        return self.number(value) + self.suffix if math.isfinite(value) else MISSING

    def span(self, low: float, high: float) -> str:
        """Return a range with the unit said once, as in "3.1-8.0 %"."""
        between = DASH if low >= 0 else f"{SPACE}\u2026{SPACE}"
        return f"{self.number(low)}{between}{self.number(high)}{self.suffix}"


def number(value: float, decimals: int, locale: Locale | None = None) -> str:
    """Return a number with the reader's signs; a dash where not finite."""
    if not math.isfinite(value):
        return MISSING
    digits = f"{abs(value):,.{decimals}f}"
    shown = _signed(digits, locale)
    below_zero = value < 0 and any(digit in "123456789" for digit in digits)
    return MINUS + shown if below_zero else shown


def tick(value: float, locale: Locale | None = None) -> str:
    """Return a number of an axis with no more decimals than it needs."""
    return _signed(f"{value + 0.0:,.6g}", locale)


def count(value: float, locale: Locale | None = None) -> str:
    """Return a count, as in "12,431"."""
    return number(value, 0 if float(value).is_integer() else 1, locale)


def number_of(n: float, one: str, more: str, locale: Locale | None = None) -> str:
    """Count things: "1 row", "2 rows"."""
    return f"{count(n, locale)} {one if n == 1 else more}"


def percent(share: float, locale: Locale | None = None, *, decimals: int = 0) -> str:
    """Return a share in [0, 1] as a percentage."""
    return number(100 * share, decimals, locale) + SPACE + "%"


def scale(
    kind: MeasureKind,
    level: float,
    width: float = math.nan,
    locale: Locale | None = None,
    *,
    in_days: bool = True,
) -> Scale:
    """Choose unit and precision from where the process lies and how far it spreads.

    Parameters
    ----------
    kind : MeasureKind
    level : float
        A typical value: the centre line, in the measure's unit (hours for a
        duration); it decides the unit.
    width : float
        Distance between the limits; two of its digits are shown.
    locale : Locale, optional
    in_days : bool
        Whether long times are told in days of 24 hours; those of opening hours are not.

    Returns
    -------
    Scale
    """
    factor, unit = _unit(kind, level)
    if unit == "d" and kind is MeasureKind.DURATION and not in_days:
        factor, unit = 1.0, "h"
    least = 0 if unit in _WHOLE_UNITS else _LEAST_DECIMALS[kind]
    if kind is MeasureKind.SCORE and abs(level) < 10:
        least = 2
    decimals = _decimals(abs(level) * factor, abs(width) * factor, least)
    return Scale(factor=factor, unit=unit, decimals=decimals, locale=locale)


def scale_of(assessment: Assessment, locale: Locale | None = None) -> Scale:
    """Choose the scale of a measure, so that all its numbers can be compared."""
    chart = assessment.chart
    if chart is None or assessment.newest < 0:
        target = assessment.measure.target
        aim = math.nan if target is None else target
        return measure_scale(assessment.measure, aim, locale=locale)
    width = _width(chart, assessment.newest)
    if chart.unit is not PlotUnit.MEASURE:
        return _of_unit(chart.unit, width, locale)
    level = _typical(assessment, chart)
    return measure_scale(assessment.measure, level, width, locale)


def measure_scale(
    measure: Measure,
    level: float,
    width: float = math.nan,
    locale: Locale | None = None,
) -> Scale:
    """Choose the scale of a measure's values, by its own clock."""
    return scale(measure.kind, level, width, locale, in_days=has_days(measure))


def has_days(measure: Measure) -> bool:
    """Say whether a day of this measure's clock has 24 hours."""
    hours = measure.clock.counted if measure.clock else None
    return hours is None or hours.always


def own_scale(assessment: Assessment, locale: Locale | None = None) -> Scale:
    """Choose the scale of the measure's own values, whatever its chart plots."""
    own = assessment.plain or assessment.chart
    return scale_of(replace(assessment, chart=own), locale)


def worded(text: str, locale: Locale | None = None) -> str:
    """Return a text of ours, the numbers written out in it in the reader's signs.

    For constants of formulas, before a text takes numbers of the data.
    """
    return _WRITTEN.sub(lambda found: _signed(found[0], locale), text)


def separators(locale: Locale | None = None) -> str:
    """Return the signs as a chart asks for them: decimal sign, then thousands."""
    signs = reader(locale)
    return signs.decimal + signs.thousands


def _signed(digits: str, locale: Locale | None) -> str:
    signs = reader(locale)
    return digits.translate({44: signs.thousands, 45: MINUS, 46: signs.decimal})


def _typical(assessment: Assessment, chart: ControlChart) -> float:
    """Return the level that decides the unit: of the values, were they plotted."""
    shown = chart if assessment.plain is None else assessment.plain
    return float(shown.centre[assessment.newest])


def _of_unit(unit: PlotUnit, width: float, locale: Locale | None) -> Scale:
    """Return the scale of a chart that has a unit of its own."""
    if unit is PlotUnit.COUNT:
        return Scale(decimals=0 if width >= _MANY else 1, locale=locale)
    sign = "\u03c3" if unit is PlotUnit.SIGMA else ""
    return Scale(unit=sign, decimals=_decimals(0.0, width, 1), locale=locale)


def _unit(kind: MeasureKind, level: float) -> tuple[float, str]:
    if kind is MeasureKind.SHARE:
        return 100.0, "%"
    if kind is MeasureKind.GAP:
        return 1.0, "d"
    if kind is not MeasureKind.DURATION or math.isnan(level):
        return 1.0, "h" if kind is MeasureKind.DURATION else ""
    for below, factor, unit in _CLOCK:
        if abs(level) < below:
            return factor, unit
    return 1 / 24, "d"


def _decimals(level: float, width: float, least: int) -> int:
    if level >= 1000:
        return 0
    if not math.isfinite(width) or width <= 0:
        return least
    wanted = 1 - math.floor(math.log10(width))
    return max(least, min(_MOST_DECIMALS, wanted))


def _width(chart: ControlChart, newest: int) -> float:
    low, high = float(chart.lower[newest]), float(chart.upper[newest])
    if math.isfinite(high - low) and high > low:
        return high - low
    present: Floats = chart.value[np.isfinite(chart.value)]
    return float(np.ptp(present)) if present.size else math.nan
