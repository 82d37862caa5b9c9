"""Purchases without a key: counted by line unasked, where nothing can count twice."""

from __future__ import annotations

import pytest

from qc.core.errors import NeedsAnswer
from qc.intake.suggestion import Answers
from qc.workspace.tables import by_table
from tests.workspace.conftest import Load

HEAD = "customer_id,date,number_of_cds,dollar_value\n"
BOUGHT = f"{HEAD}01,19970101,1,11.77\n01,19970101,1,11.77\n02,19970112,5,77.00\n"
MORE = f"{HEAD}03,19970301,1,9.00\n"


def test_each_row_is_one_and_that_is_told(load: Load) -> None:
    loaded = load(BOUGHT)

    assert loaded.counts == (3, 3, 0, 0)
    assert loaded.report.counted
    assert load(BOUGHT).report.known


def test_another_file_is_asked_about(load: Load) -> None:
    load(BOUGHT)

    with pytest.raises(NeedsAnswer, match="in both would count twice") as asked:
        load(MORE)
    assert str(asked.value) == (
        "No column was recognised as transaction_id, and transactions of another file "
        "are loaded: a row that is in both would count twice. Choose its column; or, "
        "if no row is in both files, let line numbers stand for it."
    )
    loaded = load(MORE, answers=Answers(line_as_id=True))
    assert not loaded.report.counted
    assert [len(batches) for batches in by_table(loaded.workspace).values()] == [2]


@pytest.mark.parametrize(
    "text",
    [
        "customer_id,date,colour\n01,19970101,red\n",  # nothing says: a purchase
        "when,who\n2026-03-05,anna\n",  # contacts come again in later exports
    ],
)
def test_what_may_be_something_else_is_asked_about(load: Load, text: str) -> None:
    with pytest.raises(NeedsAnswer, match="line numbers stand for it"):
        load(text)
