"""How each contact was served: answers, promises, steps, defects, scores.

Nothing here feeds back into what customers do next, so all contacts of the
company are worked out at once. Times are whole minutes since the log's start.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from qc.core.arrays import Bools, Floats, Ints
from qc.simulate.contacts import SALE, Contacts
from qc.simulate.draws import Draw, Draws
from qc.simulate.effects import Effect
from qc.simulate.profile import CHAT
from qc.simulate.steps import STEPS, left_out
from qc.simulate.world import World, touched

REASONS = ("design", "production", "delivery", "relational")
REASON_SHARES = np.array(
    [  # by stage: inquiry, selection, sale, support, news
        [0.15, 0.05, 0.15, 0.65],
        [0.50, 0.10, 0.10, 0.30],
        [0.10, 0.25, 0.45, 0.20],
        [0.15, 0.35, 0.25, 0.25],
        [0.25, 0.05, 0.10, 0.60],
    ]
)
CAUSE_SHARE = 0.7  # of the defects within a special cause that are of its type
PROMISED_HOURS = np.array([4.0, 8.0, 8.0, 15.0, 8.0])  # doors open, by stage
OPEN_HOURS = 15.0
SLOW_SD = 0.8
URGENT_NORMAL = (0.10, 0.70)  # cumulative shares of the first two priorities
MINUTES = 24 * 60


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Service:
    """What was done for each contact, all (n,).

    `response`, `promise` and `solution` are minutes since the start of the
    log, as if it had never been cut.
    """

    opened: Ints
    response: Ints
    promise: Ints
    solution: Ints
    steps: Ints  # position in `STEP_TEXTS`
    defects: Ints
    reason: Ints
    priority: Ints  # 1 urgent, 2 normal, 3 can wait
    major: Bools
    recovered: Bools
    reopens: Ints
    score: Ints  # 0: none given
    amount: Floats


def serve(world: World, contacts: Contacts, draws: Draws) -> Service:
    """Work out how every contact was served; `draws` has one key a contact."""
    opened, response, promise, solution = _times(world, contacts, draws)
    bad = contacts.defective
    recovered = bad & draws.chance(Draw.RECOVERED, 0.55)
    often = np.where(bad & ~recovered, 0.40, 0.02)
    return Service(
        opened=opened,
        response=response,
        promise=promise,
        solution=solution,
        steps=_steps(world, contacts, draws),
        defects=np.where(bad, 1 + draws.poisson(Draw.DEFECTS, 0.3), 0),
        reason=_reasons(world, contacts, draws),
        priority=np.searchsorted(URGENT_NORMAL, draws.uniform(Draw.PRIORITY)) + 1,
        major=bad & draws.chance(Draw.SEVERITY, 0.25),
        recovered=recovered,
        reopens=draws.poisson(Draw.REOPENS, often),
        score=_scores(contacts, recovered, draws),
        amount=_amounts(world, contacts, draws),
    )


def _times(
    world: World, contacts: Contacts, draws: Draws
) -> tuple[Ints, Ints, Ints, Ints]:
    response = world.service.after(
        contacts.day, _response_hours(world, contacts, draws)
    )
    span = PROMISED_HOURS[contacts.stage]
    work = span * np.where(
        contacts.kept,
        0.05 + 0.9 * draws.uniform(Draw.WORK) ** 1.5,
        1.1 + 0.8 * draws.exponential(Draw.WORK),
    )
    opened, answered = _minutes(contacts.day), _minutes(response)
    promise = _minutes(world.service.after(response, span))
    solution = np.maximum(_minutes(world.service.after(response, work)), answered)
    kept = np.minimum(solution, promise)
    broken = np.maximum(solution, promise + 1)
    return opened, answered, promise, np.where(contacts.kept, kept, broken)


def _response_hours(world: World, contacts: Contacts, draws: Draws) -> Floats:
    profile = world.profile
    usual = (
        profile.response_minutes
        / 60
        * np.exp(
            profile.response_sd * draws.normal(Draw.RESPONSE)
            + profile.defect_delay * contacts.defective
        )
    )
    usual = np.where(contacts.channel == CHAT, profile.chat_speed * usual, usual)
    spread = np.exp(SLOW_SD * draws.normal(Draw.RESPONSE, 1))
    slow = profile.slow_days * OPEN_HOURS * spread
    lane = draws.chance(Draw.SLOW, profile.slow_share)
    return np.where(lane, slow, usual) * world.delay(contacts.place)


def _minutes(days: Floats) -> Ints:
    return np.floor(days * MINUTES).astype(np.int64)


def _step_texts() -> tuple[str, ...]:
    """Every subset of the steps in order, then each with its last two swapped."""
    texts: list[str] = []
    for swapped in (False, True):
        for subset in range(2 ** len(STEPS)):
            names = [s for i, s in enumerate(STEPS) if subset >> i & 1]
            if swapped and len(names) > 1:
                names[-1], names[-2] = names[-2], names[-1]
            texts.append(">".join(names))
    return tuple(texts)


STEP_TEXTS = _step_texts()
"""All texts of `steps_done`: subsets as binary numbers, then the swapped ones."""
ALL_STEPS = 2 ** len(STEPS) - 1
"""Position of the text with every step in order."""


def _steps(world: World, contacts: Contacts, draws: Draws) -> Ints:
    place, bad = contacts.place, contacts.defective
    chosen = np.zeros(len(contacts), dtype=np.int64)
    for i in range(len(STEPS)):
        done = ~left_out(world, place, bad, draws, i)
        chosen += done.astype(np.int64) << i
    swap = draws.chance(Draw.SWAP, world.profile.step_swap)
    return np.where(swap, chosen + 2 ** len(STEPS), chosen)


def _reasons(world: World, contacts: Contacts, draws: Draws) -> Ints:
    cuts = np.cumsum(REASON_SHARES, axis=1)[:, :-1]
    level = draws.uniform(Draw.REASON)
    reason: Ints = np.sum(level[:, None] >= cuts[contacts.stage], axis=1)
    for cause in world.profile.causes:
        if cause.what is Effect.DEFECTS and cause.reason:
            often = draws.uniform(Draw.REASON, 1) < CAUSE_SHARE
            here = often & touched(cause, contacts.place)
            reason = np.where(here, REASONS.index(cause.reason), reason)
    return reason


def _scores(contacts: Contacts, recovered: Bools, draws: Draws) -> Ints:
    felt = 4.4 + 0.8 * draws.normal(Draw.SCORE)
    felt = felt - np.where(contacts.defective, np.where(recovered, 0.7, 1.6), 0.0)
    felt = felt - np.where(contacts.kept, 0.0, 0.7)
    score = np.clip(np.rint(felt), 1, 5).astype(np.int64)
    return np.where(draws.chance(Draw.ANSWERED, 0.30), score, 0)


def _amounts(world: World, contacts: Contacts, draws: Draws) -> Floats:
    amount = np.round(world.profile.amount * draws.gamma(Draw.AMOUNT, 2.0), 2)
    return np.where(contacts.stage == SALE, np.maximum(amount, 1.0), np.nan)
