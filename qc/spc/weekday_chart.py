"""Weekday chart: each day against what this weekday is used to.

Its centre line steps with the weekdays. Days after the baseline have limits that
carry the error of the rate they are held against [1]_. Holidays are a class of their
own; a day that nothing is known of has a value and no limits.

References
----------
.. [1] C. P. Farrington et al., A statistical algorithm for the early detection of
       outbreaks of infectious disease, J. Royal Statistical Society A 159(3),
       547-563 (1996).
"""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np

from qc.core.arrays import Bools, Floats, Ints
from qc.core.charts import Baseline, ControlChart
from qc.core.errors import InvalidSeries
from qc.core.kinds import ChartKind, ChartWarning
from qc.core.series import Counts
from qc.spc import minimums, points, proportion, rate, weekday
from qc.spc.attribute import Law
from qc.spc.draw import Lines, draw
from qc.spc.weekday_pattern import (
    HOLIDAY,
    Days,
    Pattern,
    classes_of,
    is_daily,
    law_of,
    pattern,
    variances,
)


def estimate(
    daily: Counts,
    *,
    excluded: Bools | None = None,
    holidays: Days = (),
    law: Law | None = None,
) -> Baseline:
    """Phase I: learn the rate of each weekday, and of holidays.

    Parameters
    ----------
    daily : Counts
        k days in time order; a day without opportunities is missing.
    excluded : (k,) bool, optional
        Days left out.
    holidays : tuple of datetime64[D]
        Past and coming ones. With fewer than 4 of them in the baseline they are
        not judged at all.
    law : Law, optional
        Of shares or of rates; by default what the counts allow, see
        `weekday_pattern.law_of`.

    Returns
    -------
    Baseline
        ``centre`` is the rate of all days together, ``pattern`` that of each
        weekday, ``exposure`` what is behind each; ``spread`` the root of the
        dispersion within weekdays, at least 1.

    Raises
    ------
    InvalidSeries
        If the series is not one of days.
    TooFewSubgroups
        If the days used span fewer than 10 weeks.
    """
    _check(daily)
    used = points.usable(daily, excluded)
    weekday.require_weeks(daily, used)
    law = law or law_of(daily)
    found = pattern(daily, used, holidays=holidays, law=law)
    known = HOLIDAY + int(found.exposure[HOLIDAY] > 0)
    first, last = points.span(daily, used)
    z = _standing(daily, holidays, found, law)
    flat = points.is_flat(daily.value, used)
    return Baseline(
        kind=ChartKind.WEEKDAY,
        centre=found.centre,
        spread=max(1.0, math.sqrt(found.dispersion)),
        subgroups=int(used.sum()),
        first=first,
        last=last,
        pattern=tuple(found.rate[:known].tolist()),
        exposure=tuple(found.exposure[:known].tolist()),
        ceiling=law.ceiling,
        holidays=holidays,
        warnings=(*points.notes(used, z, flat=flat), *_small(found, law)),
    )


def chart(
    daily: Counts,
    baseline: Baseline,
    *,
    width: float = 3.0,
    excluded: Bools | None = None,
) -> ControlChart:
    """Phase II: hold each day against its weekday.

    Parameters
    ----------
    daily : Counts
        k days in time order; they may be new ones.
    baseline : Baseline
        From `estimate`.
    width : float
        Half-width of the limits in sigmas.
    excluded : (k,) bool, optional
        Marked as left out; they are judged all the same.

    Returns
    -------
    ControlChart
        The centre line is the rate of each day's weekday. It and the limits are NaN
        for a holiday or weekday the baseline knows nothing of, and for a weekday
        that never varied while others did.
    """
    _check(daily)
    known = draw(daily, baseline, Lines(sigma=0, lower=0, upper=0), excluded)
    expected, sigma = _expectation(daily, baseline, known.in_baseline)
    lines = Lines(
        sigma=sigma,
        lower=expected - width * sigma,
        upper=expected + width * sigma,
        floor=0.0,
        ceiling=baseline.ceiling,
    )
    return replace(draw(daily, baseline, lines, excluded), centre=expected)


def _expectation(
    daily: Counts, baseline: Baseline, known: Bools
) -> tuple[Floats, Floats]:
    """Return what is to be expected of each day, and its sigma, both (k,)."""
    law = proportion.LAW if baseline.ceiling == 1 else rate.LAW
    classes = classes_of(daily, baseline.holidays)
    rates = np.array(baseline.pattern)
    variance = variances(law, rates)
    if law.variance(baseline.centre) > 0:
        variance = np.where(variance > 0, variance, np.nan)
    expected = _of_class(np.where(np.isnan(variance), np.nan, rates), classes)
    n = np.where(daily.missing, np.nan, daily.n)
    exposure = np.array(baseline.exposure)
    behind = _of_class(np.where(exposure > 0, exposure, np.nan), classes)
    error = np.where(known, 0.0, n / behind)
    wide = baseline.spread * np.sqrt(_of_class(variance, classes))
    return expected, wide * np.sqrt((1 + error) / n)


def _of_class(numbers: Floats, classes: Ints) -> Floats:
    """Look up the number of each day's class; NaN for holidays without one."""
    every = np.full(HOLIDAY + 1, np.nan)
    every[: len(numbers)] = numbers
    return every[classes]


def _standing(daily: Counts, holidays: Days, found: Pattern, law: Law) -> Floats:
    """Return z of each day against its class, (k,); NaN where there is none."""
    classes = classes_of(daily, holidays)
    variance = variances(law, found.rate)
    sigma = np.sqrt(np.where(variance > 0, variance, np.nan))[classes]
    return (daily.value - found.rate[classes]) * np.sqrt(daily.n) / sigma


def _small(found: Pattern, law: Law) -> tuple[ChartWarning, ...]:
    """Say where a usual day has so few events that three sigmas signal too often."""
    seen = found.exposure > 0
    rarer = np.minimum(found.rate, law.ceiling - found.rate)[seen]
    expected = rarer * found.exposure[seen] / found.days[seen]
    few = np.any(expected < minimums.EXPECTED)
    return (ChartWarning.SMALL_COUNTS,) if few else ()


def _check(daily: Counts) -> None:
    if is_daily(daily):
        return
    raise InvalidSeries(
        "A weekday chart needs a point a day; these are not days. "
        "Set `by` to day on the measure's card, or choose another chart."
    )
