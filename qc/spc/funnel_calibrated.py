"""A funnel whose common spread is not made small by drawing in the ends.

Ends drawn in leave 0.68 of the mean square of normal z, so the common spread by the
published formula comes out too small, and units are called out that do not differ:
of 40 units with 5 % defectives whose shares vary by 2 points, 1.8 % lie above the
99.8 % line instead of 0.1 %.

References
----------
.. [1] D. J. Spiegelhalter, Handling over-dispersion of performance indicators,
       Quality and Safety in Health Care 14(5), 347-351 (2005).
"""

from __future__ import annotations

from dataclasses import replace
from statistics import NormalDist

import numpy as np

from qc.spc.funnel import WINSORISED, Funnel, common_variance, over


def calibrated(drawn: Funnel, winsorise: float = WINSORISED) -> Funnel:
    """Return the funnel with the mean square of z divided by what drawing in leaves.

    Parameters
    ----------
    drawn : Funnel
    winsorise : float in [0, 0.5)
        As it was drawn with.

    Returns
    -------
    Funnel
        `ratio` is 1 on average where only chance is at work, but for the one degree
        of freedom that the target takes.
    """
    ratio = drawn.ratio / _left_of_normal(winsorise)
    tau2 = common_variance(ratio, drawn.sigma[drawn.n > 0])
    reach = np.sqrt(drawn.sigma**2 + tau2)
    z_common = over(drawn.z * drawn.sigma, reach)
    return replace(drawn, ratio=ratio, tau2=tau2, z_common=z_common)


def _left_of_normal(winsorise: float) -> float:
    """Return the mean square of a standard normal value with its ends drawn in."""
    if winsorise == 0:
        return 1.0
    end = -NormalDist().inv_cdf(winsorise)
    inside = 1 - 2 * winsorise - 2 * end * NormalDist().pdf(end)
    return inside + 2 * winsorise * end**2
