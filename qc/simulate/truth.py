"""What was planted: the answers an honest analysis should come near."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date, timedelta
from typing import Any

import numpy as np
from numpy.typing import NDArray

from qc.core.arrays import Floats, Ints
from qc.simulate.history import History
from qc.simulate.profile import Profile
from qc.simulate.repeats import expected
from qc.simulate.reproduction import Reproduction, brought, by_source, told
from qc.simulate.service import MINUTES
from qc.simulate.tables import Table, interaction_ids, logged
from qc.simulate.truth_tables import agent_weeks, agents, contacts, customers
from qc.simulate.world import World

VERSION = 1
EXPOSURE = ("exposed_days", "unexposed_days", "exposed_hazard", "unexposed_hazard")


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
        without training (`week` is its Monday); source, rates, hidden propensity,
        working days and purchase hazard within and outside defect windows, expected
        referrals within a year and ever, expected purchases of the 90 days after the
        log (NaN: has not bought yet, or has left); for each logged interaction its
        defect probabilities and the trust after it.
    att : float or NaN
        Mean effect of training on the defect probability of the contacts of
        trained agents; `att_by_week` the same by week since training.
    reproduction : dict of source, and "all"
        R: how many customers each brings on average, within a year and ever.
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
    reproduction: dict[str, Reproduction]
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
            "att": _known(self.att),
            "att_by_week": [_known(effect) for effect in self.att_by_week.tolist()],
            "defect_hr": self.profile.defect_hr,
            "exposure": {name: self._sum(name) for name in EXPOSURE},
            "reproduction": told(self.reproduction),
            "repeats_90": {
                "customers": int((~np.isnan(self.customers["repeats_90"])).sum()),
                "expected": self._sum("repeats_90"),
            },
            "generations": self.generations.tolist(),
            "open_cases": self.open_cases.tolist(),
        }

    def _sum(self, name: str) -> float:
        return round(float(np.nansum(self.customers[name])), 3)


def make_truth(world: World, history: History) -> Truth:
    """Gather what was planted, and what only the simulation can know."""
    profile = world.profile
    rows, found = logged(history), brought(world, history)
    return Truth(
        profile=profile,
        seed=world.seed,
        version=VERSION,
        start=world.start,
        end=world.start + timedelta(days=profile.days - 1),
        causes=_causes(world),
        agents=agents(world),
        agent_weeks=agent_weeks(world, history),
        customers=customers(history, found, expected(world, history)),
        contacts=contacts(world, history),
        **_training(world, history),
        reproduction=by_source(found, history.customers.source),
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


def _known(value: float) -> float | None:
    return None if np.isnan(value) else round(value, 6)
