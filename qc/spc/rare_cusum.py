"""CUSUM of rare defects: evidence that their chance has risen, or fallen.

A p or u chart of rare defects has no lower limit, so that better never signals, and
a jumpy upper one. Here each period adds the logarithm of how much likelier its
count is at `ratio` times the chance than at the chance of the baseline.

References
----------
.. [1] M. R. Reynolds, Z. G. Stoumbos, A CUSUM chart for monitoring a proportion when
       inspecting continuously, J. of Quality Technology 31(1), 87-108 (1999).
.. [2] J. M. Lucas, Counted data CUSUM's, Technometrics 27(2), 129-144 (1985).
.. [3] D. Brook, D. A. Evans, An approach to the probability distribution of cusum
       run length, Biometrika 59(3), 539-549 (1972).
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from functools import cache

import numpy as np

from qc.core.arrays import Bools, Dates, Floats, Ints
from qc.core.chart_names import a_chart
from qc.core.charts import Baseline
from qc.core.errors import InvalidSeries
from qc.core.kinds import ChartKind
from qc.core.series import Counts
from qc.spc import points
from qc.spc.cusum import Cusum, Scheme, accumulate

_STATES = 120  # of the run length's chain: exact to a few per cent
_HALVINGS = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Odds:
    """What is watched for: `ratio` times the odds (p) or the rate (u) of `centre`.

    Parameters
    ----------
    centre : float
        Chance of a defective, in (0, 1), or defects per opportunity, above 0.
    ratio : float, > 0
        2 finds a doubling, 1/2 a halving.
    binomial : bool
        Defectives; else defects.
    """

    centre: float
    ratio: float = 2.0
    binomial: bool = True

    def __post_init__(self) -> None:
        """Refuse what no count could tell apart."""
        if not 0 < self.centre < (1 if self.binomial else math.inf):
            raise InvalidSeries(
                f"A baseline of {self.centre:g} leaves no chance to compare with. "
                "Take a longer baseline, in which both good and bad cases occur."
            )
        if not (self.ratio > 0 and self.ratio != 1):
            raise InvalidSeries(
                f"A change by the factor {self.ratio:g} cannot be found. "
                "Take 2 for a doubling, 0.5 for a halving."
            )

    def evidence(self, events: Floats, n: Floats) -> Floats:
        """Return the log likelihood ratio of `events` in `n` opportunities, (k,)."""
        more = self.centre * (self.ratio - 1)
        cost = math.log1p(more) if self.binomial else more
        return events * math.log(self.ratio) - n * cost

    def chances(self, n: float) -> Floats:
        """Return the chance of 0, 1, 2 ... events in `n` opportunities."""
        mean = n * self.centre
        most = math.ceil(mean + 12 * math.sqrt(mean) + 30)
        x = np.arange(min(most, int(n)) if self.binomial else most)
        if self.binomial:
            first = n * math.log1p(-self.centre)
            steps = (n - x) / (x + 1) * self.centre / (1 - self.centre)
        else:
            first, steps = -mean, mean / (x + 1)
        logs = first + np.concatenate(([0.0], np.cumsum(np.log(steps))))
        return np.exp(logs)


def run_length(odds: Odds, n: float, decision: float) -> float:
    """Return the mean number of steady periods to a false signal [3]_.

    Parameters
    ----------
    odds : Odds
    n : float
        Opportunities in a period.
    decision : float, > 0
        Evidence that signals when it is passed.
    """
    chances = odds.chances(n)
    steps = odds.evidence(np.arange(len(chances), dtype=np.float64), np.array(n))
    last = _STATES - 1
    reached = np.arange(_STATES)[:, None] + steps * last / decision
    reached = np.maximum(reached, 0.0)
    weight = np.where(reached <= last, chances, 0.0)
    below = np.clip(np.floor(reached), 0, last - 1).astype(np.int64)
    above = reached - below  # shared between two states so that the mean is kept
    rows = np.broadcast_to(np.arange(_STATES)[:, None], reached.shape)
    chain = np.zeros((_STATES, _STATES))
    np.add.at(chain, (rows, below), weight * (1 - above))
    np.add.at(chain, (rows, below + 1), weight * above)
    lengths = np.linalg.solve(np.eye(_STATES) - chain, np.ones(_STATES))
    return float(lengths[0])


@cache
def decision_for(odds: Odds, n: float, every: float) -> float:
    """Return the evidence that signals falsely once in about `every` periods.

    Never more than log(every), which is safe for any law.
    """
    if not every > 1:
        raise InvalidSeries(f"False signals every {every:g} periods are too many.")
    low, high = 0.0, math.log(every)
    for _ in range(_HALVINGS):
        middle = (low + high) / 2
        if run_length(odds, n, middle) < every:
            low = middle
        else:
            high = middle
    return high


def chart(
    counts: Counts,
    baseline: Baseline,
    *,
    ratio: float = 2.0,
    every: float = 370.0,
    excluded: Bools | None = None,
) -> Cusum:
    """Answer: have rare defects become more, or fewer, and since when?

    Phase I is `proportion.estimate` or `rate.estimate`.

    Parameters
    ----------
    counts : Counts
        k subgroups in time order; missing and excluded ones add no evidence.
    baseline : Baseline
        Of a p or u chart.
    ratio : float, > 1
        The rise to be found; the lower sum looks for a fall as deep.
    every : float
        Periods of median size between two false signals, either side.
    excluded : (k,) bool, optional

    Returns
    -------
    Cusum
        Sums in parts of the evidence that signals: beyond 1 is a signal.

    Raises
    ------
    InvalidSeries
        If the baseline is of another chart, or without events.
    """
    if baseline.kind not in {ChartKind.P, ChartKind.U}:
        raise InvalidSeries(
            "Evidence is counted on a p or u chart, not on "
            f"{a_chart(baseline.kind)}. "
            "Follow that chart by an ordinary CUSUM."
        )
    used = points.usable(counts, excluded)
    points.require(used, 1)
    odds = Odds(
        centre=baseline.centre, ratio=ratio, binomial=baseline.kind is ChartKind.P
    )
    events, n = (np.where(used, x, np.nan) for x in (counts.events, counts.n))
    return _both_ways(counts.at, (events, n), odds, every)


def bernoulli(
    at: Dates,
    defective: Bools,
    share: float,
    *,
    ratio: float = 2.0,
    every: float = 10_000.0,
) -> Cusum:
    """Watch single cases, one after the other, without waiting for a period [1]_.

    Parameters
    ----------
    at : (k,) datetime64, not decreasing
    defective : (k,) bool
    share : float in (0, 1)
        Chance of a defective in the baseline.
    ratio : float, > 1
        The rise of its odds to be found; the lower sum looks for a fall as deep.
    every : float
        Cases between two false signals, either side.
    """
    odds = Odds(centre=share, ratio=ratio)
    cases = defective.astype(np.float64), np.ones(len(defective))
    return _both_ways(at, cases, odds, every)


def _both_ways(
    at: Dates, cases: tuple[Floats, Floats], odds: Odds, every: float
) -> Cusum:
    """Sum the evidence for a rise and for a fall; (events, n) are NaN where unused."""
    size = float(np.nanmedian(cases[1]))
    scheme = Scheme(reference=0.0, decision=1.0)
    fresh = np.zeros(len(at), dtype=bool)

    def sums(each: Odds) -> tuple[Floats, Ints]:
        needed = decision_for(each, size, every)
        return accumulate(each.evidence(*cases) / needed, fresh, scheme)

    upper, run_upper = sums(odds)
    lower, run_lower = sums(replace(odds, ratio=1 / odds.ratio))
    return Cusum(
        at=at,
        upper=upper,
        lower=lower,
        run_upper=run_upper,
        run_lower=run_lower,
        scheme=scheme,
    )
