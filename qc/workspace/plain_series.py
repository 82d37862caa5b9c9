"""Chart a CSV of date, value[, n] without a workspace."""

from __future__ import annotations

import math
from pathlib import Path

import numpy as np

from qc.core.arrays import Dates, Floats, Ints
from qc.core.calendar import all_starts, period_start
from qc.core.errors import InvalidLog, QcError
from qc.core.kinds import Direction, MeasureKind, Period
from qc.core.measures import Measure
from qc.core.rules import RuleSet
from qc.core.series import Counts, Samples, Series, Values, take
from qc.intake.plain_series import PlainSeries, read_series
from qc.review.assess import assess
from qc.review.assessment import Assessment
from qc.store.slices import Span
from qc.workspace.lens import Lens
from qc.workspace.resources import DEFAULT_RULES, house_rules, rule_set
from qc.workspace.reviewing import cut, on_periods

_DAILY, _WEEKLY = 2, 8
_PAIR = 2  # values a period, on average, that make samples


def assess_file(  # noqa: PLR0913 - one file, and all that is asked of it
    file: Path,
    *,
    kind: MeasureKind | None,
    better: str | None,
    target: float | None,
    lens: Lens,
    rules: RuleSet | None = None,
) -> Assessment:
    """Answer for one file what the review answers for a log.

    Parameters
    ----------
    file : Path
        CSV in UTF-8.
    kind : MeasureKind or None
        SHARE or RATE of counted events with n; SCORE for plain values. None: a
        share if there is n and no value is above it, a rate if one is; plain values
        without n.
    better : str or None
        "lower" or "higher"; None sets no good direction.
    target : float or None
    lens : Lens
        Rules, plan, span, week and chart; the period is found from the dates. There
        are no parts to filter, and every row stands for a whole period.
    rules : RuleSet, optional
        Judge by it; by default the one of the house that the lens names.

    Raises
    ------
    InvalidLog
        If the file is no such CSV.
    QcError
        If the target is none of the kind, or the chart does not suit it.
    """
    try:
        text = file.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as fault:
        raise InvalidLog(f"{file.name} is not UTF-8. Save it as UTF-8.") from fault
    read = read_series(text, file.name)
    kind = kind or _kind(read)
    _check_target(target, kind)
    measure = Measure(
        id="series",
        title=file.stem,
        question="Is this process predictable?",
        kind=kind,
        direction=Direction(better) if better else Direction.NEITHER,
        target=target,
        by=lens.by or _period(read),
        chart=lens.chart,
    )
    series = _seen(_series(read, kind, measure.by, file.name), measure.by, lens)
    rules = rules or rule_set(lens.rules or DEFAULT_RULES, house_rules())
    plan = on_periods(lens.plan, measure.by)
    return assess(measure, series, rule_set=rules, plan=plan)


def _check_target(target: float | None, kind: MeasureKind) -> None:
    if target is None:
        return
    if not math.isfinite(target):
        raise QcError(f"A target is a number; got {target}.")
    if kind is MeasureKind.SHARE and not 0 <= target <= 1:
        raise QcError(
            f"The target of a share lies between 0 and 1; got {target:g}. Write 10 % "
            "as 0.1."
        )


def _kind(read: PlainSeries) -> MeasureKind:
    if read.n is None:
        return MeasureKind.SCORE
    above = any(x > n for x, n in zip(read.values, read.n, strict=True))
    return MeasureKind.RATE if above else MeasureKind.SHARE


def _period(read: PlainSeries) -> Period:
    days = np.unique(np.array(read.days, dtype="datetime64[D]"))
    if len(days) < 2:
        return Period.WEEK
    step = float(np.median(np.diff(days).astype(int)))
    if step < _DAILY:
        return Period.DAY
    return Period.WEEK if step < _WEEKLY else Period.MONTH


def _series(read: PlainSeries, kind: MeasureKind, by: Period, name: str) -> Series:
    starts = period_start(np.array(read.days, dtype="datetime64[D]"), by)
    grid = all_starts(starts[0], starts[-1], by)
    if kind is MeasureKind.SCORE and len(starts) >= _PAIR * len(np.unique(starts)):
        return _samples(grid, np.searchsorted(grid, starts), np.array(read.values))
    if len(np.unique(starts)) < len(starts):
        raise InvalidLog(
            f"{name} has more than one row in a {by}. Give one row a {by}, or choose "
            "a finer period with --by."
        )
    if kind is not MeasureKind.SCORE:
        _check_counts(read, kind, name)
    place = np.searchsorted(grid, starts)
    value, n = np.full(len(grid), np.nan), np.zeros(len(grid))
    value[place] = read.values
    n[place] = 1.0 if read.n is None else read.n
    n[np.isnan(value)] = 0.0
    if kind is MeasureKind.SCORE:
        return Values(at=grid, value=value, n=n)
    return Counts(at=grid, events=np.nan_to_num(value), opportunities=n)


def _samples(grid: Dates, place: Ints, values: Floats) -> Samples:
    """Gather the values of each period into a sample; those missing count for none."""
    known = ~np.isnan(values)
    place, values = place[known], values[known]
    n = np.bincount(place, minlength=len(grid)).astype(np.float64)
    mean = np.bincount(place, values, len(grid)) / np.where(n > 0, n, 1.0)
    m2 = np.bincount(place, (values - mean[place]) ** 2, len(grid)).astype(np.float64)
    low, high = np.full(len(grid), np.inf), np.full(len(grid), -np.inf)
    np.minimum.at(low, place, values)
    np.maximum.at(high, place, values)
    ranges = np.where(n > 0, high - low, 0.0)
    return Samples(at=grid, n=n, mean=mean, m2=m2, ranges=ranges)


def _check_counts(read: PlainSeries, kind: MeasureKind, name: str) -> None:
    """Refuse shares where events are asked for, and events of nothing."""
    if read.n is None:
        raise InvalidLog(f"{name} has no third column n, which a {kind} needs.")
    for day, events, n in zip(read.days, read.values, read.n, strict=True):
        if events % 1 > 0 or events < 0:
            raise InvalidLog(
                f"{name}: {events:g} on {day} is no number of events. With n, give "
                "how many of the n it were (12 of 250), or choose --kind score."
            )
        if events > 0 and n == 0:
            raise InvalidLog(
                f"{name}: {events:g} events on {day}, but n is 0. Correct one of them."
            )
        if kind is MeasureKind.SHARE and events > n:
            raise InvalidLog(
                f"{name}: {events:g} of {n:g} on {day} is no share. Correct the row, "
                "or choose --kind rate."
            )


def _seen(series: Series, by: Period, lens: Lens) -> Series:
    """Cut the series to the whole periods of a span, as of a week."""
    first, after = Span(first=lens.first, last=lens.last).bounds(by)
    keep = np.ones(len(series), dtype=bool)
    if first is not None:
        keep &= series.at >= first
    if after is not None:
        keep &= series.at < after
    return cut(take(series, keep), by, lens)
