"""Assessments for the tests of the views: made as the product makes them."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from numpy.typing import ArrayLike

from qc.core.charts import PhasePlan
from qc.core.kinds import ChartKind, Direction, MeasureKind, RulePattern, Stage
from qc.core.measures import Measure
from qc.core.rules import Rule, RuleSet
from qc.core.series import Counts, Gaps, Values
from qc.review.assess import assess
from qc.review.assessment import Assessment
from tests.builders import counts, values

ALL_RULES = RuleSet(
    id="all",
    title="All patterns",
    rules=(
        Rule(id="outside", pattern=RulePattern.BEYOND, sigma=3.0),
        Rule(id="near", pattern=RulePattern.BEYOND, points=2, window=3, sigma=2.0),
        Rule(id="zone", pattern=RulePattern.BEYOND, points=4, window=5, sigma=1.0),
        Rule(id="side", pattern=RulePattern.SIDE, points=8),
        Rule(id="trend", pattern=RulePattern.TREND, points=6),
        Rule(id="alternating", pattern=RulePattern.ALTERNATING, points=14),
        Rule(id="within", pattern=RulePattern.WITHIN, points=15, sigma=1.0),
        Rule(id="both", pattern=RulePattern.OUTSIDE, points=8, sigma=1.0),
        Rule(id="run", pattern=RulePattern.LONGEST_RUN),
        Rule(id="crossings", pattern=RulePattern.CROSSINGS),
    ),
)


def only(*names: str) -> RuleSet:
    """Return a rule set with the named rules alone."""
    return replace(ALL_RULES, rules=tuple(ALL_RULES.rule(name) for name in names))


def measure(kind: MeasureKind = MeasureKind.SHARE, /, **changes: object) -> Measure:
    """Return a measure card: late answers in support, lower is better."""
    card = Measure(
        id="late",
        title="Support answered late",
        question="Is support on time?",
        kind=kind,
        direction=Direction.LOWER,
        stage=Stage.SUPPORT,
    )
    return replace(card, **changes)  # type: ignore[arg-type]


def share(events: ArrayLike, *, of: ArrayLike = 400, **changes: object) -> Assessment:
    """Assess a share of late answers by the rule of the limits alone."""
    return judged(counts(events, of=of), measure(**changes))


def hours(value: ArrayLike, **changes: object) -> Assessment:
    """Assess a duration in hours by the rule of the limits alone."""
    return judged(values(value), measure(MeasureKind.DURATION, **changes))


def judged(
    series: Counts | Values | Gaps,
    card: Measure,
    rules: RuleSet | None = None,
    plan: PhasePlan | None = None,
) -> Assessment:
    """Assess a series; by the rule of the limits alone unless told otherwise."""
    return assess(card, series, rule_set=rules or only("outside"), plan=plan)


def steady(k: int = 40, seed: int = 7) -> Assessment:
    """Return a share without any signal."""
    rng = np.random.default_rng(seed)
    n = rng.integers(350, 450, k)
    return share(np.round(n * 0.06 + rng.normal(0, 3, k)), of=n, target=0.1)


def jumped() -> Assessment:
    """Return a share whose newest point is above the limits."""
    events = [24, 25, 23, 26, 22, 24, 25, 23] * 4
    return share([*events, 60], target=0.1)


def gaps(days: ArrayLike, **changes: object) -> Assessment:
    """Assess days between events on a t chart."""
    wait = np.asarray(days, dtype=float)
    at = np.datetime64("2024-01-01", "s") + np.cumsum(wait * 86400).astype(
        "timedelta64[s]"
    )
    card = measure(MeasureKind.GAP, **{"direction": Direction.HIGHER, **changes})
    return judged(Gaps(at=at, value=wait), card)


def run_only(value: ArrayLike) -> Assessment:
    """Assess a duration on a run chart."""
    return hours(value, chart=ChartKind.RUN)
