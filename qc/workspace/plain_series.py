"""Chart a CSV of date, value[, n] without a workspace."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from qc.core.calendar import all_starts, period_start
from qc.core.errors import InvalidLog
from qc.core.kinds import Direction, MeasureKind, Period
from qc.core.measures import Measure
from qc.core.series import Counts, Series, Values
from qc.intake.plain_series import PlainSeries, read_series
from qc.review.assess import assess
from qc.review.assessment import Assessment
from qc.workspace.lens import Lens
from qc.workspace.resources import DEFAULT_RULES, house_rules, rule_set

_DAILY, _WEEKLY = 2, 8


def assess_file(
    file: Path,
    *,
    kind: MeasureKind | None,
    better: str | None,
    target: float | None,
    lens: Lens,
) -> Assessment:
    """Answer for one file what the review answers for a log.

    Parameters
    ----------
    file : Path
        CSV in UTF-8.
    kind : MeasureKind or None
        SHARE or RATE of counted events with n; SCORE for plain values. None: a
        share if there is n and no value is above it, a rate if one is, else values.
    better : str or None
        "lower" or "higher"; None sets no good direction.
    target : float or None
    lens : Lens
        Rules, plan and span; the period is found from the dates.

    Raises
    ------
    InvalidLog
        If the file is no such CSV.
    """
    try:
        text = file.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as fault:
        raise InvalidLog(f"{file.name} is not UTF-8. Save it as UTF-8.") from fault
    read = read_series(text, file.name)
    kind = kind or _kind(read)
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
    series = _series(read, kind, measure.by, file.name)
    rules = rule_set(lens.rules or DEFAULT_RULES, house_rules())
    return assess(measure, series, rule_set=rules, plan=lens.plan)


def _kind(read: PlainSeries) -> MeasureKind:
    if read.n is None:
        return MeasureKind.SCORE
    above = any(x > n for x, n in zip(read.values, read.n, strict=True))
    return MeasureKind.RATE if above else MeasureKind.SHARE


def _period(read: PlainSeries) -> Period:
    days = np.array(read.days, dtype="datetime64[D]")
    if len(days) < 2:
        return Period.WEEK
    step = float(np.median(np.diff(days).astype(int)))
    if step < _DAILY:
        return Period.DAY
    return Period.WEEK if step < _WEEKLY else Period.MONTH


def _series(read: PlainSeries, kind: MeasureKind, by: Period, name: str) -> Series:
    starts = period_start(np.array(read.days, dtype="datetime64[D]"), by)
    if len(np.unique(starts)) < len(starts):
        raise InvalidLog(
            f"{name} has more than one row in a {by}. Give one row a {by}, or choose "
            "a finer period with --by."
        )
    grid = all_starts(starts[0], starts[-1], by)
    place = np.searchsorted(grid, starts)
    value, n = np.full(len(grid), np.nan), np.zeros(len(grid))
    value[place] = read.values
    n[place] = 1.0 if read.n is None else read.n
    if kind is MeasureKind.SCORE:
        return Values(at=grid, value=value, n=np.where(np.isnan(value), 0.0, n))
    if read.n is None:
        raise InvalidLog(f"{name} has no third column n, which a {kind} needs.")
    n[np.isnan(value)] = 0.0
    return Counts(at=grid, events=np.nan_to_num(value), opportunities=n)
