"""Since an action against before it: differences with intervals, and what rules say."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from qc.core.charts import PhasePlan
from qc.core.errors import QcError
from qc.core.kinds import ChartKind, Direction, Meaning
from qc.core.series import take
from qc.review.assessment import Assessment
from qc.review.check_levels import Difference, Spread, difference, spread_of
from qc.review.check_spans import Stretches
from qc.review.findings import meaning_of
from qc.spc import minimums, phases, rules

CONFIDENCE = 0.95


class Reference(StrEnum):
    """What stands for "before"."""

    USUAL = "usual"
    BETWEEN = "between"


@dataclass(frozen=True, slots=True, kw_only=True)
class Against:
    """Since the action, against one of the stretches before it."""

    reference: Reference
    difference: Difference
    meaning: Meaning | None

    @property
    def better(self) -> bool:
        """The interval lies wholly on the good side."""
        return self.meaning is Meaning.IMPROVEMENT


def compare(
    one: Assessment, found: Stretches
) -> tuple[tuple[Against, ...], Spread | None]:
    """Hold the points since the action against those before, by both references."""
    usable = {}
    if found.before.sum() >= found.needs.before:
        usable[Reference.USUAL] = found.before
    if found.between.sum() >= found.needs.between and not _carries_over(one):
        usable[Reference.BETWEEN] = found.between
    if not usable or found.after.sum() < 2:
        return (), None
    spread = spread_of(one, [*usable.values(), found.after])
    confidence = 1 - (1 - CONFIDENCE) / len(usable)
    compared = []
    for name, side in usable.items():
        gap = difference(one, side, found.after, spread, confidence=confidence)
        meaning = _meaning(gap, one.measure.direction)
        compared.append(Against(reference=name, difference=gap, meaning=meaning))
    return tuple(compared), spread


def rule_status(one: Assessment, found: Stretches) -> Meaning | None:
    """Answer: do the rules signal since the action, by limits from before it?"""
    kept, count = found.before | found.since, int(found.before.sum())
    chart = one.plain
    if chart is None or chart.kind is ChartKind.RUN or count < found.needs.before:
        return None
    try:
        plan = PhasePlan(freeze=count)
        part = take(one.series, kept)
        judged = phases.judge(part, chart.kind, plan, minimum=minimums.ASKED)
    except QcError:
        return None
    signals = [s for s in rules.find(judged, one.rules) if s.start >= count and s.side]
    told = {meaning_of(s.side, one.measure.direction) for s in signals if s.side}
    order = (Meaning.CONCERN, Meaning.IMPROVEMENT, Meaning.NEUTRAL)
    return next((meaning for meaning in order if meaning in told), None)


def _meaning(gap: Difference, wished: Direction) -> Meaning | None:
    low, high = gap.interval
    if low <= 0 <= high:
        return None
    if wished is Direction.NEITHER:
        return Meaning.NEUTRAL
    good = (low > 0) is (wished is Direction.HIGHER)
    return Meaning.IMPROVEMENT if good else Meaning.CONCERN


def _carries_over(one: Assessment) -> bool:
    """Points that follow a signal are like it: they are no fresh evidence then."""
    chart = one.plain
    return chart is not None and any(b.memory > 0 for b in chart.baselines)
