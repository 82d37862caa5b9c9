"""Customers who buy as a model says, with a known future: purchases by day."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from qc.chain.histories import Histories
from qc.chain.purchases import Purchases, purchases
from qc.core.arrays import Floats, Ints

START = np.datetime64("2024-01-01")


@dataclass(frozen=True, slots=True, kw_only=True)
class Shop:
    """How customers of a simulated shop are; times in days."""

    customers: int = 400
    arrive: int = 180  # within so many days
    days: int = 540  # watched from the first day
    shape: float = 1.2  # of the rates
    gap: float = 60.0  # mean of the rates is one in so many days
    stay: tuple[float, float] = (0.7, 2.5)  # law of leaving


def mbg(shop: Shop, rng: np.random.Generator) -> Purchases:
    """Leave after a purchase, the first included, with a chance of one's own."""
    joined, who, when = _orders(shop, rng)
    leave = rng.beta(*shop.stay, shop.customers)
    allowed = rng.geometric(np.maximum(leave, 1e-9)) - 1
    order = np.lexsort((when, who))
    who, when = who[order], when[order]
    rank = np.arange(len(who)) - np.searchsorted(who, who, side="left")
    return _bought(joined, who, when, rank < allowed[who])


def pareto(shop: Shop, rng: np.random.Generator) -> Purchases:
    """Leave at any moment, at a rate of one's own: `stay` is its shape and scale."""
    joined, who, when = _orders(shop, rng)
    shape, scale = shop.stay
    life = rng.exponential(1 / rng.gamma(shape, 1 / scale, shop.customers))
    return _bought(joined, who, when, when <= life[who])


def _orders(shop: Shop, rng: np.random.Generator) -> tuple[Ints, Ints, Floats]:
    joined = rng.integers(0, shop.arrive, shop.customers)
    rate = rng.gamma(shop.shape, 1 / (shop.shape * shop.gap), shop.customers)
    span = shop.days - joined
    who = np.repeat(np.arange(shop.customers), rng.poisson(rate * span))
    return joined, who, rng.random(len(who)) * span[who]


def _bought(joined: Ints, who: Ints, when: Floats, kept: np.ndarray) -> Purchases:
    again = joined[who[kept]] + np.ceil(when[kept]).astype(np.int64)
    customer = np.concatenate((np.arange(len(joined)), who[kept]))
    day = START + np.concatenate((joined, again)) * np.timedelta64(1, "D")
    return purchases(customer, day, np.ones(len(customer)))


def day(number: int) -> np.datetime64:
    """Return a day of the shop."""
    found: np.datetime64 = START + np.timedelta64(number, "D")
    return found


def known(
    repeats: list[int],
    last: list[int],
    age: list[int],
    spend: list[float] | None = None,
) -> Histories:
    """Make histories from lists, in days."""
    return Histories(
        customer=np.arange(len(repeats)),
        repeats=np.array(repeats, dtype=np.int64),
        last=np.array(last, dtype=np.int64),
        age=np.array(age, dtype=np.int64),
        spend=np.full(len(repeats), np.nan) if spend is None else np.array(spend),
    )
