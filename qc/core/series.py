"""Series of subgroups: what a chart is estimated from and drawn of.

A missing period keeps its place (``opportunities`` 0, value NaN): it is a gap,
never a zero, and no moving range is taken across it.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from qc.core.arrays import Bools, Dates, Floats, freeze
from qc.core.between import Gaps, Streaks
from qc.core.errors import InvalidSeries

__all__ = ["Counts", "Gaps", "Samples", "Series", "Streaks", "Values", "take"]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Counts:
    """Events per subgroup: the sufficient statistics of p and u charts.

    Attributes
    ----------
    at : (k,) datetime64[D], strictly increasing
        First day of each subgroup.
    events : (k,) float, >= 0
        Defective interactions (p) or defects (u).
    opportunities : (k,) float, >= 0
        Interactions, or the area of opportunity; 0 marks a missing period.

    Raises
    ------
    InvalidSeries
        If shapes differ, days do not increase, or a number is out of range.
    """

    at: Dates
    events: Floats
    opportunities: Floats

    def __post_init__(self) -> None:
        """Refuse what cannot be a set of subgroups, and freeze the arrays."""
        _check_days(self.at, self.events, self.opportunities)
        for name in ("events", "opportunities"):
            numbers = getattr(self, name)
            if not np.all(np.isfinite(numbers) & (numbers >= 0)):
                raise InvalidSeries(f"{name} must be finite and not negative.")
        freeze(self, "at", "events", "opportunities")

    def __len__(self) -> int:
        """Number of periods, missing ones included."""
        return len(self.at)

    @property
    def missing(self) -> Bools:
        """Periods without any opportunity."""
        return np.equal(self.opportunities, 0)

    @property
    def value(self) -> Floats:
        """Events per opportunity; NaN where missing."""
        value = np.full(len(self), np.nan)
        np.divide(self.events, self.opportunities, out=value, where=~self.missing)
        return value

    @property
    def n(self) -> Floats:
        """Opportunities behind each point."""
        return self.opportunities


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Values:
    """One value per subgroup: a median, a mean, a total.

    Attributes
    ----------
    at : (k,) datetime64[D], strictly increasing
    value : (k,) float
        NaN marks a missing period.
    n : (k,) float, >= 0
        Interactions behind each value.
    """

    at: Dates
    value: Floats
    n: Floats

    def __post_init__(self) -> None:
        """Refuse what cannot be a series, and freeze the arrays."""
        _check_days(self.at, self.value, self.n)
        if np.any(np.isinf(self.value)):
            raise InvalidSeries("value must be finite, or NaN where missing.")
        freeze(self, "at", "value", "n")

    def __len__(self) -> int:
        """Number of periods, missing ones included."""
        return len(self.at)

    @property
    def missing(self) -> Bools:
        """Periods without a value."""
        return np.isnan(self.value)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Samples:
    """Several values per subgroup, in sums: what averages charts are made of.

    Attributes
    ----------
    at : (k,) datetime64[D], strictly increasing
        First day of each subgroup.
    n : (k,) float, >= 0
        Values in the subgroup; 0 marks a missing period.
    mean : (k,) float
        Of no meaning where `n` is 0.
    m2 : (k,) float, >= 0
        Sum of squared distances from the mean; m2 / (n - 1) is the variance.
    ranges : (k,) float, >= 0, or None
        Highest less lowest value, where the single values were seen.
    """

    at: Dates
    n: Floats
    mean: Floats
    m2: Floats
    ranges: Floats | None = None

    def __post_init__(self) -> None:
        """Refuse what cannot be samples, and freeze the arrays."""
        spreads = {"n": self.n, "m2": self.m2}
        if self.ranges is not None:
            spreads["ranges"] = self.ranges
        _check_days(self.at, self.mean, *spreads.values())
        for name, numbers in spreads.items():
            if not np.all(np.isfinite(numbers) & (numbers >= 0)):
                raise InvalidSeries(f"{name} must be finite and not negative.")
        if not np.isfinite(self.mean[~self.missing]).all():
            raise InvalidSeries("mean must be finite where there are values.")
        freeze(self, "at", "mean", *spreads)

    def __len__(self) -> int:
        """Number of periods, missing ones included."""
        return len(self.at)

    @property
    def missing(self) -> Bools:
        """Periods without any value."""
        return np.equal(self.n, 0)

    @property
    def value(self) -> Floats:
        """The mean of each subgroup; NaN where missing."""
        return np.where(self.missing, np.nan, self.mean)

    @property
    def sd(self) -> Floats:
        """The standard deviation within each subgroup; NaN below two values."""
        return np.sqrt(self.m2 / np.where(self.n > 1, self.n - 1, np.nan))


Series = Counts | Values | Gaps | Streaks | Samples


def _check_days(at: Dates, *numbers: Floats) -> None:
    if any(at.shape != array.shape for array in numbers) or at.ndim != 1:
        shapes = ", ".join(str(array.shape) for array in (at, *numbers))
        raise InvalidSeries(
            f"All arrays of a series must have one shape; got {shapes}."
        )
    if np.any(np.diff(at) <= np.timedelta64(0, "D")):
        raise InvalidSeries("Subgroups must be in time order without repeats.")


def take(series: Series, keep: Bools) -> Series:
    """Return the points where `keep` is true, as the same kind of series."""
    if isinstance(series, Counts):
        return Counts(
            at=series.at[keep],
            events=series.events[keep],
            opportunities=series.opportunities[keep],
        )
    if isinstance(series, Values):
        return Values(at=series.at[keep], value=series.value[keep], n=series.n[keep])
    if isinstance(series, Samples):
        return _samples_of(series, keep)
    return type(series)(at=series.at[keep], value=series.value[keep])


def _samples_of(samples: Samples, keep: Bools) -> Samples:
    ranges = samples.ranges
    return Samples(
        at=samples.at[keep],
        n=samples.n[keep],
        mean=samples.mean[keep],
        m2=samples.m2[keep],
        ranges=None if ranges is None else ranges[keep],
    )
