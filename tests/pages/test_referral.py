"""Recommendation, word of mouth and earned growth, on the page of the customers."""

from __future__ import annotations

from pathlib import Path

import pytest

from qc.workspace import Workspace
from tests.pages.visit import said, visit

HOSTILE = "<script>alert(1)</script>"
FILES = {
    "referrals.csv": "referral_id,referrer_id,referred_id,recommended_at\n"
    f"R1,{HOSTILE},=cmd(),2026-01-05 10:00\nR2,=cmd(),=cmd(),2026-01-05 10:00\n",
    "customers.csv": "customer_id,joined_at,source\n"
    f"{HOSTILE},2026-01-01,organic\n=cmd(),2026-01-05,referral\n",
    "transactions.csv": "transaction_id,customer_id,date,amount,margin\n"
    f"T1,{HOSTILE},2026-01-09,20,9\nT2,=cmd(),2026-02-09,30,12\n",
}


@pytest.mark.parametrize(
    ("part", "says"),
    [
        ("referral", "To see who brings whom"),
        ("campaigns", "To see what word of mouth returns"),
        ("growth", "To see what growth was earned"),
    ],
)
def test_without_its_tables_each_part_says_what_to_load(
    workspace: Workspace, tmp_path: Path, part: str, says: str
) -> None:
    file = tmp_path / "campaigns.csv"
    file.write_text("campaign_id,start,spend\nM1,2026-01-01,100\n")
    workspace.load(file)

    assert says in said(visit("customers", part=part))


def test_few_and_hostile_rows_are_told_in_counts(
    workspace: Workspace, tmp_path: Path
) -> None:
    for name, text in FILES.items():
        (tmp_path / name).write_text(text)
        workspace.load(tmp_path / name)

    told = said(visit("customers", part="referral"))
    assert "1 customer was brought." in told
    assert "1 of 10 customers brought by others" in told
    assert "<script" not in told
    assert "needs the table" in said(visit("customers", part="campaigns"))
    assert "enough for even two quarters" in said(visit("customers", part="growth"))
