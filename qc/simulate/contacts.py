"""What a generation leaves behind: its contacts, and where everybody stands."""

from __future__ import annotations

from dataclasses import dataclass, fields

import numpy as np

from qc.core.arrays import Bools, Floats, Ints
from qc.simulate.arrivals import Arrivals
from qc.simulate.profile import STAGES
from qc.simulate.world import Place, World

INQUIRY, SELECTION, SALE, SUPPORT, NEWS = range(len(STAGES))
NO_EVENT, LEFT = -1, -2
SUMS = (
    "kept_trust",
    "broken_trust",
    "exposed",
    "unexposed",
    "hazard_exposed",
    "hazard_unexposed",
)
TRUST_LEVEL = 0.85  # of an ordinary customer: what hazards and referrals refer to


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Contacts:
    """Interactions as they happen, all (n,).

    Attributes
    ----------
    customer, step : int
        Position of the customer in its arrivals; the event step.
    at, day : float
        Working and calendar time.
    untrained, share : float
        Defect probability without and with training.
    kept_trust, broken_trust : float
        Faded sums of kept and broken promises, this contact included.
    """

    customer: Ints
    step: Ints
    at: Floats
    day: Floats
    stage: Ints
    attempt: Ints
    opens_case: Bools
    first_sale: Bools
    channel: Ints
    team: Ints
    agent: Ints
    untrained: Floats
    share: Floats
    defective: Bools
    kept: Bools
    kept_trust: Floats
    broken_trust: Floats

    def __len__(self) -> int:
        """Number of interactions."""
        return len(self.customer)

    @property
    def place(self) -> Place:
        """Where the contacts happened."""
        return Place(
            stage=self.stage,
            team=self.team,
            agent=self.agent,
            channel=self.channel,
            day=self.day,
        )


@dataclass(slots=True, kw_only=True, eq=False)
class State:
    """What changes for each customer from step to step, all (n,)."""

    at: Floats
    phase: Ints
    rework: Ints  # stage to be done again, or NO_EVENT
    attempt: Ints
    kept_trust: Floats
    broken_trust: Floats
    trust_at: Floats
    exposed_until: Floats
    alive: Bools
    first_sale: Floats
    left: Floats
    exposed: Floats  # days within, and outside of, a defect window
    unexposed: Floats
    hazard_exposed: Floats  # purchase hazard summed over those days
    hazard_unexposed: Floats


def begin(world: World, customers: Arrivals) -> State:
    """Everybody on arrival: no history, nothing promised yet."""
    n = len(customers)
    sums = {name: np.zeros(n) for name in SUMS}
    return State(
        at=customers.joined.copy(),
        phase=np.zeros(n, dtype=np.int64),
        rework=np.full(n, NO_EVENT),
        attempt=np.ones(n, dtype=np.int64),
        trust_at=customers.joined.copy(),
        exposed_until=np.full(n, -np.inf),
        alive=customers.joined < world.end,
        first_sale=np.full(n, np.inf),
        left=np.full(n, world.end),
        **sums,
    )


def trust(world: World, kept: Floats, broken: Floats, since: Floats) -> Floats:
    """Trust (0 to 1) some working days after the sums were last brought up to date."""
    a, b = world.profile.trust_prior
    fade = 0.5 ** (since / world.profile.trust_half_life)
    return (a + fade * kept) / (a + b + fade * (kept + broken))


def join_contacts(found: list[Contacts]) -> Contacts:
    """Put the contacts of several steps or generations one after the other."""
    names = [field.name for field in fields(Contacts)]
    return Contacts(
        **{name: np.concatenate([getattr(c, name) for c in found]) for name in names}
    )
