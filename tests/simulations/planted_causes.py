"""Are planted causes found within two weeks, and do companies without one keep quiet?

    python -m tests.simulations.planted_causes [SEEDS]

Whole companies go the whole way: written to files, loaded, reviewed by week. Seeded;
some twenty minutes for 50 seeds.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from qc.simulate import PROFILES, make_company
from qc.workspace import Lens, Workspace

SEEDS = 50
NULLS = ("null_effects", "null_flat")
REVIEWS = (45, 59, 66, 73)  # weeks of the log at whose end a review is held
# Not the 52nd: at Christmas doors are closed, and fewer customers buy. That is a cause.
START = np.datetime64("2024-01-01")  # of every company; a Monday
TABLES = (
    "interactions",
    "customers",
    "campaigns",
    "transactions",
    "referrals",
    "training",
    "outreach",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Cause:
    """A cause that the teaching company is made with, and where it shows."""

    what: str
    measure: str
    day: int  # of the log, on which it starts
    filters: tuple[tuple[str, tuple[str, ...]], ...] = ()

    @property
    def weeks(self) -> tuple[np.datetime64, np.datetime64]:
        """Mondays of the first two weekly subgroups that lie wholly in it."""
        first = START + np.timedelta64(-(-self.day // 7) * 7, "D")
        return first, first + np.timedelta64(7, "D")


CAUSES = (
    Cause(what="more defects in support", measure="support-defective", day=301),
    Cause(
        what="answers twice as slow in one team",
        measure="first-response-time",
        day=200,
        filters=(("team", ("Team 2",)),),
    ),
)


def made(name: str, seed: int, folder: Path) -> Workspace:
    """Simulate a company, write its files, load them.

    The company is older than its log: in a young one customers grow older from week to
    week, and that is a cause.
    """
    profile = replace(PROFILES[name], warmup=540)
    make_company(profile, seed=seed).write(folder / "files")
    workspace = Workspace.open(folder / "workspace")
    for table in TABLES:
        file = folder / "files" / f"{table}.csv"
        if file.read_text(encoding="utf-8").count("\n") > 1:  # nobody advertises here
            workspace.load(file, simulated=True)
    return workspace


def found(workspace: Workspace, cause: Cause) -> bool:
    """Say whether the chart signals in the first or the second week of a cause."""
    return any(
        workspace.assess(cause.measure, Lens(until=week, filters=cause.filters)).current
        for week in cause.weeks
    )


def acting(workspace: Workspace) -> Iterator[bool]:
    """Say, for each review, whether it asks for anything to be acted on."""
    for week in REVIEWS:
        until = START + np.timedelta64((week - 1) * 7, "D")
        yield bool(workspace.review(Lens(until=until)).to_act_on)


def causes_found(seeds: int) -> dict[str, float]:
    """Return the share of companies in which each cause was found in time."""
    hits = dict.fromkeys((cause.what for cause in CAUSES), 0)
    for seed in range(seeds):
        with tempfile.TemporaryDirectory() as folder:
            workspace = made("teaching", seed, Path(folder))
            for cause in CAUSES:
                hits[cause.what] += found(workspace, cause)
            workspace.warehouse.close()
    return {what: n / seeds for what, n in hits.items()}


def weeks_acting(name: str, seeds: int) -> float:
    """Return the share of reviews that ask for action where nothing was planted."""
    asked: list[bool] = []
    for seed in range(seeds):
        with tempfile.TemporaryDirectory() as folder:
            workspace = made(name, seed, Path(folder))
            asked += acting(workspace)
            workspace.warehouse.close()
    return sum(asked) / len(asked)


def main() -> None:
    """Print both tables."""
    seeds = int(sys.argv[1]) if len(sys.argv) > 1 else SEEDS
    say = sys.stdout.write
    say("| planted cause | found within two weeks |\n|---|---|\n")
    for what, share in causes_found(seeds).items():
        say(f"| {what} | {share:.0%} |\n")
    say("\n| nothing planted | reviews that ask for action |\n|---|---|\n")
    for name in NULLS:
        say(f"| `{name}` | {weeks_acting(name, seeds):.1%} |\n")


if __name__ == "__main__":
    main()
