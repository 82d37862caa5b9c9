"""Does a skipped step cost service? One arrow of the chain, asked of what comes later.

Within one contact nobody can tell whether the step was skipped and so it failed, or it
failed and so was cut short. What is asked is the customer's next contact, beside others
of the same agent at the same stage in which no step was skipped. The contact before is
asked, too: where it already differed, these customers differ in more than the step.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from qc.chain.company import NOBODY, Company
from qc.chain.evidence import Estimate
from qc.chain.links import Arrow, Design, Link, Scale
from qc.chain.skipping import Following, following
from qc.chain.step_record import StepRecord
from qc.core.arrays import Bools, Floats, Ints, freeze
from qc.core.kinds import Stage

WITHIN_DAYS = 180  # a contact later than that has little to do with this one


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Outcomes:
    """What is known of each contact and of those beside it, all (n,); NaN: not known.

    Attributes
    ----------
    here, after, before : float
        Whether the contact has a defect, and the customer's next and last ones.
    again : float
        Whether it was opened again after it was closed.
    """

    here: Floats
    after: Floats
    before: Floats
    again: Floats

    def __post_init__(self) -> None:
        """Freeze the arrays."""
        freeze(self, "here", "after", "before", "again")


@dataclass(frozen=True, slots=True, kw_only=True)
class Consequence:
    """What goes with a skipped step.

    Attributes
    ----------
    later : Following
        Defects of the next contact: what is asked.
    again : Following
        Opened again after it was closed.
    same : Following
        Defects of the same contact: misleading, since either may be the cause.
    before : Following
        Defects of the contact before: should not differ.
    """

    later: Following
    again: Following
    same: Following
    before: Following


def outcomes(company: Company) -> Outcomes:
    """Return the defects of each contact, of the next and of the last one."""
    contacts = company.contacts
    defect = contacts.defective
    after, before = np.full((2, len(contacts)), np.nan)
    order = np.argsort(contacts.customer, kind="stable")  # rows are in time order
    who, when = contacts.customer[order], contacts.opened[order]
    same = (who[1:] == who[:-1]) & (who[1:] != NOBODY)
    same &= when[1:] - when[:-1] <= WITHIN_DAYS
    first, second = order[:-1][same], order[1:][same]
    after[first] = defect[second]
    before[second] = defect[first]
    again = np.where(np.isfinite(contacts.reopens), contacts.reopens > 0, np.nan)
    return Outcomes(here=defect, after=after, before=before, again=again)


def strata(company: Company) -> Ints:
    """Return the agent at a stage that each contact belongs to."""
    contacts = company.contacts
    return (contacts.agent + 1) * (len(Stage) + 1) + contacts.stage + 1


def consequence(
    rows: Ints, skipped: Bools, found: Outcomes, stratum: Ints
) -> Consequence:
    """Answer: what goes with a skipped step, within agents at their stages?

    Parameters
    ----------
    rows : (m,) int
        Contacts whose steps are known.
    skipped : (m,) bool
    found : Outcomes
    stratum : (n,) int
    """
    strata_of = stratum[rows]

    def of(outcome: Floats) -> Following:
        return following(skipped, outcome[rows], strata_of)

    return Consequence(
        later=of(found.after),
        again=of(found.again),
        same=of(found.here),
        before=of(found.before),
    )


def later(
    rows: Ints, skipped: Bools, found: Outcomes, stratum: Ints, confidence: float
) -> Estimate:
    """Return the difference of the next contact alone, at a confidence of its own."""
    one = following(skipped, found.after[rows], stratum[rows], confidence=confidence)
    return one.difference


def links(company: Company, record: StepRecord) -> tuple[Link, ...]:
    """Answer: is the next contact worse after one in which a step was skipped?

    Returns
    -------
    tuple of Link
        One arrow; above 0 as the chain holds for true: skipping brings defects.
    """
    return (link_of(company, any_step(company, record)),)


def any_step(company: Company, record: StepRecord) -> Consequence:
    """Answer: what goes with any step skipped?"""
    rows = np.flatnonzero(np.isfinite(record.lacking))
    skipped = record.lacking[rows] == 1
    return consequence(rows, skipped, outcomes(company), strata(company))


def link_of(company: Company, found: Consequence) -> Link:
    """Return the arrow from what goes with any skipped step."""
    return Link(
        arrow=Arrow.ADHERENCE_SERVICE,
        estimate=found.later.difference,
        scale=Scale.DIFFERENCE,
        up=True,
        design=Design.WITHIN_STRATA,
        lag=(0, WITHIN_DAYS),
        naive=found.same.difference,
        lacking=_lacking(company),
        against=found.before.difference.excludes(0),
    )


def _lacking(company: Company) -> tuple[str, ...]:
    contacts = company.contacts
    there = {
        "steps_done": bool((contacts.steps != NOBODY).any()),
        "defective": bool(np.isfinite(contacts.defective).any()),
        "customer_id": bool((contacts.customer != NOBODY).any()),
    }
    return tuple(name for name, known in there.items() if not known)
