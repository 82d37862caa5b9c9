"""Comparisons and short runs for the tests of the views."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from qc.core.kinds import MeasureKind
from qc.core.units import UnitCounts, UnitValues
from qc.review.compare import Comparison, Scope, compare
from qc.review.short_run import ShortRun, short_runs
from qc.view.codes import labels
from tests.builders import counts
from tests.view.build import measure

ALIKE = [19.0, 21, 20, 22, 18, 20, 21, 19, 20, 20, 22]
SCOPE = Scope(
    dimension="agent",
    first=np.datetime64("2026-08-17"),
    last=np.datetime64("2026-11-15"),
)
HOSTILE = ("<script>alert(1)</script>", "=1+1", "[x](javascript:1)", "x" * 300)


def shares(
    events: list[float],
    n: float = 200,
    *,
    few: dict[str, float] | None = None,
    names: tuple[str, ...] = (),
    unstated: float = 0,
) -> Comparison:
    """Compare shares of agents, with some that have few cases."""
    more = few or {}
    called = (*names, *(f"u{i:02}" for i in range(len(names), len(events))), *more)
    units = UnitCounts(
        names=called,
        events=np.array([*events, *(0.0 for _ in more)]),
        n=np.array([*(n for _ in events), *more.values()], dtype=float),
        unstated=unstated,
    )
    return compare(measure(target=0.1), units, SCOPE)


def spread_out(k: int, scope: Scope = SCOPE) -> Comparison:
    """Compare units that all differ beyond chance."""
    rng = np.random.default_rng(4)
    events = np.round(rng.normal(0.15, 0.05, k) * 2_000)
    units = UnitCounts(
        names=tuple(f"u{i:02}" for i in range(k)), events=events, n=np.full(k, 2_000.0)
    )
    return compare(measure(), units, scope)


def hours() -> Comparison:
    """Compare times of twelve agents, one of them slow."""
    mean = np.log([2.0, 2.1, 1.9, 2, 2.2, 1.8, 2, 2.1, 1.9, 2, 2, 6])
    units = UnitValues(
        names=tuple("abcdefghijkl"),
        n=np.full(12, 80.0),
        mean=mean,
        m2=np.full(12, 79.0) * 0.25,
        log=True,
    )
    return compare(measure(MeasureKind.DURATION), units, SCOPE)


def called(found: Comparison, *, hidden: bool = False) -> Mapping[str, str]:
    """Label the units."""
    names = [*(unit.name for unit in found.units), *(name for name, _ in found.few)]
    return labels(names, noun=found.scope.dimension, hidden=hidden, salt="s")


def run(names: tuple[str, ...] = ("calm", "odd")) -> ShortRun:
    """Two agents over eight weeks, the second unlike itself in the seventh."""
    calm, odd = names
    found = short_runs(
        measure(),
        "agent",
        {
            calm: counts([5, 6, 5, 4, 5, 6, 5, 4], of=50),
            odd: counts([5, 5, 5, 5, 5, 5, 24, 5], of=50),
        },
    )
    assert found is not None
    return found
