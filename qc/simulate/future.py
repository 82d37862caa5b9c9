"""How the customers of a log live on after its cut: what only the truth may know."""

from __future__ import annotations

import math
from dataclasses import dataclass, fields, replace

import numpy as np

from qc.core.arrays import Floats
from qc.simulate.contacts import Contacts, State, join_contacts
from qc.simulate.history import History
from qc.simulate.journey import live
from qc.simulate.world import World, make_world

FIRST_STEP = 10**6
"""Event steps after the cut have numbers, so draws, that no step before it has."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Future:
    """The customers of a history, as long as somebody looks at them.

    Attributes
    ----------
    world : World
        The same company with a later cut: same staff, weeks, causes and campaigns.
    contacts : Contacts
        Those of the history, then those after its cut.
    state : State
        Where each customer stood when last looked at.
    """

    world: World
    contacts: Contacts
    state: State


def later(world: World, days: float) -> World:
    """Return the same company with a log that is some days longer."""
    profile = replace(world.profile, days=world.profile.days + math.ceil(days))
    return make_world(profile, seed=world.seed, start=world.start)


def live_on(world: World, history: History, until: Floats, *, ahead: World) -> Future:
    """Let those who were there at the cut live on, at the hazards they have.

    All hazards are constant within a step and do not remember how long it lasted, so
    a step that the cut ended may begin anew at the cut.

    Parameters
    ----------
    until : (customers,) floats
        Working time from which nobody looks at a customer.
    ahead : World
        The company as `later` gives it.
    """
    state = _at_the_cut(world, history.final)
    state.alive &= until > world.end
    more = live(ahead, history.customers, state, until, first=FIRST_STEP)
    return Future(
        world=ahead, contacts=join_contacts([history.contacts, more]), state=state
    )


def _at_the_cut(world: World, final: State) -> State:
    names = [field.name for field in fields(State)]
    state = State(**{name: getattr(final, name).copy() for name in names})
    state.alive = state.left >= world.end
    state.left[state.alive] = np.inf
    state.at = np.minimum(state.at, world.end)
    return state
