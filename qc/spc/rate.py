"""Rate charts (u and u'): defects per interaction, or per unit of exposure.

References
----------
.. [1] D. C. Montgomery, Introduction to Statistical Quality Control, ch. 7.
.. [2] D. B. Laney, Improved control charts for attributes, Quality
       Engineering 14(4), 531-537 (2002).
"""

from __future__ import annotations

import numpy as np

from qc.core.arrays import Bools
from qc.core.charts import Baseline, ControlChart
from qc.core.kinds import ChartKind
from qc.core.series import Counts
from qc.spc import mixed_counts
from qc.spc.attribute import Law
from qc.spc.limits import Limits, poisson_counts
from qc.spc.mixed_limits import Mixed
from qc.spc.ranges import SigmaFrom


def _variance(rate: float) -> float:
    """Return the variance of a single opportunity."""
    return rate


LAW = Law(
    plain=ChartKind.U,
    prime=ChartKind.U_PRIME,
    probable=ChartKind.U_PRIME_PROBABILITY,
    corrected=ChartKind.U_PRIME_CORRECTED,
    ceiling=np.inf,
    variance=_variance,
    exact=poisson_counts,
    mixed=Mixed(law=mixed_counts.rates, variance=_variance, own=0.0),
)


def estimate(
    counts: Counts,
    *,
    excluded: Bools | None = None,
    overdispersed: bool = False,
    widen_only: bool = True,
    sigma: SigmaFrom = SigmaFrom.MEAN_RANGE,
) -> Baseline:
    """Phase I: learn the defects per opportunity, and the spread if asked to.

    Parameters, results and refusals are those of `proportion.estimate`, except
    that more defects than opportunities are legal; ``centre`` is a rate >= 0.
    """
    return LAW.estimate(
        counts,
        excluded=excluded,
        overdispersed=overdispersed,
        widen_only=widen_only,
        sigma=sigma,
    )


def estimate_probable(
    counts: Counts,
    *,
    excluded: Bools | None = None,
    sigma: SigmaFrom = SigmaFrom.MEAN_RANGE,
) -> Baseline:
    """Phase I: learn the defects per opportunity, and how that varies by period.

    Parameters and results are those of `proportion.estimate_probable`; the law is
    negative binomial.
    """
    return LAW.estimate_probable(counts, excluded=excluded, sigma=sigma)


def estimate_corrected(
    counts: Counts,
    *,
    excluded: Bools | None = None,
    widen_only: bool = True,
    sigma: SigmaFrom = SigmaFrom.MEAN_RANGE,
) -> Baseline:
    """Phase I: learn the defects per opportunity, and a spread that allows for memory.

    Parameters and results are those of `proportion.estimate_corrected`.
    """
    return LAW.estimate_corrected(
        counts, excluded=excluded, widen_only=widen_only, sigma=sigma
    )


def chart(
    counts: Counts,
    baseline: Baseline,
    *,
    width: float = 3.0,
    excluded: Bools | None = None,
    limits: Limits = Limits.AUTO,
) -> ControlChart:
    """Phase II: judge subgroups against a baseline they did not set.

    Parameters and results are those of `proportion.chart`; exact limits are
    Poisson, and there is no upper end to the possible range.
    """
    return LAW.chart(counts, baseline, width=width, excluded=excluded, limits=limits)
