"""What forecasts and curves of repeat business promise, simulated.

    python -m tests.simulations.repeat [SEEDS] [companies]

How often the 95 % interval of a total holds what then came, by model, number of
customers and how they really are; the same of whole simulated companies, whose
customers also react to defects, campaigns and referrals; of the mean cumulative
function, by number of customers. Seeded; some twenty minutes for 250 seeds.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from dataclasses import replace

import numpy as np

from qc.chain.btyd import Model, fit
from qc.chain.buying import buying
from qc.chain.forecast import total
from qc.chain.forecasts import HORIZONS, forecasts
from qc.chain.histories import histories
from qc.chain.mcf import by_age, cumulative
from qc.chain.purchases import Purchases, until
from qc.simulate.profile import Profile
from qc.simulate.profiles import NULL_EFFECTS, NULL_FLAT, STEADY, TEACHING
from tests.chain.buyers import Shop, day, mbg, pareto
from tests.chain.simulated import company

HORIZON = 182
SIZES = (300, 1_000)
Make = Callable[[Shop, np.random.Generator], Purchases]
WORLDS: dict[str, tuple[Make, tuple[float, float]]] = {
    "leave after a purchase": (mbg, (0.7, 2.5)),
    "leave at any moment": (pareto, (0.8, 140.0)),
}


def worlds(seeds: int) -> Iterator[str]:
    """Yield a row for each world, model and number of customers."""
    heads = "world|model|customers|95 % interval held|none said|forecast/came|naive"
    yield f"| {heads.replace('|', ' | ')} |"
    yield "|---|---|---|---|---|---|---|"
    for name, (make, stay) in WORLDS.items():
        for model in Model:
            for size in SIZES:
                shop = Shop(customers=size, stay=stay)
                found = [_tried(make, shop, model, seed) for seed in range(seeds)]
                held, ratio, naive = np.nanmean(np.array(found), axis=0)
                none = np.isnan(np.array(found)[:, 0]).mean()
                yield (
                    f"| {name} | {model} | {size:,} | {100 * held:.1f} % | "
                    f"{100 * none:.1f} % | "
                    f"{ratio:.2f} | {naive:.2f} |"
                )


def _tried(make: Make, shop: Shop, model: Model, seed: int) -> tuple[float, ...]:
    """Return whether the interval held, and both forecasts over what came."""
    bought = make(shop, np.random.default_rng(seed))
    end = day(shop.days - HORIZON)
    customers = histories(bought, end)
    said = total(fit(customers, model), customers, HORIZON)
    later = (bought.day > end) & np.isin(bought.customer, customers.customer)
    came = int(later.sum())
    low, high = said.interval
    naive = float((HORIZON * customers.repeats / np.maximum(customers.age, 1)).sum())
    held = float(low <= came <= high) if np.isfinite(low) else np.nan
    return held, said.value / came, naive / came


def companies(seeds: int) -> Iterator[str]:
    """Yield a row for each kind of company, model and horizon, as the page tells it."""
    yield "| company | model | days | 95 % interval held | forecast/came | naive |"
    yield "|---|---|---|---|---|---|"
    for profile in (STEADY, TEACHING, NULL_EFFECTS, NULL_FLAT):
        longer = replace(profile, days=profile.days + max(HORIZONS))
        found = [held(longer, seed) for seed in range(1, seeds + 1)]
        for name in found[0]:
            rows = np.array([one[name] for one in found])
            hits, ratio, naive = rows.mean(axis=0)
            yield (
                f"| {profile.name} | {name[0]} | {name[1]} | {100 * hits:.1f} % | "
                f"{ratio:.2f} | {naive:.2f} |"
            )


def held(profile: Profile, seed: int) -> dict[tuple[str, int], tuple[float, ...]]:
    """Forecast from the day that leaves the horizons to come, and look what came."""
    bought = buying(company(profile, seed))
    end = bought.end - np.timedelta64(max(HORIZONS), "D")
    found = forecasts(until(bought.purchases, end), end)
    naive = found.histories.repeats / np.maximum(found.histories.age, 1)
    rows: dict[tuple[str, int], tuple[float, ...]] = {}
    for one in found.models:
        for said in one.totals:
            last = end + np.timedelta64(int(said.days), "D")
            then = bought.purchases
            later = (then.day > end) & (then.day <= last)
            came = np.isin(then.customer[later], found.histories.customer).sum()
            low, high = said.interval
            rows[(one.model.value, int(said.days))] = (
                float(low <= came <= high),
                said.value / came,
                float(naive.sum() * said.days / came),
            )
    return rows


def curves(seeds: int) -> Iterator[str]:
    """Yield a row for each number of customers who refer most unevenly."""
    yield "| customers | truth | mean estimate | 95 % interval held | per customer |"
    yield "|---|---|---|---|---|"
    for size in (100, 400, 1_500):
        found = np.array([_referred(size, seed) for seed in range(seeds)])
        held, mean, naive = found.mean(axis=0)
        yield f"| {size:,} | .400 | {mean:.3f} | {100 * held:.1f} % | {naive:.3f} |"


def _referred(size: int, seed: int) -> tuple[float, ...]:
    rng = np.random.default_rng(seed)
    ends = rng.integers(30, 721, size).astype(float)
    rate = rng.gamma(0.3, 0.4 / 0.3 / 365, size)
    who = np.repeat(np.arange(size), rng.poisson(rate * ends))
    age = np.ceil(rng.random(len(who)) * ends[who])
    at = by_age(cumulative(who, age, ends), np.array([365.0]))
    held = at.lower[0] <= 0.4 <= at.upper[0]
    return float(held), float(at.mean[0]), float((age <= 365).sum() / size)


def main(seeds: int) -> Iterator[str]:
    """Yield the lines of the tables."""
    yield "## Totals of repeat business, half a year ahead"
    yield from worlds(seeds)
    yield "\n## Totals of simulated companies"
    yield from companies(seeds)
    yield "\n## Referrals by 365 days"
    yield from curves(seeds)


if __name__ == "__main__":
    part = companies if sys.argv[2:] == ["companies"] else main
    for line in part(int(sys.argv[1]) if len(sys.argv) > 1 else 250):
        print(line, flush=True)  # noqa: T201
