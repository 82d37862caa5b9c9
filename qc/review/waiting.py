"""How long customers wait for one measure's answer: now, and before."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from qc.core.arrays import Bools, Floats, freeze
from qc.core.measures import Measure
from qc.core.survival import Kept, Waiting, kept, waiting
from qc.spc.responsiveness import Responsiveness

WEEKS = 13
"""A quarter: weeks looked at, beside as many before."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Stretch:
    """The cases opened within some days.

    Attributes
    ----------
    first, last : datetime64[D]
        Both included.
    curve : Waiting or None
        None where no case was opened.
    within : Kept or None
        Share answered within the promise; None where nothing is promised.
    still : (m,) float, increasing
        How long each open case has waited so far.
    promise_over, ends_before : int
        Cases left out, as their promise came before they started, or as they end
        before they start.
    """

    first: np.datetime64
    last: np.datetime64
    curve: Waiting | None
    within: Kept | None
    still: Floats
    promise_over: int = 0
    ends_before: int = 0

    def __post_init__(self) -> None:
        """Freeze the array."""
        freeze(self, "still")

    def watched(self, time: float) -> int:
        """Return how many cases are known to wait on at a time."""
        if self.curve is None:
            return 0
        answered = self.curve.answered[self.curve.time <= time].sum()
        out_of_sight = np.searchsorted(self.still, time, side="left")
        return self.curve.cases - int(answered) - int(out_of_sight)


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """The share late of one period, as far as it is known.

    `late`, `lower` and `upper` are NaN where no case was watched long enough.
    """

    at: np.datetime64
    cases: int
    open_cases: int
    late: float
    lower: float
    upper: float


@dataclass(frozen=True, slots=True, kw_only=True)
class WaitingTimes:
    """How long customers wait.

    Attributes
    ----------
    measure : Measure
    in_promises : bool
        Times are shares of each case's own promise; otherwise hours.
    promise : float or None
        Where the promise lies on that scale; None where nothing is promised.
    now : Stretch
        The last whole weeks.
    before : Stretch or None
        As many weeks before, as far as the log goes back.
    newest : tuple of Period
        The newest whole periods, oldest first; empty where nothing is promised.
    """

    measure: Measure
    in_promises: bool
    promise: float | None
    now: Stretch
    before: Stretch | None
    newest: tuple[Period, ...] = ()


def promise_of(measure: Measure) -> float | None:
    """Return where a measure's promise lies: at 1, at some hours, or nowhere."""
    clock = measure.clock
    if clock is None:
        return None
    return 1.0 if clock.promise is not None else clock.within_hours


def curve_of(
    waited: Floats, answered: Bools, promise: float | None
) -> tuple[Waiting | None, Kept | None]:
    """Return the curve of some cases, and what share is answered in time."""
    if not len(waited):
        return None, None
    curve = waiting(waited, answered)
    return curve, None if promise is None else kept(curve, promise)


def periods(found: Responsiveness) -> tuple[Period, ...]:
    """Return the share late of each period, as far as it is known."""
    late = found.counts.value
    return tuple(
        Period(
            at=found.counts.at[i],
            cases=int(found.cases[i]),
            open_cases=int(found.open_cases[i]),
            late=float(late[i]),
            lower=float(found.lower[i]),
            upper=float(found.upper[i]),
        )
        for i in range(len(found.counts))
    )
