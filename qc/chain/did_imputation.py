"""What training changed: trained weeks against what they would have been without.

Agent and week levels are learned from untrained cells only; the effect is what trained
cells differ from them by. Before against after alone also counts what changed for all,
and how bad weeks are followed by usual ones.

References
----------
.. [1] K. Borusyak, X. Jaravel, J. Spiess, Revisiting event-study designs, Review of
       Economic Studies 91(6), 3253-3285 (2024).
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from qc.chain.by_event import ByEvent
from qc.chain.evidence import Estimate, Method, Want, short
from qc.chain.jackknife import jackknife
from qc.chain.panel import Panel
from qc.chain.two_way import Levels, levels, shared_weeks
from qc.core.arrays import Bools, Floats, Ints, freeze
from qc.core.intervals import CONFIDENCE

MINIMUM = {Want.AGENTS: 20, Want.UNTRAINED: 3, Want.WEEKS_BEFORE: 8}
WEEKS_SHOWN = 6  # before training
_TINY = 1e-9


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class TrainingEffect:
    """What training changed, and what the figure rests on.

    Attributes
    ----------
    effect : Estimate
        Mean over trained cells, in the unit of the cells; n agents.
    after, before : ByEvent
        The event study: the effect by week, and the same of the weeks before.
    pre_trend : Estimate
        Mean of `before`: if its interval leaves out 0, agents about to be trained
        already differed, and the effect is in doubt.
    cells, left_out : int
        Trained cells used, and those without agents or weeks to compare them with.
    agents_left_out, weeks_left_out : (.,) int
        Agents never seen untrained; weeks in which nobody untrained was at work.
    agents : (m,) int
    without : (m,) float
        The effect with each of these agents left out.
    """

    effect: Estimate
    after: ByEvent
    before: ByEvent
    pre_trend: Estimate
    cells: int
    left_out: int
    agents_left_out: Ints
    weeks_left_out: Ints
    agents: Ints
    without: Floats

    def __post_init__(self) -> None:
        """Freeze the arrays."""
        freeze(self, "agents_left_out", "weeks_left_out", "agents", "without")


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class _Round:
    """One fit: the effect, its parts by week, and the weeks before."""

    effect: float
    after: Floats
    cells: Ints
    before: Floats
    before_cells: Ints
    used: Bools


def imputation(
    cells: Panel, *, before: int = WEEKS_SHOWN, confidence: float = CONFIDENCE
) -> TrainingEffect:
    """Answer: what did training change? Difference-in-differences by imputation [1]_.

    Parameters
    ----------
    cells : Panel
    before : int
        Weeks before training that are shown.
    confidence : float in (0, 1)

    Returns
    -------
    TrainingEffect
        The interval is the jackknife's over agents: t with agents - 1 degrees of
        freedom times sqrt((m-1)/m sum (left out - mean)^2). It is unknown where one
        trained agent carries the whole effect.
    """
    longest = max(int(np.max(cells.since, where=cells.treated, initial=-1)) + 1, 0)
    weight = cells.untreated
    shared = shared_weeks(weight)
    whole = _round(cells, longest, before, shared)
    agents = np.flatnonzero((weight > 0).any(axis=1))
    alone = {each: shared_weeks(weight[each : each + 1]) for each in agents.tolist()}
    rounds = [
        _round(cells.without(each), longest, before, shared - its)
        for each, its in alone.items()
    ]
    return _result(cells, (whole, agents, rounds), longest, before, confidence)


def _result(
    cells: Panel,
    found: tuple[_Round, Ints, list[_Round]],
    longest: int,
    before: int,
    confidence: float,
) -> TrainingEffect:
    whole, agents, rounds = found
    lost = cells.treated & ~whole.used
    return TrainingEffect(
        effect=_estimate(
            cells, whole.effect, np.array([r.effect for r in rounds]), confidence
        ),
        after=_by_event(
            np.arange(longest), whole.after, [r.after for r in rounds], whole.cells
        ),
        before=_by_event(
            np.arange(-before, 0),
            whole.before,
            [r.before for r in rounds],
            whole.before_cells,
        ),
        pre_trend=_estimate(
            cells,
            _mean(whole.before),
            np.array([_mean(r.before) for r in rounds]),
            confidence,
        ),
        cells=int(whole.used.sum()),
        left_out=int(lost.sum()),
        agents_left_out=_never_untrained(cells),
        weeks_left_out=cells.week[
            cells.treated.any(axis=0) & ~(cells.untreated > 0).any(axis=0)
        ],
        agents=agents,
        without=np.array([r.effect for r in rounds]),
    )


def _round(cells: Panel, longest: int, before: int, shared: Floats) -> _Round:
    weight = cells.untreated
    marks = (cells.since == np.arange(-before, 0)[:, None, None]) & (weight > 0)
    values = np.concatenate([cells.value[None], marks])
    found = levels(values, weight, shared)
    used = cells.treated & found.linked
    gap = (values[0] - found.agent[0][:, None] - found.week[0])[used]
    load, since = cells.weight[used], cells.since[used]
    total = np.bincount(since, load, minlength=longest)
    after = np.bincount(since, load * gap, minlength=longest)
    return _Round(
        effect=_over(float((load * gap).sum()), float(load.sum())),
        after=np.divide(after, total, out=np.full(len(total), np.nan), where=total > 0),
        cells=np.bincount(since, minlength=longest),
        before=_before(values, found, weight),
        before_cells=marks.sum(axis=(1, 2)),
        used=used,
    )


def _before(values: Floats, found: Levels, weight: Floats) -> Floats:
    """Fit a level of its own to each of the last weeks before training.

    What is left of any quantity without its levels is at right angles to all levels:
    its product with what is left of a mark is that with the mark, few cells.
    """
    mark, agent, week = np.nonzero(values[1:])
    fitted = found.agent[:, agent] + found.week[:, week]
    left = (values[:, agent, week] - fitted) * weight[agent, week]
    shown = np.full(len(values) - 1, np.nan)
    products = np.array([np.bincount(mark, row, len(shown)) for row in left])
    some = np.flatnonzero(np.diag(products[1:]) > _TINY)
    inner = products[1:][np.ix_(some, some)]
    if len(some) and np.linalg.matrix_rank(inner, hermitian=True) == len(some):
        shown[some] = np.linalg.solve(inner, products[0, some])
    return shown


def _by_event(week: Ints, effect: Floats, rounds: list[Floats], cells: Ints) -> ByEvent:
    m = len(rounds)
    error = np.full(len(week), np.nan)
    if m > 1:
        table = np.array(rounds)
        spread = np.square(table - table.mean(axis=0)).sum(axis=0)
        error = np.sqrt((m - 1) / m * spread)
    return ByEvent(week=week, effect=effect, error=error, cells=cells)


def _estimate(
    cells: Panel, value: float, without: Floats, confidence: float
) -> Estimate:
    interval, error = jackknife(value, without, confidence)
    return Estimate(
        value=value,
        interval=interval,
        error=error,
        n=len(without),
        method=Method.JACKKNIFE,
        short=short(MINIMUM, _got(cells)),
    )


def _got(cells: Panel) -> dict[Want, float]:
    seen = (cells.untreated > 0).any(axis=1)
    trained = seen & cells.treated.any(axis=1)
    weeks = (cells.untreated > 0).sum(axis=1)[trained]
    return {
        Want.AGENTS: int(seen.sum()),
        Want.UNTRAINED: int((seen & ~cells.treated.any(axis=1)).sum()),
        Want.WEEKS_BEFORE: float(np.median(weeks)) if len(weeks) else 0,
    }


def _never_untrained(cells: Panel) -> Ints:
    seen = (cells.untreated > 0).any(axis=1)
    return np.flatnonzero(cells.treated.any(axis=1) & ~seen)


def _mean(effects: Floats) -> float:
    known = effects[np.isfinite(effects)]
    return float(known.mean()) if len(known) else math.nan


def _over(above: float, below: float) -> float:
    return above / below if below > 0 else math.nan
