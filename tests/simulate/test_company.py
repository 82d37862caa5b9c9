"""The same company again, another company, and the same one with an effect less."""

from __future__ import annotations

import hashlib
import json
import math
import time
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import numpy as np
import pytest

from qc.simulate import PROFILES, Company, Profile, make_company
from qc.simulate.csv import csv_text
from qc.simulate.effects import CampaignKind
from qc.simulate.tables import Table

TINY = PROFILES["tiny"]
START = date(2024, 1, 1)
TABLES = (
    "interactions",
    "transactions",
    "customers",
    "referrals",
    "campaigns",
    "training",
    "outreach",
)
PINNED = "eac052eae0c8db309d9005a07bc9b7267e26503ca047330b6ad37c356f9a95d6"
WHEN = {
    "interactions": "opened_at",
    "transactions": "date",
    "customers": "joined_at",
    "referrals": "recommended_at",
    "outreach": "sent_at",
}
LATER = {  # what happened to a row after its own date
    "converted_at",
    "reward",
    "opened",
    "led_to_interaction",
}


def digest(company: Company) -> str:
    texts = [csv_text(company.tables[name]) for name in TABLES]
    return hashlib.sha256("".join(texts).encode()).hexdigest()


class TestReproducible:
    def test_tiny_with_seed_one_is_pinned(self, tiny: Company) -> None:
        assert digest(tiny) == PINNED

    def test_the_same_seed_gives_the_same_company(self, tiny: Company) -> None:
        assert digest(make_company(TINY, seed=1)) == digest(tiny)

    def test_another_seed_gives_another(self, tiny: Company) -> None:
        assert digest(make_company(TINY, seed=2)) != digest(tiny)

    def test_the_start_moves_the_log(self) -> None:
        company = make_company(TINY, seed=1, start=date(2026, 3, 2))

        opened = company.tables["interactions"]["opened_at"]
        assert opened[0] >= np.datetime64("2026-03-02")
        assert company.truth.end == date(2026, 6, 29)


def without_support_cause() -> tuple[Profile, float]:
    return replace(TINY, causes=TINY.causes[1:]), TINY.causes[0].during.start


def without_response_cause() -> tuple[Profile, float]:
    return replace(TINY, causes=TINY.causes[:1]), TINY.causes[1].during.start


def without_training() -> tuple[Profile, float]:
    profile = replace(TINY, training_effect=0.0, training_steps=0.0)
    return profile, TINY.training_days.start


def without_campaign(kind: CampaignKind) -> tuple[Profile, float]:
    kept = tuple(
        replace(c, size=1.0 if kind is CampaignKind.REFERRAL else 1e-9)
        if c.kind is kind
        else c
        for c in TINY.campaigns
    )
    start = min(c.during.start for c in TINY.campaigns if c.kind is kind)
    return replace(TINY, campaigns=kept), start


def without_backlog() -> tuple[Profile, float]:
    return replace(TINY, end_backlog=1.0), TINY.days - TINY.end_backlog_days


@pytest.mark.parametrize(
    ("profile", "day"),
    [
        without_support_cause(),
        without_response_cause(),
        without_training(),
        without_campaign(CampaignKind.ADVERTISING),
        without_campaign(CampaignKind.REFERRAL),
        without_backlog(),
    ],
    ids=["support", "response", "training", "advertising", "referral", "backlog"],
)
def test_an_effect_less_leaves_earlier_dates_alone(
    tiny: Company, profile: Profile, day: float
) -> None:
    other = make_company(profile, seed=1)
    before = np.datetime64(START + timedelta(days=day))

    assert digest(other) != digest(tiny)
    for name, column in WHEN.items():
        left, right = tiny.tables[name], other.tables[name]
        assert early(left, column, before) == early(right, column, before)


def early(table: Table, when: str, before: np.datetime64) -> str:
    rows = table[when] < before
    assert rows.any()
    return csv_text({k: v[rows] for k, v in table.items() if k not in LATER})


class TestWrite:
    def test_every_table_and_the_truth_become_files(
        self, tiny: Company, tmp_path: Path
    ) -> None:
        paths = tiny.write(tmp_path / "new" / "folder")

        assert [p.name for p in paths] == [*(f"{t}.csv" for t in TABLES), "truth.json"]
        for name, path in zip(TABLES, paths, strict=False):
            assert path.read_bytes().decode("utf-8") == csv_text(tiny.tables[name])
            rows = len(next(iter(tiny.tables[name].values())))
            assert path.read_bytes().count(b"\n") == rows + 1

    def test_the_truth_is_plain_json(self, tmp_path: Path) -> None:
        company = make_company(replace(PROFILES["null_flat"], days=30), seed=1)

        text = company.write(tmp_path)[-1].read_text(encoding="utf-8")

        truth = json.loads(text, parse_constant=pytest.fail)
        assert truth["profile"]["purchase_shape"] == "infinity"
        assert truth["att"] is None
        assert truth["causes"] == []

    def test_a_row_reads_as_documented(self, tiny: Company) -> None:
        first = csv_text(tiny.tables["interactions"]).splitlines()[:2]

        row = dict(zip(*(line.split(",") for line in first), strict=True))
        assert row["interaction_id"] == "I0001"
        assert row["stage"] == "inquiry"
        assert row["opened_at"].startswith("2024-01-02T")
        assert len(row["opened_at"]) == len("2024-01-02T10:11")
        assert row["amount"] == ""

    def test_a_company_without_customers_has_headers_only(self, tmp_path: Path) -> None:
        company = make_company(replace(TINY, organic=0.0, campaigns=()), seed=1)

        company.write(tmp_path)

        assert (tmp_path / "interactions.csv").read_bytes().count(b"\n") == 1
        assert math.isnan(company.truth.att)


def test_a_hundred_thousand_interactions_take_under_five_seconds(
    tmp_path: Path,
) -> None:
    teaching = PROFILES["teaching"]
    campaigns = tuple(
        replace(c, size=c.size * (4 if c.kind is CampaignKind.ADVERTISING else 1))
        for c in teaching.campaigns
    )
    large = replace(teaching, organic=16.5, campaigns=campaigns)
    begin = time.process_time()

    company = make_company(large, seed=1)
    company.write(tmp_path)

    assert time.process_time() - begin < 5
    assert len(company.tables["interactions"]["stage"]) > 100_000
