"""Which chart, and why not another: decided by the data, told with its numbers."""

from __future__ import annotations

from dataclasses import replace

from qc.core.arrays import Bools
from qc.core.charts import ChartChoice, PhasePlan
from qc.core.kinds import ChartKind, MeasureKind, Reason
from qc.core.series import Counts, Gaps, Samples, Series, Streaks, Values
from qc.spc import minimums
from qc.spc.choice_counts import of_counts
from qc.spc.choice_samples import of_samples
from qc.spc.choice_values import of_gaps, of_values
from qc.spc.phases import baseline_points


def choose(
    series: Series,
    kind: MeasureKind,
    *,
    plan: PhasePlan,
    minimum: int = minimums.LIMITS,
) -> ChartChoice:
    """Answer: which chart tells common from special causes of this measure?

    Counts go on a p or u chart; on a weekday chart if they are daily and weekdays
    differ; on p' or u' if they vary more than their law allows, with room for memory
    if they have one. Times between events go on a t chart, cases between them on a
    g chart. Several values a period go on an X-bar chart if the values explain how
    the means vary, else on a three-way chart; other values on an XmR chart, with
    room for memory, or on a residual chart if that is strong. With too few points
    for limits a run chart is all that can be shown.

    Parameters
    ----------
    series : Series
    kind : MeasureKind
        RATE takes the Poisson law for counts, any other kind the binomial.
    plan : PhasePlan
        The newest phase with enough baseline points decides.
    minimum : int
        Points needed for limits.

    Returns
    -------
    ChartChoice
        ``statistics``: points, and what decided; see `choice_counts`,
        `choice_values` and `choice_samples`.

    Raises
    ------
    InvalidSeries
        If a share has more defectives than interactions.
    """
    masks = baseline_points(series, plan)
    enough = [mask for mask in masks if mask.sum() >= minimum]
    if not enough:
        return _too_few(series, kind, masks[-1])
    used = enough[-1]
    if isinstance(series, Counts):
        return of_counts(series, kind, used, plan.holidays)
    if isinstance(series, Samples):
        return of_samples(series, used)
    return (
        of_values(series, used) if isinstance(series, Values) else of_gaps(series, used)
    )


def overruled(choice: ChartChoice, kind: ChartKind) -> ChartChoice:
    """Return the choice of a chart by hand, beside what the data would take.

    Parameters
    ----------
    choice : ChartChoice
        By the data.
    kind : ChartKind
        By hand; the choice stays that of the data if it is the same.
    """
    if kind is choice.kind:
        return choice
    return replace(
        choice,
        kind=kind,
        reasons=(Reason.CHOSEN_BY_USER, *choice.reasons),
        rejected=((choice.kind, Reason.CHOSEN_BY_USER), *choice.rejected),
    )


def _too_few(series: Series, kind: MeasureKind, used: Bools) -> ChartChoice:
    return ChartChoice(
        kind=ChartKind.RUN,
        reasons=(Reason.TOO_FEW_FOR_LIMITS,),
        rejected=((_wanted(series, kind), Reason.TOO_FEW_FOR_LIMITS),),
        statistics={"points": float(used.sum())},
    )


def _wanted(series: Series, kind: MeasureKind) -> ChartKind:
    """Return the chart that this type of data would have with more points."""
    if isinstance(series, Counts):
        return ChartKind.U if kind is MeasureKind.RATE else ChartKind.P
    if isinstance(series, Gaps):
        return ChartKind.T
    return ChartKind.G if isinstance(series, Streaks) else ChartKind.XMR
