"""Short runs: many small series, such as campaigns, standardised onto one chart.

Each part has a level and a sigma of its own, so none has points enough for a chart;
in distances from its own centre, over its own sigma, all share one.

References
----------
.. [1] D. C. Montgomery, Introduction to Statistical Quality Control, ch. 10.1.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from qc.core.arrays import Floats, Ints, freeze
from qc.core.charts import Baseline, ControlChart
from qc.core.errors import InvalidSeries, TooFewSubgroups
from qc.core.kinds import ChartKind, PlotUnit
from qc.core.series import Values
from qc.spc import points
from qc.spc.draw import Lines, draw
from qc.spc.ranges import range_estimate

_FARTHEST = 1_000.0  # off a part without spread; a series holds no infinite value


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Parts:
    """What phase I learned of each part: (g,) centres and sigmas, in the values' unit.

    `all_parts` is the baseline of the chart they share: centre 0, sigma 1.
    """

    centre: Floats
    sigma: Floats
    all_parts: Baseline

    def __post_init__(self) -> None:
        """Freeze the arrays."""
        freeze(self, "centre", "sigma")


def estimate(values: Values, part: Ints, *, relative: bool = False) -> Parts:
    """Phase I: learn the mean of each part, and how its values vary.

    Parameters
    ----------
    values : Values
        k values in time order; NaN is missing.
    part : (k,) int
        Which part each value is of, 0 to g - 1. A moving range is taken between
        values of one part that follow each other, with other parts between or not.
    relative : bool
        Sigma in proportion to the centre, one share for all parts: for parts with
        few values each. Else every part has a sigma of its own.

    Returns
    -------
    Parts

    Raises
    ------
    TooFewSubgroups
        If a part has fewer than 2 values.
    InvalidSeries
        If `part` does not fit the values, or a centre that sigma is in proportion to
        is not above zero.
    """
    _check(values, part)
    own = [values.value[(part == each) & ~values.missing] for each in _names(part)]
    fewest = min((len(each) for each in own), default=0)
    if fewest < 2:
        raise TooFewSubgroups(need=2, got=fewest)
    # a mean of equal values can be off by a rounding that would then signal
    means = [each.mean() if np.ptp(each) else each[0] for each in own]
    centre = np.array(means)
    if relative:
        sigma = centre * _share(own, centre)
    else:
        sigma = np.array([_sigma(each) for each in own])
    z = _standing(values, part, centre, sigma)
    flat = bool(np.any(sigma == 0))
    return Parts(centre=centre, sigma=sigma, all_parts=_baseline(values, z, flat=flat))


def chart(
    values: Values, part: Ints, parts: Parts, *, width: float = 3.0
) -> ControlChart:
    """Phase II: judge values of many parts on one chart.

    Parameters
    ----------
    values : Values
        k values; they may be new ones.
    part : (k,) int
        Which part each is of; one that `parts` knows.
    parts : Parts
        From `estimate`.
    width : float
        Half-width of the limits in sigmas.

    Returns
    -------
    ControlChart
        In sigmas of the own part, about 0. Runs and trends say something of the
        service, not of a part.
    """
    _check(values, part)
    if part.max(initial=-1) >= len(parts.centre):
        raise InvalidSeries(
            f"Part {part.max()} has no baseline; there are {len(parts.centre)}. "
            "Estimate it first."
        )
    z = _standing(values, part, parts.centre, parts.sigma)
    lines = Lines(sigma=1.0, lower=-width, upper=width)
    standing = Values(at=values.at, value=z, n=values.n)
    drawn = draw(standing, parts.all_parts, lines, None)
    return replace(drawn, kind=ChartKind.SHORT_RUN, unit=PlotUnit.SIGMA)


def _standing(values: Values, part: Ints, centre: Floats, sigma: Floats) -> Floats:
    """Return the distance of each value from its part's centre, in its sigmas."""
    gap, own = values.value - centre[part], sigma[part]
    z = np.divide(gap, own, out=np.sign(gap) * _FARTHEST, where=own > 0)
    return np.clip(z, -_FARTHEST, _FARTHEST)


def _names(part: Ints) -> range:
    return range(int(part.max(initial=-1)) + 1)


def _sigma(own: Floats) -> float:
    return range_estimate(own, np.ones(len(own), dtype=bool)).sigma


def _share(own: list[Floats], centre: Floats) -> float:
    """Return sigma over the centre, from the ranges of all parts together."""
    if np.any(centre <= 0):
        raise InvalidSeries(
            "Sigma can be in proportion to centres above zero only. "
            "Give every part a sigma of its own."
        )
    pairs = [len(each) - 1 for each in own]
    single = [_sigma(each) / c for each, c in zip(own, centre, strict=True)]
    return float(np.average(single, weights=pairs))


def _baseline(values: Values, z: Floats, *, flat: bool) -> Baseline:
    used = ~values.missing
    first, last = points.span(values, used)
    return Baseline(
        kind=ChartKind.SHORT_RUN,
        centre=0.0,
        spread=1.0,
        subgroups=int(used.sum()),
        first=first,
        last=last,
        warnings=points.notes(used, z, flat=flat),
    )


def _check(values: Values, part: Ints) -> None:
    if part.shape != values.at.shape or np.any(part < 0):
        raise InvalidSeries(
            f"Every value needs its part, counted from 0; got {part.shape} for "
            f"{len(values)} values."
        )
