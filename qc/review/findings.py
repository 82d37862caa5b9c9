"""From signals to findings: which way, since when, how much, and is it still so."""

from __future__ import annotations

import numpy as np

from qc.core.charts import ControlChart, Signal
from qc.core.kinds import Direction, Meaning, MeasureKind, Side, Variation
from qc.review.assessment import Finding
from qc.spc.changepoint import change_point

_GOOD_SIDE = {Direction.HIGHER: Side.ABOVE, Direction.LOWER: Side.BELOW}
_ICONS = {
    (Meaning.CONCERN, Side.ABOVE): Variation.CONCERN_HIGH,
    (Meaning.CONCERN, Side.BELOW): Variation.CONCERN_LOW,
    (Meaning.IMPROVEMENT, Side.ABOVE): Variation.IMPROVEMENT_HIGH,
    (Meaning.IMPROVEMENT, Side.BELOW): Variation.IMPROVEMENT_LOW,
    (Meaning.NEUTRAL, Side.ABOVE): Variation.NEUTRAL_HIGH,
    (Meaning.NEUTRAL, Side.BELOW): Variation.NEUTRAL_LOW,
}
_GRAVEST = (Meaning.CONCERN, Meaning.IMPROVEMENT, Meaning.NEUTRAL)


def meaning_of(side: Side, direction: Direction) -> Meaning:
    """Read a side of the centre line in the wished direction."""
    if direction is Direction.NEITHER:
        return Meaning.NEUTRAL
    good = _GOOD_SIDE[direction] is side
    return Meaning.IMPROVEMENT if good else Meaning.CONCERN


def findings(
    chart: ControlChart,
    signals: tuple[Signal, ...],
    direction: Direction,
    kind: MeasureKind,
) -> tuple[Finding, ...]:
    """Explain each signal; the gravest that still holds come first.

    Parameters
    ----------
    chart : ControlChart
        The chart the signals were found on.
    signals : tuple of Signal
    direction : Direction
        Which way is better for the customer.
    kind : MeasureKind
        Counts are pooled by their opportunities, other values averaged.

    Returns
    -------
    tuple of Finding
    """
    newest = newest_point(chart)
    found = [_finding(chart, s, direction, kind, newest) for s in signals]
    return tuple(sorted(found, key=lambda finding: _order(finding, chart)))


def newest_point(chart: ControlChart) -> int:
    """Index of the newest point with a value; -1 where there is none."""
    present = np.flatnonzero(~np.isnan(chart.value))
    return int(present[-1]) if present.size else -1


def variation(chart: ControlChart | None, current: tuple[Finding, ...]) -> Variation:
    """Choose the variation icon: what the newest point says of the process."""
    if chart is None or newest_point(chart) < 0:
        return Variation.UNKNOWN
    if not current:
        return Variation.COMMON
    gravest = current[0]
    return _ICONS[gravest.meaning, _side(chart, gravest.signal)]


def gravity(finding: Finding, chart: ControlChart) -> float:
    """Weight of the evidence: the signal's mean distance in standard errors."""
    points = slice(finding.signal.start, finding.signal.stop + 1)
    z = np.clip(np.nan_to_num(chart.z[points], posinf=99, neginf=-99), -99, 99)
    return float(abs(z.mean()) * np.sqrt(len(z)))


def _finding(
    chart: ControlChart,
    signal: Signal,
    direction: Direction,
    kind: MeasureKind,
    newest: int,
) -> Finding:
    side = _side(chart, signal)
    start = signal.start if signal.side is not None else _change_point(chart, signal)
    points = np.arange(start, signal.stop + 1)
    points = points[~np.isnan(chart.value[points])]
    return Finding(
        signal=signal,
        meaning=meaning_of(side, direction),
        current=signal.stop >= newest,
        since=chart.at[start],
        until=chart.at[signal.stop],
        points=len(points),
        before=float(chart.centre[signal.stop]),
        after=_level(chart, points, kind),
    )


def _level(chart: ControlChart, points: np.ndarray, kind: MeasureKind) -> float:
    pooled = kind in {MeasureKind.SHARE, MeasureKind.RATE}
    weights = chart.n[points] if pooled else np.ones(len(points))
    return float(np.average(chart.value[points], weights=weights))


def _side(chart: ControlChart, signal: Signal) -> Side:
    """A rule without a side (too few crossings) is read from where it now stands."""
    if signal.side is not None:
        return signal.side
    since = _change_point(chart, signal)
    gap = chart.value[since : signal.stop + 1] - chart.centre[since : signal.stop + 1]
    return Side.ABOVE if np.nansum(gap) >= 0 else Side.BELOW


def _change_point(chart: ControlChart, signal: Signal) -> int:
    span = slice(signal.start, signal.stop + 1)
    return signal.start + change_point(chart.value[span] - chart.centre[span])


def _order(finding: Finding, chart: ControlChart) -> tuple[bool, int, float]:
    rank = _GRAVEST.index(finding.meaning)
    return not finding.current, rank, -gravity(finding, chart)
