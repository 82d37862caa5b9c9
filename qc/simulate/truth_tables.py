"""What was planted, row by row: agents, their weeks, customers, contacts."""

from __future__ import annotations

import numpy as np

from qc.core.arrays import Floats
from qc.simulate.arrivals import SOURCES
from qc.simulate.contacts import trust
from qc.simulate.history import History
from qc.simulate.reproduction import Brought
from qc.simulate.staff import NEVER
from qc.simulate.tables import Table, days, ids, interaction_ids, logged
from qc.simulate.world import World


def agents(world: World) -> Table:
    """Skill, team, and the days of training and of coming."""
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


def agent_weeks(world: World, history: History) -> Table:
    """Contacts of each agent and week, and their expected defect share."""
    c = history.contacts
    week = (c.day + world.start.weekday()) // 7
    each = len(world.staff.team)
    rows = logged(history)
    cell = (week[rows] * each + c.agent[rows]).astype(np.int64)
    count = np.bincount(cell)
    full = np.flatnonzero(count)
    monday = 7 * (full // each) - world.start.weekday()
    return {
        "agent": np.array([f"A{i + 1:02d}" for i in full % each]),
        "week": days(world, monday),
        "contacts": count[full],
        "share": np.bincount(cell, c.share[rows])[full] / count[full],
        "untrained": np.bincount(cell, c.untrained[rows])[full] / count[full],
    }


def customers(history: History, found: Brought, repeats: Floats) -> Table:
    """Hidden traits of each customer, and what is expected of them."""
    people, final = history.customers, history.final
    return {
        "customer_id": ids("C", np.arange(len(people)), 4),
        "team": np.array([f"Team {i + 1}" for i in people.team]),
        "source": np.array(SOURCES)[people.source],
        "rate": people.rate,
        "leave": people.leave,
        "propensity": people.propensity,
        "generation": people.generation,
        "exposed_days": final.exposed,
        "unexposed_days": final.unexposed,
        "exposed_hazard": final.hazard_exposed,
        "unexposed_hazard": final.hazard_unexposed,
        "referrals_365": found.year * found.propensity,
        "referrals_all": found.ever * found.propensity,
        "repeats_90": repeats,
    }


def contacts(world: World, history: History) -> Table:
    """Defect probabilities of each logged contact, and the trust after it."""
    c, rows = history.contacts, logged(history)
    level = trust(world, c.kept_trust, c.broken_trust, np.zeros(len(c)))
    return {
        "interaction_id": interaction_ids(history)[rows],
        "share": c.share[rows],
        "untrained": c.untrained[rows],
        "trust": level[rows],
    }
