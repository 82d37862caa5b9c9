"""The prescribed steps of a contact: which are left out, and by whom more often."""

from __future__ import annotations

import numpy as np

from qc.core.arrays import Bools, Floats
from qc.simulate.draws import Draw, Draws
from qc.simulate.world import Place, World

STEPS = ("greet", "identify", "solve", "check", "close")
CHECK = STEPS.index("check")  # with the customer, whether the promise will be kept


def left_out(
    world: World, place: Place, defective: Bools, draws: Draws, step: int
) -> Bools:
    """Say for each contact whether a step is left out; `draws` has one key a contact.

    The same contact always gets the same answer, whoever asks.
    """
    profile, progress = world.profile, world.progress(place)
    slip = profile.step_miss_defect * defective.astype(np.float64)
    miss: Floats = profile.step_miss + slip
    miss = miss + profile.training_steps * progress
    if step == CHECK and profile.newcomers:
        new = world.staff.came[place.agent] > 0
        miss = miss + np.where(new, profile.newcomer_miss * (1 - progress), 0.0)
    return draws.chance(Draw.STEPS + step, miss)
