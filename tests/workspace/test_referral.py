"""Referrals, word of mouth and earned growth of a workspace, from its files."""

from __future__ import annotations

import pytest

from qc.core.errors import InvalidCard, NothingToShow
from qc.workspace import Workspace
from qc.workspace.earned_growth import earned_growth
from qc.workspace.referrals import referrals
from qc.workspace.word_of_mouth import tell_quality, word_of_mouth
from tests.workspace.conftest import Load


def test_the_sample_says_all_three(sample: Workspace) -> None:
    found = referrals(sample)

    assert found.number.year.known
    assert found.chart is not None
    assert found.value is not None
    assert found.layout.customers == found.who.forest.customers
    assert earned_growth(sample).lacking == ()
    both = word_of_mouth(sample)
    assert both.lacking == ()
    assert both.found.referred.known


def test_without_data_each_says_what_it_needs(workspace: Workspace) -> None:
    with pytest.raises(NothingToShow, match="No referrals are loaded"):
        referrals(workspace)

    assert word_of_mouth(workspace).lacking == (
        "transactions",
        "referrals",
        "campaigns",
    )
    assert earned_growth(workspace).lacking == ("transactions",)


def test_one_row_of_each_is_no_reason_to_stop(workspace: Workspace, load: Load) -> None:
    load(
        "referral_id,referrer_id,referred_id,recommended_at\n"
        "R1,=cmd(),<script>,2026-01-05 10:00\n",
        "referrals.csv",
    )
    found = referrals(workspace)

    assert found.chart is None
    assert found.value is None
    assert found.who.rows.accepted == 0
    assert len(found.who.rows.aside) == 1

    load("transaction_id,customer_id,date\nT1,<script>,2026-01-09\n", "sales.csv")
    assert earned_growth(workspace).lacking == ("amount",)
    assert "margin" in word_of_mouth(workspace).lacking
    assert referrals(workspace).value is not None


def test_what_quality_costs_is_kept_counts_and_can_be_taken_back(
    workspace: Workspace,
) -> None:
    before = workspace.version
    tell_quality(workspace, 3650.0)

    assert workspace.version != before
    assert word_of_mouth(workspace).quality == pytest.approx(0.0)  # no day is known
    with pytest.raises(InvalidCard):
        tell_quality(workspace, -1.0)
    tell_quality(workspace, None)
    assert word_of_mouth(workspace).rates.empty
