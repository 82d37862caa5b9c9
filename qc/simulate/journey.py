"""One generation of customers, step by step: all their contacts, and their trust.

The loop runs over event steps, not over customers: one step is the next event
of everybody who is still there. Hazards are constant within a step, because a
step also ends where a defect window ends and after `MAX_STEP` days.
"""

from __future__ import annotations

import numpy as np

from qc.core.arrays import Bools, Floats, Ints
from qc.simulate.arrivals import Arrivals
from qc.simulate.contacts import (
    INQUIRY,
    LEFT,
    NEWS,
    NO_EVENT,
    SALE,
    SUPPORT,
    TRUST_LEVEL,
    Contacts,
    State,
    begin,
    join_contacts,
    trust,
)
from qc.simulate.draws import Draw, Draws, Part, child
from qc.simulate.profile import CHANNEL_SHARES
from qc.simulate.steps import CHECK, left_out
from qc.simulate.world import Place, World

RELATIONSHIP = 3  # phases 0, 1, 2 wait for inquiry, selection, first sale
STAGE_GAPS = (0.0, 3.0, 4.0)  # mean working days before each of the three
REWORK_GAP = 1.0
MAX_STEP = 30.0
MAX_ATTEMPTS = 4


def run(world: World, customers: Arrivals) -> tuple[Contacts, State]:
    """Simulate one generation up to the cut."""
    state = begin(world, customers)
    return live(world, customers, state, np.full(len(customers), np.inf)), state


def live(
    world: World, customers: Arrivals, state: State, until: Floats, *, first: int = 0
) -> Contacts:
    """Take everybody alive to the cut, or until they are watched no more.

    Parameters
    ----------
    state : State
        Where they stand; moves on with them.
    until : (n,) floats
        Working time from which nobody looks at the customer.
    first : int
        Number of the first event step: other numbers, other draws.
    """
    found, step = [], first
    while np.any(state.alive) or step == first:  # a generation may be empty
        who = np.flatnonzero(state.alive)
        draws = Draws(child(customers.keys[who], Part.STEP, step))
        event = _next_event(world, customers, state, who, draws)
        came = event >= 0
        found.append(_meet(world, customers, state, (who[came], event[came], step)))
        state.alive &= state.at < until
        step += 1
    return join_contacts(found)


def _next_event(
    world: World, customers: Arrivals, state: State, who: Ints, draws: Draws
) -> Ints:
    """Move everybody to the end of this step; say which event, if any, ends it."""
    friends = (state.phase[who] == RELATIONSHIP) & (state.rework[who] == NO_EVENT)
    gap = np.array([*STAGE_GAPS, 0.0])[state.phase[who]]
    gap = np.where(state.rework[who] == NO_EVENT, gap, REWORK_GAP)
    stay = gap * draws.exponential(Draw.GAP)
    event = np.where(state.rework[who] == NO_EVENT, state.phase[who], state.rework[who])
    some = who[friends]
    stay[friends], event[friends] = _compete(
        world, customers, state, some, Draws(draws.keys[friends])
    )
    state.at[who] += stay
    over = state.at[who] >= world.end
    gone = event == LEFT
    state.left[who[gone & ~over]] = state.at[who[gone & ~over]]
    state.alive[who[over | gone]] = False
    event[over] = NO_EVENT
    return event


def _compete(
    world: World, customers: Arrivals, state: State, who: Ints, draws: Draws
) -> tuple[Floats, Ints]:
    """Buying, asking and leaving compete at constant hazards until a boundary."""
    profile, now = world.profile, state.at[who]
    exposed = state.exposed_until[who] > now
    level = trust(
        world, state.kept_trust[who], state.broken_trust[who], now - state.trust_at[who]
    )
    buy = customers.rate[who] * np.exp(profile.trust_to_repeat * (level - TRUST_LEVEL))
    buy = np.where(exposed, profile.defect_hr * buy, buy)
    ask, leave = 1 / profile.contact_gap, customers.leave[who]
    total = buy + ask + leave
    stay = draws.exponential(Draw.GAP) / total
    limit = np.where(exposed, state.exposed_until[who] - now, np.inf)
    limit = np.minimum(np.minimum(limit, MAX_STEP), world.end - now)
    pick = draws.uniform(Draw.EVENT) * total
    news = draws.chance(Draw.KEEP, profile.news_share)
    event = np.where(news, NEWS, SUPPORT)
    event = np.where(pick < buy, SALE, event)
    event = np.where(pick >= buy + ask, LEFT, event)
    event = np.where(stay < limit, event, NO_EVENT)
    stay = np.minimum(stay, limit)
    _expose(state, who, np.where(exposed, stay, 0.0), stay, buy)
    return stay, event


def _expose(state: State, who: Ints, inside: Floats, stay: Floats, buy: Floats) -> None:
    outside = stay - inside
    state.exposed[who] += inside
    state.unexposed[who] += outside
    state.hazard_exposed[who] += inside * buy
    state.hazard_unexposed[who] += outside * buy


def _meet(
    world: World, customers: Arrivals, state: State, event: tuple[Ints, Ints, int]
) -> Contacts:
    """Hold the contacts that end this step, and let them change the customers."""
    who, stage, step = event
    draws = Draws(child(customers.keys[who], Part.STEP, step))
    place = _place(world, customers.team[who], stage, state.at[who], draws)
    untrained = world.untrained_share(place)
    share = world.trained_share(untrained, place)
    defective = draws.chance(Draw.DEFECT, share)
    kept = _kept(world, place, defective, draws)
    _remember(world, state, who, (~defective).astype(float) + kept)
    again = state.rework[who] != NO_EVENT
    phase = state.phase[who]
    first = (stage == SALE) & (phase == SALE)
    contacts = Contacts(
        customer=who,
        step=np.full(len(who), step),
        at=state.at[who],
        day=place.day,
        stage=stage,
        attempt=state.attempt[who],
        opens_case=~again & ((phase == INQUIRY) | (phase == RELATIONSHIP)),
        first_sale=first,
        channel=place.channel,
        team=place.team,
        agent=place.agent,
        untrained=untrained,
        share=share,
        defective=defective,
        kept=kept,
        kept_trust=state.kept_trust[who],
        broken_trust=state.broken_trust[who],
    )
    _move_on(world, state, contacts, draws)
    return contacts


def _kept(world: World, place: Place, defective: Bools, draws: Draws) -> Bools:
    """Say whether the promise is kept: less often where nobody checked it."""
    usual = np.array(world.profile.kept)[place.team]
    unchecked = left_out(world, place, defective, draws, CHECK)
    return draws.chance(
        Draw.KEPT, np.where(unchecked, world.profile.unchecked_kept * usual, usual)
    )


def _place(world: World, team: Ints, stage: Ints, at: Floats, draws: Draws) -> Place:
    each = world.profile.agents // world.profile.teams
    cuts = np.cumsum(CHANNEL_SHARES)[:-1]
    day = world.demand.calendar(at)
    return Place(
        stage=stage,
        team=team,
        agent=team * each + draws.pick(Draw.AGENT, world.staff.at_work(each, day)),
        channel=np.searchsorted(cuts, draws.uniform(Draw.CHANNEL), side="right"),
        day=day,
    )


def _remember(world: World, state: State, who: Ints, good: Floats) -> None:
    """Each contact makes two promises: no defect, and an answer in time."""
    since = state.at[who] - state.trust_at[who]
    fade = 0.5 ** (since / world.profile.trust_half_life)
    state.kept_trust[who] = fade * state.kept_trust[who] + good
    state.broken_trust[who] = fade * state.broken_trust[who] + 2 - good
    state.trust_at[who] = state.at[who]


def _move_on(world: World, state: State, contacts: Contacts, draws: Draws) -> None:
    profile, who = world.profile, contacts.customer
    bad = contacts.defective
    state.exposed_until[who[bad]] = state.at[who[bad]] + profile.defect_days
    again = bad & (contacts.stage != SALE) & (contacts.attempt < MAX_ATTEMPTS)
    again &= draws.chance(Draw.REWORK, profile.rework)
    state.rework[who] = np.where(again, contacts.stage, NO_EVENT)
    state.attempt[who] = np.where(again, contacts.attempt + 1, 1)
    drop = np.where(bad, profile.drop_out_defect, profile.drop_out)
    early = (state.phase[who] < SALE) & ~again
    lost = who[early & draws.chance(Draw.DROP, drop)]
    state.alive[lost] = False
    state.left[lost] = state.at[lost]
    state.first_sale[who[contacts.first_sale]] = state.at[who[contacts.first_sale]]
    state.phase[who] += (~again & (state.phase[who] < RELATIONSHIP)).astype(np.int64)
