"""What was planted: the answers an honest analysis should come near."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date, timedelta
from typing import Any

import numpy as np
from numpy.typing import NDArray

from qc.core.arrays import Floats, Ints
from qc.simulate.contacts import trust
from qc.simulate.history import History
from qc.simulate.profile import Profile
from qc.simulate.service import MINUTES
from qc.simulate.staff import NEVER
from qc.simulate.tables import Table, days, ids, interaction_ids, logged
from qc.simulate.world import World

VERSION = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Planted:
    """One special cause in dates; `last` is its last day."""

    what: str
    where: str
    value: str
    first: date
    last: date
    size: float
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Truth:
    """The true state behind a company's tables.

    Attributes
    ----------
    agents, agent_weeks, customers, contacts : tables
        Skill, team, training day, day on which newcomers came (the first of the log
        for all others); contacts and expected defect share with and
        without training (`week` is its Monday); rates, hidden propensity, days
        and purchase hazard within and outside defect windows; for each logged
        interaction its defect probabilities and the trust after it.
    att : float or NaN
        Mean effect of training on the defect probability of the contacts of
        trained agents; `att_by_week` the same by week since training.
    open_cases : (n,) text
        Interactions not resolved at the cut.
    """

    profile: Profile
    seed: int
    version: int
    start: date
    end: date
    causes: tuple[Planted, ...]
    agents: Table
    agent_weeks: Table
    customers: Table
    contacts: Table
    att: float
    att_by_week: Floats
    generations: Ints
    open_cases: NDArray[Any]

    def summary(self) -> dict[str, Any]:
        """Return what fits a small file: all but customers, contacts, agent weeks."""
        return {
            "profile": asdict(self.profile),
            "seed": self.seed,
            "version": self.version,
            "start": self.start.isoformat(),
            "end": self.end.isoformat(),
            "causes": [
                asdict(c) | {"first": c.first.isoformat(), "last": c.last.isoformat()}
                for c in self.causes
            ],
            "agents": {
                name: column.astype(str).tolist()
                for name, column in self.agents.items()
                if name != "skill"
            }
            | {"skill": np.round(self.agents["skill"], 4).tolist()},
            "att": None if np.isnan(self.att) else round(self.att, 6),
            "defect_hr": self.profile.defect_hr,
            "generations": self.generations.tolist(),
            "open_cases": self.open_cases.tolist(),
        }


def make_truth(world: World, history: History) -> Truth:
    """Gather what was planted, and what only the simulation can know."""
    profile = world.profile
    rows = logged(history)
    return Truth(
        profile=profile,
        seed=world.seed,
        version=VERSION,
        start=world.start,
        end=world.start + timedelta(days=profile.days - 1),
        causes=_causes(world),
        agents=_agents(world),
        agent_weeks=_agent_weeks(world, history),
        customers=_customers(history),
        contacts=_contacts(world, history),
        **_training(world, history),
        generations=np.bincount(history.customers.generation),
        open_cases=interaction_ids(history)[
            rows & (history.service.solution > profile.days * MINUTES)
        ],
    )


def _causes(world: World) -> tuple[Planted, ...]:
    def day(number: float) -> date:
        return world.start + timedelta(days=number)

    return tuple(
        Planted(
            what=cause.what.value,
            where=cause.where.value,
            value=cause.value,
            first=day(cause.during.start),
            last=day(min(cause.during.end, world.profile.days) - 1),
            size=cause.size,
            reason=cause.reason,
        )
        for cause in world.profile.causes
    )


def _agents(world: World) -> Table:
    staff = world.staff
    trained = days(world, np.minimum(staff.trained, NEVER // 10))
    never = np.datetime64("NaT", "D")
    return {
        "agent": np.array([f"A{i + 1:02d}" for i in range(len(staff.team))]),
        "team": np.array([f"Team {i + 1}" for i in staff.team]),
        "skill": staff.skill,
        "trained_on": np.where(staff.trained == NEVER, never, trained),
        "came_on": days(world, staff.came),
    }


def _agent_weeks(world: World, history: History) -> Table:
    c = history.contacts
    week = (c.day + world.start.weekday()) // 7
    agents = len(world.staff.team)
    rows = logged(history)
    cell = (week[rows] * agents + c.agent[rows]).astype(np.int64)
    count = np.bincount(cell)
    full = np.flatnonzero(count)
    monday = 7 * (full // agents) - world.start.weekday()
    return {
        "agent": np.array([f"A{i + 1:02d}" for i in full % agents]),
        "week": days(world, monday),
        "contacts": count[full],
        "share": np.bincount(cell, c.share[rows])[full] / count[full],
        "untrained": np.bincount(cell, c.untrained[rows])[full] / count[full],
    }


def _customers(history: History) -> Table:
    people, final = history.customers, history.final
    return {
        "customer_id": ids("C", np.arange(len(people)), 4),
        "team": np.array([f"Team {i + 1}" for i in people.team]),
        "rate": people.rate,
        "leave": people.leave,
        "propensity": people.propensity,
        "generation": people.generation,
        "exposed_days": final.exposed,
        "unexposed_days": final.unexposed,
        "exposed_hazard": final.hazard_exposed,
        "unexposed_hazard": final.hazard_unexposed,
    }


def _contacts(world: World, history: History) -> Table:
    c, rows = history.contacts, logged(history)
    level = trust(world, c.kept_trust, c.broken_trust, np.zeros(len(c)))
    return {
        "interaction_id": interaction_ids(history)[rows],
        "share": c.share[rows],
        "untrained": c.untrained[rows],
        "trust": level[rows],
    }


def _training(world: World, history: History) -> dict[str, Any]:
    c, rows = history.contacts, logged(history)
    since = np.floor(c.day) - world.staff.trained[c.agent]
    rows &= since >= 0
    gain = (c.share - c.untrained)[rows]
    week = (since[rows] // 7).astype(np.int64)
    count = np.bincount(week)
    by_week = np.full(len(count), np.nan)
    np.divide(np.bincount(week, gain), count, out=by_week, where=count > 0)
    return {
        "att": float(gain.mean()) if len(gain) else float("nan"),
        "att_by_week": by_week,
    }
