"""Three-way chart: daily means that vary more than the values within a day explain.

Calls of one Monday resemble each other more than those of another day: limits from
the spread within days signal almost daily. So the means are judged by their own
moving ranges, as single values are, and the spread within on a chart of its own.

References
----------
.. [1] D. J. Wheeler, Understanding Statistical Process Control (1992), ch. 9.
.. [2] D. C. Montgomery, Introduction to Statistical Quality Control, ch. 6.3.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from qc.core.arrays import Bools
from qc.core.charts import Baseline, ControlChart
from qc.core.series import Samples
from qc.spc import individuals, points
from qc.spc.ranges import SigmaFrom
from qc.spc.spreads import S
from qc.spc.within import Within


@dataclass(frozen=True, slots=True, kw_only=True)
class Components:
    """What phase I learned of both kinds of variation.

    Attributes
    ----------
    means : Baseline
        Of the XmR chart of the subgroup means.
    within : Baseline
        Of the S chart; ``within.spread`` is the sigma of one value in a subgroup.
    between : float, >= 0
        Sigma of the true subgroup means; 0 where the spread within explains all.
    """

    means: Baseline
    within: Baseline
    between: float

    @property
    def total(self) -> float:
        """Sigma of one value, within and between subgroups together."""
        return math.hypot(self.within.spread, self.between)

    @property
    def share_between(self) -> float:
        """Part of the variance that lies between subgroups, in [0, 1]."""
        return (self.between / self.total) ** 2 if self.total else 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class ThreeWay:
    """The XmR chart of the means, and the S chart of the spreads within."""

    means: ControlChart
    within: ControlChart


def estimate(
    samples: Samples,
    *,
    excluded: Bools | None = None,
    ranges: SigmaFrom = SigmaFrom.MEAN_RANGE,
    sigma: Within = Within.POOLED,
) -> Components:
    """Phase I: learn how values vary within subgroups, and subgroups among themselves.

    Parameters
    ----------
    samples : Samples
        k subgroups in time order; missing ones keep their place, as no moving range
        is taken over them.
    excluded : (k,) bool, optional
        Points left out.
    ranges : SigmaFrom
        How the sigma of the means comes from their moving ranges.
    sigma : Within
        How the sigma within subgroups is estimated.

    Returns
    -------
    Components
        ``between**2`` is the variance of the means less what values within explain,
        ``within**2`` times the mean of 1/n.

    Raises
    ------
    TooFewSubgroups
        With fewer than 2 subgroups of two values, or no two neighbours.
    """
    means = individuals.estimate(samples, excluded=excluded, sigma=ranges)
    within = S.estimate(samples, excluded=excluded, sigma=sigma)
    used = points.usable(samples, excluded)
    explained = within.spread**2 * float(np.mean(1 / samples.n[used]))
    between = math.sqrt(max(0.0, means.spread**2 - explained))
    return Components(means=means, within=within, between=between)


def chart(
    samples: Samples,
    components: Components,
    *,
    width: float = 3.0,
    excluded: Bools | None = None,
) -> ThreeWay:
    """Phase II: judge means and spreads against a baseline they did not set.

    Parameters are those of `averages.chart`.
    """
    return ThreeWay(
        means=individuals.chart(
            samples, components.means, width=width, excluded=excluded
        ),
        within=S.chart(samples, components.within, width=width, excluded=excluded),
    )
