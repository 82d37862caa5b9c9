"""Do training effects and rate ratios find what was planted? Beside naive figures.

    python -m tests.simulations.service_effects [SEEDS]

Seeded; some ten minutes for 50 seeds.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np

from qc.chain.consistent import consistency
from qc.chain.did_group_time import group_time
from qc.chain.did_imputation import imputation
from qc.chain.did_naive import before_after, two_way
from qc.chain.did_proportional import proportional
from qc.chain.evidence import Estimate
from qc.chain.rate_beside import between_customers
from qc.chain.rate_ratio import rate_ratio
from qc.chain.skipping import following, next_of
from tests.simulations.companies import SCENARIOS, Seen, exposure_of, panel_of, seen

SEEDS = 50
SLACK = 3  # standard errors of a share over the seeds


@dataclass(frozen=True, slots=True, kw_only=True)
class Try:
    """One estimate beside what was planted; `nothing` means no effect."""

    estimate: Estimate
    truth: float
    nothing: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """What many tries come to; shares are NaN without an interval."""

    truth: float
    mean: float
    half: float  # width of the intervals
    covered: float
    found: float  # intervals that leave out no effect


def tries(found: Seen, seed: int) -> dict[str, Try]:
    """Return each estimate of one company."""
    return {**_training(found), **_ratios(found, seed), **_service(found)}


def _training(found: Seen) -> dict[str, Try]:
    cells, truth = panel_of(found), found.company.truth
    whole = imputation(cells)
    regression = replace(whole.effect, value=two_way(cells), interval=(np.nan, np.nan))
    rows = {
        "training: imputation": whole.effect,
        "training: imputation, weeks before": whole.pre_trend,
        "training: imputation in proportion": proportional(cells),
        "training: group by time": group_time(cells).simple,
        "training: naive before/after": before_after(cells),
        "training: naive two-way regression": regression,
    }
    att = 0.0 if np.isnan(truth.att) else truth.att
    planted = {name: 0.0 if "before" in name[-8:] else att for name in rows}
    planted["training: naive before/after"] = att
    return {
        name: Try(estimate=row, truth=planted[name], nothing=0.0)
        for name, row in rows.items()
    }


def _ratios(found: Seen, seed: int) -> dict[str, Try]:
    rng = np.random.default_rng(seed)
    best = rate_ratio(exposure_of(found), rng)
    every = rate_ratio(exposure_of(found, faulty_sales=True), rng)
    today = rate_ratio(exposure_of(found, until_today=True), rng)
    rows = {
        "ratio: within customers": best.ratio,
        "ratio: the same, interval of strata": replace(
            best.ratio, interval=best.strata
        ),
        "ratio: naive, faulty sales counted": every.ratio,
        "ratio: naive, until today": today.ratio,
        "ratio: naive, between customers": between_customers(exposure_of(found)),
    }
    planted = found.company.truth.profile.defect_hr
    return {
        name: Try(estimate=row, truth=planted, nothing=1.0)
        for name, row in rows.items()
    }


def _service(found: Seen) -> dict[str, Try]:
    steps = found.company.tables["interactions"]["steps_done"]
    done = np.char.find(steps, "check") >= 0
    later = next_of(found.customer, found.day.astype(float), found.defect)
    later[steps == ""] = np.nan
    known = ~np.isnan(found.defect)
    cases = np.bincount(found.agent[known]).astype(float)
    events = np.bincount(found.agent[known], found.defect[known]).astype(float)
    rows = {
        "next defect after a skipped step, by agent and stage": following(
            ~done, later, found.agent * 5 + found.stage
        ).difference,
        "next defect after a skipped step, by customer": following(
            ~done, later, found.customer
        ).difference,
        "differences between agents (rho)": consistency(cases, events).rho,
    }
    return {
        name: Try(estimate=row, truth=np.nan if "rho" in name else 0.0, nothing=0.0)
        for name, row in rows.items()
    }


def summary(many: list[Try]) -> Row:
    """Return what the tries of one estimate come to."""
    ends = np.array([each.estimate.interval for each in many])
    known = np.isfinite(ends).all(axis=1)
    truth = np.array([each.truth for each in many])
    covered = (ends[:, 0] <= truth) & (truth <= ends[:, 1])
    out = np.array([each.estimate.excludes(each.nothing) for each in many])
    return Row(
        truth=float(truth.mean()),
        mean=float(np.mean([each.estimate.value for each in many])),
        half=float(np.diff(ends[known], axis=1).mean()) / 2 if known.any() else np.nan,
        covered=float(covered[known].mean()) if known.any() else np.nan,
        found=float(out[known].mean()) if known.any() else np.nan,
    )


def least_covered(seeds: int, nominal: float = 0.95) -> float:
    """Return the coverage that chance still allows a right interval."""
    return float(nominal - SLACK * np.sqrt(nominal * (1 - nominal) / seeds))


def main(seeds: int) -> Iterator[str]:
    """Yield the lines of the table."""
    names = [
        "company",
        "estimate",
        "planted",
        "mean",
        "+/-",
        "covered",
        "no effect out",
    ]
    yield f"{seeds} seeds; a right interval covers at least {least_covered(seeds):.2f}"
    yield ""
    yield _line(names)
    yield _line(["---"] * len(names))
    for company, profile in SCENARIOS.items():
        found: dict[str, list[Try]] = {}
        for seed in range(1, seeds + 1):
            for name, one in tries(seen(profile, seed), seed).items():
                found.setdefault(name, []).append(one)
        for name, many in found.items():
            row = summary(many)
            numbers = (row.truth, row.mean, row.half, row.covered, row.found)
            shown = ["-" if np.isnan(x) else f"{x:.3f}" for x in numbers]
            yield _line([company, name, *shown])


def _line(cells: list[str]) -> str:
    return f"| {' | '.join(cells)} |"


if __name__ == "__main__":
    for line in main(int(sys.argv[1]) if len(sys.argv) > 1 else SEEDS):
        print(line, flush=True)  # noqa: T201
