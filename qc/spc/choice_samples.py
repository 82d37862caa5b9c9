"""The chart of several values a period: do the values explain how the means vary?

Statistics: points; mean_n; between_per_within (variance of the means over that which
values within explain: Fisher's F) and between_p; r1, phi, moved, zeros and ties as in
`choice_values`, of the means.

References
----------
.. [1] D. J. Wheeler, Understanding Statistical Process Control (1992), ch. 9.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from qc.core.arrays import Bools
from qc.core.charts import ChartChoice
from qc.core.kinds import ChartKind, Reason
from qc.core.series import Samples, Values
from qc.spc import minimums
from qc.spc.choice_values import advice, basics, of_means, of_values, recall
from qc.spc.tails import fisher

_LEAST = 2.0  # values in a usual period, to know how they vary within


def of_samples(samples: Samples, used: Bools) -> ChartChoice:
    """Choose for means: X-bar, three-way, or a chart of means with room for memory."""
    n = samples.n[used]
    if np.median(n) < _LEAST:
        single = Values(at=samples.at, value=samples.value, n=samples.n)
        choice = of_values(single, used)
        rejected = ((ChartKind.XBAR, Reason.FEW_WITHIN), *choice.rejected)
        return replace(choice, rejected=rejected)
    ratio, chance = between(samples, used)
    found = {"mean_n": float(n.mean()), "between_p": chance}
    if np.isfinite(ratio):
        found["between_per_within"] = ratio
    varies = chance < minimums.SIGNIFICANT
    choice = of_means(samples, used) if varies else _of_one_source(samples, used)
    return replace(choice, statistics=choice.statistics | found)


def between(samples: Samples, used: Bools) -> tuple[float, float]:
    """Answer: do means vary more than the values within explain?

    Returns
    -------
    ratio, chance : float
        Variance between over variance within, 1 where neither varies; the chance
        of that much or more where the values explain all.
    """
    n, mean = samples.n[used], samples.value[used]
    above, below = len(n) - 1, float(n.sum()) - len(n)
    centre = float(np.average(mean, weights=n))
    among = 0.0 if np.ptp(mean) == 0 else float(n @ (mean - centre) ** 2) / above
    within = float(samples.m2[used].sum()) / below
    if not within:
        return (np.inf, 0.0) if among else (1.0, 1.0)
    return among / within, fisher(among / within, above, below)


def _of_one_source(samples: Samples, used: Bools) -> ChartChoice:
    found = recall(samples.value, used)
    explained = Reason.VALUES_WITHIN_EXPLAIN
    return ChartChoice(
        kind=ChartKind.XBAR,
        reasons=(Reason.SEVERAL_VALUES_PER_PERIOD, explained),
        rejected=(
            (ChartKind.THREE_WAY, explained),
            (ChartKind.XMR, Reason.IGNORES_SUBGROUP_SIZE),
            (ChartKind.RUN, Reason.ENOUGH_FOR_LIMITS),
        ),
        statistics=basics(samples, used, found),
        advice=advice(samples.value, used, found),
    )
