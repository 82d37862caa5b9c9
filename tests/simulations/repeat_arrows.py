"""How often is the arrow from service to repeat business drawn, and how far is it off?

    python -m tests.simulations.repeat_arrows [SEEDS]

Seeded; some two minutes for 60 seeds.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator

import numpy as np

from qc.chain.links import Link, Shown
from qc.chain.repeat_links import links
from qc.simulate.profile import Profile
from qc.simulate.profiles import NULL_EFFECTS, NULL_FLAT, STEADY, TEACHING
from tests.chain.simulated import company

SEEDS = 60
PROFILES = (TEACHING, STEADY, NULL_EFFECTS, NULL_FLAT)


def arrow(profile: Profile, seed: int) -> Link:
    """Return the arrow from service to repeat business of one simulated company."""
    return links(company(profile, seed))[0]


def main(seeds: int) -> Iterator[str]:
    """Yield the lines of the table."""
    yield "| company | planted | mean | covered | solid | opposite | naive | misled |"
    yield "|---|---|---|---|---|---|---|---|"
    for profile in PROFILES:
        many = [arrow(profile, seed) for seed in range(1, seeds + 1)]
        cells = [f"{number:.3f}" for number in _row(many, profile.defect_hr)]
        yield f"| {profile.name} | {' | '.join(cells)} |"


def _row(many: list[Link], planted: float) -> tuple[float, ...]:
    ends = np.array([one.estimate.interval for one in many])
    naive = [one.naive for one in many if one.naive is not None]
    misled = [one.excludes(1) and (one.value > 1 or planted == 1) for one in naive]
    return (
        planted,
        float(np.mean([one.estimate.value for one in many])),
        float(((ends[:, 0] <= planted) & (planted <= ends[:, 1])).mean()),
        float(np.mean([one.shown is Shown.SHOWN for one in many])),
        float(np.mean([one.shown is Shown.OPPOSITE for one in many])),
        float(np.mean([one.value for one in naive])),
        float(np.mean(misled)),
    )


if __name__ == "__main__":
    for line in main(int(sys.argv[1]) if len(sys.argv) > 1 else SEEDS):
        print(line, flush=True)  # noqa: T201
