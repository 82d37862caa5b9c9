"""The weekly review: what changed, in the order a meeting should take it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from qc.core.charts import ControlChart
from qc.core.kinds import Assurance, Meaning, Period
from qc.core.rules import RuleSet
from qc.review.assessment import Assessment
from qc.review.findings import gravity


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

    @property
    def concerns(self) -> tuple[Assessment, ...]:
        """Measures whose newest point signals a concern, worst first."""
        return self._with(Meaning.CONCERN)

    @property
    def improvements(self) -> tuple[Assessment, ...]:
        """Measures whose newest point signals an improvement, clearest first."""
        return self._with(Meaning.IMPROVEMENT)

    @property
    def changed(self) -> tuple[Assessment, ...]:
        """Measures without a good direction that changed, clearest first."""
        return self._with(Meaning.NEUTRAL)

    @property
    def signals(self) -> tuple[Assessment, ...]:
        """All that changed: concerns, then improvements, then the rest."""
        return self.concerns + self.improvements + self.changed

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

    def _with(self, meaning: Meaning) -> tuple[Assessment, ...]:
        found = [
            one
            for one in self.assessments
            if one.current and one.current[0].meaning is meaning
        ]
        return tuple(sorted(found, key=_gravity, reverse=True))


def _gravity(one: Assessment) -> float:
    chart: ControlChart | None = one.chart
    return 0.0 if chart is None else gravity(one.current[0], chart)
