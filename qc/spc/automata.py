"""Run rules as automata: what a rule must remember of the past, and no more.

A rule that looks only at which zone of the chart a point falls into remembers a
few flags; then independent points make it a Markov chain. Trends compare values
inside a zone and Anhoej's rules look at a whole phase: they have no such chain.

Tables are (states + 1, zones) int: the state after a point in that zone. State 0
is the start, the last one is the signal, which nothing leaves.

References
----------
.. [1] C. W. Champ, W. H. Woodall, Exact results for Shewhart control charts with
       supplementary runs rules, Technometrics 29(4), 393-399 (1987).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import reduce

import numpy as np

from qc.core.arrays import Floats, Ints
from qc.core.kinds import RulePattern
from qc.core.rules import Rule

Memory = tuple[int, ...]
Step = Callable[[Memory, float], Memory | None]  # None: the rule fires

_CHAINED = {
    RulePattern.BEYOND,
    RulePattern.SIDE,
    RulePattern.WITHIN,
    RulePattern.OUTSIDE,
}


def has_chain(rule: Rule) -> bool:
    """Tell whether the rule needs to know zones only."""
    return rule.pattern in _CHAINED


def borders(rules: Iterable[Rule]) -> Floats:
    """Return the lines, in sigmas, that the rules look at, both sides, ascending."""
    lines = {0.0}
    for rule in rules:
        lines |= {rule.sigma, -rule.sigma}
        if rule.not_beyond is not None:
            lines |= {rule.not_beyond, -rule.not_beyond}
    return np.array(sorted(lines))


def automaton(rules: Iterable[Rule], lines: Floats) -> Ints:
    """Return the smallest table that signals as soon as one of the rules does.

    Parameters
    ----------
    rules : iterable of Rule
        Each with a chain.
    lines : (b,) float, ascending
        From `borders`; they part b + 1 zones.

    Returns
    -------
    (states + 1, b + 1) int
        Western Electric 1 to 4: 555 states or fewer.
    """
    inside = np.concatenate(
        ([lines[0] - 1], (lines[1:] + lines[:-1]) / 2, [lines[-1] + 1])
    )
    tables = (
        _smallest(_table(step, start, inside))
        for rule in rules
        for start, step in _memories(rule)
    )
    return reduce(_either, tables)


def _memories(rule: Rule) -> list[tuple[Memory, Step]]:
    """Return start and step of each automaton of the rule: one a side it knows."""
    if rule.pattern is RulePattern.WITHIN:
        return [((0,), _row(rule, lambda z: abs(z) < rule.sigma))]
    if rule.pattern is RulePattern.OUTSIDE:
        return [((0, 0, 0), _outside(rule))]
    step = _beyond(rule)
    if rule.pattern is RulePattern.SIDE:
        step = _row(rule, lambda z: z > 0)
    start = (0,) if rule.pattern is RulePattern.SIDE else ()
    return [(start, step), (start, lambda memory, z: step(memory, -z))]


def _row(rule: Rule, is_part: Callable[[float], bool]) -> Step:
    """Remember how many points in a row took part."""

    def step(memory: Memory, z: float) -> Memory | None:
        count = memory[0] + 1 if is_part(z) else 0
        return (count,) if count < rule.points else None

    return step


def _outside(rule: Rule) -> Step:
    """Remember points in a row beyond the lines, and those since the last change."""

    def step(memory: Memory, z: float) -> Memory | None:
        row, one_side, side = memory
        if abs(z) <= rule.sigma:
            return (0, 0, 0)
        now = 1 if z > 0 else -1
        row = min(row + 1, rule.points)
        one_side = min(one_side + 1, rule.points) if now == side else 1
        return None if row == rule.points > one_side else (row, one_side, now)

    return step


def _beyond(rule: Rule) -> Step:
    """Remember of the newest points: 2 for one that counts, 1 for one just above."""

    def step(memory: Memory, z: float) -> Memory | None:
        far = z > rule.sigma and (rule.not_beyond is None or z < rule.not_beyond)
        window = (*memory, 2 if far else int(z > 0))
        enough = far and window.count(2) >= rule.points
        whole = len(window) == rule.window and all(window)
        if enough and (whole or not rule.whole_window_on_side):
            return None
        return window[1:] if len(window) == rule.window else window

    return step


def _table(step: Step, start: Memory, inside: Floats) -> Ints:
    """Number the memories that can be reached, the start first."""
    numbers: dict[Memory, int] = {start: 0}
    rows: list[list[int]] = []
    waiting = [start]
    while waiting:
        memory = waiting.pop(0)
        row = []
        for z in inside:
            then = step(memory, float(z))
            if then is not None and then not in numbers:
                numbers[then] = len(numbers)
                waiting.append(then)
            row.append(-1 if then is None else numbers[then])
        rows.append(row)
    return _closed(np.array(rows))


def _closed(rows: Ints) -> Ints:
    """Add the signal as last state; it was -1."""
    states = len(rows)
    return np.vstack([np.where(rows < 0, states, rows), np.full(rows.shape[1], states)])


def _either(one: Ints, other: Ints) -> Ints:
    """Combine two automata: signal when either does."""
    wide, last = len(other), (len(one) - 1, len(other) - 1)
    seen = np.full(len(one) * wide, -1)
    seen[0], known = 0, np.array([0])
    found, newest = [known], known
    while newest.size:
        pairs = _pairs(one, other, newest, last)
        fresh = np.unique(pairs[pairs >= 0])
        newest = fresh[seen[fresh] < 0]
        seen[newest] = 1
        found.append(newest)
    known = np.concatenate(found)
    seen[known] = np.arange(len(known))
    pairs = _pairs(one, other, known, last)
    return _smallest(_closed(np.where(pairs < 0, -1, seen[pairs])))


def _pairs(one: Ints, other: Ints, codes: Ints, last: tuple[int, int]) -> Ints:
    """Return the code of the pair of states after each zone; -1 for a signal."""
    a, b = one[codes // len(other)], other[codes % len(other)]
    return np.where((a == last[0]) | (b == last[1]), -1, a * len(other) + b)


def _smallest(table: Ints) -> Ints:
    """Merge the states that no future can tell apart."""
    kinds = np.zeros(len(table), dtype=np.int64)
    kinds[-1] = 1
    count = 0
    while count < (now := int(kinds.max()) + 1):
        count = now
        futures = np.column_stack([kinds, kinds[table]])
        kinds = np.unique(futures, axis=0, return_inverse=True)[1].ravel()
    first = np.unique(kinds, return_index=True)[1]
    order = np.concatenate((np.sort(first[first < len(table) - 1]), [len(table) - 1]))
    rank = np.empty(count, dtype=np.int64)
    rank[kinds[order]] = np.arange(count)
    return np.asarray(rank[kinds[table[order]]])
