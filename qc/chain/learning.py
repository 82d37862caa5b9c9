"""Do agents get better with each contact they handle? The learning curve A n^b.

Each agent has a level of their own, so that weak beginners who leave early do not make
a curve that nobody learned along.

References
----------
.. [1] T. P. Wright, Factors affecting the cost of airplanes, J. Aeronautical Sciences
       3(4), 122-128 (1936).
.. [2] J. M. Wooldridge, Distribution-free estimation of some nonlinear panel data
       models, J. Econometrics 90(1), 77-97 (1999): levels by agent, robust error.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from qc.chain.evidence import Estimate, Method, Want, around, short, student
from qc.core.arrays import Floats, Ints
from qc.core.errors import InvalidSeries
from qc.core.intervals import CONFIDENCE, UNKNOWN

MINIMUM = {Want.AGENTS: 10, Want.EVENTS: 100}
_STEPS = 50
_CLOSE = 1e-11
_WIDEST = 5.0  # of b


@dataclass(frozen=True, slots=True, kw_only=True)
class Learning:
    """How an outcome changes with experience.

    Attributes
    ----------
    slope : Estimate
        b; below 0 the outcome falls with experience; n agents.
    per_doubling : float
        2^b: what is left of the outcome after twice as many contacts; .8 for the
        usual 80 % curve, b = -.322.
    first : float
        A, the outcome at the first contact of an average agent.
    """

    slope: Estimate
    per_doubling: float
    first: float


def learning(
    agent: Ints, number: Floats, outcome: Floats, *, confidence: float = CONFIDENCE
) -> Learning:
    """Answer: what does experience do to defects, or to times?

    Parameters
    ----------
    agent : (n,) int, >= 0
    number : (n,) float, >= 1
        How many contacts the agent had handled, this one included.
    outcome : (n,) float, >= 0
        1 for a defect and 0 without, or a time.
    confidence : float in (0, 1)

    Returns
    -------
    Learning
        By Poisson quasi-likelihood with a level for each agent [2]_; t interval with
        agents - 1 degrees of freedom, robust to what repeats within an agent.
    """
    _check(agent, number, outcome)
    _, of = np.unique(agent, return_inverse=True)
    logs = np.log(number)
    done = np.bincount(of, outcome)
    agents = int((done > 0).sum())
    lacking = short(MINIMUM, {Want.AGENTS: agents, Want.EVENTS: float(done.sum())})
    slope = _root(of, logs, outcome)
    score, bend = _score(of, logs, outcome, slope)
    error, interval = math.nan, UNKNOWN
    if agents > 1 and bend > 0 and math.isfinite(slope):
        grown = agents / (agents - 1)
        error = math.sqrt(grown * float(np.square(score).sum())) / bend
        interval = around(slope, student(confidence, agents - 1) * error)
    level = float(done.sum() / np.exp(slope * logs).sum()) if len(of) else math.nan
    return Learning(
        slope=Estimate(
            value=slope,
            interval=interval,
            error=error,
            n=agents,
            method=Method.ROBUST,
            short=lacking,
        ),
        per_doubling=2**slope,
        first=level,
    )


def contact_numbers(agent: Ints, order: Floats | Ints) -> Ints:
    """Return how many contacts each agent had handled at each, itself included."""
    place = np.lexsort((order, agent))
    who = agent[place]
    new = np.ones(len(who), dtype=bool)
    new[1:] = np.diff(who) != 0
    begins = np.maximum.accumulate(np.where(new, np.arange(len(who)), 0))
    number = np.empty(len(who), dtype=np.int64)
    number[place] = np.arange(len(who)) - begins + 1
    return number


def _score(
    of: Ints, logs: Floats, outcome: Floats, slope: float
) -> tuple[Floats, float]:
    """Return each agent's slope of the log-likelihood in b, and the bend in all."""
    if not (len(of) and math.isfinite(slope)):
        return np.zeros(0), 0.0
    curve = np.exp(slope * logs)
    total, done = np.bincount(of, curve), np.bincount(of, outcome)
    mean = np.bincount(of, curve * logs) / total
    square = np.bincount(of, curve * logs**2) / total
    return (
        np.bincount(of, outcome * logs) - done * mean,
        float((done * (square - mean**2)).sum()),
    )


def _root(of: Ints, logs: Floats, outcome: Floats) -> float:
    """Return b where the slope of the likelihood is 0: it falls in b throughout."""
    if not outcome.any() or not np.ptp(logs) > 0:
        return math.nan
    slope = 0.0
    for _ in range(_STEPS):
        score, bend = _score(of, logs, outcome, slope)
        step = float(score.sum()) / bend if bend > 0 else math.nan
        slope += max(-1.0, min(1.0, step))
        if not abs(slope) < _WIDEST:  # also where nothing bends
            return math.nan
        if abs(step) < _CLOSE:
            break
    return slope


def _check(agent: Ints, number: Floats, outcome: Floats) -> None:
    if not agent.shape == number.shape == outcome.shape:
        raise InvalidSeries("Each contact needs an agent, its number and an outcome.")
    if not np.all((number >= 1) & np.isfinite(number)):
        raise InvalidSeries("An agent's contacts are numbered from 1 up.")
    if not np.all((outcome >= 0) & np.isfinite(outcome)):
        raise InvalidSeries(
            "An outcome is a count or a time from 0 up; leave the contacts without one "
            "out, but count them in the numbers."
        )
