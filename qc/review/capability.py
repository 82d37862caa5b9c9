"""Is the process able? Asked only of a steady one, answered with its uncertainty."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from qc.core.arrays import Bools, Dates, Floats
from qc.core.charts import Baseline
from qc.core.intervals import Interval, exact_rate, exact_share
from qc.core.kinds import ChartKind, Direction, MeasureKind
from qc.core.measures import Measure, Specification
from qc.core.series import Counts
from qc.review import current_phase, tolerances
from qc.review.ability import Ability, Law, Level, Refusal, Tolerance, Verdict
from qc.review.assessment import Assessment
from qc.spc import fit
from qc.spc.capability import Capability, of_subgroups
from qc.spc.percentiles import FEWEST, FEWEST_AS_SEEN, Shape, performance
from qc.spc.yields import MILLION, USUAL_SHIFT, sigma_level

FEW_LEVELS = 10
"""Up to as many different values are ratings: a sigma of them means little."""

_WIDENED = {
    ChartKind.P_PRIME,
    ChartKind.P_PRIME_PROBABILITY,
    ChartKind.P_PRIME_CORRECTED,
    ChartKind.U_PRIME,
    ChartKind.U_PRIME_PROBABILITY,
    ChartKind.U_PRIME_CORRECTED,
}
_SHAPES = {Law.LOGNORMAL: Shape.LOGNORMAL, Law.AS_SEEN: Shape.AS_SEEN}


def of_counts(
    one: Assessment, *, tolerance: float | None = None, shift: bool = False
) -> Ability:
    """Answer: how many defects does the steady process make, and are they too many?

    The centre line of the current phase speaks, with the counts of its baseline.

    Parameters
    ----------
    one : Assessment
        Of a SHARE or RATE.
    tolerance : float, optional
        Tolerated defects per million; by default that of the card.
    shift : bool
        Add 1.5 to the sigma level, as some do for a drift they assume.
    """
    found = _started(one, tolerance)
    chart, series = one.chart, one.series
    if found.refusal or chart is None or not isinstance(series, Counts):
        return found
    mine = chart.in_baseline & current_phase.points(chart, one.newest)
    events = defects(series, one.measure)[mine].sum()
    n = series.opportunities[mine].sum()
    rate = one.measure.kind is MeasureKind.RATE
    wider = _wider(current_phase.baseline(chart, one.newest))
    level = _level((float(events), float(n)), rate=rate, wider=wider, shift=shift)
    return _judged(found, level)


def of_values(  # noqa: PLR0913 - values, their periods, and how to judge them
    one: Assessment,
    values: Floats,
    at: Dates,
    rng: np.random.Generator,
    *,
    tolerance: float | None = None,
    shift: bool = False,
) -> Ability:
    """Answer: how well do single values keep within the specification?

    Parameters
    ----------
    one : Assessment
        Of a DURATION or SCORE; its chart says whether the process is steady.
    values : (k,) float
        Those of the current phase, no NaN.
    at : (k,) datetime64[D], not decreasing
        The period each belongs to.
    rng : numpy.random.Generator
        For the interval of indices of a lognormal law.
    tolerance, shift
        As in `of_counts`, for the values outside the limits.
    """
    found = _started(one, tolerance)
    if found.refusal:
        return found
    if len(values) < FEWEST:
        return replace(found, refusal=Refusal.TOO_FEW, got=len(values), need=FEWEST)
    out = int(outside(values, found.specification).sum())
    level = _level((out, len(values)), rate=False, wider=1.0, shift=shift)
    return _indexed(_judged(found, level), one.measure, values, at, rng)


def outside(values: Floats, spec: Specification) -> Bools:
    """Say which values lie beyond a limit; one on the limit keeps it."""
    low = -np.inf if spec.lower is None else spec.lower
    high = np.inf if spec.upper is None else spec.upper
    beyond: Bools = (values < low) | (values > high)
    return beyond


def defects(series: Counts, measure: Measure) -> Floats:
    """Return the defects of each period: where more is better, what is lacking."""
    if measure.direction is Direction.HIGHER:
        return series.opportunities - series.events
    return series.events


def _started(one: Assessment, asked: float | None) -> Ability:
    """Refuse what has no capability; else return what is known without numbers."""
    spec, limits_from = tolerances.limits(one.measure)
    known = Ability(
        specification=spec,
        limits_from=limits_from,
        tolerance=tolerances.tolerance(one.measure, asked),
    )
    found = current_phase.signals(one)
    refusal = _refusal(one, known)
    if refusal is None and found:
        refusal = Refusal.NOT_STABLE
    told = found if refusal is Refusal.NOT_STABLE else ()
    return replace(known, refusal=refusal, signals=told)


def _refusal(one: Assessment, known: Ability) -> Refusal | None:
    chart, measure = one.chart, one.measure
    counts = measure.kind in {MeasureKind.SHARE, MeasureKind.RATE}
    if chart is None or one.newest < 0:
        return Refusal.NO_DATA
    if measure.kind is MeasureKind.GAP:
        return Refusal.NO_MEANING
    if counts and not isinstance(one.series, Counts):
        return Refusal.NO_COUNTS
    if counts and not tolerances.counts_defects(measure):
        return Refusal.NO_DEFECT
    if not counts and known.limits_from is None:
        return Refusal.NO_SPECIFICATION
    learned = current_phase.baseline(chart, one.newest)
    return Refusal.NO_LIMITS if learned.kind is ChartKind.RUN else None


def _wider(baseline: Baseline) -> float:
    return max(1.0, baseline.spread) if baseline.kind in _WIDENED else 1.0


def _level(
    counted: tuple[float, float], *, rate: bool, wider: float, shift: bool
) -> Level:
    """Return defects per unit; points that vary more are worth fewer of them."""
    events, n = counted
    worth = wider**2
    exact = exact_rate if rate else exact_share
    low, high = exact(events / worth, n / worth)
    added = USUAL_SHIFT if shift else 0.0
    share = events / n
    return Level(
        events=events,
        n=n,
        share=share,
        interval=(low, high),
        wider=wider,
        sigma=_sigma(share, rate=rate, shift=added),
        sigma_interval=_sigmas((low, high), rate=rate, shift=added),
        shift=added,
    )


def _sigma(share: float, *, rate: bool, shift: float) -> float:
    """Of a rate: by the units that have a defect, if these fall independently."""
    return sigma_level(-float(np.expm1(-share)) if rate else share, shift)


def _sigmas(ends: Interval, *, rate: bool, shift: float) -> Interval:
    low, high = (_sigma(end, rate=rate, shift=shift) for end in ends)
    return high, low


def _judged(found: Ability, level: Level) -> Ability:
    return replace(found, level=level, verdict=_verdict(level, found.tolerance))


def _verdict(level: Level, tolerance: Tolerance | None) -> Verdict | None:
    if tolerance is None:
        return None
    low, high = level.interval
    share = tolerance.dpmo / MILLION
    if high <= share:
        return Verdict.KEEPS
    return Verdict.BREAKS if low > share else Verdict.UNSURE


def _indexed(
    found: Ability,
    measure: Measure,
    values: Floats,
    at: Dates,
    rng: np.random.Generator,
) -> Ability:
    """Add the indices by the first law that fits, or say why there are none."""
    levels = len(np.unique(values))
    if levels <= FEW_LEVELS:
        return replace(found, no_index=Refusal.FEW_LEVELS, got=levels)
    law, departure = _law(values, measure.kind)
    found = replace(found, law=law, departure=departure)
    if law is None:
        need = FEWEST_AS_SEEN
        return replace(found, no_index=Refusal.NO_LAW, got=len(values), need=need)
    if law is Law.NORMAL:
        return replace(found, by_sigma=_by_sigma(found, measure, values, at))
    shown = performance(values, found.specification, _SHAPES[law], rng, signals=())
    if not np.isfinite(shown.least):
        return replace(found, law=None, no_index=Refusal.MOSTLY_EQUAL)
    return replace(found, by_quantiles=shown)


def _law(values: Floats, kind: MeasureKind) -> tuple[Law | None, float]:
    """Return the first law that fits, and how far the values depart from it.

    Where none fits: from the one that comes nearest.
    """
    tried = {Law.NORMAL: fit.departure(values)}
    if kind is MeasureKind.DURATION:
        tried = {Law.LOGNORMAL: fit.departure_of_logs(values), **tried}
    for law, departure in tried.items():
        if departure <= fit.MOST:
            return law, departure
    enough = len(values) >= FEWEST_AS_SEEN
    return (Law.AS_SEEN if enough else None), min(tried.values())


def _by_sigma(
    found: Ability, measure: Measure, values: Floats, at: Dates
) -> Capability:
    groups = np.split(values, np.flatnonzero(np.diff(at) > np.timedelta64(0, "D")) + 1)
    return of_subgroups(groups, found.specification, signals=(), target=measure.target)
