"""Does the uptake of news show what is there, and nothing where nothing is?

    python -m tests.simulations.news [SEEDS]

News change no purchase in the simulated companies. An effect is planted by leaving out
purchases outside the days after news, so that the true ratio is known; customers are
held back by lot, and a purchase is given to some of those told.

Seeded; some five minutes for 50 seeds.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from qc.chain.company import Company
from qc.chain.evidence import Estimate
from qc.chain.exposure import Moments
from qc.chain.news import Sent
from qc.chain.news_after import followed, within
from qc.chain.news_uptake import against_held_back, within_customers
from qc.chain.supply_orders import Orders, orders
from qc.core.arrays import Bools, Floats
from qc.simulate import make_company
from qc.simulate.profiles import PROFILES
from tests.chain.simulated import seen
from tests.simulations.service_effects import SLACK

SEEDS = 50
COMPANIES = ("steady", "teaching", "null_flat")
DAYS, HELD, TIMES, GIVEN = 14, 0.25, 1.4, 0.08
COVERS, FALSE = 0.95, 0.05


@dataclass(frozen=True, slots=True, kw_only=True)
class Tried:
    """One figure of one company, and what is true."""

    what: str
    found: Estimate
    truth: float
    nothing: float

    @property
    def covers(self) -> bool:
        """Whether the interval holds the truth."""
        low, high = self.found.interval
        return low <= self.truth <= high


def least_covered(seeds: int) -> float:
    """Return the share of intervals that must hold the truth, chance allowed for."""
    return COVERS - SLACK * float(np.sqrt(COVERS * (1 - COVERS) / seeds))


def tried(name: str, seed: int) -> tuple[Tried, ...]:
    """Return four figures of one company: by both designs, without and with effect."""
    company = seen(make_company(PROFILES[name], seed=seed))
    rng = np.random.default_rng(seed)
    found = orders(company.sales)
    news = _sent(company, np.ones(len(company.messages), dtype=bool))
    return (
        *_within(company, found, news, rng),
        *_held_back(company, found, rng),
    )


def _within(
    company: Company, found: Orders, news: Sent, rng: np.random.Generator
) -> Iterator[Tried]:
    log = Moments(customer=company.contacts.customer, day=company.contacts.day)
    after = within(_since(news, found), DAYS)
    kept = after | (rng.random(len(found)) < 1 / TIMES) | (found.rank == 0)
    for what, some, truth in (
        ("ratio, no effect", found, 1.0),
        ("ratio, 1.4 planted", found.take(kept), TIMES),
    ):
        value = within_customers(news, some, log, DAYS, rng)
        yield Tried(what=what, found=value, truth=truth, nothing=1.0)


def _since(news: Sent, found: Orders) -> Floats:
    """Return the days since the last news before each order; NaN without."""
    return followed(found.customer, -found.day, news.customer, -news.day)


def _held_back(
    company: Company, found: Orders, rng: np.random.Generator
) -> Iterator[Tried]:
    held = rng.random(len(company.messages)) < HELD
    told, kept = _sent(company, ~held), _sent(company, held)
    bought = Moments(customer=found.customer, day=found.day)
    value, *_ = against_held_back(told, kept, bought, company.last, DAYS)
    yield Tried(what="difference, no effect", found=value, truth=0.0, nothing=0.0)
    lag = followed(told.customer, told.day, found.customer, found.day)
    given = rng.random(len(told)) < GIVEN
    more = Moments(
        customer=np.append(found.customer, told.customer[given]),
        day=np.append(found.day, told.day[given] + 1),
    )
    value, *_ = against_held_back(told, kept, more, company.last, DAYS)
    truth = GIVEN * float(1 - within(lag, DAYS).mean())
    yield Tried(what="difference, planted", found=value, truth=truth, nothing=0.0)


def _sent(company: Company, rows: Bools) -> Sent:
    table = company.messages
    return Sent(
        customer=table.customer[rows],
        day=table.day[rows],
        contact=table.contact[rows],
        opened=table.opened[rows],
    )


def main(seeds: int) -> Iterator[str]:
    """Yield the lines of the table."""
    yield f"{seeds} seeds; at least {least_covered(seeds):.3f} of intervals must cover."
    yield ""
    yield "| company | figure | truth | mean | covers | says there is an effect |"
    yield "| --- | --- | --- | --- | --- | --- |"
    for name in COMPANIES:
        many = [tried(name, seed) for seed in range(1, seeds + 1)]
        for same in zip(*many, strict=True):
            yield f"| {name} | {_row(same)} |"


def _row(same: tuple[Tried, ...]) -> str:
    numbers = (
        np.mean([one.truth for one in same]),
        np.mean([one.found.value for one in same]),
        np.mean([one.covers for one in same]),
        np.mean([one.found.excludes(one.nothing) for one in same]),
    )
    return " | ".join([same[0].what, *(f"{number:.3f}" for number in numbers)])


if __name__ == "__main__":
    for line in main(int(sys.argv[1]) if len(sys.argv) > 1 else SEEDS):
        print(line, flush=True)  # noqa: T201
