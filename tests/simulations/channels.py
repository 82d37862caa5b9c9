"""Shares of defects by channel: which p chart stays quiet where weeks differ?

    python -m tests.simulations.channels [SEEDS]

No effect is planted, but chat has good and bad weeks that nobody caused, wider than the
law of shares allows. E-mail and telephone have none. Then, in chat, every new week is
made worse or better: which chart sees it? Seeded; some five minutes for 200 companies.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np

from qc.core.charts import PhasePlan
from qc.core.kinds import ChartKind, MeasureKind
from qc.core.series import Counts
from qc.simulate import PROFILES, make_company
from qc.simulate.company import Company
from qc.simulate.profiles import TEACHING
from qc.spc import minimums, phases
from qc.spc.choice import choose
from tests.simulations.judging import weekly_evidence

SEEDS = 200
SURE = 0.01
CHANNELS = ("chat", "email", "phone")
PROFILE = replace(PROFILES["null_effects"], chat_sd=TEACHING.chat_sd, warmup=540)
START = np.datetime64("2024-01-01")  # of every company; a Monday
FROZEN, ALL = PhasePlan(), PhasePlan(freeze=None)
KINDS = (ChartKind.P, ChartKind.P_PRIME, ChartKind.P_PRIME_PROBABILITY)
WIDER = 3.7  # sigmas at which equal distances are as quiet as limits by probability
SHIFTS = (0.5, 1.5, 2.0)
DRAWN = (
    (ChartKind.P_PRIME, 3.0),
    (ChartKind.P_PRIME, WIDER),
    (ChartKind.P_PRIME_PROBABILITY, 3.0),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Tried:
    """One channel of one company: points outside, of those judged.

    Attributes
    ----------
    chosen : ChartKind
        By the first 24 weeks, as a review chooses it.
    new : dict of ChartKind or None to float
        Share of the weeks after them outside the limits that they set; None stands
        for the chart chosen.
    past : dict of ChartKind to float
        Share of all weeks outside the limits that all of them set.
    sure : float
        Share of the new weeks whose evidence is 1 % or less.
    week : float
        Mean contacts in a week.
    """

    chosen: ChartKind
    new: dict[ChartKind | None, float]
    past: dict[ChartKind, float]
    sure: float
    week: float


def weekly(company: Company, channel: str) -> Counts:
    """Return defectives among the contacts of a channel, by whole weeks."""
    log = company.tables["interactions"]
    here = log["channel"] == channel
    day = (log["opened_at"].astype("M8[D]") - START).astype(np.int64)
    weeks = (int(day.max()) + 1) // 7
    many, bad = (
        np.bincount(day[rows] // 7, minlength=weeks)[:weeks].astype(np.float64)
        for rows in (here, here & (log["defective"] == 1))
    )
    at = START + 7 * np.arange(weeks).astype("m8[D]")
    return Counts(at=at, events=bad, opportunities=many)


def tried(company: Company, channel: str) -> Tried:
    """Chart a channel by p, by p', and as the data would have it."""
    counts = weekly(company, channel)
    chosen = choose(counts, MeasureKind.SHARE, plan=FROZEN).kind
    new = {kind: _outside(counts, kind, FROZEN) for kind in (*KINDS, chosen)}
    return Tried(
        chosen=chosen,
        new={None: new[chosen]} | {kind: new[kind] for kind in KINDS},
        past={kind: _outside(counts, kind, ALL) for kind in KINDS},
        sure=_sure(counts, chosen),
        week=float(counts.opportunities.mean()),
    )


def seen(counts: Counts, rng: np.random.Generator) -> tuple[tuple[float, ...], ...]:
    """Return, by chart, false signals (past, new) and what is seen of each shift."""
    moved = [_moved(counts, times, rng) for times in SHIFTS]
    return tuple(
        (
            _outside(counts, kind, ALL, width),
            *(_outside(each, kind, FROZEN, width) for each in (counts, *moved)),
        )
        for kind, width in DRAWN
    )


def _moved(counts: Counts, times: float, rng: np.random.Generator) -> Counts:
    """Have so many times the usual defectives in every week after the baseline."""
    bad, all_ = counts.events, counts.opportunities
    share = bad.sum() / all_.sum()
    more = max(times - 1, 0.0) * share / (1 - share)
    many, good = bad.astype(np.int64), (all_ - bad).astype(np.int64)
    now = rng.binomial(many, min(times, 1.0)) + rng.binomial(good, more)
    later = np.arange(len(bad)) >= minimums.FIRM
    return replace(counts, events=np.where(later, now, bad))


def _outside(
    counts: Counts, kind: ChartKind, plan: PhasePlan, width: float = 3.0
) -> float:
    chart = phases.judge(counts, kind, plan, width=width)
    asked = ~chart.in_baseline if plan.freeze else np.ones(len(counts), dtype=bool)
    beyond = (chart.value > chart.upper) | (chart.value < chart.lower)
    return float(beyond[asked].mean())


def _sure(counts: Counts, kind: ChartKind) -> float:
    chart = phases.judge(counts, kind, FROZEN)
    p = weekly_evidence(counts, chart, minimums.FIRM)
    return float(np.mean(p <= SURE))


def main(seeds: int) -> Iterator[str]:
    """Yield the lines of both tables."""
    heads = (
        "channel | contacts a week | chart taken | new, taken | new, p | new, p' | "
        "new, by probability | past, p | past, p' | past, by probability | "
        "evidence of 1 % or less"
    )
    yield f"| {heads} |"
    yield "|---" * 11 + "|"
    rows = [by_channel(seed) for seed in range(seeds)]
    tried_, moved = zip(*rows, strict=True)
    for channel, many in zip(CHANNELS, zip(*tried_, strict=True), strict=True):
        yield _row(channel, many)
    yield ""
    yield "| chart of chat | past | new | half | half as many again | twice |"
    yield "|---" * 6 + "|"
    for (kind, width), each in zip(DRAWN, np.mean(moved, axis=0), strict=True):
        told = f", limits at {width} sigmas" if width > 3 else ""
        yield f"| {kind}{told} | " + " | ".join(f"{100 * x:.2f}" for x in each) + " |"


def by_channel(seed: int) -> tuple[tuple[Tried, ...], tuple[tuple[float, ...], ...]]:
    """Simulate a company, chart each of its channels, and move the first of them."""
    company = make_company(PROFILE, seed=seed)
    found = tuple(tried(company, channel) for channel in CHANNELS)
    return found, seen(weekly(company, CHANNELS[0]), np.random.default_rng(seed))


def _row(channel: str, many: tuple[Tried, ...]) -> str:
    taken = Counter(one.chosen for one in many).most_common()
    told = ", ".join(f"{kind} {n / len(many):.0%}" for kind, n in taken)
    shares = [
        *(np.mean([one.new[k] for one in many]) for k in (None, *KINDS)),
        *(np.mean([one.past[k] for one in many]) for k in KINDS),
        np.mean([one.sure for one in many]),
    ]
    numbers = " | ".join(f"{100 * share:.2f}" for share in shares)
    size = np.mean([one.week for one in many])
    return f"| {channel} | {size:.0f} | {told} | {numbers} |"


if __name__ == "__main__":
    for line in main(int(sys.argv[1]) if len(sys.argv) > 1 else SEEDS):
        print(line, flush=True)  # noqa: T201
