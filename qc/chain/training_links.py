"""Does training become adherence, and better service? Two arrows of the chain.

Weeks of trained agents are held against what they would have been without, and the
answer is asked for twice: where what changes for all takes as many points off everyone,
and where it changes all in proportion. An arrow needs both, and flat weeks before.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from qc.chain.company import NOBODY, Company
from qc.chain.did_imputation import MINIMUM, TrainingEffect, imputation
from qc.chain.did_naive import before_after
from qc.chain.did_proportional import proportional
from qc.chain.evidence import Estimate, Method, short
from qc.chain.links import Arrow, Design, Link, Scale
from qc.chain.panel import Panel, weekly
from qc.chain.step_record import StepRecord
from qc.chain.training_records import (
    main_course,
    trained_from,
)
from qc.core.arrays import Floats
from qc.core.kinds import TableName

MONDAY = 4  # days after 1970-01-01, a Thursday
WEEK = 7


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Tested:
    """What a course changed in one outcome, by several roads.

    Attributes
    ----------
    cells : Panel
        Agents by weeks.
    whole : TrainingEffect
        By imputation, with the weeks before and after.
    beside : Estimate
        Where all else changes in proportion.
    naive : Estimate
        Before against after: misleading.
    """

    cells: Panel
    whole: TrainingEffect
    beside: Estimate
    naive: Estimate

    @property
    def before_differs(self) -> bool:
        """Whether agents about to be trained already went another way."""
        return self.whole.pre_trend.excludes(0)

    @property
    def roads_differ(self) -> bool:
        """Whether the second road does not bear out the first."""
        first, second = self.whole.effect, self.beside
        if not (first.excludes(0) and math.isfinite(second.value)):
            return False
        same_side = (first.value > 0) == (second.value > 0)
        return not (second.excludes(0) and same_side)

    @property
    def against(self) -> bool:
        """Whether a check of the design failed."""
        return self.before_differs or self.roads_differ

    @property
    def days(self) -> tuple[int, int]:
        """Days after training in which the effect was looked for."""
        return 0, WEEK * len(self.whole.after.week) - 1


def tested(company: Company, outcome: Floats, course: int) -> Tested | None:
    """Answer: what did a course change in an outcome of the contacts?

    Parameters
    ----------
    company : Company
    outcome : (n,) float
        Of each contact, 1 or 0; NaN where not known.
    course : int
        Into `courses`.

    Returns
    -------
    Tested or None
        None where no contact has both an agent and an outcome, or no agent was
        trained within the weeks of the log.
    """
    contacts = company.contacts
    usable = (contacts.agent != NOBODY) & np.isfinite(outcome)
    trained = trained_from(company, course)
    if not usable.any():
        return None
    cells = weekly(
        contacts.agent[usable],
        contacts.day[usable],
        outcome[usable],
        trained,
        starts=MONDAY,
    )
    if not cells.treated.any() or not cells.untreated.any():
        return None
    return Tested(
        cells=cells,
        whole=imputation(cells),
        beside=proportional(cells),
        naive=before_after(cells),
    )


def outcomes(company: Company, record: StepRecord) -> dict[Arrow, Floats]:
    """Return what training is held to lower: steps left out, and defects."""
    return {
        Arrow.TRAINING_ADHERENCE: record.astray,
        Arrow.TRAINING_SERVICE: company.contacts.defective,
    }


def links(
    company: Company,
    record: StepRecord,
    found: Mapping[Arrow, Tested | None] | None = None,
) -> tuple[Link, ...]:
    """Answer: does training become adherence, and better service?

    Parameters
    ----------
    company : Company
    record : StepRecord
        From `step_record`.
    found : mapping of Arrow to Tested, optional
        If it is at hand.

    Returns
    -------
    tuple of Link
        Both arrows; differences of shares, below 0 as the chain holds for true.
    """
    every = outcomes(company, record)
    found = every_tested(company, record) if found is None else found
    return tuple(
        link_of(arrow, found[arrow], _lacking(company, arrow, outcome))
        for arrow, outcome in every.items()
    )


def every_tested(company: Company, record: StepRecord) -> dict[Arrow, Tested | None]:
    """Return what the main course changed in each outcome."""
    course = main_course(company)
    return {
        arrow: None if course is None else tested(company, outcome, course)
        for arrow, outcome in outcomes(company, record).items()
    }


def link_of(arrow: Arrow, one: Tested | None, lacking: tuple[str, ...] = ()) -> Link:
    """Return an arrow from what was tested; without it, what is missing."""
    if one is None:
        nothing = Estimate(
            value=math.nan, n=0, method=Method.JACKKNIFE, short=short(MINIMUM, {})
        )
        return Link(
            arrow=arrow,
            estimate=nothing,
            scale=Scale.DIFFERENCE,
            up=False,
            design=Design.WITH_CONTROLS,
            lacking=lacking,
        )
    return Link(
        arrow=arrow,
        estimate=one.whole.effect,
        scale=Scale.DIFFERENCE,
        up=False,
        design=Design.WITH_CONTROLS,
        lag=one.days,
        beside=one.beside,
        naive=one.naive,
        against=one.against,
    )


def _lacking(company: Company, arrow: Arrow, outcome: Floats) -> tuple[str, ...]:
    """Return the tables and fields without which there is no estimate."""
    contacts = company.contacts
    field = "steps_done" if arrow is Arrow.TRAINING_ADHERENCE else "defective"
    there = {
        str(TableName.TRAINING): len(company.trainings) > 0,
        "agent": bool((contacts.agent != NOBODY).any()),
        field: bool(np.isfinite(outcome).any()),
    }
    return tuple(name for name, known in there.items() if not known)
