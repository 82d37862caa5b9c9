"""News sent to buyers, on a schedule that knows nothing of what they will do."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from qc.core.arrays import Bools, Floats, Ints
from qc.simulate.contacts import NEWS
from qc.simulate.draws import Draw, Draws, Keys, Part, child
from qc.simulate.history import History
from qc.simulate.service import MINUTES
from qc.simulate.world import World

TOPICS = ("new product", "offer", "tips", "event")
LEADS_WITHIN = 14.0  # working days
OPENED_ANYWAY = 0.35
_FAR = 1e5


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Outreach:
    """News sent, in order of sending, all (n,); `contact` is -1 if none followed."""

    customer: Ints
    minute: Ints
    topic: NDArray[Any]
    opened: Bools
    contact: Ints

    def only(self, rows: Bools) -> Outreach:
        """Return some of the news sent."""
        return Outreach(
            customer=self.customer[rows],
            minute=self.minute[rows],
            topic=self.topic[rows],
            opened=self.opened[rows],
            contact=self.contact[rows],
        )


def send(world: World, history: History) -> Outreach:
    """Send news to every buyer at regular gaps, until they leave or the log ends."""
    who, number = _schedule(world, history)
    keys = child(history.customers.keys[who], Part.OUTREACH, number)
    at = _moments(world, history, who, number)
    minute = np.floor(world.demand.calendar(at) * MINUTES).astype(np.int64)
    rows = np.flatnonzero((minute >= 0) & (at < history.final.left[who]))
    rows = rows[np.lexsort((who[rows], at[rows]))]
    return _sent(history, (who[rows], at[rows], minute[rows]), keys[rows])


def _schedule(world: World, history: History) -> tuple[Ints, Ints]:
    first = np.minimum(history.final.first_sale, world.end)
    count = np.ceil((world.end - first) / world.profile.outreach_gap).astype(np.int64)
    who = np.repeat(np.arange(len(count)), count)
    return who, np.arange(len(who)) - np.repeat(np.cumsum(count) - count, count)


def _moments(world: World, history: History, who: Ints, number: Ints) -> Floats:
    phase = Draws(history.customers.keys).uniform(Draw.OPENED)[who]
    gaps = (number + phase) * world.profile.outreach_gap
    moments: Floats = history.final.first_sale[who] + gaps
    return moments


def _sent(history: History, sent: tuple[Ints, Floats, Ints], keys: Keys) -> Outreach:
    who, at, minute = sent
    draws, contact = Draws(keys), _followed(history, who, at)
    return Outreach(
        customer=who,
        minute=minute,
        topic=np.array(TOPICS)[draws.pick(Draw.TOPIC, len(TOPICS))],
        opened=(contact >= 0) | draws.chance(Draw.OPENED, OPENED_ANYWAY),
        contact=contact,
    )


def _followed(history: History, who: Ints, at: Floats) -> Ints:
    """Return the customer's next contact about news, if it came soon enough."""
    c = history.contacts
    news = np.flatnonzero((c.stage == NEWS) & (c.attempt == 1))
    news = news[np.lexsort((c.at[news], c.customer[news]))]
    if not len(news):
        return np.full(len(who), -1)
    line = c.customer[news] * _FAR + c.at[news]
    place = np.searchsorted(line, who * _FAR + at, side="right")
    following = news[np.minimum(place, len(news) - 1)]
    wait = c.at[following] - at
    soon = (c.customer[following] == who) & (wait > 0) & (wait <= LEADS_WITHIN)
    return np.where(soon, following, -1)
