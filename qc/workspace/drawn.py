"""What a chart asks of a measure: its period, its series, and what it then says."""

from __future__ import annotations

from dataclasses import replace

from qc.core.kinds import ChartKind, Direction, MeasureKind, Period, Reason
from qc.core.measures import Measure
from qc.core.series import Gaps, Series, Streaks
from qc.review.assessment import Assessment
from qc.spc.charts import METHODS
from qc.spc.following import FOLLOWERS

_TURNED = {
    Direction.LOWER: Direction.HIGHER,
    Direction.HIGHER: Direction.LOWER,
    Direction.NEITHER: Direction.NEITHER,
}
_SINGLE = (
    ChartKind.XMR,
    ChartKind.XMR_MEDIAN,
    ChartKind.XMR_SCREENED,
    ChartKind.XMR_NHS,
    ChartKind.XMR_CORRECTED,
    ChartKind.RESIDUALS,
    ChartKind.MR,
)
_MEMORY = tuple(kind for kind in FOLLOWERS if kind is not ChartKind.RARE_CUSUM)
_OF_SAMPLES = (
    ChartKind.XBAR,
    ChartKind.XBAR_R,
    ChartKind.THREE_WAY,
    ChartKind.S,
    ChartKind.R,
)
_RARE = (ChartKind.WEEKDAY, ChartKind.RARE_CUSUM)
_SHARES = (
    ChartKind.P,
    ChartKind.P_PRIME,
    ChartKind.P_PRIME_PROBABILITY,
    ChartKind.P_PRIME_CORRECTED,
    ChartKind.NP,
    *_RARE,
    ChartKind.T,
    ChartKind.G,
)
_RATES = (
    ChartKind.U,
    ChartKind.U_PRIME,
    ChartKind.U_PRIME_PROBABILITY,
    ChartKind.U_PRIME_CORRECTED,
    ChartKind.C,
    *_RARE,
)
_CHARTS: dict[MeasureKind, tuple[ChartKind, ...]] = {
    MeasureKind.SHARE: (*_SHARES, *_SINGLE, *_MEMORY, ChartKind.RUN),
    MeasureKind.RATE: (*_RATES, *_SINGLE, *_MEMORY, ChartKind.RUN),
    MeasureKind.DURATION: (*_SINGLE, *_OF_SAMPLES, *_MEMORY, ChartKind.RUN),
    MeasureKind.SCORE: (*_OF_SAMPLES, *_SINGLE, *_MEMORY, ChartKind.RUN),
    MeasureKind.GAP: (ChartKind.T, ChartKind.XMR, ChartKind.RUN),
}


def charts_for(measure: Measure) -> tuple[ChartKind, ...]:
    """Return the charts that can be drawn of a measure, the usual ones first."""
    known = {*METHODS, *FOLLOWERS}
    if measure.chain is not None:  # no single cases, between which to count
        known -= {ChartKind.T, ChartKind.G, *_RARE}
    return tuple(kind for kind in _CHARTS[measure.kind] if kind in known)


def looked_at(measure: Measure, by: Period | None, chart: ChartKind | None) -> Measure:
    """Return the card as it is asked for: a weekday chart is one of days."""
    chart = chart or measure.chart
    if chart is ChartKind.WEEKDAY:
        by = Period.DAY
    return replace(measure, by=by or measure.by, chart=chart)


def by_hand(one: Assessment, card: Measure) -> Assessment:
    """Return the judgement of times or cases between defects as one asked for."""
    if card.kind is one.measure.kind or one.choice is None:
        return one
    reasons = (Reason.CHOSEN_BY_USER, *one.choice.reasons)
    return replace(one, choice=replace(one.choice, reasons=reasons))


def as_drawn(measure: Measure, series: Series) -> Measure:
    """Return the card as its series has it: of rare defects, the time between them.

    The more time passes between two defects the better, and the target of a share is
    none of a time.
    """
    if measure.kind is MeasureKind.GAP or not isinstance(series, Gaps | Streaks):
        return measure
    wished = _TURNED[measure.direction]
    return replace(measure, kind=MeasureKind.GAP, direction=wished, target=None)
