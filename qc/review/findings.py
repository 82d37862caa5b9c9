"""From signals to findings: which way, since when, how much, and is it still so."""

from __future__ import annotations

import numpy as np

from qc.core.charts import ControlChart, Signal
from qc.core.kinds import Direction, Meaning, MeasureKind, Side, Variation
from qc.review.assessment import Finding
from qc.spc.changepoint import change_point
from qc.spc.rules import standing
from qc.spc.sizes import Change, change

_GOOD_SIDE = {Direction.HIGHER: Side.ABOVE, Direction.LOWER: Side.BELOW}
_ICONS = {
    (Meaning.CONCERN, Side.ABOVE): Variation.CONCERN_HIGH,
    (Meaning.CONCERN, Side.BELOW): Variation.CONCERN_LOW,
    (Meaning.IMPROVEMENT, Side.ABOVE): Variation.IMPROVEMENT_HIGH,
    (Meaning.IMPROVEMENT, Side.BELOW): Variation.IMPROVEMENT_LOW,
    (Meaning.NEUTRAL, Side.ABOVE): Variation.NEUTRAL_HIGH,
    (Meaning.NEUTRAL, Side.BELOW): Variation.NEUTRAL_LOW,
}
_FARTHEST = 99.0  # off a line without spread z is infinite; its share must not be
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
    *,
    plain: ControlChart | None = None,
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
    plain : ControlChart, optional
        The chart of the values themselves, where `chart` shows averages, sums or
        numbers of them: when and how much is read from it.

    Returns
    -------
    tuple of Finding
    """
    values = chart if plain is None else plain
    pooled = kind in {MeasureKind.SHARE, MeasureKind.RATE}
    newest = newest_point(chart)
    found = []
    for signal in signals:
        side = _side(chart, signal)
        since, size = _moved(values, signal, side, pooled=pooled)
        found.append(
            Finding(
                signal=signal,
                meaning=meaning_of(side, direction),
                current=signal.stop >= newest,
                since=chart.at[since],
                until=chart.at[signal.stop],
                points=int((~np.isnan(values.value[since : signal.stop + 1])).sum()),
                before=size.before,
                after=size.after,
                interval=size.interval,
            )
        )
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


def _moved(
    chart: ControlChart, signal: Signal, side: Side, *, pooled: bool
) -> tuple[int, Change]:
    """Return since when, by the points of its phase, and by how much."""
    since = _change_point(chart, signal, side)
    points = np.zeros(len(chart), dtype=bool)
    points[since : signal.stop + 1] = True
    points &= ~np.isnan(chart.value)
    return since, change(chart, points, pooled=pooled)


def _side(chart: ControlChart, signal: Signal) -> Side:
    """A rule without a side (too few crossings) is read from where it now stands."""
    if signal.side is not None:
        return signal.side
    span = slice(signal.start, signal.stop + 1)
    gap = chart.value[span] - chart.centre[span]
    return Side.ABOVE if np.nansum(gap[change_point(gap) :]) >= 0 else Side.BELOW


def _change_point(chart: ControlChart, signal: Signal, side: Side) -> int:
    """Look back as far as the phase goes, or as the rule does where it has no side."""
    first = int(np.searchsorted(chart.phase, chart.phase[signal.stop]))
    start = first if signal.side is not None else signal.start
    if chart.excluded[signal.stop]:
        return signal.start
    gap = np.clip(standing(chart)[start : signal.stop + 1], -_FARTHEST, _FARTHEST)
    return start + change_point(gap, side=side)


def _order(finding: Finding, chart: ControlChart) -> tuple[bool, int, float]:
    rank = _GRAVEST.index(finding.meaning)
    return not finding.current, rank, -gravity(finding, chart)
