"""Which versions of a contact go with a customer: no other figure moves."""

from __future__ import annotations

from pathlib import Path

import pytest

from qc.store.batch import Batch
from qc.store.erasing import find_customer, forget_customer
from qc.store.warehouse import Warehouse
from tests.store.logs import NOW, load, row

GONE, STAYS = "C-GONE000000000", "C-STAYS00000000"


@pytest.fixture
def warehouse(tmp_path: Path) -> Warehouse:
    return Warehouse.open(tmp_path / "workspace", create=True)


def version(warehouse: Warehouse, number: int, *customers: str | None) -> Batch:
    """Load one version of each of the contacts I0, I1, ...; None names nobody."""
    rows = [
        row(f"I{i}", "2026-01-05 10:00", customer_id=customer, score=number)
        for i, customer in enumerate(customers)
    ]
    return load(warehouse, rows, f"v{number}")


def remove(warehouse: Warehouse, batch: Batch) -> None:
    warehouse.remove(batch.id, reason="wrong", who="owner", when=NOW)


def forget(warehouse: Warehouse) -> list[tuple[str, int]]:
    """Forget the customer; return the contacts that count then, and their version."""
    forget_customer(warehouse, [GONE], who="owner", when=NOW)
    return now(warehouse)


def now(warehouse: Warehouse) -> list[tuple[str, int]]:
    rows = warehouse.log().rows(["interaction_id", "score"])
    return sorted(warehouse.fetch(f"SELECT interaction_id, score::INT FROM {rows}"))


def test_an_older_version_does_not_count_again(warehouse: Warehouse) -> None:
    version(warehouse, 1, STAYS, STAYS)
    version(warehouse, 2, GONE, STAYS)

    assert forget(warehouse) == [("I1", 2)]
    assert [batch.rows for batch in warehouse.batches()] == [1, 1]


def test_a_version_that_names_nobody_goes_too(warehouse: Warehouse) -> None:
    version(warehouse, 1, GONE, STAYS)
    version(warehouse, 2, None, None)

    assert forget(warehouse) == [("I1", 2)]


def test_a_contact_that_is_somebody_elses_now_stays(warehouse: Warehouse) -> None:
    version(warehouse, 1, GONE, STAYS)
    version(warehouse, 2, STAYS, STAYS)
    before = now(warehouse)

    assert forget(warehouse) == before
    assert [batch.rows for batch in warehouse.batches()] == [1, 2]


def test_what_was_removed_goes_and_takes_nothing_along(warehouse: Warehouse) -> None:
    version(warehouse, 1, STAYS, STAYS)
    removed = version(warehouse, 2, GONE, GONE)
    remove(warehouse, removed)
    before = now(warehouse)

    assert forget(warehouse) == before == [("I0", 1), ("I1", 1)]


def test_what_was_removed_can_be_put_back_without_the_customer(
    warehouse: Warehouse,
) -> None:
    version(warehouse, 1, GONE, STAYS)
    newer = version(warehouse, 2, STAYS, STAYS)
    remove(warehouse, newer)

    assert forget(warehouse) == [("I1", 1)]

    (_, newer) = warehouse.batches()
    warehouse.restore(newer.id, reason="right", who="owner", when=NOW)
    assert now(warehouse) == [("I0", 2), ("I1", 2)]


def test_rows_stay_in_their_order(warehouse: Warehouse) -> None:
    version(warehouse, 1, *([STAYS, GONE, STAYS] * 3000))
    forget(warehouse)

    file = warehouse.manifest.path(warehouse.batches()[0])
    lines = [line for (line,) in warehouse.fetch(f"SELECT line FROM '{file}'")]
    assert lines == sorted(lines)
    assert len(lines) == 6000


def test_looking_changes_nothing(warehouse: Warehouse) -> None:
    version(warehouse, 1, GONE, STAYS)
    head = warehouse.state.head()

    told = find_customer(warehouse, [GONE], when=NOW)

    assert (told.rows, told.tables) == (1, {"interactions": 1})
    assert not told.nothing
    assert warehouse.state.head() == head
    assert find_customer(warehouse, ["C-NOBODY0000000"], when=NOW).nothing


def test_the_id_is_taken_out_of_the_texts_of_others(warehouse: Warehouse) -> None:
    said = (
        "as C-GONE000000000",
        "C-GONE0000000001",
        "c-gone000000000, C-GONE000000000",
    )
    rows = [
        row(f"I{i}", "2026-01-05 10:00", customer_id=STAYS, reason=text, team="north")
        for i, text in enumerate(said)
    ]
    load(warehouse, rows)

    told = find_customer(warehouse, [GONE], when=NOW)
    assert (told.rows, told.texts, told.batches) == (0, 2, 1)
    assert not told.nothing
    forget_customer(warehouse, [GONE], who="owner", when=NOW)

    log = warehouse.log().rows(["interaction_id", "reason", "team"])
    query = f"SELECT reason, team FROM {log} ORDER BY interaction_id"
    assert warehouse.fetch(query) == [
        ("as \u2026", "north"),
        (said[1], "north"),
        ("c-gone000000000, \u2026", "north"),
    ]


def test_a_short_id_is_not_looked_for_in_texts(warehouse: Warehouse) -> None:
    load(
        warehouse, [row("I1", "2026-01-05 10:00", customer_id=STAYS, reason="12 late")]
    )

    assert find_customer(warehouse, ["12"], when=NOW).nothing
