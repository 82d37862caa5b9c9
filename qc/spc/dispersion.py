"""Do counts vary as their law says, or more? Pearson's test.

References
----------
.. [1] M. Abramowitz, I. A. Stegun, Handbook of Mathematical Functions, 26.4.4-5.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

from qc.core.arrays import Floats
from qc.spc.minimums import SIGNIFICANT


@dataclass(frozen=True, slots=True, kw_only=True)
class Dispersion:
    """Sum of squared z, its degrees of freedom, and the chance of that much or more."""

    statistic: float
    df: int
    p_value: float

    @property
    def ratio(self) -> float:
        """Observed over expected variance: about 1 where the law holds."""
        return self.statistic / self.df if self.df else math.nan

    @property
    def too_wide(self) -> bool:
        """The counts vary more than their law can explain."""
        return self.p_value < SIGNIFICANT


def dispersion(z: Floats) -> Dispersion:
    """Test standardised counts, (m,): X2 = sum of z**2 against chi2(m - 1).

    ``z`` is (x - n p)/sqrt(n p (1 - p)) with p estimated from the same points, or
    (c - n u)/sqrt(n u).
    """
    statistic, df = float((z**2).sum()), len(z) - 1
    return Dispersion(
        statistic=statistic, df=df, p_value=chi_square_tail(statistic, df)
    )


def chi_square_tail(x: float, df: int) -> float:
    """Return P(chi2(df) > x) by its finite sum [1]_; 1 for df = 0.

    Summed without scipy, whose import would cost more than the whole chart.
    """
    if df < 1 or x <= 0:
        return 1.0
    half = x / 2
    odd = df % 2
    first = math.erfc(math.sqrt(half)) if odd else 0.0
    powers = [step + odd / 2 for step in range(df // 2)]
    terms = (math.exp(a * math.log(half) - half - math.lgamma(a + 1)) for a in powers)
    return min(1.0, first + math.fsum(terms))
