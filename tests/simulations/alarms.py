"""How often does a chart cry wolf, and how soon does it see a shift?"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

import numpy as np

from qc.core.charts import ControlChart
from qc.core.errors import QcError
from qc.core.kinds import ChartKind
from qc.core.rules import RuleSet
from qc.core.series import Series, take
from qc.review.carrying import credible
from qc.spc import rules
from qc.spc.evidence import evidence
from qc.spc.multiplicity import SHARE
from tests.simulations.judging import automatic, judged, until
from tests.simulations.processes import Process

NEW = 26  # periods after the baseline
AUTOMATIC = "automatic"
SLOW: dict[str, int] = {ChartKind.RARE_CUSUM: 20}
"""Charts that take seconds to set up: tried on one series in so many."""


@dataclass(slots=True)
class Rate:
    """What one chart did on one process without a cause.

    Attributes
    ----------
    points, beyond : int
        New points, and those beyond the limits.
    series : int
        Series tried, with at least one new point each.
    weeks : Counter
        By rule set: series with any signal at the newest point.
    kinds : Counter
        Charts that were taken.
    """

    points: int = 0
    beyond: int = 0
    series: int = 0
    weeks: Counter[str] = field(default_factory=Counter)
    kinds: Counter[str] = field(default_factory=Counter)

    def add(self, chart: ControlChart, sets: Mapping[str, RuleSet], first: int) -> None:
        """Count one chart."""
        new = ~np.isnan(chart.value[first:])
        self.points += int(new.sum())
        self.beyond += int(chart.beyond[first:][new].sum())
        self.series += 1
        self.kinds[chart.kind] += 1
        newest = int(np.flatnonzero(~np.isnan(chart.value))[-1])
        for name, rule_set in sets.items():
            found = credible(chart, rules.find(chart, rule_set), rule_set)
            self.weeks[name] += any(signal.stop >= newest for signal in found)


def rates(
    process: Process,
    sets: Mapping[str, RuleSet],
    charts: tuple[ChartKind, ...],
    many: int,
    seed: int,
) -> dict[str, Rate]:
    """Return, by chart, how often it signals without a cause; "automatic" first."""
    rng = np.random.default_rng(seed)
    first = process.baseline
    made = [process.series(rng, first + NEW) for _ in range(many)]
    fits = [AUTOMATIC, *(kind for kind in charts if _suits(process, kind, made[0]))]
    found = {name: Rate() for name in fits}
    for number, series in enumerate(made):
        for name, rate in found.items():
            if number % SLOW.get(name, 1):
                continue
            auto = name == AUTOMATIC
            kind = automatic(process, series) if auto else ChartKind(name)
            rate.add(judged(process, series, kind), sets, first)
    return found


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """How a planted shift was found.

    Attributes
    ----------
    power : float
        Share of series with a signal within 8 periods.
    delay : float
        Mean periods to the first signal, those unseen counted as `NEW`.
    """

    power: float
    delay: float


def found(
    process: Process, shift: float, rule_set: RuleSet, many: int, seed: int
) -> dict[str, Found]:
    """Return how soon a lasting shift is found, by the rules and by evidence alone.

    Of evidence: as the only measure of a review, and as the only one with a cause
    among 17 and 300.
    """
    rng = np.random.default_rng(seed)
    first, delays = process.baseline, []
    for _ in range(many):
        moved = np.where(np.arange(first + NEW) >= first, shift, 0.0)
        series = process.series(rng, first + NEW, moved)
        chart = judged(process, series, automatic(process, series))
        delays.append(list(_delays(series, chart, rule_set, first)))
    names = ("rules", *(f"act, of {m}" for m in _REVIEWS))
    return {
        name: Found(power=float(np.mean(each <= 8)), delay=float(each.mean()))
        for name, each in zip(names, np.array(delays).T, strict=True)
    }


_REVIEWS = (1, 17, 300)


def _delays(
    series: Series, chart: ControlChart, rule_set: RuleSet, first: int
) -> Iterator[int]:
    """Yield periods to the first signal of the rules, then to that of each review."""
    seen: list[tuple[bool, float]] = []
    for k in range(first + 1, first + NEW + 1):
        then = until(chart, k)
        signals = credible(then, rules.find(then, rule_set), rule_set)
        upto = take(series, np.arange(len(series)) < k)
        seen.append((any(s.stop >= k - 1 for s in signals), evidence(upto, then)))
        if seen[-1][0] and seen[-1][1] <= SHARE / max(_REVIEWS):
            break
    yield _first([fired for fired, _ in seen])
    for many in _REVIEWS:
        yield _first([fired and p <= SHARE / many for fired, p in seen])


def _first(hits: list[bool]) -> int:
    return hits.index(True) + 1 if True in hits else NEW


def _suits(process: Process, kind: ChartKind, series: Series) -> bool:
    try:
        judged(process, series, kind)
    except QcError:
        return False
    return True
