"""Which chart, and why not another: decided by the data, told with its numbers."""

from __future__ import annotations

import numpy as np

from qc.core.arrays import Bools, Floats
from qc.core.charts import ChartChoice, PhasePlan
from qc.core.kinds import ChartKind, MeasureKind, Reason
from qc.core.series import Counts, Gaps, Series
from qc.spc import minimums, points, proportion, rate
from qc.spc.attribute import Law
from qc.spc.autocorrelation import lag1
from qc.spc.phases import baseline_points


def choose(
    series: Series,
    kind: MeasureKind,
    *,
    plan: PhasePlan,
    minimum: int = minimums.LIMITS,
) -> ChartChoice:
    """Answer: which chart tells common from special causes of this measure?

    Counts go on a p or u chart, on p' or u' if they vary more than their law
    allows; times between events on a t chart; other values on an XmR chart. With
    too few points for limits a run chart is all that can be shown.

    Parameters
    ----------
    series : Counts, Values or Gaps
    kind : MeasureKind
        RATE takes the Poisson law for counts, any other kind the binomial.
    plan : PhasePlan
        The newest phase with enough baseline points decides.
    minimum : int
        Points needed for limits.

    Returns
    -------
    ChartChoice
        ``statistics``: points; r1 where it can be estimated; for counts also
        mean_n, expected (of the rarer kind, a subgroup), x2_per_df, p_value,
        sigma_z.
    """
    masks = baseline_points(series, plan)
    enough = [mask for mask in masks if mask.sum() >= minimum]
    if not enough:
        return _too_few(series, kind, masks[-1])
    used = enough[-1]
    if isinstance(series, Counts):
        return _of_counts(series, kind, used)
    taken, reason = _plain(series, kind)
    return ChartChoice(
        kind=taken,
        reasons=(reason,),
        rejected=((ChartKind.RUN, Reason.ENOUGH_FOR_LIMITS),),
        statistics=_basics(used, series.value),
    )


def _too_few(series: Series, kind: MeasureKind, used: Bools) -> ChartChoice:
    wanted, _ = _plain(series, kind)
    return ChartChoice(
        kind=ChartKind.RUN,
        reasons=(Reason.TOO_FEW_FOR_LIMITS,),
        rejected=((wanted, Reason.TOO_FEW_FOR_LIMITS),),
        statistics={"points": float(used.sum())},
    )


def _plain(series: Series, kind: MeasureKind) -> tuple[ChartKind, Reason]:
    """Return the chart of this type of data, and what makes it so."""
    if isinstance(series, Gaps):
        return ChartKind.T, Reason.TIME_BETWEEN_EVENTS
    if not isinstance(series, Counts):
        return ChartKind.XMR, Reason.ONE_VALUE_PER_PERIOD
    if kind is MeasureKind.RATE:
        return ChartKind.U, Reason.COUNTS_OF_DEFECTS
    return ChartKind.P, Reason.COUNTS_OF_DEFECTIVES


def _of_counts(counts: Counts, kind: MeasureKind, used: Bools) -> ChartChoice:
    plain, counted = _plain(counts, kind)
    binomial = plain is ChartKind.P
    law = proportion.LAW if binomial else rate.LAW
    found = _statistics(law, counts, used)
    as_the_law = Reason.VARIES_AS_BINOMIAL if binomial else Reason.VARIES_AS_POISSON
    wide = _is_too_wide(found)
    taken, other = (law.prime, law.plain) if wide else (law.plain, law.prime)
    why = Reason.OVERDISPERSED if wide else as_the_law
    return ChartChoice(
        kind=taken,
        reasons=(counted, why),
        rejected=(
            (other, why),
            (ChartKind.XMR, Reason.IGNORES_SUBGROUP_SIZE),
            (ChartKind.RUN, Reason.ENOUGH_FOR_LIMITS),
        ),
        statistics=found,
    )


def _is_too_wide(found: dict[str, float]) -> bool:
    """Say whether sigma_z is worth estimating: a clear excess, in large counts."""
    large = found["expected"] >= minimums.EXPECTED
    clear = found["p_value"] < minimums.SIGNIFICANT
    return large and clear and found["sigma_z"] > 1


def _statistics(law: Law, counts: Counts, used: Bools) -> dict[str, float]:
    test = law.dispersion(counts, used)
    baseline = law.estimate(
        counts, excluded=~used, overdispersed=True, widen_only=False
    )
    typical = float(np.median(counts.n[used]))
    return {
        **_basics(used, law.standing(counts, baseline.centre)),
        "mean_n": float(counts.n[used].mean()),
        "expected": law.expected(baseline.centre, typical),
        "x2_per_df": test.ratio,
        "p_value": test.p_value,
        "sigma_z": baseline.spread,
    }


def _basics(used: Bools, standing: Floats) -> dict[str, float]:
    found = {"points": float(used.sum())}
    r1 = lag1(standing, used)
    flat = points.is_flat(standing, used)
    return found if flat or np.isnan(r1) else {**found, "r1": r1}
