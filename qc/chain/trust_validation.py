"""Does the trust index foretell anything? Tried from past days, and said if not.

What is foretold are promises kept (which the index is made of), customers who come back
and customers who recommend us (which it is not made of). From each past day, 90 days
apart, the index is worked out from what was known then and held against the 90 days
after. For promises the index is itself the chance foretold; what it says of purchases
and recommendations is learned one day of origin earlier.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from qc.chain.evidence import Short, Want, short
from qc.chain.trust_effect import places
from qc.chain.trust_judged import Foretold, Judged, judged
from qc.chain.trust_logistic import learned
from qc.chain.trust_outcomes import Outcomes
from qc.chain.trust_past import Standing
from qc.core.arrays import Bools, Floats, Ints
from qc.core.intervals import Interval, wilson_share

EVENTS = 100
ENOUGH = 150_000  # rows; of more, those of every k-th customer are judged
TENTHS = 10


class Target(StrEnum):
    """What trust is held to foretell."""

    PROMISES = "promises"  # that the next promises are kept
    REPEAT = "repeat"  # that the customer buys again
    REFERRAL = "referral"  # that the customer recommends us


class Doubt(StrEnum):
    """Why an index is not validated."""

    NO_DATA = "no-data"  # no past day, or nothing that came
    FEW_EVENTS = "few-events"
    NO_SKILL = "no-skill"  # the interval of the skill holds 0
    WORSE = "worse"  # the interval of the skill lies below 0
    NOTHING_NEW = "nothing-new"  # how often and how lately they came says as much


@dataclass(frozen=True, slots=True, kw_only=True)
class Tenth:
    """One tenth of the rows, by the chance foretold.

    Attributes
    ----------
    foretold, came : float
        Mean chance, and share where it came.
    interval : (low, high)
        Of the share, as if rows were independent.
    n : int
    """

    foretold: float
    came: float
    interval: Interval
    n: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Validation:
    """How well the index foretold one thing.

    Attributes
    ----------
    target : Target
    origins : int
        Past days it was tried from.
    n, customers, events : int
        Rows, customers, and the rarer of the two outcomes.
    judged : Judged or None
        None where there was nothing to judge.
    tenths : tuple of Tenth
        Calibration.
    doubt : Doubt or None
        None: validated.
    short : tuple of Short
        What to collect.
    """

    target: Target
    origins: int
    n: int
    customers: int
    events: int
    judged: Judged | None
    tenths: tuple[Tenth, ...]
    doubt: Doubt | None
    short: tuple[Short, ...] = ()

    @property
    def validated(self) -> bool:
        """Whether the index may be said to foretell this."""
        return self.doubt is None


def validations(
    past: Standing, promised: Outcomes, rng: np.random.Generator
) -> tuple[Validation, ...]:
    """Answer: what does the index foretell, and how well?

    Parameters
    ----------
    past : Standing
    promised : Outcomes
    rng : numpy Generator
    """
    tried = {
        Target.PROMISES: _of_promises(promised),
        Target.REPEAT: _of_customers(past, past.again),
        Target.REFERRAL: _of_customers(past, past.refers),
    }
    return tuple(
        _validation(target, some, days, rng) for target, (some, days) in tried.items()
    )


def _validation(
    target: Target, some: Foretold, days: int, rng: np.random.Generator
) -> Validation:
    hits = int(some.came.sum())
    events = min(hits, len(some) - hits)
    missing = short({Want.EVENTS: EVENTS}, {Want.EVENTS: events})
    found = judged(some, rng) if events else None
    return Validation(
        target=target,
        origins=days,
        n=len(some),
        customers=len(np.unique(some.customer)),
        events=events,
        judged=found,
        tenths=_tenths(some.chance, some.came) if events else (),
        doubt=_doubt(found, missing),
        short=missing,
    )


def _doubt(found: Judged | None, missing: tuple[Short, ...]) -> Doubt | None:
    if found is None:
        return Doubt.NO_DATA
    if missing:
        return Doubt.FEW_EVENTS
    low, high = found.skill.interval
    if not low > 0:
        return Doubt.WORSE if high < 0 else Doubt.NO_SKILL
    more = found.gain
    new = more.interval[0] > 0 or not more.known
    return None if new else Doubt.NOTHING_NEW


def _of_promises(promised: Outcomes) -> tuple[Foretold, int]:
    """Return promises, each foretold by the index itself."""
    keep = _thinned(promised.customer)
    trust = promised.trust[keep]
    none = np.full(len(trust), np.nan)
    some = Foretold(
        customer=promised.customer[keep],
        came=promised.kept[keep],
        score=trust,
        chance=trust,
        usual=promised.usual[keep],
        plain=none,
        full=none,
    )
    return some, len(np.unique(promised.origin))


def _of_customers(past: Standing, came: Bools) -> tuple[Foretold, int]:
    """Return customers, foretold by what was learned from the origin before."""
    keep = _thinned(past.customer)
    past, came = past.only(keep), came[keep]
    trust = places(past.trust, past.origin)[None, :]  # of any day on one scale
    other = np.log1p(
        np.array([past.contacts, past.since, past.purchases, past.silent], dtype=float)
    )
    both = np.concatenate([other, trust])
    chances = np.full((4, len(past)), np.nan)
    days = 0
    for number in range(1, int(past.origin.max(initial=-1)) + 1):
        before, now = past.origin == number - 1, past.origin == number
        if not before.any() or not now.any():
            continue
        days += 1
        for row, columns in zip(chances, (trust, other, both), strict=False):
            row[now] = learned(columns[:, before], came[before]).chance(columns[:, now])
        chances[3, now] = came[before].mean()
    tried = np.isfinite(chances[3])
    chance, plain, full, usual = chances[:, tried]
    return Foretold(
        customer=past.customer[tried],
        came=came[tried],
        score=past.trust[tried],
        chance=chance,
        usual=usual,
        plain=plain,
        full=full,
    ), days


def _thinned(customer: Ints) -> Bools:
    """Return the rows of every k-th customer, where there are very many rows."""
    step = -(-len(customer) // ENOUGH)
    found: Bools = customer % max(step, 1) == 0
    return found


def _tenths(chance: Floats, came: Bools) -> tuple[Tenth, ...]:
    """Return what came in each tenth of the chances foretold."""
    order = np.argsort(chance, kind="stable")
    groups: list[Ints] = [part for part in np.array_split(order, TENTHS) if len(part)]
    return tuple(
        Tenth(
            foretold=float(chance[part].mean()),
            came=float(came[part].mean()),
            interval=wilson_share(int(came[part].sum()), len(part)),
            n=len(part),
        )
        for part in groups
    )
