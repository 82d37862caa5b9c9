"""How often do run rules cry wolf, and how soon do they find a change?

Exact average run lengths of the rules themselves, from the very objects that are
used on the chart: a Markov chain over what the rules remember [1]_.

References
----------
.. [1] C. W. Champ, W. H. Woodall, Exact results for Shewhart control charts with
       supplementary runs rules, Technometrics 29(4), 393-399 (1987).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np

from qc.core.arrays import Floats, Ints, freeze
from qc.core.errors import InvalidSeries
from qc.core.rules import Rule, RuleSet
from qc.spc import automata
from qc.spc.limits import tail_beyond

SHIFTS = (0.0, 0.5, 1.0, 1.5, 2.0, 3.0)
_WIDEST_SHIFT = 10.0


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class RunLengths:
    """Average run lengths of a rule set at each shift, all (s,).

    Attributes
    ----------
    shifts : (s,) float
        Sustained shifts of the level in sigmas; 0 gives ARL0.
    whole : (s,) float or None
        Points to the first signal of any rule of the set; None if a rule of the
        set has no exact chain.
    part : (s,) float or None
        The same for the rules with a chain alone: the whole set signals no later.
        None if there are none.
    exact, left_out : tuple of str
        The rules with and without a chain.
    """

    shifts: Floats
    whole: Floats | None
    part: Floats | None
    exact: tuple[str, ...]
    left_out: tuple[str, ...]

    def __post_init__(self) -> None:
        """Freeze the arrays."""
        freeze(self, "shifts")


def run_lengths(rule_set: RuleSet, shifts: Sequence[float] = SHIFTS) -> RunLengths:
    """Answer: a false signal every how many points, and a shift found in how many?

    Zero state: the rules know nothing before the first point, and a shift is there
    from it on. Points are independent and normal, their centre and sigma known.

    Parameters
    ----------
    rule_set : RuleSet
    shifts : sequence of float, in sigmas, at most 10 either way

    Raises
    ------
    InvalidSeries
        If a shift is no number within reach.
    """
    exact = tuple(rule for rule in rule_set.rules if automata.has_chain(rule))
    left_out = tuple(r.id for r in rule_set.rules if not automata.has_chain(r))
    part = average(exact, shifts) if exact else None
    return RunLengths(
        shifts=np.array(shifts, dtype=float),
        whole=None if left_out else part,
        part=part,
        exact=tuple(rule.id for rule in exact),
        left_out=left_out,
    )


def average(rules: tuple[Rule, ...], shifts: Sequence[float]) -> Floats:
    """Return the average run length of rules with a chain at each shift, (s,)."""
    lines, table = _chain(rules)
    return np.array([_average(table, _zones(lines, checked(s))) for s in shifts])


def checked(shift: float) -> float:
    """Refuse a shift for which no run length can be told."""
    if not abs(shift) <= _WIDEST_SHIFT:
        raise InvalidSeries(
            f"A shift must be a number of sigmas from -10 to 10; got {shift}."
        )
    return shift


@cache
def _chain(rules: tuple[Rule, ...]) -> tuple[Floats, Ints]:
    lines = automata.borders(rules)
    return lines, automata.automaton(rules, lines)


def _zones(lines: Floats, shift: float) -> Floats:
    """Return the chance of each zone for a normal point at `shift`, (b + 1,)."""
    above = np.array([1.0, *(tail_beyond(line - shift) for line in lines), 0.0])
    below = np.array([0.0, *(tail_beyond(shift - line) for line in lines), 1.0])
    return np.asarray(np.where(above[:-1] < 0.5, -np.diff(above), np.diff(below)))


def _average(table: Ints, chance: Floats) -> float:
    """Solve for the expected steps from the start to the signal."""
    states = len(table) - 1
    moves = np.eye(states, states + 1)
    for zone, p in enumerate(chance):
        moves[np.arange(states), table[:-1, zone]] -= p
    return float(np.linalg.solve(moves[:, :-1], np.ones(states))[0])
