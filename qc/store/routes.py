"""How the series of a card is found: its chart can ask for more than its kind."""

from __future__ import annotations

from enum import StrEnum

from qc.core.kinds import ChartKind, MeasureKind
from qc.core.measures import Measure
from qc.store import waits

_OF_SAMPLES = {
    ChartKind.XBAR,
    ChartKind.XBAR_R,
    ChartKind.THREE_WAY,
    ChartKind.R,
    ChartKind.S,
}


class Route(StrEnum):
    """How the series of a card is found."""

    SUMS = "sums"
    MEDIANS = "medians"
    SAMPLES = "samples"
    WAITS = "waits"
    GAPS = "gaps"
    STREAKS = "streaks"


_RARE = {ChartKind.T: Route.GAPS, ChartKind.G: Route.STREAKS}


def route(measure: Measure) -> Route:
    """Return how a card is answered; its chart can ask for more than its kind."""
    if measure.kind is MeasureKind.GAP:
        return Route.GAPS
    if measure.kind is MeasureKind.SCORE:
        return Route.SAMPLES
    if measure.kind is MeasureKind.DURATION:
        wide = measure.chart in _OF_SAMPLES
        return Route.SAMPLES if wide else Route.MEDIANS
    if measure.kind is MeasureKind.SHARE and measure.chart in _RARE:
        return _RARE[measure.chart]
    return Route.WAITS if waits.is_censored(measure) else Route.SUMS
