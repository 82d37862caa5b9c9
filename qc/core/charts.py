"""What the charts say: baselines, points with limits, signals, and why this chart."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from qc.core.arrays import Bools, Dates, Floats, Ints, freeze
from qc.core.kinds import ChartKind, ChartWarning, PlotUnit, Reason, Side


@dataclass(frozen=True, slots=True, kw_only=True)
class Baseline:
    """What phase I learned about the process: all that phase II may use.

    Attributes
    ----------
    kind : ChartKind
        The chart whose limits it sets.
    centre : float
        Centre line, in the unit of the plotted statistic.
    spread : float, >= 0
        p and u charts: ratio of observed to theoretical sigma (1, or Laney's
        sigma_z). XmR and t: sigma of one value (t: on the transformed scale).
        xbar, r and s: sigma of one value within a subgroup.
    subgroups : int
        How many subgroups the estimate rests on.
    first, last : datetime64[D] or None
        The days the estimate rests on.
    ranges_dropped : int
        Moving ranges left out by screening.
    memory : float in [0, 1)
        Lag-1 memory that the limits allow for, or that was taken out.
    pattern, exposure : tuple of float
        Weekday chart: events per opportunity of each weekday from Monday on, then
        of holidays, and the opportunities behind each. p' and u' by probability
        or with memory: `exposure` is the opportunities of a usual point.
    ceiling : float
        Weekday chart: largest possible value, 1 for shares.
    holidays : tuple of datetime64[D]
        Weekday chart: days that are not held against their weekday.
    warnings : tuple of ChartWarning
        What to know before trusting the limits.
    """

    kind: ChartKind
    centre: float
    spread: float
    subgroups: int
    first: np.datetime64 | None = None
    last: np.datetime64 | None = None
    ranges_dropped: int = 0
    memory: float = 0.0
    pattern: tuple[float, ...] = ()
    exposure: tuple[float, ...] = ()
    ceiling: float = np.inf
    holidays: tuple[np.datetime64, ...] = ()
    warnings: tuple[ChartWarning, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class ControlChart:
    """Plotted points with their centre line and control limits, all (k,).

    Attributes
    ----------
    at, value, n
        When, the plotted statistic (NaN: missing), the cases behind it.
    sigma, centre, lower, upper
        Limits are three sigma, cut to [`floor`, `ceiling`].
    phase : (k,) int
        Index of the baseline that judges the point.
    in_baseline, excluded : (k,) bool
        Points that set the limits; points left out of them on request.
    floor, ceiling : float
        The possible range. A lower limit that meets the floor is no limit:
        nothing can signal there.
    symmetric : bool
        Zone rules are valid only on a symmetric chart.
    remembers : bool
        Points share data with those before them, as averages and sums do: no rule
        but that of the limits is valid.
    unit : PlotUnit
        The unit of values and lines.
    """

    kind: ChartKind
    at: Dates
    value: Floats
    n: Floats
    sigma: Floats
    centre: Floats
    lower: Floats
    upper: Floats
    phase: Ints
    in_baseline: Bools
    excluded: Bools
    baselines: tuple[Baseline, ...]
    floor: float = -np.inf
    ceiling: float = np.inf
    symmetric: bool = True
    remembers: bool = False
    unit: PlotUnit = PlotUnit.MEASURE

    def __post_init__(self) -> None:
        """Freeze the arrays."""
        freeze(self, "at", "value", "n", "sigma", "centre", "lower", "upper")
        freeze(self, "phase", "in_baseline", "excluded")

    def __len__(self) -> int:
        """Number of plotted periods, missing ones included."""
        return len(self.at)

    @property
    def z(self) -> Floats:
        """Distance from the centre in sigmas; infinite off a line without spread."""
        gap = self.value - self.centre
        flat = np.where(gap == 0, 0.0, np.copysign(np.inf, gap))
        flat[np.isnan(gap)] = np.nan
        return np.divide(gap, self.sigma, out=flat, where=self.sigma > 0)

    @property
    def beyond(self) -> Bools:
        """Points strictly beyond a limit that is drawn."""
        with np.errstate(invalid="ignore"):
            return (self.value > self.upper) | (self.value < self.lower)

    @property
    def has_lower(self) -> Bools:
        """Where a lower limit exists."""
        return self.lower > self.floor

    @property
    def has_upper(self) -> Bools:
        """Where an upper limit exists."""
        return self.upper < self.ceiling

    @property
    def warnings(self) -> tuple[ChartWarning, ...]:
        """The warnings of the newest phase."""
        return self.baselines[-1].warnings if self.baselines else ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Signal:
    """Evidence of a special cause: one rule, fired on points start..stop (inclusive).

    `side` is None where the rule knows none (crossings, within, outside).
    """

    rule: str
    start: int
    stop: int
    side: Side | None


@dataclass(frozen=True, slots=True, kw_only=True)
class RunTest:
    """Anhoej's run chart test on the points off the centre line.

    `longest_run_max` and `crossings_min` are what chance allows for `useful` points;
    `tested` is False where too few points are useful, or too many tie.
    """

    centre: float
    useful: int
    longest_run: int
    longest_run_max: int
    crossings: int
    crossings_min: int
    tested: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ChartChoice:
    """The chart taken, why, and what was rejected and why, with the statistics.

    Attributes
    ----------
    reasons, rejected
        Of a chart chosen by hand the first reason is CHOSEN_BY_USER, and so is the
        first rejection, of what the data would take; the rest speak for that one.
    advice : tuple of Reason
        What else the data say: a fault to look into, a chart that would see more.
    """

    kind: ChartKind
    reasons: tuple[Reason, ...]
    rejected: tuple[tuple[ChartKind, Reason], ...] = ()
    statistics: dict[str, float] = field(default_factory=dict)
    advice: tuple[Reason, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class PhasePlan:
    """Where phases start, how many points set each one's limits, what to leave out.

    Attributes
    ----------
    starts : tuple of datetime64[D]
        First day of every phase after the first.
    freeze : int or None
        Points (not missing, not excluded) at the start of each phase that set
        its limits; None takes all of them.
    excluded : tuple of datetime64[D]
        Periods left out of every estimate.
    holidays : tuple of datetime64[D]
        Days that a weekday chart does not hold against their weekday.
    """

    starts: tuple[np.datetime64, ...] = ()
    freeze: int | None = 24
    excluded: tuple[np.datetime64, ...] = ()
    holidays: tuple[np.datetime64, ...] = ()
