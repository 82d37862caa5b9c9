"""Training of a workspace: who had what, what it changed, who is due."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from qc.chain import training_links as links
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
from qc.core.kinds import ChartKind, Direction, MeasureKind, Period
from qc.core.series import Values
from qc.review.assessment import Assessment
from qc.review.training import Curve, Training
from qc.workspace.chain_charts import (
    RECENT,
    card,
    judged,
    number,
    places,
    since,
    whole,
)
from qc.workspace.chain_figures import record_of, tested_of
from qc.workspace.company import company_of
from qc.workspace.workspace import Workspace

BINS = 12  # of the picture of the learning curve


def training(workspace: Workspace) -> Training:
    """Answer: who was trained, what did it change, who is due and for which step?"""
    company = company_of(workspace)
    record = record_of(workspace)
    start = since(company)
    course = links.main_course(company)
    found = links.taken(company, number(workspace.today)) if _any(company) else None
    working, steps = at_work(company, start), steps_by_agent(company, record, start)
    tested = tested_of(workspace)
    trained = _trained(company)
    return Training(
        agents=company.names.agents,
        courses=links.courses(company),
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
        chart=trained_chart(workspace, company, trained),
        weeks=RECENT,
    )


def expiring(found: Training, holds: float) -> Training:
    """Return the same, where courses hold so many days and are then to be repeated."""
    if found.found is None:
        return found
    return replace(found, due=due_courses(found.found, found.working, holds))


def _trained(company: Company) -> Ints:
    """Return the day from which each agent had the main course."""
    course = links.main_course(company)
    if course is None:
        return np.full(company.agents, NEVER)
    return links.trained_from(company, course)


def _any(company: Company) -> bool:
    return len(links.records(company).day) > 0


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


def trained_chart(
    workspace: Workspace, company: Company, trained: Ints | None = None
) -> Assessment | None:
    """Return the share of contacts in trained hands: a course of things, no process."""
    contacts = company.contacts
    trained = _trained(company) if trained is None else trained
    starts = whole(company, Period.WEEK, workspace.today)
    if not len(starts) or (trained == NEVER).all():
        return None
    place = places(contacts.day, starts, Period.WEEK)
    counts = (contacts.agent != NOBODY) & (place >= 0)
    had = trained[contacts.agent[counts]] <= contacts.day[counts]
    n = np.bincount(place[counts], minlength=len(starts)).astype(np.float64)
    by = np.bincount(place[counts], had, len(starts))
    share = np.divide(by, n, out=np.full(len(n), np.nan), where=n > 0)
    measure = card(
        "chain-trained",
        "Contacts in trained hands",
        MeasureKind.SHARE,
        Direction.HIGHER,
        chart=ChartKind.RUN,
    )
    return judged(workspace, measure, Values(at=starts, value=share, n=n))
