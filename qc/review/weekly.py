"""The weekly review: what changed, in the order a meeting should take it."""

from __future__ import annotations

import math
from dataclasses import dataclass, field

import numpy as np

from qc.core.charts import ControlChart
from qc.core.kinds import Assurance, Meaning, Period
from qc.core.rules import RuleSet
from qc.review.assessment import Assessment
from qc.review.findings import gravity
from qc.review.tiers import Verdict, verdicts
from qc.spc.multiplicity import Tier

_ORDER = (Meaning.CONCERN, Meaning.IMPROVEMENT, Meaning.NEUTRAL)


@dataclass(frozen=True, slots=True, kw_only=True)
class Review:
    """All measures of one week, judged by one rule set on one state of the log.

    Attributes
    ----------
    week : datetime64[D] or None
        Monday of the newest complete week; None where no week is complete.
    assessments : tuple of Assessment
        In chain order, the order of the cards.
    rows : int
        Interactions of the whole log.
    week_rows : int
        Interactions opened in `week`.
    digest : str
        Identity of the log the review was made from.
    """

    week: np.datetime64 | None
    period: Period
    assessments: tuple[Assessment, ...]
    rules: RuleSet
    rows: int
    week_rows: int
    digest: str
    _verdicts: list[tuple[Verdict, ...]] = field(
        default_factory=list, init=False, repr=False, compare=False
    )

    @property
    def verdicts(self) -> tuple[Verdict, ...]:
        """What to do about each of the assessments, all of them considered."""
        if not self._verdicts:  # asked for often, and costly where there are many
            self._verdicts.append(verdicts(self.assessments))
        return self._verdicts[0]

    @property
    def judged(self) -> int:
        """How many measures had enough points for evidence: the tries of chance."""
        return sum(not math.isnan(one.evidence) for one in self.assessments)

    @property
    def to_act_on(self) -> tuple[tuple[Assessment, Verdict], ...]:
        """Signals that stand although chance had many tries, surest first."""
        return self._in_tier(Tier.ACT)

    @property
    def to_watch(self) -> tuple[tuple[Assessment, Verdict], ...]:
        """Signals that chance could have made among so many, surest first."""
        return self._in_tier(Tier.WATCH)

    @property
    def concerns(self) -> tuple[Assessment, ...]:
        """Measures whose newest point signals a concern, surest first."""
        return self._with(Meaning.CONCERN)

    @property
    def improvements(self) -> tuple[Assessment, ...]:
        """Measures whose newest point signals an improvement, surest first."""
        return self._with(Meaning.IMPROVEMENT)

    @property
    def changed(self) -> tuple[Assessment, ...]:
        """Measures without a good direction that changed, surest first."""
        return self._with(Meaning.NEUTRAL)

    @property
    def signals(self) -> tuple[Assessment, ...]:
        """All that changed: what to act on, then what to watch, each surest first."""
        return tuple(one for one, _ in self.to_act_on + self.to_watch)

    @property
    def cannot_meet(self) -> tuple[Assessment, ...]:
        """Steady measures that will go on missing their target."""
        return tuple(
            one
            for one in self.assessments
            if not one.current and one.assured.kind is Assurance.FAIL
        )

    @property
    def steady(self) -> tuple[Assessment, ...]:
        """Nothing changed and no target out of reach: nothing to discuss."""
        told = {id(one) for one in self.signals + self.cannot_meet}
        return tuple(one for one in self.assessments if id(one) not in told)

    def _in_tier(self, tier: Tier) -> tuple[tuple[Assessment, Verdict], ...]:
        pairs = zip(self.assessments, self.verdicts, strict=True)
        return tuple(sorted((p for p in pairs if p[1].tier is tier), key=_surest))

    def _with(self, meaning: Meaning) -> tuple[Assessment, ...]:
        signals = self.signals
        return tuple(one for one in signals if one.current[0].meaning is meaning)


def _surest(pair: tuple[Assessment, Verdict]) -> tuple[float, int, float]:
    """Order by evidence; among equals concerns first, then the clearest."""
    one, verdict = pair
    q = math.inf if math.isnan(verdict.q) else verdict.q
    return q, _ORDER.index(one.current[0].meaning), -_gravity(one)


def _gravity(one: Assessment) -> float:
    chart: ControlChart | None = one.chart
    return 0.0 if chart is None else gravity(one.current[0], chart)
