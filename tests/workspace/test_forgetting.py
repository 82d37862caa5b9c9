"""Forgetting a customer, by the id at the source or by the pseudonym."""

from __future__ import annotations

from pathlib import Path

import pytest

from qc.core.errors import QcError
from qc.core.people import Keep
from qc.workspace import Workspace, keys
from qc.workspace.privacy import MissingKey
from tests.workspace.conftest import NOW
from tests.workspace.test_privacy import DAYS, load, log, stored

CUSTOMER = "Kunde-0003"
LOADED = (range(60), range(50, DAYS))
THEIRS = sum(i % 9 == 3 for rows in LOADED for i in rows)
OTHERS = sum(map(len, LOADED)) - THEIRS


@pytest.fixture
def workspace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Workspace:
    monkeypatch.setenv(keys.FOLDER, str(tmp_path / "keys"))
    made = Workspace.open(tmp_path / "workspace", now=lambda: NOW)
    made.keep_names(Keep.ALL)
    load(made, log(0, 60))
    load(made, log(50), "next.csv")
    made.review()
    return made


def code_of(workspace: Workspace, customer: str) -> str:
    rows = workspace.warehouse.log().rows(["interaction_id", "customer_id"])
    query = f"SELECT customer_id FROM {rows} WHERE interaction_id = 'I3'"
    ((code,),) = workspace.warehouse.fetch(query)
    assert customer == CUSTOMER
    return str(code)


@pytest.mark.parametrize("by_code", [False, True], ids=["id", "pseudonym"])
def test_neither_id_nor_pseudonym_is_left(workspace: Workspace, by_code: bool) -> None:
    code = code_of(workspace, CUSTOMER)
    assert code.encode() in stored(workspace)

    told = workspace.forget_customer(code if by_code else f" {CUSTOMER} ").told

    assert (told.rows, told.batches, told.names) == (THEIRS, 2, 1)
    assert code.encode() not in stored(workspace)
    assert CUSTOMER.encode() not in stored(workspace)
    assert sum(batch.rows for batch in workspace.batches()) == OTHERS


def test_nobody_else_is_forgotten(workspace: Workspace) -> None:
    names = dict(workspace.privacy.names)
    agents = dict(workspace.strata("agent"))

    workspace.forget_customer(CUSTOMER)

    after = dict(workspace.strata("agent"))
    assert sum(agents.values()) - sum(after.values()) == len(range(3, DAYS, 9))
    assert {who: names[who] - n for who, n in workspace.privacy.names.items()} == {
        "agent": 0,
        "account": 0,
        "customer": 1,
    }
    assert workspace.review().assessments


def test_the_same_file_does_not_bring_the_customer_back(workspace: Workspace) -> None:
    workspace.forget_customer(CUSTOMER)
    load(workspace, log(0, 60))

    assert sum(batch.rows for batch in workspace.batches()) == OTHERS


@pytest.mark.parametrize(("customer", "reason"), [("", ""), ("C1", "C1 asked to")])
def test_the_trail_never_names_the_customer(
    workspace: Workspace, customer: str, reason: str
) -> None:
    with pytest.raises(QcError) as refused:
        workspace.forget_customer(customer, reason=reason)

    assert str(refused.value) == (
        "Say which customer to forget, and do not name the customer in the reason: "
        "the audit trail keeps it."
    )


def test_an_id_cannot_be_told_without_the_key(workspace: Workspace) -> None:
    code = code_of(workspace, CUSTOMER)
    file = workspace.privacy.file
    assert file is not None
    file.unlink()

    with pytest.raises(MissingKey, match="is missing"):
        workspace.forget_customer(CUSTOMER)
    assert workspace.forget_customer(code).told.rows == THEIRS


def test_what_was_only_added_to_their_interactions_goes_too(
    workspace: Workspace,
) -> None:
    ratings = "interaction_id,score\nI3,5\nI4,4\nI12,1\n"
    load(workspace, ratings, "ratings.csv")

    told = workspace.forget_customer(CUSTOMER).told

    assert told.rows == THEIRS + 2
    assert workspace.batches()[-1].rows == 1


def test_a_look_changes_nothing_and_says_the_same(workspace: Workspace) -> None:
    before = workspace.version

    looked = workspace.look_for_customer(CUSTOMER)

    assert workspace.version == before
    assert workspace.forget_customer(CUSTOMER) == looked
    assert looked.told.tables == {"interactions": THEIRS}


@pytest.mark.parametrize("kept", [True, False], ids=["put away", "lost"])
def test_files_of_an_earlier_key(workspace: Workspace, kept: bool) -> None:
    """A key that was put away still finds whom it coded; one that is gone is told."""
    file = workspace.privacy.file
    assert file is not None
    right, ours = file.read_text(), "ab" * 32
    file.write_text(ours)
    workspace.start_new_key()
    (aside,) = (one for one in file.parent.iterdir() if one != file)
    if kept:
        aside.write_text(right)
    load(workspace, log(90, 98) + "I999,2026-08-01T10:00:00,support,Kunde-0003,F,x,0\n")

    found = workspace.forget_customer(CUSTOMER)

    assert found.out_of_reach == (0 if kept else 2)
    again = {"I93": 2, "I999": 1}  # the newest version is theirs, so both go
    assert found.told.rows == (THEIRS + 2 if kept else sum(again.values()))
