"""Are planted causes found within two weeks, and do companies without one keep quiet?

    python -m tests.simulations.planted_causes [SEEDS]

Whole companies go the whole way: written to files, loaded, reviewed by week. Seeded;
some ten minutes for 50 seeds.
"""

from __future__ import annotations

import sys
import tempfile
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from qc.core.kinds import Meaning
from qc.simulate import PROFILES, make_company
from qc.simulate.company import Company as Simulated
from qc.workspace import Lens, Workspace
from qc.workspace.lately import who_changed
from qc.workspace.personal import coded

SEEDS = 50
NULLS = ("null_effects", "null_flat")
CHRISTMAS = 52  # doors are closed on two days of this week of the log
REVIEWS = (45, CHRISTMAS, 59, 66, 73)  # weeks of the log at whose end one is held
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
    end: int  # day after its last
    filters: tuple[tuple[str, tuple[str, ...]], ...] = ()
    among_all: bool = False  # looked for among all agents at once, not on one chart

    @property
    def before(self) -> tuple[np.datetime64, ...]:
        """Mondays of the two weeks before it: a signal there is a false one."""
        return tuple(monday(self.day // 7 - back) for back in (2, 1))

    @property
    def weeks(self) -> tuple[np.datetime64, ...]:
        """Mondays of the weeks it acts in; the first two are over in two weeks."""
        return tuple(monday(week) for week in range(self.day // 7, -(-self.end // 7)))


def monday(week: int) -> np.datetime64:
    """Return the first day of a week of the log, counted from 0."""
    return START + np.timedelta64(7 * week, "D")


CAUSES = (
    Cause(
        what="more defects in support", measure="support-defective", day=301, end=322
    ),
    Cause(
        what="answers twice as slow in one team of four",
        measure="first-response-time",
        day=200,
        end=210,
        filters=(("team", ("Team 2",)),),
    ),
    Cause(
        what="more defects by one agent of 24: named among all",
        measure="defects-per-contact",
        day=420,
        end=480,
        filters=(("agent", ("A04",)),),
        among_all=True,
    ),
    Cause(
        what="the same, on the chart of that agent",
        measure="defects-per-contact",
        day=420,
        end=480,
        filters=(("agent", ("A04",)),),
    ),
)
AGENTS = "who changed"
TRAINED = "contacts-untrained"
"""In every company people are trained: where this card says so, it is right."""


def simulated(name: str, seed: int) -> Simulated:
    """Simulate a company that is older than its log.

    In a young one customers grow older from week to week, and that is a cause.
    """
    return make_company(replace(PROFILES[name], warmup=540), seed=seed)


@contextmanager
def made(name: str, seed: int, tables: tuple[str, ...] = TABLES) -> Iterator[Workspace]:
    """Simulate a company, write its files, load them."""
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        simulated(name, seed).write(folder / "files")
        workspace = Workspace.open(folder / "workspace")
        for table in tables:
            file = folder / "files" / f"{table}.csv"
            if file.read_text(encoding="utf-8").count("\n") > 1:  # some have no rows
                workspace.load(file, simulated=True)
        yield workspace
        workspace.warehouse.close()


def signals(
    workspace: Workspace, cause: Cause, weeks: Sequence[np.datetime64]
) -> list[bool]:
    """Say for each of some weeks whether the chart of a cause signals on it."""
    filters = coded(workspace, cause.filters)
    if cause.among_all:
        ((_, (who,)),) = filters
        return [who in named(workspace, week) for week in weeks]
    lenses = (Lens(until=week, filters=filters) for week in weeks)
    return [bool(workspace.assess(cause.measure, lens).current) for lens in lenses]


def named(workspace: Workspace, week: np.datetime64) -> set[str]:
    """Return the agents who a review says got worse in the newest two weeks."""
    found = who_changed(workspace, "agent", Lens(until=week))
    return {one.name for one in found.standing if one.meaning is Meaning.CONCERN}


def acted_on(workspace: Workspace, week: int) -> list[str]:
    """Return the measures that a review at the end of a week asks to act on.

    Agents who changed come last, as one.
    """
    until = monday(week - 1)
    review = workspace.review(Lens(until=until))
    found = [
        one.measure.id
        for one, _ in review.to_act_on
        if one.measure.id != TRAINED or one.current[0].meaning is Meaning.CONCERN
    ]
    changed = who_changed(workspace, "agent", Lens(until=until)).standing
    return [*found, AGENTS] if changed else found


def causes_found(seeds: int) -> Iterator[str]:
    """Yield a line for each cause: in how many companies it was found, and when."""
    found: dict[str, list[list[bool]]] = {cause.what: [] for cause in CAUSES}
    for seed in range(seeds):
        with made("teaching", seed, ("interactions",)) as workspace:
            for cause in CAUSES:
                weeks = (*cause.before, *cause.weeks)
                found[cause.what].append(signals(workspace, cause, weeks))
    yield (
        "| planted cause | lasts | signal in the two weeks before | found within two "
        "weeks | within three | while it lasts |"
    )
    yield "|---|---|---|---|---|---|"
    for cause in CAUSES:
        weekly = np.array(found[cause.what])
        parts = (weekly[:, :2], weekly[:, 2:4], weekly[:, 2:5], weekly[:, 2:])
        shares = " | ".join(f"{part.any(axis=1).mean():.0%}" for part in parts)
        yield f"| {cause.what} | {cause.end - cause.day} days | {shares} |"


def without_cause(seeds: int) -> Iterator[str]:
    """Yield a line for each kind of company without causes: how often it asked."""
    yield (
        "| nothing planted | reviews | a measure to act on | at Christmas | an agent "
        "named | for what |"
    )
    yield "|---|---|---|---|---|---|"
    for name in NULLS:
        asked = dict(_asked(name, seeds))
        changed = np.mean([AGENTS in what for what in asked.values()])
        acts = {at: set(what) - {AGENTS} for at, what in asked.items()}
        share = np.mean([bool(what) for what in acts.values()])
        then = [what for (_, week), what in acts.items() if week == CHRISTMAS]
        which = Counter(measure for what in acts.values() for measure in what)
        told = ", ".join(f"{measure} {n}" for measure, n in which.most_common())
        yield (
            f"| `{name}` | {len(acts)} | {share:.1%} | "
            f"{sum(map(bool, then))} of {len(then)} | {changed:.1%} | {told or '-'} |"
        )


def _asked(name: str, seeds: int) -> Iterator[tuple[tuple[int, int], list[str]]]:
    for seed in range(seeds):
        with made(name, seed) as workspace:
            for week in REVIEWS:
                yield (seed, week), acted_on(workspace, week)


def main(seeds: int) -> Iterator[str]:
    """Yield the lines of both tables."""
    yield from causes_found(seeds)
    yield ""
    yield from without_cause(seeds)


if __name__ == "__main__":
    for line in main(int(sys.argv[1]) if len(sys.argv) > 1 else SEEDS):
        print(line, flush=True)  # noqa: T201
