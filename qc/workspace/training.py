"""Training of a workspace: who had what, what it changed, who is due."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from qc.chain import training_links as links
from qc.chain import training_records as of_records
from qc.chain.company import NOBODY, Company
from qc.chain.learning import contact_numbers, learning
from qc.chain.panel import NEVER
from qc.chain.training_due import (
    at_work,
    due_courses,
    due_steps,
    steps_by_agent,
)
from qc.core.arrays import Ints
from qc.review.assessment import Assessment
from qc.review.training import Curve, Training
from qc.workspace.chain_charts import (
    RECENT,
    number,
    since,
)
from qc.workspace.chain_figures import record_of, tested_of
from qc.workspace.company import company_of
from qc.workspace.workspace import Workspace

BINS = 12  # of the picture of the learning curve
CARD = "contacts-untrained"


def training(workspace: Workspace) -> Training:
    """Answer: who was trained, what did it change, who is due and for which step?"""
    company = company_of(workspace)
    record = record_of(workspace)
    start = since(company)
    course = of_records.main_course(company)
    found = (
        of_records.taken(company, number(workspace.today)) if _any(company) else None
    )
    working, steps = at_work(company, start), steps_by_agent(company, record, start)
    tested = tested_of(workspace)
    trained = _trained(company)
    return Training(
        agents=company.names.agents,
        courses=of_records.courses(company),
        working=working,
        found=found,
        course=course,
        trained=trained,
        tested=tested,
        links=links.links(company, record, tested),
        curve=_curve(company),
        due=() if found is None else due_courses(found, working),
        due_steps=due_steps(steps, working),
        steps=steps,
        chart=untrained_chart(workspace),
        weeks=RECENT,
    )


def expiring(found: Training, holds: float) -> Training:
    """Return the same, where courses hold so many days and are then to be repeated."""
    if found.found is None:
        return found
    return replace(found, due=due_courses(found.found, found.working, holds))


def _trained(company: Company) -> Ints:
    """Return the day from which each agent had the main course."""
    course = of_records.main_course(company)
    if course is None:
        return np.full(company.agents, NEVER)
    return of_records.trained_from(company, course)


def _any(company: Company) -> bool:
    return len(of_records.records(company).day) > 0


def _curve(company: Company) -> Curve | None:
    contacts = company.contacts
    served = np.flatnonzero(contacts.agent != NOBODY)
    if not len(served):
        return None
    agent = contacts.agent[served]
    handled = contact_numbers(agent, served).astype(np.float64)
    failed = contacts.defective[served]
    known = np.isfinite(failed)
    if not known.any():
        return None
    agent, handled, failed = agent[known], handled[known], failed[known]
    edges = np.unique(np.geomspace(1, handled.max() + 1, BINS + 1).round())
    place = np.searchsorted(edges, handled, side="right") - 1
    n = np.bincount(place, minlength=max(len(edges) - 1, 1)).astype(np.float64)
    middle = np.bincount(place, np.log(handled), len(n))
    bad = np.bincount(place, failed, len(n))
    full = n > 0
    first = np.unique(contacts.agent[served][contacts.day[served] < _settled(company)])
    return Curve(
        number=np.exp(middle[full] / n[full]),
        share=bad[full] / n[full],
        n=n[full],
        found=learning(agent, handled, failed),
        from_start=len(first),
    )


def _settled(company: Company) -> int:
    """Return the day after the first four weeks: whoever comes then is new."""
    return int(company.contacts.day[0]) + 28


def untrained_chart(workspace: Workspace) -> Assessment | None:
    """Return the chart of contacts in untrained hands; None where nothing tells."""
    known = {card.id for card in workspace.available}
    return workspace.assess(CARD) if CARD in known else None
