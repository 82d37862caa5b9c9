"""Five stages: where on the way do customers meet defects, and who meets none?"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from qc.core.intervals import Interval
from qc.core.kinds import Stage
from qc.review.journeys import Journeys, sort
from qc.review.tallies import STAGES, Days, JourneyLog, StageTally
from qc.spc.yields import MILLION, Rolled, Step, Yield, rolled, step_yield


@dataclass(frozen=True, slots=True, kw_only=True)
class StageYield:
    """One stage in figures; NaN where nothing was judged.

    Attributes
    ----------
    per_interaction : Yield
        First-pass yield and defects per unit; a unit is a judged interaction.
    per_opportunity : Yield
        DPMO and sigma level; a unit is an opportunity for a defect.
    through : float
        Share of customers without a defect after this stage and all before it,
        one interaction at each; stages without data let everybody through.
    """

    tally: StageTally
    per_interaction: Yield
    per_opportunity: Yield
    through: float

    @property
    def stage(self) -> Stage:
        """Which of the five."""
        return self.tally.stage or STAGES[0]

    @property
    def first_pass(self) -> float:
        """Share of judged interactions without a defect."""
        return self.per_interaction.first_pass

    @property
    def first_pass_interval(self) -> Interval:
        """Its exact interval."""
        return self.per_interaction.first_pass_interval

    @property
    def dpmo_interval(self) -> Interval:
        """Exact interval of the defects per million opportunities."""
        low, high = self.per_opportunity.dpo_interval
        return low * MILLION, high * MILLION


@dataclass(frozen=True, slots=True, kw_only=True)
class StagesReport:
    """Defects over the five stages.

    Attributes
    ----------
    stages : tuple of StageYield
        All five, in chain order, also those without data.
    total : Yield
        All opportunities of all stages together: never a mean of the stages.
    rolled : Rolled or None
        Over `rolled_over`, the stages with data; None without any.
    journeys : tuple of Journeys
        For each way to join interactions that the log allows; the finest first.
    stray : StageTally or None
        Rows that name none of the five stages.
    shift : float
        Added to every sigma level; 0 unless asked for.
    days : Days or None
        First and last day with an interaction, of the days looked at.
    """

    stages: tuple[StageYield, ...]
    total: Yield
    rolled: Rolled | None
    rolled_over: tuple[Stage, ...]
    journeys: tuple[Journeys, ...]
    stray: StageTally | None
    shift: float
    days: Days | None

    @property
    def tallies(self) -> tuple[StageTally, ...]:
        """All rows: the five stages, and those that name none."""
        rest = () if self.stray is None else (self.stray,)
        return (*(one.tally for one in self.stages), *rest)

    @property
    def weakest(self) -> StageYield | None:
        """The stage with the lowest first-pass yield; None without any data."""
        seen = [one for one in self.stages if one.tally.judged]
        return min(seen, key=lambda one: one.first_pass, default=None)

    @property
    def clear(self) -> bool:
        """Whether the intervals leave no other stage as the weakest."""
        weakest = self.weakest
        if weakest is None:
            return False
        others = [one for one in self.stages if one is not weakest and one.tally.judged]
        high = weakest.first_pass_interval[1]
        return bool(others) and all(high < o.first_pass_interval[0] for o in others)

    @property
    def headline(self) -> Journeys | None:
        """The finest way of joining in which a journey passes all five stages."""
        full = [one for one in self.journeys if one.complete]
        some = [one for one in self.journeys if one.sets]
        return next(iter((*full, *some)), None)


def report(
    tallies: Sequence[StageTally],
    logs: Iterable[JourneyLog] = (),
    *,
    shift: float = 0.0,
    days: Days | None = None,
) -> StagesReport:
    """Answer: where on the way do customers meet defects?

    Parameters
    ----------
    tallies : sequence of StageTally
        One per stage; stages left out have no data; stage None: rows of none.
    logs : iterable of JourneyLog
    shift : float
        Of the sigma levels; 1.5 only for those who believe in it.
    days : Days, optional

    Returns
    -------
    StagesReport
    """
    by_stage = {tally.stage: tally for tally in tallies}
    named = [by_stage.get(stage) or StageTally(stage=stage) for stage in STAGES]
    seen = [tally for tally in named if tally.judged]
    steps = [_unit_step(tally) for tally in seen]
    yields = _yields(named, shift)
    first_pass = [one.first_pass for one in yields]
    return StagesReport(
        stages=yields,
        total=step_yield(_together(seen), shift=shift),
        rolled=rolled(steps) if steps else None,
        rolled_over=tuple(t.stage for t in seen if t.stage is not None),
        journeys=tuple(sort(log, first_pass) for log in logs),
        stray=by_stage.get(None),
        shift=shift,
        days=days,
    )


def _yields(tallies: Sequence[StageTally], shift: float) -> tuple[StageYield, ...]:
    through, found = 1.0, []
    for tally in tallies:
        unit = step_yield(_unit_step(tally), shift=shift)
        through *= unit.first_pass if tally.judged else 1.0
        chance = step_yield(_chance_step(tally), shift=shift)
        one = StageYield(
            tally=tally, per_interaction=unit, per_opportunity=chance, through=through
        )
        found.append(one)
    return tuple(found)


def _unit_step(tally: StageTally) -> Step:
    """Interactions as units; there is room for all their defects."""
    room = -(-tally.defects // tally.judged) if tally.judged else 1
    return Step(
        name=str(tally.stage),
        units=tally.judged,
        defectives=tally.defectives,
        defects=tally.defects,
        opportunities=max(room, 1),
    )


def _chance_step(tally: StageTally) -> Step:
    """Opportunities as units, as every interaction may have its own number."""
    return Step(
        name=str(tally.stage),
        units=tally.chances,
        defectives=tally.hits,
        defects=tally.hits,
    )


def _together(tallies: Sequence[StageTally]) -> Step:
    hits = sum(tally.hits for tally in tallies)
    chances = sum(tally.chances for tally in tallies)
    return Step(name="all", units=chances, defectives=hits, defects=hits)
