"""The tables a company's systems would hand over, cut at the end of the log."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from qc.core.arrays import Bools, Dates, Floats, Ints
from qc.simulate.arrivals import REFERRAL, SOURCES
from qc.simulate.contacts import SALE
from qc.simulate.effects import CampaignKind
from qc.simulate.history import History
from qc.simulate.outreach import Outreach
from qc.simulate.profile import CHANNELS, STAGES
from qc.simulate.service import ALL_STEPS, MINUTES, REASONS, STEP_TEXTS
from qc.simulate.staff import COURSES, courses
from qc.simulate.world import World

Column = NDArray[Any]
Table = dict[str, Column]


def interactions(world: World, history: History) -> Table:
    """Every contact since the start of the log, as known at the cut."""
    c, s = history.contacts, history.service
    cut = world.profile.days * MINUTES
    answered, solved = s.response <= cut, s.solution <= cut
    faulty = c.defective & answered
    table = {
        "interaction_id": interaction_ids(history),
        "customer_id": ids("C", c.customer, 4),
        "case_id": ids("J", history.case, 4),
        "stage": np.array([stage.value for stage in STAGES])[c.stage],
        "channel": np.array(CHANNELS)[c.channel],
        "team": _numbered("Team {}", world.profile.teams)[c.team],
        "agent": _numbered("A{:02d}", world.profile.agents)[c.agent],
        "opened_at": times(world, s.opened),
        "first_response_at": times(world, s.response, answered),
        "promised_by": times(world, s.promise, answered),
        "resolved_at": times(world, s.solution, solved),
        "status": np.where(solved, "closed", "open"),
        "defective": known(c.defective, answered),
        "defects": known(s.defects, answered),
        "reason": np.where(faulty, np.array(REASONS)[s.reason], ""),
        "priority": s.priority,
        "defect_severity": np.where(faulty, np.where(s.major, "major", "minor"), ""),
        "recovered": known(s.recovered, faulty & solved),
        "attempt": c.attempt,
        "reopens": known(s.reopens, solved),
        "steps_done": np.where(solved, np.array(STEP_TEXTS)[s.steps], ""),
        "steps_followed": known(s.steps == ALL_STEPS, solved),
        "score": known(s.score, solved & (s.score > 0)),
        "amount": s.amount,
    }
    return {name: column[logged(history)] for name, column in table.items()}


def transactions(world: World, history: History) -> Table:
    """Every purchase of the customers in the file, also from before the log."""
    sale = history.contacts.stage == SALE
    rows = sale & customers_shown(history)[history.contacts.customer]
    opened, amount = history.service.opened[rows], history.service.amount[rows]
    names = np.where(logged(history), interaction_ids(history), "")
    return {
        "transaction_id": ids("T", np.arange(int(rows.sum())), 4),
        "customer_id": ids("C", history.contacts.customer[rows], 4),
        "date": days(world, opened // MINUTES),
        "amount": amount,
        "margin": np.round(amount * world.profile.margin, 2),
        "interaction_id": names[rows],
    }


def customers(world: World, history: History) -> Table:
    """Everybody with a contact in the log, and whoever recommended them."""
    rows = np.flatnonzero(customers_shown(history))
    people = history.customers
    campaign = ids("M", people.campaign[rows], 2)
    return {
        "customer_id": ids("C", rows, 4),
        "joined_at": times(world, _joined(world, history)[rows]),
        "source": np.array(SOURCES)[people.source[rows]],
        "campaign_id": np.where(people.campaign[rows] >= 0, campaign, ""),
    }


def referrals(world: World, history: History) -> Table:
    """Who recommended whom; the reward is due once the recommended one buys."""
    people = history.customers
    rows = np.flatnonzero((people.source == REFERRAL) & customers_shown(history))
    first = history.final.first_sale[rows]
    bought = first < world.end
    day = world.demand.calendar(np.where(bought, first, 0.0))
    return {
        "referral_id": ids("R", np.arange(len(rows)), 4),
        "referrer_id": ids("C", people.referrer[rows], 4),
        "referred_id": ids("C", rows, 4),
        "recommended_at": times(world, _joined(world, history)[rows]),
        "converted_at": times(world, np.floor(day * MINUTES).astype(np.int64), bought),
        "reward": np.where(bought, world.profile.reward, 0.0),
    }


def campaigns(world: World, history: History) -> Table:
    """List campaigns that began before the cut; `end` is their last day."""
    all_of_them = world.profile.campaigns
    shown = [
        i for i, c in enumerate(all_of_them) if c.during.start < world.profile.days
    ]
    won = np.bincount(
        history.customers.campaign[history.customers.campaign >= 0],
        minlength=len(all_of_them),
    )
    picked = [all_of_them[i] for i in shown]
    advertised = [c.kind is CampaignKind.ADVERTISING for c in picked]
    return {
        "campaign_id": ids("M", np.array(shown, dtype=np.int64), 2),
        "kind": np.array([c.kind.value for c in picked], dtype=str),
        "start": days(world, np.array([c.during.start for c in picked])),
        "end": days(world, np.array([c.during.end - 1 for c in picked])),
        "spend": np.where(advertised, world.profile.spend * won[shown], 0.0),
    }


def training(world: World) -> Table:
    """List courses taken; the one called `core` is the one that can have an effect."""
    agent, day, course = courses(world.staff, seed=world.seed, days=world.profile.days)
    return {
        "agent": _numbered("A{:02d}", world.profile.agents)[agent],
        "trained_on": days(world, day),
        "course": np.array(COURSES)[course],
        "hours": np.array([12, 4, 4])[course],
    }


def outreach(world: World, history: History, sent: Outreach) -> Table:
    """News sent to buyers in the file since the log began, and what came of it."""
    sent = sent.only(customers_shown(history)[sent.customer])
    led = sent.contact >= 0
    names = interaction_ids(history)[np.maximum(sent.contact, 0)] if led.any() else ""
    return {
        "outreach_id": ids("N", np.arange(len(led)), 4),
        "customer_id": ids("C", sent.customer, 4),
        "sent_at": times(world, sent.minute),
        "topic": sent.topic,
        "opened": sent.opened.astype(np.int64),
        "led_to_interaction": np.where(led, names, ""),
    }


def logged(history: History) -> Bools:
    """Contacts since the start of the log."""
    return history.service.opened >= 0


def customers_shown(history: History) -> Bools:
    """Customers with a contact in the log, their referrers, and theirs in turn."""
    shown = np.zeros(len(history.customers), dtype=bool)
    shown[history.contacts.customer[logged(history)]] = True
    referrer = history.customers.referrer
    generation = history.customers.generation
    for young in range(int(generation.max(initial=0)), 0, -1):
        shown[referrer[shown & (generation == young)]] = True
    return shown


def interaction_ids(history: History) -> Column:
    """Name the contacts of the log, in order of opening."""
    before = int((~logged(history)).sum())
    return ids("I", np.arange(len(history.contacts)) - before, 4)


def ids(letter: str, number: Ints, width: int) -> Column:
    """Return a letter and a number from 1, filled with zeros up to `width`."""
    texts = [f"{letter}{n:0{width}d}" for n in (number + 1).tolist()]
    return np.array(texts, dtype=str)


def times(world: World, minutes: Ints, where: ArrayLike = True) -> Dates:
    """Local times to the minute; missing where not `where`."""
    start = np.datetime64(world.start, "m")
    at: Dates = start + minutes.astype("timedelta64[m]")
    return np.where(where, at, np.datetime64("NaT", "m"))


def days(world: World, number: Column) -> Dates:
    """Dates of days counted from the start of the log."""
    start = np.datetime64(world.start, "D")
    at: Dates = start + number.astype(np.int64).astype("timedelta64[D]")
    return at


def known(values: ArrayLike, where: Bools) -> Floats:
    """Return numbers, missing where not `where`."""
    result: Floats = np.where(where, np.asarray(values, dtype=float), np.nan)
    return result


def _joined(world: World, history: History) -> Ints:
    day = world.demand.calendar(history.customers.joined)
    return np.floor(day * MINUTES).astype(np.int64)


def _numbered(form: str, count: int) -> Column:
    return np.array([form.format(i + 1) for i in range(count)])
