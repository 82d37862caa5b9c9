"""Limits by probability, for counts whose chance itself differs between periods.

Laney's p' and u' widen the limits of the law of counts and keep them at equal
distances. But shares and rates that vary by nature are skewed: bad periods lie
further out than good ones. And their own ups and downs do not shrink as subgroups
grow. Here sigma_z is Laney's [1]_, and tells how much the chance itself varies; the
limits leave 0.00135 on either side of the law of such counts, beta-binomial for
shares [2]_ and negative binomial for rates.

References
----------
.. [1] D. B. Laney, Improved control charts for attributes, Quality Engineering
       14(4), 531-537 (2002).
.. [2] J. G. Skellam, A probability distribution derived from the binomial
       distribution, J. Royal Statistical Society B 10(2), 257-261 (1948).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from qc.core.arrays import Floats
from qc.core.charts import Baseline
from qc.spc import mixed_counts
from qc.spc.limits import Tails, tail_beyond

_FAR = 40.0  # sigmas above the mean beyond which no limit is looked for


def usual_size(n: Floats) -> float:
    """Return the size of subgroup that sigma_z speaks of.

    Where the chance varies, a moving range of z grows as the root of the size does:
    the usual size is the square of the mean root.
    """
    return float(np.sqrt(n).mean() ** 2)


@dataclass(frozen=True, slots=True, kw_only=True)
class Mixed:
    """How counts vary when every period has a chance of its own.

    Attributes
    ----------
    law : (mean, variance of the chance, n) -> probability of at most k events
    variance : (mean) -> variance of a single opportunity
    own : float
        1 where an opportunity has one event at most, so that the event itself adds
        nothing to what varies between periods; 0 where it can have any number.
    """

    law: Callable[[float, float, Floats], mixed_counts.AtMost]
    variance: Callable[[float], float]
    own: float

    def between(self, baseline: Baseline) -> float:
        """Return the variance of the chance from period to period, >= 0.

        Of n opportunities, sigma_z^2 = 1 + (n - own) between / variance, n the usual
        size of a subgroup.
        """
        excess = max(baseline.spread**2 - 1, 0.0) * self.variance(baseline.centre)
        others = baseline.exposure[0] - self.own
        return excess / others if others > 0 else 0.0

    def sigma(self, baseline: Baseline, n: Floats) -> Floats:
        """Return the sigma of each share or rate, (k,); NaN where n is 0."""
        n = np.where(n > 0, n, np.nan)
        between = self.between(baseline) * np.maximum(n - self.own, 0.0)
        return np.sqrt((self.variance(baseline.centre) + between) / n)

    def limits(self, baseline: Baseline, n: Floats, width: float) -> Tails:
        """Return the lower and upper limit of each share or rate, each (k,).

        The probability outside, on either side, is that beyond `width` sigmas of a
        normal law, or less as counts are whole. NaN where n is 0.
        """
        cases = np.where(n > 0, n, 0.0)
        at_most = self.law(baseline.centre, self.between(baseline), cases)
        sigma = np.nan_to_num(self.sigma(baseline, n))
        highest = cases * (baseline.centre + _FAR * sigma) + 100
        if self.own:
            highest = np.minimum(highest, cases)
        low, high = mixed_counts.quantiles(at_most, highest, tail_beyond(width))
        cases = np.where(n > 0, n, np.nan)
        return low / cases, high / cases

    def p_values(self, baseline: Baseline, events: Floats, n: Floats) -> Floats:
        """Return the two-sided mid-p of each count; NaN where n is 0."""
        cases = np.where(n > 0, n, 0.0)
        at_most = self.law(baseline.centre, self.between(baseline), cases)
        found = mixed_counts.mid_p(at_most, np.where(n > 0, events, 0.0))
        return np.where(n > 0, found, np.nan)
