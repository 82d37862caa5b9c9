"""Are the arrows of trust drawn where nothing was planted? Is the worst team found?

    python -m tests.simulations.trust [SEEDS]

Seeded; about two minutes for 60 seeds. The naive figures stand beside.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from qc.chain.company import Company
from qc.chain.links import Link, Shown
from qc.chain.trust_effect import thirds
from qc.chain.trust_links import links_of
from qc.chain.trust_study import Study, study
from qc.chain.trust_surprise import apart
from qc.chain.trust_validation import TENTHS, Validation, validations
from qc.core.arrays import Floats, Ints
from qc.simulate import PROFILES, make_company
from qc.simulate.company import Company as Simulated
from tests.chain.simulated import seen

SEEDS = 60
COMPANIES = ("teaching", "steady", "null_effects", "null_flat")
WORST_TEAM = "Team 3"
SLACK = 3  # standard errors of a share over the seeds


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Try:
    """What was found in one company.

    Attributes
    ----------
    links : tuple of Link
    validations : tuple of Validation
    lowest : bool
        Whether the team with the lowest mean index is the worst one.
    covered : bool
        Whether the interval of the difference in promises kept holds the difference
        that was planted among the same promises.
    held, nearly : float
        Share of customers whose interval of 90 % holds the mean chance, by the truth,
        that a promise made to them was kept; or misses it by two points at most.
    off : float
        Largest distance from the chance foretold to the true one, over tenths of the
        promises by the chance foretold.
    """

    links: tuple[Link, ...]
    validations: tuple[Validation, ...]
    lowest: bool
    covered: bool
    held: float
    nearly: float
    off: float


def tried(name: str, seed: int) -> Try:
    """Simulate a company and look for trust in it."""
    simulated = make_company(PROFILES[name], seed=seed)
    company = seen(simulated)
    found = study(company)
    links = links_of(company, found)
    rng = np.random.default_rng(seed)
    low, high = links[0].estimate.interval
    return Try(
        links=links,
        validations=validations(found.standing, found.outcomes, rng),
        lowest=lowest_team(company, found) == WORST_TEAM,
        covered=bool(low <= planted(simulated, found) <= high),
        held=customers_held(simulated, found),
        nearly=customers_held(simulated, found, slack=0.02),
        off=furthest_off(simulated, found),
    )


def lowest_team(company: Company, found: Study) -> str:
    """Return the team whose customers have the lowest mean index."""
    team = np.full(company.customers, -1)
    team[company.contacts.customer] = company.contacts.team
    served = team >= 0
    sums = np.bincount(team[served], found.index.value[served])
    return company.names.teams[int(np.argmin(sums / np.bincount(team[served])))]


def true_chance(simulated: Simulated, found: Study, row: Ints) -> Floats:
    """Return the chance, by the truth, that each of some promises was kept."""
    promises = found.promises
    truth, profile = simulated.truth, simulated.truth.profile
    contact, kind = promises.contact[row], promises.kind[row]
    teams = simulated.tables["interactions"]["team"]
    number = np.array([int(team.split()[-1]) - 1 for team in teams.tolist()])
    in_time = np.array(profile.kept)[number[contact]]
    return np.where(kind == 0, 1 - truth.contacts["share"][contact], in_time)


def customers_held(simulated: Simulated, found: Study, slack: float = 0.0) -> float:
    """Return the share of customers whose intervals hold what was true of them."""
    who = found.promises.customer
    chance = true_chance(simulated, found, np.arange(len(who)))
    many = np.bincount(who)
    known = np.flatnonzero(many)
    true = np.bincount(who, chance)[known] / many[known]
    low, high = found.index.interval(known)
    return float(np.mean((low - slack <= true) & (true <= high + slack)))


def furthest_off(simulated: Simulated, found: Study) -> float:
    """Return the largest error of the chances foretold, by tenths of them."""
    some = found.outcomes
    error = some.trust - true_chance(simulated, found, some.row)
    tenths = np.array_split(error[np.argsort(some.trust, kind="stable")], TENTHS)
    return float(max(abs(part.mean()) for part in tenths))


def planted(simulated: Simulated, found: Study) -> float:
    """Return the difference between thirds in the chance that promises are kept."""
    some = found.outcomes
    chance = true_chance(simulated, found, some.row)
    high, low = thirds(some.trust, some.origin)
    own = apart(chance, some.cell)
    days = np.bincount(some.origin)
    weight = np.zeros(len(days))
    parts = np.zeros(len(days))
    for day in range(len(days)):
        up, down = high & (some.origin == day), low & (some.origin == day)
        weight[day] = up.sum() * down.sum() / (up.sum() + down.sum())
        parts[day] = own[up].mean() - own[down].mean()
    return float((weight * parts).sum() / weight.sum())


def most_solid(seeds: int, nominal: float = 0.05) -> float:
    """Return the share of arrows drawn falsely that chance still allows."""
    return float(nominal + SLACK * np.sqrt(nominal * (1 - nominal) / seeds))


def main(seeds: int) -> Iterator[str]:
    """Yield the lines of the tables."""
    yield f"{seeds} seeds; an arrow may be drawn falsely in {most_solid(seeds):.3f}"
    yield ""
    yield _line(["company", "arrow", "mean", "+/-", "solid", "opposite", "naive solid"])
    yield _line(["---"] * 7)
    others, calibrated = [], []
    for name in COMPANIES:
        found = [tried(name, seed) for seed in range(1, seeds + 1)]
        for arrow in range(len(found[0].links)):
            yield _row(name, [each.links[arrow] for each in found])
        others += _others(name, found)
        calibrated.append(_calibrated(name, found))
    yield ""
    yield _line(["company", "what", "share of companies"])
    yield _line(["---"] * 3)
    yield from others
    yield ""
    yield _line(["company", "interval holds the truth", "or nearly", "furthest off"])
    yield _line(["---"] * 4)
    yield from calibrated


def _row(name: str, links: list[Link]) -> str:
    ends = np.array([link.estimate.interval for link in links])
    value = np.mean([link.estimate.value for link in links])
    shares = [
        np.mean([link.shown is shown for link in links])
        for shown in (Shown.SHOWN, Shown.OPPOSITE)
    ]
    naive = np.mean(
        [link.naive is not None and link.naive.interval[0] > 0 for link in links]
    )
    half = np.diff(ends, axis=1).mean() / 2
    shown = [f"{x:.3f}" for x in (value, half, *shares, naive)]
    return _line([name, links[0].arrow.value, *shown])


def _others(name: str, found: list[Try]) -> list[str]:
    rows = {
        "team 3 has the lowest trust": [each.lowest for each in found],
        "interval holds the planted difference in promises kept": [
            each.covered for each in found
        ],
    }
    for place, one in enumerate(found[0].validations):
        rows[f"index validated for {one.target.value}"] = [
            each.validations[place].validated for each in found
        ]
    return [
        _line([name, what, f"{np.mean(flags):.3f}"]) for what, flags in rows.items()
    ]


def _calibrated(name: str, found: list[Try]) -> str:
    parts = [(each.held, each.nearly, each.off) for each in found]
    return _line([name, *(f"{share:.3f}" for share in np.mean(parts, axis=0))])


def _line(cells: list[str]) -> str:
    return f"| {' | '.join(cells)} |"


if __name__ == "__main__":
    for line in main(int(sys.argv[1]) if len(sys.argv) > 1 else SEEDS):
        print(line, flush=True)  # noqa: T201
