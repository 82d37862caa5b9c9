"""Series of what lies between rare events: time, or good cases."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from qc.core.arrays import Bools, Dates, Floats, freeze
from qc.core.errors import InvalidSeries


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Gaps:
    """Time between rare events.

    Attributes
    ----------
    at : (k,) datetime64[s], not decreasing
        When the event came that ended the gap.
    value : (k,) float, > 0
        Days since the event before.
    """

    at: Dates
    value: Floats

    def __post_init__(self) -> None:
        """Refuse what cannot be gaps, and freeze the arrays."""
        if self.at.shape != self.value.shape:
            raise InvalidSeries(
                f"at and value must have one shape; got {self.at.shape}, "
                f"{self.value.shape}."
            )
        if np.any(np.diff(self.at) < np.timedelta64(0, "s")):
            raise InvalidSeries("Events must be in time order.")
        if not np.all(self.value > 0):
            raise InvalidSeries("Times between events must be above zero.")
        freeze(self, "at", "value")

    def __len__(self) -> int:
        """Number of gaps."""
        return len(self.at)

    @property
    def missing(self) -> Bools:
        """No gap is ever missing."""
        return np.zeros(len(self), dtype=bool)

    @property
    def n(self) -> Floats:
        """Each gap stands for one event."""
        return np.ones(len(self))


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Streaks:
    """Good cases between rare events, counted from 0.

    Attributes
    ----------
    at : (k,) datetime64[s], not decreasing
        When the event came that ended the streak.
    value : (k,) float, whole numbers >= 0
        Good cases since the event before; 0 where two came in a row.
    """

    at: Dates
    value: Floats

    def __post_init__(self) -> None:
        """Refuse what cannot be streaks, and freeze the arrays."""
        if self.at.shape != self.value.shape:
            raise InvalidSeries(
                f"at and value must have one shape; got {self.at.shape}, "
                f"{self.value.shape}."
            )
        if np.any(np.diff(self.at) < np.timedelta64(0, "s")):
            raise InvalidSeries("Events must be in time order.")
        if not np.all((self.value >= 0) & (self.value % 1 == 0)):
            raise InvalidSeries("Good cases between events are counts from 0 up.")
        freeze(self, "at", "value")

    def __len__(self) -> int:
        """Number of streaks."""
        return len(self.at)

    @property
    def missing(self) -> Bools:
        """No streak is ever missing."""
        return np.zeros(len(self), dtype=bool)

    @property
    def n(self) -> Floats:
        """Each streak ends with one event."""
        return np.ones(len(self))
