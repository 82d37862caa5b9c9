"""What training changed, group by group and week by week: a second road to the effect.

Agents trained in one week are a group; its change since the week before is held against
that of agents not trained. No model of levels is needed, so that agreement with the
imputation says something.

References
----------
.. [1] B. Callaway, P. H. C. Sant'Anna, Difference-in-differences with multiple time
       periods, J. Econometrics 225(2), 200-230 (2021).
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from qc.chain.evidence import Estimate, Method, around, student
from qc.chain.panel import NEVER, Panel
from qc.core.arrays import Bools, Floats, Ints, freeze
from qc.core.intervals import CONFIDENCE


class Control(StrEnum):
    """Whom the trained are held against."""

    NEVER = "never"  # agents never trained within the data
    NOT_YET = "not-yet"  # and those trained later than both weeks compared


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class GroupTime:
    """The effect of each group in each week, and the usual averages of them.

    Attributes
    ----------
    group, time : (k,) int
        Week of training, and the week looked at; before training the effect should
        be 0, and its base is the week before the one looked at.
    effect, error : (k,) float
        NaN where nobody is left to compare with.
    simple : Estimate
        All trained weeks, weighted by the size of the group.
    groups : (g,) int
        Weeks of training.
    sizes : (g,) int
        Agents in each; `untrained` are those without training.
    by_group : (g,) float
        Mean over the trained weeks of each group.
    overall : Estimate
        `by_group`, weighted by size.
    since, by_since : (m,) int, float
        Effect by week since training, weighted by size.
    dynamic : Estimate
        Plain mean of `by_since` from week 0 on.
    left_out : (.,) int
        Agents of groups without a week before their training.
    """

    group: Ints
    time: Ints
    effect: Floats
    error: Floats
    simple: Estimate
    groups: Ints
    sizes: Ints
    untrained: int
    by_group: Floats
    overall: Estimate
    since: Ints
    by_since: Floats
    dynamic: Estimate
    left_out: Ints

    def __post_init__(self) -> None:
        """Freeze the arrays."""
        freeze(self, "group", "time", "effect", "error", "groups", "sizes")
        freeze(self, "by_group", "since", "by_since", "left_out")


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class _Parts:
    """Effects and what each agent adds to them."""

    of: Ints  # (agents,) group of each agent, NEVER for none
    group: Ints
    time: Ints
    effect: Floats
    part: Floats  # (agents, k)

    @property
    def late(self) -> Bools:
        return (self.time >= self.group) & np.isfinite(self.effect)


def group_time(
    cells: Panel,
    *,
    control: Control = Control.NEVER,
    covariates: Floats | None = None,
    confidence: float = CONFIDENCE,
) -> GroupTime:
    """Answer: what did training change, by group and week [1]_?

    Parameters
    ----------
    cells : Panel
        Each agent counts alike; weights only say which cells exist.
    control : Control
    covariates : (agents, p) float, optional
        Of each agent before training; changes are then adjusted by a regression in
        the controls.
    confidence : float in (0, 1)

    Returns
    -------
    GroupTime
        Intervals from each agent's part, t with agents - 1 degrees of freedom.
    """
    first, last = int(cells.week[0]), int(cells.week[-1])
    seen = (cells.weight > 0).any(axis=1)
    of = np.where(cells.trained > last, NEVER, cells.trained)
    early = seen & (of <= first)
    of = np.where(early | ~seen, NEVER + 1, of)  # in no group and no control
    groups = np.unique(of[of < NEVER])
    pairs = [(g, t) for g in groups for t in range(first + 1, last + 1)]
    x = np.ones((len(of), 1))
    if covariates is not None:
        x = np.column_stack([x, covariates])
    found = [_effect(cells, of, x, pair, control) for pair in pairs]
    parts = _Parts(
        of=of,
        group=np.array([g for g, _ in pairs], dtype=np.int64),
        time=np.array([t for _, t in pairs], dtype=np.int64),
        effect=np.array([value for value, _ in found]),
        part=np.array([part for _, part in found]).reshape(-1, len(of)).T,
    )
    return _result(parts, groups, np.flatnonzero(early), confidence)


def _effect(
    cells: Panel, of: Ints, x: Floats, pair: tuple[int, int], control: Control
) -> tuple[float, Floats]:
    """Return the effect of a group in a week, and each agent's part in it."""
    group, time = pair
    base = group - 1 if time >= group else time - 1
    now, then = time - cells.first, base - cells.first
    both = (cells.weight[:, now] > 0) & (cells.weight[:, then] > 0)
    change = cells.value[:, now] - cells.value[:, then]
    trained = both & (of == group)
    other = of == NEVER
    if control is Control.NOT_YET:
        other |= (of > max(time, base)) & (of < NEVER) & (of != group)
    other &= both
    part = np.zeros(len(of))
    if not trained.any() or other.sum() < x.shape[1]:
        return math.nan, part
    inverse = np.linalg.pinv(x[other].T @ x[other])
    slope = inverse @ x[other].T @ change[other]
    rest = change - x @ slope
    effect = float(rest[trained].mean())
    n = int((of <= NEVER).sum())
    part[trained] = n / trained.sum() * (rest[trained] - effect)
    part[other] -= n * rest[other] * (x[other] @ inverse @ x[trained].mean(axis=0))
    return effect, part


def _result(
    parts: _Parts, groups: Ints, left_out: Ints, confidence: float
) -> GroupTime:
    n = int((parts.of <= NEVER).sum())
    since = np.unique((parts.time - parts.group)[np.isfinite(parts.effect)])
    weeks = [_average(parts, parts.time - parts.group == each) for each in since]
    own = [_average(parts, parts.late & (parts.group == each)) for each in groups]
    sizes = np.array([int((parts.of == each).sum()) for each in groups])
    return GroupTime(
        group=parts.group,
        time=parts.time,
        effect=parts.effect,
        error=np.sqrt(np.square(parts.part).sum(axis=0)) / max(n, 1),
        simple=_estimate(*_average(parts, parts.late), n, confidence),
        groups=groups,
        sizes=sizes,
        untrained=int((parts.of == NEVER).sum()),
        by_group=np.array([value for value, _ in own]),
        overall=_estimate(*_overall(parts, groups, own), n, confidence),
        since=since,
        by_since=np.array([value for value, _ in weeks]),
        dynamic=_estimate(
            *_mean([w for w, e in zip(weeks, since, strict=True) if e >= 0]),
            n,
            confidence,
        ),
        left_out=left_out,
    )


def _average(parts: _Parts, which: Bools) -> tuple[float, Floats]:
    """Return the mean of some effects by size of group, with each agent's part."""
    which = which & np.isfinite(parts.effect)
    return _weighted(
        parts, parts.group[which], parts.effect[which], parts.part[:, which]
    )


def _overall(
    parts: _Parts, groups: Ints, own: list[tuple[float, Floats]]
) -> tuple[float, Floats]:
    some = np.array([math.isfinite(value) for value, _ in own], dtype=bool)
    value = np.array([value for value, _ in own])[some]
    part = np.array([part for _, part in own]).reshape(-1, len(parts.of)).T[:, some]
    return _weighted(parts, groups[some], value, part)


def _weighted(
    parts: _Parts, group: Ints, effect: Floats, part: Floats
) -> tuple[float, Floats]:
    """Average by size of group; sizes are drawn too, so they have their part [1]_."""
    if not len(group):
        return math.nan, np.full(len(parts.of), np.nan)
    inside = parts.of <= NEVER
    member = ((parts.of[:, None] == group) & inside[:, None]).astype(np.float64)
    share = member[inside].mean(axis=0)
    total = share.sum()
    off = np.where(inside[:, None], member - share, 0.0)
    size_part = off / total - off.sum(axis=1, keepdims=True) * share / total**2
    return float(effect @ share / total), part @ share / total + size_part @ effect


def _mean(found: list[tuple[float, Floats]]) -> tuple[float, Floats]:
    if not found:
        return math.nan, np.zeros(0)
    values, parts = zip(*found, strict=True)
    return float(np.mean(values)), np.mean(parts, axis=0)


def _estimate(value: float, part: Floats, n: int, confidence: float) -> Estimate:
    error = float(np.sqrt(np.square(part).sum())) / n if n > 1 else math.nan
    return Estimate(
        value=value,
        interval=around(value, student(confidence, n - 1) * error),
        error=error,
        n=n,
        method=Method.INFLUENCE,
    )
