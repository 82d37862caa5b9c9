"""How often customers will buy again in the next 90 days: the truth of a forecast.

A buyer who has not left buys at the rate l, or `defect_hr` times that within
`defect_days` of a defect, leaves at the rate q, and makes other contacts at the rate
a = 1 / `contact_gap`. A purchase is defective with probability s(t), another contact
with p(t): what is expected of the home team at that time. Let A be the chance to be
there still, U to be there and in no defect window. Then

    A' = - q A,
    U' = - (q + l s + a p) U + (windows that end),
    purchases = int l (defect_hr (A - U) + U) dt,

and a window ends `defect_days` after it began, unless there was another defect or the
customer left: at the rate q + `defect_hr` l s + a p. The window of the cut is known.

While work is done again nobody buys or leaves: time runs slower by that share. The sum
is exact but for the width of the steps (some .02 %), and for trust where that acts on
purchases, as it does in no ready-made company: l then follows the trust of the cut as
it fades, and what customers have yet to experience is left out.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from qc.core.arrays import Bools, Floats, Ints
from qc.simulate.contacts import TRUST_LEVEL, trust
from qc.simulate.future import later
from qc.simulate.hazards import Ahead, ahead
from qc.simulate.history import History
from qc.simulate.world import World

HORIZON = 90.0
STEPS = 90


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Step:
    """One step ahead.

    Attributes
    ----------
    start, width : float
        Working days since the cut, and of the step.
    active : (living,) floats
        Those of them that are not spent waiting for work to be done again.
    buy, inside, outside : (living,) floats
        Hazard of buying outside of windows; of a new defect within and outside.
    """

    start: float
    width: float
    active: Floats
    buy: Floats
    inside: Floats
    outside: Floats


@dataclass(slots=True, kw_only=True, eq=False)
class Chances:
    """Where each living customer may be, all (living,).

    Attributes
    ----------
    there : float
        Still a customer.
    free : float
        There, and in no defect window.
    first : float
        There, and still in the window of the cut, without another defect.
    hazard : float
        Sum of the hazards to leave a window other than by its end.
    """

    there: Floats
    free: Floats
    first: Floats
    hazard: Floats


def living(world: World, history: History) -> Bools:
    """Customers who have bought and have not left by the cut."""
    final = history.final
    return (final.first_sale < world.end) & (final.left >= world.end)


def expected(world: World, history: History, days: float = HORIZON) -> Floats:
    """Expected purchases after the cut, (customers,); NaN for those not living.

    Parameters
    ----------
    days : float
        Calendar days that are looked ahead.
    """
    who = np.flatnonzero(living(world, history))
    after = later(world, days)
    width = (after.end - world.end) / STEPS
    middles: Floats = world.end + width * (np.arange(STEPS, dtype=np.float64) + 0.5)
    teams = ahead(after, after.demand.calendar(middles))
    result = np.full(len(history.customers), np.nan)
    result[who] = _summed(world, history, who, (width, teams))
    return result


def _summed(
    world: World, history: History, who: Ints, plan: tuple[float, Ahead]
) -> Floats:
    """Go ahead step by step, and sum the purchases of each customer."""
    final, leave = history.final, history.customers.leave[who]
    window = final.exposed_until[who] - world.end
    inside = window > 0
    one = np.ones(len(who))
    now = Chances(there=one, free=one * ~inside, first=one * inside, hazard=0 * one)
    bought, ends = np.zeros(len(who)), _Ends(world.profile.defect_days / plan[0])
    for k in range(STEPS):
        step = _step(world, history, who, plan, k)
        bought += _go(now, step, (leave, window, world.profile.defect_hr), ends)
    return bought


def _step(
    world: World, history: History, who: Ints, plan: tuple[float, Ahead], k: int
) -> Step:
    (width, teams), profile = plan, world.profile
    team = history.customers.team[who]
    buy = history.customers.rate[who]
    if profile.trust_to_repeat:
        buy = buy * _trusting(world, history, who, (k + 0.5) * width)
    other = teams.other[k][team] / profile.contact_gap
    bad = buy * teams.sale[k][team]
    return Step(
        start=k * width,
        width=width,
        active=width * teams.active[k][team],
        buy=buy,
        inside=profile.defect_hr * bad + other,
        outside=bad + other,
    )


def _trusting(world: World, history: History, who: Ints, since: float) -> Floats:
    final = history.final
    kept, broken = final.kept_trust[who], final.broken_trust[who]
    level = trust(world, kept, broken, world.end + since - final.trust_at[who])
    factor: Floats = np.exp(world.profile.trust_to_repeat * (level - TRUST_LEVEL))
    return factor


def _go(
    now: Chances, step: Step, fixed: tuple[Floats, Floats, float], ends: _Ends
) -> Floats:
    """Take all chances to the end of a step; return the purchases on the way.

    `fixed` is the hazard of leaving, the window that each has left at the cut, and the
    factor on the purchase hazard within windows.
    """
    leave, window, effect = fixed
    dt = step.active
    within, without = leave + step.inside, leave + step.outside
    there = now.there * np.exp(-leave * dt / 2)  # at the middle of the step
    free = now.free * np.exp(-without * dt / 2)
    hazard = now.hazard + within * dt / 2
    part = (window - step.start) / step.width
    over = (part > 0) & (part <= 1)
    rest = np.where(over, (1 - part) * dt, 0.0)
    back = np.where(over, now.first * np.exp(-within * (dt - rest)), 0.0)
    again = ends.due(hazard)
    ends.begin((step.outside * free + step.inside * (there - free)) * dt, hazard)
    time_free = free * dt + back * rest + again * dt / 2
    now.there = there * np.exp(-leave * dt / 2)
    now.free = free * np.exp(-without * dt / 2) + back * np.exp(-without * rest)
    now.free += again * np.exp(-without * dt / 2)
    now.first = np.where(over, 0.0, now.first * np.exp(-within * dt))
    now.hazard = now.hazard + within * dt
    bought: Floats = step.buy * (effect * (there * dt - time_free) + time_free)
    return bought


class _Ends:
    """Windows begun after the cut, until they end: `lag` steps later."""

    def __init__(self, lag: float) -> None:
        self.lag = max(lag, 1.0)
        self.begun: list[tuple[Floats, Floats]] = []

    def begin(self, flow: Floats, hazard: Floats) -> None:
        """Note how many windows begin in a step, and the hazard summed by then."""
        if self.lag < STEPS:
            self.begun.append((flow, hazard))

    def due(self, hazard: Floats) -> Floats:
        """Share of customers whose window ends now, without another defect since."""
        total = np.zeros(len(hazard))
        if self.lag < STEPS:
            whole = int(self.lag)
            part = self.lag - whole
            for back, weight in ((whole, 1 - part), (whole + 1, part)):
                if back <= len(self.begun):
                    flow, then = self.begun[-back]
                    total += weight * flow * np.exp(then - hazard)
        return total
