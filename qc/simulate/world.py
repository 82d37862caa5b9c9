"""Everything that is fixed before the first customer comes: clocks, staff, causes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import numpy as np

from qc.core.arrays import Bools, Floats, Ints
from qc.core.kinds import Stage
from qc.simulate.clock import Clock, demand_clock, service_clock
from qc.simulate.draws import Draw, Draws, Part, root
from qc.simulate.effects import (
    CampaignKind,
    Dimension,
    Effect,
    SpecialCause,
)
from qc.simulate.profile import CHAT, STAGES, Profile
from qc.simulate.staff import Staff, hire

FLOOR, CEILING = 0.001, 0.999
"""No contact is certain to be defective, or certain not to be."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Place:
    """Where and when contacts happen: stage, team, agent, channel, day; all (n,)."""

    stage: Ints
    team: Ints
    agent: Ints
    channel: Ints
    day: Floats


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class World:
    """A company before its first customer."""

    profile: Profile
    seed: int
    start: date
    demand: Clock
    service: Clock
    staff: Staff
    chat_weeks: Floats

    @property
    def begin(self) -> float:
        """Working time at which the simulation starts."""
        return float(self.demand.working(np.array([-self.profile.warmup]))[0])

    @property
    def end(self) -> float:
        """Working time at which the log is cut."""
        return float(self.demand.working(np.array([self.profile.days]))[0])

    def week(self, day: Floats) -> Ints:
        """Calendar week (from Monday) of each day, 0 for the first of the run."""
        monday = -self.profile.warmup - 7 - self.start.weekday()
        return ((day - monday) // 7).astype(np.int64)

    def untrained_share(self, place: Place) -> Floats:
        """Defect probability of each contact if nobody had been trained."""
        logit: Floats = np.array(self.profile.stage_logits)[place.stage]
        logit = logit + self.staff.skill[place.agent]
        chat = self.profile.chat_sd * self.chat_weeks[self.week(place.day)]
        logit = logit + np.where(place.channel == CHAT, chat, 0.0)
        for cause in self.profile.causes:
            if cause.what is Effect.DEFECTS:
                logit = logit + cause.size * touched(cause, place)
        share: Floats = np.clip(1 / (1 + np.exp(-logit)), FLOOR, CEILING)
        return share

    def trained_share(self, untrained: Floats, place: Place) -> Floats:
        """Defect probability of each contact with the training its agent had."""
        gain = self.profile.training_effect * self.progress(place)
        return np.clip(untrained + gain, FLOOR, CEILING)

    def progress(self, place: Place) -> Floats:
        """Share of the effect of training reached at each contact, 0 to 1."""
        buildup = self.profile.training_buildup
        return self.staff.progress(place.agent, place.day, buildup)

    def delay(self, place: Place) -> Floats:
        """Factor on the time to the first response from causes and the backlog."""
        factor = np.ones(len(place.day))
        for cause in self.profile.causes:
            if cause.what is Effect.RESPONSE:
                factor = np.where(touched(cause, place), factor * cause.size, factor)
        last = place.day >= self.profile.days - self.profile.end_backlog_days
        return np.where(last, factor * self.profile.end_backlog, factor)

    def referral_boost(self, day: Floats) -> Floats:
        """Factor on the chance of a referral from campaigns."""
        factor = np.ones(len(day))
        for campaign in self.profile.campaigns:
            if campaign.kind is CampaignKind.REFERRAL:
                during = (day >= campaign.during.start) & (day < campaign.during.end)
                factor = np.where(during, factor * campaign.size, factor)
        return factor


def make_world(profile: Profile, *, seed: int, start: date) -> World:
    """Build the clocks, hire the staff, and draw what moves whole weeks."""
    span = {"first": -profile.warmup, "last": profile.days}
    weeks = (profile.warmup + profile.days) // 7 + 12
    return World(
        profile=profile,
        seed=seed,
        start=start,
        demand=demand_clock(start, **span),
        service=service_clock(start, **span),
        staff=hire(profile, seed=seed),
        chat_weeks=Draws(root(seed, Part.WEEK, weeks)).normal(Draw.EFFECT),
    )


def touched(cause: SpecialCause, place: Place) -> Bools:
    """Contacts that a special cause acts on."""
    during = (place.day >= cause.during.start) & (place.day < cause.during.end)
    return during & _located(cause, place)


def _located(cause: SpecialCause, place: Place) -> Bools:
    if cause.where is Dimension.STAGE:
        return np.equal(place.stage, STAGES.index(Stage(cause.value)))
    number = place.team if cause.where is Dimension.TEAM else place.agent
    return np.equal(number, int(cause.value) - 1)
