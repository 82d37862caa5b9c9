"""Companies before their tables: what the truth is worked out from."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import numpy as np

from qc.simulate import Profile
from qc.simulate.history import History, simulate
from qc.simulate.world import World, make_world


def run(profile: Profile, seed: int = 1) -> tuple[World, History]:
    world = make_world(profile, seed=seed, start=date(2024, 1, 1))
    return world, simulate(world)


def longer(profile: Profile, seed: int, days: int) -> tuple[World, History, int]:
    """Return the same company some days on, and how many customers it had before."""
    world, history = run(replace(profile, days=profile.days + days), seed)
    cut = world.demand.working(np.array(float(profile.days)))
    return world, history, int(np.sum(history.customers.joined < cut))
