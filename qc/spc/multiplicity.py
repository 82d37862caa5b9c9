"""Many charts at once: which signals stay when chance had hundreds of tries?

300 weekly charts of a perfect process give some 40 false signals a year by the
limits alone. One p-value a chart and week, and the false discovery rate, part what
to act on from what to watch; the chart itself is never hidden.

References
----------
.. [1] Y. Benjamini, Y. Hochberg, Controlling the false discovery rate, Journal of
       the Royal Statistical Society B 57(1), 289-300 (1995).
.. [2] Y. Benjamini, D. Yekutieli, The control of the false discovery rate in
       multiple testing under dependency, Annals of Statistics 29(4), 1165-1188
       (2001).
"""

from __future__ import annotations

from enum import StrEnum

import numpy as np

from qc.core.arrays import Bools, Floats
from qc.core.errors import InvalidSeries

SHARE = 0.10  # of the charts to act on may be false


class Tier(StrEnum):
    """What to do about one chart of many."""

    ACT = "act"  # stands although chance had many tries
    WATCH = "watch"  # signals on its own chart; chance could have made it
    NONE = "none"


class Method(StrEnum):
    """How p-values are made to bear many tries."""

    FALSE_DISCOVERY = "benjamini-hochberg"
    DEPENDENT = "benjamini-yekutieli"  # charts that share their customers
    ANY_FALSE = "bonferroni"  # not even one false one


def adjusted(p: Floats, method: Method = Method.FALSE_DISCOVERY) -> Floats:
    """Return each p-value as the smallest share q at which it is rejected.

    Parameters
    ----------
    p : (m,) float in [0, 1]
        NaN: no test was made; it counts for nothing and stays NaN.
    method : Method

    Returns
    -------
    (m,) float in [0, 1]

    Raises
    ------
    InvalidSeries
        If a p-value lies outside [0, 1].
    """
    if np.any((p < 0) | (p > 1)):
        raise InvalidSeries("A p-value must lie within 0 and 1.")
    found = np.full(p.shape, np.nan)
    tested = ~np.isnan(p)
    found[tested] = _adjusted(p[tested], method)
    return found


def tiers(
    p: Floats,
    signals: Bools,
    *,
    share: float = SHARE,
    method: Method = Method.FALSE_DISCOVERY,
) -> tuple[Tier, ...]:
    """Answer: for each chart, act, watch or nothing?

    Parameters
    ----------
    p : (m,) float
        The p-value of each chart in this period.
    signals : (m,) bool
        Charts whose own rules signal now.
    share : float
        Accepted share of false ones among those to act on.
    method : Method

    Returns
    -------
    tuple of Tier
        One a chart; ACT does not ask for a signal of the chart itself.
    """
    if p.shape != signals.shape:
        raise InvalidSeries(
            f"Each chart needs one p-value; got {len(p)} for {len(signals)} charts."
        )
    act = adjusted(p, method) <= share
    return tuple(
        Tier.ACT if a else Tier.WATCH if s else Tier.NONE
        for a, s in zip(act, signals, strict=True)
    )


def _adjusted(p: Floats, method: Method) -> Floats:
    count = len(p)
    if method is Method.ANY_FALSE:
        return np.minimum(1.0, p * count)
    ranks = np.arange(1, count + 1)
    tries = count / ranks
    if method is Method.DEPENDENT:
        tries = tries * (1 / ranks).sum()
    order = np.argsort(p, kind="stable")
    raised = np.minimum.accumulate((p[order] * tries)[::-1])[::-1]
    found = np.empty(count)
    found[order] = np.minimum(1.0, raised)
    return found
