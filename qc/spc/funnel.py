"""Funnel: do agents, branches or channels differ by more than chance?

A list of ranks always has a last place. Here each share or rate is held against
the common one, with limits that widen for the few cases; if all vary more than
chance allows, that common spread is added to each before anyone is called out.

References
----------
.. [1] D. J. Spiegelhalter, Handling over-dispersion of performance indicators,
       Quality and Safety in Health Care 14(5), 347-351 (2005).
.. [2] D. J. Spiegelhalter, Funnel plots for comparing institutional performance,
       Statistics in Medicine 24(8), 1185-1202 (2005).
"""

from __future__ import annotations

from dataclasses import dataclass
from statistics import NormalDist

import numpy as np

from qc.core.arrays import Floats, freeze
from qc.core.errors import InvalidSeries
from qc.spc import mixed_counts
from qc.spc.funnel_scales import Law, Scale, Spread, back, onto, plain_variance
from qc.spc.limits import Tails, binomial_counts, poisson_counts

__all__ = [
    "ACT",
    "WARN",
    "WINSORISED",
    "Funnel",
    "Law",
    "Scale",
    "Spread",
    "common_variance",
    "drawn_in",
    "funnel",
    "limits",
    "mixture",
    "over",
]

WARN, ACT = 0.95, 0.998  # the usual two pairs of lines
WINSORISED = 0.10  # at either end


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Funnel:
    """All units against their common target.

    Attributes
    ----------
    law, scale
        As asked for.
    n : (k,) float
        Interactions, or opportunities, of each unit.
    value : (k,) float
        Its share, rate or mean; NaN for n = 0.
    target : float
        All events over all opportunities, or the mean of all values.
    sigma : (k,) float
        Of the value by chance alone, on `scale`.
    z, winsorised : (k,) float
        Distance from the target by chance alone; the same with its ends drawn in.
    ratio : float
        Mean square of the winsorised z: 1 if only chance is at work.
    tau2 : float, >= 0
        Variance common to all units beyond chance, on `scale`.
    z_common : (k,) float
        Distance with that variance added.
    """

    law: Law
    scale: Scale
    n: Floats
    value: Floats
    target: float
    sigma: Floats
    z: Floats
    winsorised: Floats
    ratio: float
    tau2: float
    z_common: Floats

    def __post_init__(self) -> None:
        """Freeze the arrays."""
        freeze(self, "n", "value", "sigma", "z", "winsorised", "z_common")


def funnel(
    events: Floats,
    n: Floats,
    law: Law,
    *,
    scale: Scale = Scale.PLAIN,
    winsorise: float = WINSORISED,
) -> Funnel:
    """Answer: how far is each unit from all of them together?

    Parameters
    ----------
    events, n : (k,) float, >= 0
        Of each unit; n = 0 is a unit without data.
    law : Law
    scale : Scale
    winsorise : float in [0, 0.5)
        Share of z drawn in at either end before the common spread is estimated,
        so that the few who do differ do not excuse themselves.

    Raises
    ------
    InvalidSeries
        If fewer than 2 units have data, or a number is impossible.
    """
    _check(events, n, law, scale)
    with_data = n > 0
    safe = np.where(with_data, n, np.nan)
    target = float(events[with_data].sum() / n[with_data].sum())
    sigma = _sigma(law, scale, target, safe)
    gap = onto(law, scale, events / safe) - onto(law, scale, np.array(target))
    z = over(gap, sigma)
    winsorised = drawn_in(z, winsorise)
    ratio = float(np.nanmean(winsorised**2))
    tau2 = common_variance(ratio, sigma[with_data])
    return Funnel(
        law=law,
        scale=scale,
        n=n,
        value=events / safe,
        target=target,
        sigma=sigma,
        z=z,
        winsorised=winsorised,
        ratio=ratio,
        tau2=tau2,
        z_common=over(gap, np.sqrt(sigma**2 + tau2)),
    )


def limits(drawn: Funnel, coverage: float, spread: Spread = Spread.COMMON) -> Tails:
    """Return the lower and upper limit of each unit, each (k,).

    Parameters
    ----------
    drawn : Funnel
    coverage : float in (0, 1)
        Share of units inside, if only what `spread` allows for is at work.
    spread : Spread
    """
    if not 0 < coverage < 1:
        raise InvalidSeries(f"A coverage must lie between 0 and 1; got {coverage}.")
    tail = (1 - coverage) / 2
    if spread is Spread.EXACT and drawn.law is not Law.NORMAL:
        exact = binomial_counts if drawn.law is Law.BINOMIAL else poisson_counts
        low, high = exact(drawn.target, drawn.n, tail)
        safe = np.where(drawn.n > 0, drawn.n, np.nan)
        return low / safe, high / safe
    if spread is Spread.MIXED and drawn.law is not Law.NORMAL:
        low, high = mixed_counts.quantiles(*mixture(drawn, drawn.n), tail)
        safe = np.where(drawn.n > 0, drawn.n, np.nan)
        return low / safe, high / safe
    added = drawn.tau2 if spread in {Spread.COMMON, Spread.MIXED} else 0.0
    reach = -NormalDist().inv_cdf(tail) * np.sqrt(drawn.sigma**2 + added)
    middle = onto(drawn.law, drawn.scale, np.array(drawn.target))
    low, high = (back(drawn.law, drawn.scale, middle + x) for x in (-reach, reach))
    return low, high


def mixture(drawn: Funnel, n: Floats) -> tuple[mixed_counts.AtMost, Floats]:
    """Return the law of counts of units with `n` cases, and the highest count."""
    spread = plain_variance(drawn.law, drawn.scale, drawn.target, drawn.tau2)
    if drawn.law is Law.BINOMIAL:
        whole = np.rint(n)
        return mixed_counts.shares(drawn.target, spread, whole), whole
    mean = drawn.target * n
    most = mean + 60 * np.sqrt(mean + spread * n**2) + 100
    return mixed_counts.rates(drawn.target, spread, n), most


def drawn_in(z: Floats, winsorise: float) -> Floats:
    """Return z with the given share at either end drawn in to the nearest other."""
    if not 0 <= winsorise < 0.5:
        raise InvalidSeries(f"winsorise must be from 0 up to 0.5; got {winsorise}.")
    return np.clip(z, *np.nanquantile(z, [winsorise, 1 - winsorise]))


def _check(events: Floats, n: Floats, law: Law, scale: Scale) -> None:
    if law is Law.NORMAL or scale is Scale.LOG:
        raise InvalidSeries(
            "Counts have no normal law and no logarithms. Use means_funnel for means."
        )
    if events.shape != n.shape or np.count_nonzero(n > 0) < 2:
        raise InvalidSeries("A funnel compares at least 2 units with data.")
    if np.any(events < 0) or np.any(n < 0):
        raise InvalidSeries("Events and opportunities must not be negative.")
    if np.any(events > n) and law is Law.BINOMIAL:
        raise InvalidSeries("A unit has more defectives than interactions.")


def _sigma(law: Law, scale: Scale, target: float, n: Floats) -> Floats:
    if scale is Scale.STABLE:
        return np.asarray(0.5 / np.sqrt(n))
    variance = target * (1 - target) if law is Law.BINOMIAL else target
    return np.asarray(np.sqrt(variance / n))


def over(gap: Floats, sigma: Floats) -> Floats:
    """Return distances in sigmas; nobody differs where nothing varies."""
    return np.divide(gap, sigma, out=np.where(sigma == 0, 0.0, gap), where=sigma > 0)


def common_variance(ratio: float, sigma: Floats) -> float:
    """Return the variance between units beyond chance, by moments [1]_."""
    if not np.all(sigma > 0):
        return 0.0
    units, weight = len(sigma), sigma**-2.0
    left = weight.sum() - (weight**2).sum() / weight.sum()
    return max(0.0, float((units * ratio - (units - 1)) / left))
