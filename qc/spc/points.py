"""Which points of a series may set limits, and what to know about them."""

from __future__ import annotations

import numpy as np

from qc.core.arrays import Bools, Floats
from qc.core.errors import QcError, TooFewSubgroups
from qc.core.kinds import ChartWarning
from qc.core.series import Series
from qc.spc import minimums
from qc.spc.autocorrelation import is_autocorrelated


class NoNeighbours(TooFewSubgroups):
    """Values there are, but never two in a row: no moving range can be taken."""

    def __init__(self) -> None:
        QcError.__init__(
            self,
            "No two neighbouring subgroups have a value, so no moving range can be "
            "taken. Take a coarser subgroup (week instead of day).",
        )
        self.need, self.got = 2, 1


def usable(series: Series, excluded: Bools | None) -> Bools:
    """Return the points that have a value and are not left out, (k,) bool."""
    present = ~series.missing
    return present if excluded is None else present & ~excluded


def require(points: Bools, need: int = minimums.HARD) -> None:
    """Refuse to estimate from fewer than `need` points."""
    got = int(points.sum())
    if got < need:
        raise TooFewSubgroups(need=need, got=got)


def span(series: Series, points: Bools) -> tuple[np.datetime64, np.datetime64]:
    """Return the first and the last day of the points (at least one)."""
    days = series.at[points].astype("datetime64[D]")
    return days[0], days[-1]


def is_flat(value: Floats, points: Bools) -> bool:
    """Tell whether all points have exactly one value."""
    return bool(np.ptp(value[points]) == 0)


def history(points: Bools) -> tuple[ChartWarning, ...]:
    """Tell how firm limits from so many points are."""
    count = int(points.sum())
    if count < minimums.LIMITS:
        return (ChartWarning.TOO_FEW,)
    return (ChartWarning.TRIAL_LIMITS,) if count < minimums.FIRM else ()


def notes(points: Bools, standing: Floats, *, flat: bool) -> tuple[ChartWarning, ...]:
    """Collect what every limit chart must tell of its baseline.

    Parameters
    ----------
    points : (k,) bool
        The points that set the limits.
    standing : (k,) float
        Values on a scale on which they are comparable: z on a p chart.
    flat : bool
        The limits collapse onto the centre line, or all values are one.
    """
    found = history(points)
    if flat:
        return (*found, ChartWarning.NO_VARIATION)
    if is_autocorrelated(standing, points):
        return (*found, ChartWarning.AUTOCORRELATED)
    return found
