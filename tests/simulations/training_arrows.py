"""How often are the first arrows of the chain drawn where nothing was planted?

    python -m tests.simulations.training_arrows [SEEDS]

Seeded; some five minutes for 60 seeds.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator

import numpy as np

from qc.chain import adherence_links, training_links
from qc.chain.links import NOTHING, Link, Shown
from qc.chain.step_record import step_record
from qc.simulate import make_company
from qc.workspace.resources import house_steps
from tests.chain.simulated import seen
from tests.simulations.companies import SCENARIOS
from tests.simulations.service_effects import SLACK

SEEDS = 60
FALSE = 0.05  # arrows drawn solid where there is nothing, at most


def arrows(name: str, seed: int) -> tuple[Link, ...]:
    """Return the arrows from training and adherence of one simulated company."""
    company = seen(make_company(SCENARIOS[name], seed=seed))
    record = step_record(company, house_steps())
    return (
        *training_links.links(company, record),
        *adherence_links.links(company, record),
    )


def most_false(seeds: int) -> float:
    """Return the share of false arrows that chance still allows."""
    return FALSE + SLACK * float(np.sqrt(FALSE * (1 - FALSE) / seeds))


def main(seeds: int) -> Iterator[str]:
    """Yield the lines of the table."""
    yield f"{seeds} seeds; where nothing is planted, at most {most_false(seeds):.3f}"
    yield "of the arrows may be drawn solid."
    yield ""
    head = ("company", "arrow", "effect", "naive", "solid", "opposite", "checks failed")
    yield _line(head)
    yield _line(["---"] * len(head))
    for name in SCENARIOS:
        many = [arrows(name, seed) for seed in range(1, seeds + 1)]
        for same in zip(*many, strict=True):
            yield _line([name, same[0].arrow, *_row(same)])


def _row(same: tuple[Link, ...]) -> list[str]:
    shown = [one.shown for one in same]
    naive = [one.naive.value for one in same if one.naive is not None]
    out = [one.against and one.estimate.excludes(NOTHING[one.scale]) for one in same]
    numbers = (
        np.mean([one.estimate.value for one in same]),
        np.mean(naive),
        np.mean([each is Shown.SHOWN for each in shown]),
        np.mean([each is Shown.OPPOSITE for each in shown]),
        np.mean(out),
    )
    return [f"{number:.3f}" for number in numbers]


def _line(cells: tuple[str, ...] | list[str]) -> str:
    return f"| {' | '.join(cells)} |"


if __name__ == "__main__":
    for line in main(int(sys.argv[1]) if len(sys.argv) > 1 else SEEDS):
        print(line, flush=True)  # noqa: T201
