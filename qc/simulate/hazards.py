"""The defect probability of a contact to come: what it is on average of a team."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from qc.core.arrays import Floats, Ints
from qc.simulate.contacts import NEWS, SALE, SUPPORT
from qc.simulate.journey import MAX_ATTEMPTS, REWORK_GAP
from qc.simulate.profile import CHANNEL_SHARES, CHANNELS, CHAT
from qc.simulate.world import Place, World


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Ahead:
    """What a team's contacts will be like, all (moments, teams).

    Attributes
    ----------
    sale, other : float
        Expected defect probability of a sale, and of a contact about something else.
    active : float
        Share of the time that customers do not wait for work to be done again.
    """

    sale: Floats
    other: Floats
    active: Floats


def ahead(world: World, day: Floats) -> Ahead:
    """Look at teams on days to come: who is there, how well trained, what is wrong.

    Every agent at work, and the channels with their shares, as `qc.simulate.journey`
    draws them.
    """
    news = world.profile.news_share
    stages = {stage: _share(world, day, stage) for stage in (SALE, SUPPORT, NEWS)}
    other = (1 - news) * stages[SUPPORT] + news * stages[NEWS]
    waits = (1 - news) * _waits(world, stages[SUPPORT]) + news * _waits(
        world, stages[NEWS]
    )
    return Ahead(
        sale=stages[SALE],
        other=other,
        active=1 / (1 + waits / world.profile.contact_gap),
    )


def _waits(world: World, share: Floats) -> Floats:
    """Mean days a contact makes its customer wait for work that is done again."""
    again = share * world.profile.rework
    powers = again[..., None] ** np.arange(1, MAX_ATTEMPTS)
    days: Floats = REWORK_GAP * powers.sum(axis=-1)
    return days


def _share(world: World, day: Floats, stage: int) -> Floats:
    """Expected defect probability of a stage, (moments, teams)."""
    profile = world.profile
    each = profile.agents // profile.teams
    shape = (len(day), profile.agents)
    chat = CHANNEL_SHARES[CHAT]
    found: Floats = np.zeros(shape)
    for channel, weight in ((CHAT, chat), ((CHAT + 1) % len(CHANNELS), 1 - chat)):
        place = _place(day, profile.agents, each, (stage, channel))
        share = world.trained_share(world.untrained_share(place), place)
        found = found + weight * share.reshape(shape)
    at_work = np.maximum(world.staff.at_work(each, day), 1)
    there = np.arange(profile.agents) % each < at_work[:, None]
    teams = (len(day), profile.teams, each)
    total: Floats = np.where(there, found, 0.0).reshape(teams).sum(axis=2)
    return total / at_work[:, None]


def _place(day: Floats, agents: int, each: int, what: tuple[int, int]) -> Place:
    agent: Ints = np.tile(np.arange(agents), len(day))
    stage, channel = what
    return Place(
        stage=np.full(len(agent), stage),
        team=agent // each,
        agent=agent,
        channel=np.full(len(agent), channel),
        day=np.repeat(day, agents),
    )
