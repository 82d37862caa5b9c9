"""Since when? The point from which on the level most likely differs.

References
----------
.. [1] T. R. Samuel, J. J. Pignatiello, J. A. Calvin, Identifying the time of a step
       change with X-bar control charts, Quality Engineering 10(3), 521-527 (1998).
"""

from __future__ import annotations

import numpy as np

from qc.core.arrays import Floats
from qc.core.errors import InvalidSeries
from qc.core.kinds import Side


def change_point(gap: Floats, *, side: Side | None = None) -> int:
    """Return the index of the first point after a step in the level.

    argmax over t of (T - t) (mean of the gap after t)^2: the most likely moment of
    a lasting step away from a known centre [1]_.

    Parameters
    ----------
    gap : (k,) float
        Distance from the centre line, in any unit that is one for all points (z
        where subgroups differ in size); NaN and infinite ones count as none.
    side : Side, optional
        Look for a step to this side only.

    Returns
    -------
    int
        In [0, k).

    Raises
    ------
    InvalidSeries
        Without a point.
    """
    if not gap.size:
        raise InvalidSeries("No point, so no moment of change.")
    after = np.arange(len(gap), 0, -1)
    total = np.cumsum(np.nan_to_num(gap, posinf=0, neginf=0)[::-1])[::-1]
    if side is not None:
        total = np.maximum(total if side is Side.ABOVE else -total, 0.0)
    return int(np.argmax(total**2 / after))
