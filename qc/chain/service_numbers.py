"""The three numbers of service: consistent, responsive, outstanding; stage by stage.

They are not averaged into one: a company can be quick and uneven, or even and slow.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from qc.chain.company import NOBODY, Company, Contacts
from qc.chain.consistent import Consistency, consistency
from qc.chain.responsive import (
    Outstanding,
    Responsive,
    Zone,
    outstanding,
    responsive,
)
from qc.core.arrays import Bools, Floats, Ints
from qc.core.kinds import Stage

_HOURS = 24.0  # a day
PROMISE = Zone(adequate=1.0, desired=0.5)
"""Times in units of what was promised; nobody said what is desired below it."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Service:
    """The three numbers of some contacts; None where the log cannot say.

    Attributes
    ----------
    stage : Stage or None
        None for all stages together.
    contacts : int
    agents, teams : Consistency or None
        How much the shares of defects differ between agents, and between teams,
        beyond chance.
    responsive : Responsive or None
        Times to the solution, in units of what was promised.
    outstanding : Outstanding or None
        Scores.
    """

    stage: Stage | None
    contacts: int
    agents: Consistency | None
    teams: Consistency | None
    responsive: Responsive | None
    outstanding: Outstanding | None


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Tally:
    """Events among cases, by period."""

    events: Floats
    cases: Floats


def service(
    company: Company, since: int, zone: Zone, stage: Stage | None = None
) -> Service:
    """Answer: how consistent, responsive and outstanding is service?

    Parameters
    ----------
    company : Company
    since : int
        First day that counts.
    zone : Zone
        Of the scores.
    stage : Stage, optional
        Of one stage only.
    """
    contacts = company.contacts
    here = at_stage(contacts, stage) & (contacts.day >= since)
    return Service(
        stage=stage,
        contacts=int(here.sum()),
        agents=_even(contacts.agent, contacts.defective, here),
        teams=_even(contacts.team, contacts.defective, here),
        responsive=_responsive(company, here),
        outstanding=_outstanding(contacts, here, zone),
    )


def at_stage(contacts: Contacts, stage: Stage | None) -> Bools:
    """Return the contacts of a stage; all of them for none."""
    if stage is None:
        return np.ones(len(contacts), dtype=bool)
    here: Bools = contacts.stage == list(Stage).index(stage)
    return here


def in_points(found: Consistency, rho: float) -> float:
    """Return how far the share of a usual agent lies from the average.

    The standard deviation of the beta distribution of shares, sqrt(rho m (1 - m)).
    """
    return math.sqrt(max(rho, 0.0) * found.mean * (1 - found.mean))


def in_time(contacts: Contacts, where: Bools, period: Ints, periods: int) -> Tally:
    """Return the cases solved in time among those whose time is up, by period."""
    counts = where & np.isfinite(contacts.late)
    return _tally(1 - contacts.late, counts, period, periods)


def as_desired(
    contacts: Contacts, where: Bools, period: Ints, periods: int, desired: float
) -> Tally:
    """Return the scores at or above what is desired among those given, by period."""
    counts = where & np.isfinite(contacts.score)
    good = (contacts.score >= desired).astype(np.float64)
    return _tally(good, counts, period, periods)


def hours_until(
    company: Company, where: Bools, field: str, zone: Zone
) -> Responsive | None:
    """Answer: how soon is something done, beside what is adequate and desired?

    Parameters
    ----------
    company : Company
    where : (n,) bool
        Contacts that count.
    field : str
        Moment of `Contacts` that is waited for.
    zone : Zone
        In hours.
    """
    contacts = company.contacts
    done = getattr(contacts, field)[where]
    answered = np.isfinite(done)
    if not answered.any():
        return None
    until = np.where(answered, done, company.last + 1.0)
    waited = np.maximum(until - contacts.opened[where], 0.0) * _HOURS
    return responsive(waited, answered, zone)


def unevenness(
    contacts: Contacts, where: Bools, period: Ints, periods: int
) -> tuple[Floats, Floats]:
    """Return how much agents differ in each period, and the contacts behind it.

    Returns
    -------
    (periods,) float, (periods,) float
        Rho from the analysis of variance: 0 where chance explains all, and below it
        where agents are more alike than chance would have them; NaN for fewer than
        two agents or without any defect.
    """
    counts = where & np.isfinite(contacts.defective) & (contacts.agent != NOBODY)
    agents = int(contacts.agent.max(initial=0)) + 1
    cell = (period * agents + contacts.agent)[counts]
    size = periods * agents
    n = np.bincount(cell, minlength=size).astype(np.float64)
    x = np.bincount(cell, contacts.defective[counts], size).astype(np.float64)
    shape = (periods, agents)
    return _anova(n.reshape(shape), x.reshape(shape)), n.reshape(shape).sum(axis=1)


def _anova(n: Floats, x: Floats) -> Floats:
    """Return rho of each row: as `consistency` has it, for many at once."""
    total = n.sum(axis=1)
    groups = (n > 0).sum(axis=1)
    with np.errstate(divide="ignore", invalid="ignore"):
        share = np.where(n > 0, x / n, 0.0)
        whole = x.sum(axis=1) / total
        size = (total - (n**2).sum(axis=1) / total) / (groups - 1)
        between = (n * (share - whole[:, None]) ** 2).sum(axis=1) / (groups - 1)
        within = (n * share * (1 - share)).sum(axis=1) / (total - groups)
        rho = (between - within) / (between + (size - 1) * within)
    found: Floats = np.where(np.isfinite(rho), rho, np.nan)
    return found


def _even(group: Ints, defective: Floats, here: Bools) -> Consistency | None:
    counts = here & np.isfinite(defective) & (group != NOBODY)
    if not counts.any():
        return None
    cases = np.bincount(group[counts]).astype(np.float64)
    events = np.bincount(group[counts], defective[counts]).astype(np.float64)
    return consistency(cases, events)


def _responsive(company: Company, here: Bools) -> Responsive | None:
    contacts = company.contacts
    span = contacts.promised - contacts.opened
    counts = here & (span > 0)
    if not counts.any():
        return None
    answered = np.isfinite(contacts.resolved[counts])
    until = np.where(answered, contacts.resolved[counts], company.last + 1.0)
    waited = np.maximum(until - contacts.opened[counts], 0.0) / span[counts]
    return responsive(waited, answered, PROMISE)


def _outstanding(contacts: Contacts, here: Bools, zone: Zone) -> Outstanding | None:
    scores = contacts.score[here]
    return outstanding(scores, zone) if np.isfinite(scores).any() else None


def _tally(good: Floats, counts: Bools, period: Ints, periods: int) -> Tally:
    cases = np.bincount(period[counts], minlength=periods).astype(np.float64)
    events = np.bincount(period[counts], good[counts], periods).astype(np.float64)
    return Tally(events=events, cases=cases)
