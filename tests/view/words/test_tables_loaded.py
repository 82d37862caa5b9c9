"""Words for tables: which one, why, and who is named in vain."""

from __future__ import annotations

import numpy as np
import pytest

from qc.core.kinds import TableName
from qc.core.plan import Account
from qc.intake.table_kind import KindReason
from qc.view.words import account_sentence
from qc.view.words import tables_loaded as say

A, B = TableName.TRANSACTIONS, TableName.INTERACTIONS
DAY = np.datetime64("2026-03-01", "D")


def plain(text: str) -> str:
    return text.replace("\u00a0", " ")


@pytest.mark.parametrize("reason", KindReason)
def test_every_reason_has_words(reason: KindReason) -> None:
    told = say.kind_line(reason, A, B)
    assert "transactions" in told
    assert "{" not in told
    assert ("or interactions" in told) is (reason is KindReason.DOUBTFUL)


@pytest.mark.parametrize("table", TableName)
def test_every_table_has_words(table: TableName) -> None:
    assert say.table_option(table).count(": one row for each") == 1
    assert say.rows_of(table) in say.ready_line(table)


def test_how_much_there_is() -> None:
    later, never = np.datetime64("2026-04-02", "D"), np.datetime64("NaT", "D")
    told = plain(say.extent_line(A, 2295, DAY, later))
    assert told == "2,295 transactions, 1 Mar 2026 to 2 Apr 2026"
    assert plain(say.extent_line(A, 1, DAY, DAY)) == "1 transaction, 1 Mar 2026"
    assert say.extent_line(A, 1, never, never) == "1 transaction"


@pytest.mark.parametrize(
    ("link", "words"),
    [
        (
            (A, "customer_id", "customer_id", (B, TableName.CUSTOMERS), 494, 12),
            "Customer id: 12 of 494 transactions name a customer who does not occur "
            "among interactions or customers.",
        ),
        (
            (A, "interaction_id", "interaction_id", (B,), 9, 1),
            "Interaction id: 1 of 9 transactions names an interaction that does not "
            "occur among interactions.",
        ),
        (
            (TableName.CUSTOMERS, "campaign_id", "campaign_id", (), 1, 1),
            "Campaign id: 1 customer names a campaign, and no campaigns are loaded to "
            "hold them against.",
        ),
        ((A, "customer_id", "customer_id", (B,), 494, 0), ""),
    ],
    ids=["several", "one", "no home", "none"],
)
def test_who_is_named_in_vain(
    link: tuple[TableName, str, str, tuple[TableName, ...], int, int], words: str
) -> None:
    assert plain(say.link_line(*link)) == words


def test_newer_versions_go_by_their_name() -> None:
    account = Account(read=2, accepted=2, set_aside=0, duplicates=0, replaced=1)
    told = account_sentence(account, table=TableName.TRAINING)
    assert told.endswith("newer versions of known training records")
