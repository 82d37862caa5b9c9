"""From defects to purchases that do not come: how much, when, and what mends it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from qc.chain.at_stake import at_stake
from qc.chain.company import Company
from qc.chain.defect_times import SLICES, WINDOW, DefectTimes
from qc.chain.evidence import Estimate
from qc.chain.exposure import order_of
from qc.chain.rate_ratio import RateRatio, rate_ratio
from qc.chain.recovery import Recovery, recovery
from qc.chain.repeat_links import SEED, AfterDefects, after_defects
from qc.core.arrays import Bools, Floats, Ints

_DRAWS = 500  # for the rows beside the main one
_KINDS = 2  # minor, major


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class DefectEffects:
    """What customers buy after defects, in parts.

    Attributes
    ----------
    main : AfterDefects
    by_order : tuple of RateRatio
        After the first, second, third and later defect.
    by_gravity : tuple of RateRatio
        After minor and major ones; empty where the log says it of none.
    by_time : tuple of RateRatio
        In the stretches of `defect_times.SLICES` after the latest defect.
    mended : Recovery or None
        After failures made good, and after the others; None where it is not told.
    """

    main: AfterDefects
    by_order: tuple[RateRatio, ...]
    by_gravity: tuple[RateRatio, ...]
    by_time: tuple[RateRatio, ...]
    mended: Recovery | None


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Stake:
    """Goodwill at stake: an association, adjusted within customer; no loss caused.

    Attributes
    ----------
    customers : int
        With a defect not made good within the window before the end.
    days : int
        Time looked ahead.
    purchases : Estimate
        Fewer purchases than expected, if the ratio is what defects do.
    money : Estimate or None
        The same in money; None where no worth of a purchase is told.
    """

    customers: int
    days: int
    purchases: Estimate
    money: Estimate | None


def defect_effects(company: Company, main: AfterDefects | None = None) -> DefectEffects:
    """Answer: how much less do customers buy after which defects, and for how long?

    `main` is what follows any defect, if it is at hand.
    """
    main = main or after_defects(company)
    times, rng = main.times, np.random.default_rng(SEED)
    graves = np.where(np.isnan(times.grave), _KINDS, times.grave).astype(np.int64)
    return DefectEffects(
        main=main,
        by_order=_parts(times, (0, WINDOW), order_of(times.defects), 3),
        by_gravity=_parts(times, (0, WINDOW), graves, _KINDS)
        if np.isfinite(times.grave).any()
        else (),
        by_time=_parts(times, SLICES, None, len(SLICES) - 1),
        mended=recovery(
            times.watched, (times.defects, times.mended == 1), times.bought, WINDOW, rng
        )
        if np.isfinite(times.mended).any()
        else None,
    )


def open_failures(times: DefectTimes, customers: int, last: int) -> Bools:
    """Return who had a defect within the window that nobody made good since.

    Parameters
    ----------
    times : DefectTimes
    customers : int
    last : int
        Last day of the company.
    """
    left = (times.mended != 1) & (times.defects.day > last - WINDOW)
    found = np.zeros(customers, dtype=bool)
    found[times.defects.customer[left]] = True
    return found


def stake(ratio: Estimate, purchases: Floats, money: Floats | None, days: int) -> Stake:
    """Answer: how many purchases, and how much, do failures left open put at stake?

    Parameters
    ----------
    ratio : Estimate
        Rate ratio after a defect.
    purchases : (n,) float
        Expected of each customer with an open failure.
    money : (n,) float or None
        Their worth, where it is told.
    days : int
        Time looked ahead.
    """
    rng = np.random.default_rng(SEED)
    return Stake(
        customers=len(purchases),
        days=days,
        purchases=at_stake(purchases, ratio, rng),
        money=None if money is None else at_stake(money, ratio, rng),
    )


def _parts(
    times: DefectTimes, edges: tuple[int, ...], kind: Ints | None, most: int
) -> tuple[RateRatio, ...]:
    exposed = times.exposed(edges, kind)
    there = min(most, exposed.time.shape[1] - 1)
    rng = np.random.default_rng(SEED)
    return tuple(
        rate_ratio(exposed, rng, kind=column, draws=_DRAWS)
        for column in range(1, there + 1)
    )
