"""Intervals for capability indices.

References
----------
.. [1] D. C. Montgomery, Introduction to Statistical Quality Control, ch. 8.3.4.
.. [2] A. F. Bissell, How reliable is your capability index?, Applied Statistics
       39(3), 331-340 (1990).
"""

from __future__ import annotations

import math

from qc.core.intervals import CONFIDENCE, UNKNOWN, Interval, normal_quantile


def cp_interval(index: float, df: float, confidence: float = CONFIDENCE) -> Interval:
    """Return the chi-square interval of Cp, Pp or Cpm with `df` [1]_."""
    from scipy.special import chdtri

    if math.isnan(index):
        return UNKNOWN
    tail = (1 - confidence) / 2
    low, high = float(chdtri(df, 1 - tail)), float(chdtri(df, tail))
    return index * math.sqrt(low / df), index * math.sqrt(high / df)


def cpk_interval(index: float, n: int, confidence: float = CONFIDENCE) -> Interval:
    """Return Bissell's interval of Cpk or Ppk [2]_."""
    error = math.sqrt(1 / (9 * n) + index**2 / (2 * (n - 1)))
    reach = normal_quantile(confidence) * error
    return index - reach, index + reach
