"""What the chain costs: every figure of both its pages, for 100,000 customers.

    python -m tests.benchmarks.chain [--small] [--folder DIR]

A simulated company is written, loaded and asked for everything once, in CPU seconds of
this process. The tables are read once for all; a page computes only what it shows, and
keeps it for as long as the data stay the same.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from functools import lru_cache
from pathlib import Path

from qc import one_thread  # noqa: F401 - as the programs do, before numpy
from qc.simulate import PROFILES, make_company
from qc.simulate.effects import CampaignKind
from qc.simulate.profile import Profile
from qc.workspace import Workspace
from qc.workspace.adherence_chain import adhering
from qc.workspace.chain import chain
from qc.workspace.company import company_of
from qc.workspace.defect_money import defect_money
from qc.workspace.earned_growth import earned_growth
from qc.workspace.ledger import goodwill
from qc.workspace.news import news_report
from qc.workspace.referrals import referrals
from qc.workspace.repeat import repeat_business, repeat_forecast
from qc.workspace.service_numbers import service_numbers
from qc.workspace.supply import supply_report
from qc.workspace.training import training
from qc.workspace.trust import relationships_at_risk, trust
from qc.workspace.word_of_mouth import word_of_mouth

_forecast = lru_cache(maxsize=1)(repeat_forecast)  # as the pages keep it

ASKED: dict[str, Callable[[Workspace], object]] = {
    "read the tables": company_of,
    "the chain: stations and arrows": chain,
    "training": training,
    "adherence": adhering,
    "service": service_numbers,
    "trust": trust,
    "repeat business": repeat_business,
    "forecast of repeat business": _forecast,
    "relationships at risk": lambda w: relationships_at_risk(w, _forecast(w)),
    "defects and money": lambda w: defect_money(w, _forecast(w)),
    "referrals": referrals,
    "word of mouth": word_of_mouth,
    "earned growth": earned_growth,
    "goodwill ledger": goodwill,
    "supply": supply_report,
    "news": news_report,
}


def company(size: float) -> Profile:
    """Return the teaching company, so many times as large."""
    plain = PROFILES["teaching"]
    return replace(
        plain,
        name="large",
        organic=plain.organic * size,
        agents=max(8, int(10 * size)),
        never_trained=max(4, int(1.6 * size)),
        contact_gap=plain.contact_gap * 0.38,
        max_customers=500_000,
        campaigns=tuple(
            replace(one, size=one.size * size)
            if one.kind is CampaignKind.ADVERTISING
            else one
            for one in plain.campaigns
        ),
    )


def loaded(folder: Path, size: float) -> Workspace:
    """Write a company and load its tables."""
    made = make_company(company(size), seed=1)
    made.write(folder / "files")
    workspace = Workspace.open(folder / "workspace")
    for file in sorted((folder / "files").glob("*.csv")):
        workspace.load(file, simulated=True)
    return workspace


def main() -> None:
    """Load a company, ask everything, print what each cost."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--small", action="store_true", help="a hundredth of the size")
    asked.add_argument("--folder", type=Path, help="where files go; default: a new one")
    given = asked.parse_args()
    folder = given.folder or Path(tempfile.mkdtemp(prefix="qc-chain-"))
    workspace = loaded(folder, 0.3 if given.small else 24)
    total = 0.0
    for name, ask in ASKED.items():
        start = time.process_time()
        ask(workspace)
        spent = time.process_time() - start
        total += spent
        sys.stdout.write(f"{name:34}{spent:8.2f} CPU s\n")
    found = company_of(workspace)
    sys.stdout.write(
        f"{'all':34}{total:8.2f} CPU s: {len(found.contacts):,} interactions, "
        f"{found.customers:,} customers, {len(found.sales):,} purchases\n"
    )


if __name__ == "__main__":
    main()
