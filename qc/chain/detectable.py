"""How small an effect could the data have shown, and how much is needed for less?

References
----------
.. [1] D. Schoenfeld, Sample-size formula for the proportional-hazards regression
       model, Biometrics 39(2), 499-503 (1983).
"""

from __future__ import annotations

import math

from qc.core.errors import InvalidSeries
from qc.core.intervals import CONFIDENCE, normal_quantile

POWER = 0.80


def events_needed(ratio: float, share: float, *, power: float = POWER) -> float:
    """Return the purchases needed to see a ratio [1]_, at 5 % two-sided.

    Parameters
    ----------
    ratio : float, > 0, not 1
    share : float in (0, 1)
        Of the time that is after a defect.
    """
    if not (ratio > 0 and ratio != 1 and 0 < share < 1):
        raise InvalidSeries(
            "A ratio to be seen is above 0 and not 1, and some but not all time is "
            f"after a defect; got ratio {ratio:g} and share {share:g}."
        )
    return (_reach(power, CONFIDENCE) / math.log(ratio)) ** 2 / (share * (1 - share))


def smallest_ratio(
    information: float, *, power: float = POWER, confidence: float = CONFIDENCE
) -> float:
    """Return the ratio below 1 that can just be seen [1]_; NaN without information.

    Parameters
    ----------
    information : float
        Sum over customers of purchases x share after a defect x other share.
    """
    if not information > 0:
        return math.nan
    return math.exp(-_reach(power, confidence) / math.sqrt(information))


def _reach(power: float, confidence: float) -> float:
    return normal_quantile(confidence) + normal_quantile(2 * power - 1)
