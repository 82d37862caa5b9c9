"""What is drawn and reported of a funnel: smooth lines at any n, p-values of units."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np

from qc.core.arrays import Floats
from qc.spc import mixed_counts
from qc.spc.funnel import Funnel, Law, Spread, limits, mixture
from qc.spc.limits import Tails


def at_sizes(drawn: Funnel, n: Floats) -> Funnel:
    """Return the funnel of imagined units of the given sizes, all on target.

    Parameters
    ----------
    drawn : Funnel
    n : (m,) float, > 0
    """
    one = np.nanmax(
        drawn.sigma * np.sqrt(drawn.n)
    )  # every law has sigma = one / root n
    on_target = np.zeros(len(n))
    return replace(
        drawn,
        n=n,
        value=np.full(len(n), drawn.target),
        sigma=one / np.sqrt(n),
        z=on_target,
        winsorised=on_target,
        z_common=on_target,
    )


def lines(drawn: Funnel, coverage: float, spread: Spread, n: Floats) -> Tails:
    """Return the lower and the upper line of a funnel at the given sizes, each (m,).

    Of counts the lines run between what lies inside the exact limits and what lies
    outside, so that they are smooth and yet agree with `limits` for every unit.

    Parameters
    ----------
    drawn : Funnel
    coverage : float in (0, 1)
    spread : Spread
        EXACT and MIXED follow the law of the counts.
    n : (m,) float, > 0

    Returns
    -------
    (m,) float, (m,) float
        NaN where no line exists, as a count below none.
    """
    sized = at_sizes(drawn, n)
    if drawn.law is Law.NORMAL or spread in {Spread.CHANCE, Spread.COMMON}:
        return limits(sized, coverage, spread)
    if spread is Spread.EXACT:
        sized = replace(sized, tau2=0.0)
    law, highest = mixture(sized, n)
    low, high = mixed_counts.borders(law, highest, (1 - coverage) / 2)
    most = n if drawn.law is Law.BINOMIAL else np.full(len(n), np.inf)
    return (
        np.where(low > 0, low, np.nan) / n,
        np.where(high <= most, high, np.nan) / n,
    )


def p_values(drawn: Funnel) -> Floats:
    """Return the two-sided p-value of each unit, allowing for the common spread.

    Returns
    -------
    (k,) float
        Of counts the mid-p of their law; of means that of the normal one. NaN for a
        unit without data.
    """
    from scipy.special import erfc  # costs as much as numpy itself

    if drawn.law is Law.NORMAL:
        return np.asarray(erfc(np.abs(drawn.z_common) / math.sqrt(2)))
    law, _ = mixture(drawn, drawn.n)
    has = drawn.n > 0
    events = np.rint(np.where(has, drawn.value, 0.0) * drawn.n)
    found = mixed_counts.mid_p(law, events)
    return np.where(has, found, np.nan)


def difference_by_chance(drawn: Funnel) -> float:
    """Return the chance that units which do not differ vary this much or more.

    Pearson's chi-square of all units, with one degree of freedom fewer than units.
    """
    from scipy.special import chdtrc

    has = drawn.n > 0
    df = int(np.count_nonzero(has)) - 1
    return float(chdtrc(df, float(np.sum(drawn.z[has] ** 2))))
