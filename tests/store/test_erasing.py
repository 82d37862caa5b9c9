"""A customer forgotten: in no byte of the workspace, and nobody else is touched."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import numpy as np
import pytest

from qc.core.errors import BrokenStore
from qc.core.kinds import Direction, MeasureKind, Period
from qc.core.measures import Condition, Measure, Test
from qc.core.plan import Fault, SetAside
from qc.core.series import Counts
from qc.store import aside
from qc.store.audit import Change, Deed
from qc.store.batch import Batch
from qc.store.erasing import Forgotten, find_customer, forget_customer
from qc.store.rewriting import connected, rewrite
from qc.store.series import series
from qc.store.warehouse import Warehouse
from tests.store.logs import NOW, arrival, load, row

GONE, STAYS = "C-GONE000000000", "C-STAYS00000000"
CARD = Measure(
    id="defects",
    title="",
    question="",
    kind=MeasureKind.SHARE,
    direction=Direction.LOWER,
    defective=(Condition(field="defective", test=Test.EQUALS, values=(True,)),),
    by=Period.WEEK,
)


@pytest.fixture
def warehouse(tmp_path: Path) -> Warehouse:
    return Warehouse.open(tmp_path / "workspace", create=True)


def rows(customer: str, first: int, count: int = 20) -> list[dict[str, object]]:
    return [
        dict(
            row(
                f"{customer[2]}{i}",
                f"2026-0{1 + i // 28 % 2}-{1 + i % 28:02} 10:00",
                customer_id=customer,
                agent="A-ONE",
                defective=i % 3 == 0,
            )
        )
        for i in range(first, first + count)
    ]


def forget(warehouse: Warehouse, *ids: str, reason: str = "asked to") -> Forgotten:
    return forget_customer(
        warehouse, ids or (GONE,), who="owner", when=NOW, reason=reason
    )


def erased(rows: int = 0, batches: int = 0, names: int = 0) -> Forgotten:
    tables = {"interactions": rows} if rows else {}
    return Forgotten(rows=rows, batches=batches, listed=0, names=names, tables=tables)


def stored(warehouse: Warehouse) -> bytes:
    files = (file for file in warehouse.state.folder.rglob("*") if file.is_file())
    return b"".join(file.read_bytes() for file in files)


def test_every_row_goes_and_the_counts_say_so(warehouse: Warehouse) -> None:
    load(warehouse, [*rows(GONE, 0), *rows(STAYS, 0)], "first")
    load(warehouse, [*rows(GONE, 15), *rows(STAYS, 15)], "second")
    load(warehouse, rows(STAYS, 50), "third")
    third = warehouse.batches()[2]

    told = forget(warehouse)

    assert told == erased(rows=40, batches=2)
    assert [batch.rows for batch in warehouse.batches()] == [20, 20, 20]
    assert warehouse.batches()[2].parquet_sha256 == third.parquet_sha256
    log = warehouse.log().rows(["customer_id"])
    assert warehouse.fetch(f"SELECT DISTINCT customer_id FROM {log}") == [(STAYS,)]


def test_the_id_is_in_no_file(warehouse: Warehouse) -> None:
    names = [(GONE, "customer", b"sealed")]
    staged = dataclasses.replace(
        arrival(warehouse, [*rows(GONE, 0), *rows(STAYS, 0)], "first"),
        people=tuple(names),
    )
    warehouse.commit(staged, who="owner", when=NOW)
    removed = load(warehouse, rows(GONE, 40), "second")
    warehouse.remove(removed.id, reason="wrong", who="owner", when=NOW)
    numbers(warehouse)
    assert GONE.encode() in stored(warehouse)

    told = forget(warehouse)

    assert told == erased(rows=40, batches=2, names=1)
    assert GONE.encode() not in stored(warehouse)
    assert STAYS.encode() in stored(warehouse)
    assert forget(warehouse) == erased()


def test_numbers_of_all_others_stay(warehouse: Warehouse, tmp_path: Path) -> None:
    load(warehouse, [*rows(GONE, 0), *rows(STAYS, 0)], "first")
    load(warehouse, [*rows(STAYS, 15), *rows(GONE, 15)], "second")
    with_all = numbers(warehouse)
    other = Warehouse.open(tmp_path / "other", create=True)
    load(other, rows(STAYS, 0), "first")
    load(other, rows(STAYS, 15), "second")

    forget(warehouse)

    assert numbers(warehouse) == numbers(other) != with_all


def test_replaced_versions_are_still_told_from_new_ones(warehouse: Warehouse) -> None:
    load(warehouse, [*rows(GONE, 0), *rows(STAYS, 0)], "first")
    load(warehouse, [*rows(GONE, 10), *rows(STAYS, 10)], "second")

    forget(warehouse)

    first, second = warehouse.batches()
    assert second.overlaps == {first.id: 10}


def test_a_batch_of_nobody_else_is_left_empty(warehouse: Warehouse) -> None:
    load(warehouse, rows(GONE, 0), "first")
    load(warehouse, rows(STAYS, 0), "second")

    assert forget(warehouse).rows == 20

    assert [batch.rows for batch in warehouse.batches()] == [0, 20]
    log = warehouse.log().rows(["customer_id"])
    assert warehouse.fetch(f"SELECT count(*) FROM {log}") == [(20,)]


def test_lists_of_faults_lose_what_names_the_customer(warehouse: Warehouse) -> None:
    listed = warehouse.staging / "list.parquet"
    with connected(warehouse) as connection:
        connection.execute(
            f"COPY (SELECT 0::BIGINT AS line, '' AS \"column\", '' AS \"value\", '' AS "
            f"fault, true AS kept, '' AS customer WHERE false) TO '{listed}' "
            "(FORMAT parquet)"
        )
        texts = ("x,C1,y", "x,C10,y", "x,y")
        each = [
            SetAside(line=i, column="", value=text, fault=Fault.NUL_BYTE)
            for i, text in enumerate(texts)
        ]
        aside.add(connection, listed, each)
    staged = arrival(warehouse, rows(STAYS, 0), "first")
    warehouse.commit(
        dataclasses.replace(staged, set_aside=listed), who="owner", when=NOW
    )

    assert forget(warehouse, "C1", GONE).listed == 1

    file = warehouse.manifest.set_aside(warehouse.batches()[0])
    assert file is not None
    left = [entry.value for entry, _ in aside.read_list(warehouse.fetch, file)]
    assert left == ["x,C10,y", "x,y"]


def test_lists_of_earlier_versions_name_customers_in_their_texts(
    warehouse: Warehouse,
) -> None:
    listed = warehouse.staging / "list.parquet"
    texts = "('x C1 y'), ('x C10 y'), ('C1')"
    with connected(warehouse) as connection:
        connection.execute(
            'COPY (SELECT 2::BIGINT AS line, \'at\' AS "column", text AS "value", '
            f"'not-a-time' AS fault, false AS kept FROM (VALUES {texts}) AS t(text)) "
            f"TO '{listed}' (FORMAT parquet)"
        )
    staged = arrival(warehouse, rows(STAYS, 0), "first")
    warehouse.commit(
        dataclasses.replace(staged, set_aside=listed), who="owner", when=NOW
    )

    assert forget(warehouse, "C1", GONE).listed == 2


def test_the_trail_has_a_tombstone_without_the_id(warehouse: Warehouse) -> None:
    load(warehouse, rows(GONE, 0), "first")
    forget(warehouse)

    (entry,) = warehouse.state.entries(1)
    assert (entry.what, entry.subject, entry.reason) == (
        "customer-forgotten",
        "",
        "asked to",
    )
    assert entry.new == (
        '{"batches":1,"listed":0,"mentions":0,"names":0,"on_record":0,"rows":20,'
        '"tables":{"interactions":20},"texts":0,"unfinished":0}'
    )
    warehouse.state.verify()


def test_what_people_wrote_is_told_and_stays(warehouse: Warehouse) -> None:
    for text in (f"{GONE} called", f"{GONE}0 called"):
        day = np.datetime64("2026-01-01")
        warehouse.state.annotate(None, day, text, who="owner", when=NOW)
    (warehouse.state.folder / "cards.toml").write_text(f'where = ["{GONE}"]')

    told = find_customer(warehouse, [GONE], when=NOW)

    assert (told.mentions, told.on_record) == (2, 1)
    assert forget(warehouse) == told


def test_nothing_is_erased_from_a_damaged_workspace(warehouse: Warehouse) -> None:
    load(warehouse, rows(GONE, 0), "first")
    damaged = load(warehouse, rows(GONE, 30), "second")
    file = warehouse.manifest.path(damaged)
    file.chmod(0o644)
    file.write_bytes(b"?" + file.read_bytes()[1:])

    with pytest.raises(BrokenStore, match="changed or damaged"):
        forget(warehouse)

    assert warehouse.batches()[0].rows == 20


def test_what_was_loaded_meanwhile_stops_it(warehouse: Warehouse) -> None:
    load(warehouse, rows(GONE, 0), "first")
    before = warehouse.batches()
    load(warehouse, rows(STAYS, 0), "second")
    change = Change(what=Deed.CUSTOMER_FORGOTTEN, subject="", who="owner", when=NOW)

    with pytest.raises(BrokenStore) as refused:
        warehouse.manifest.swap(before, before, change, lambda _: None)

    assert str(refused.value) == (
        "Files were loaded or removed meanwhile; nothing was changed. Try again."
    )
    with connected(warehouse) as connection:
        assert rewrite(warehouse, connection, [], change, lambda _: None) == ()


def numbers(warehouse: Warehouse) -> list[list[float]]:
    """Count cases and defects week by week, through the cells."""
    found = series(warehouse, (CARD,))[CARD.id]
    assert isinstance(found, Counts)
    return [list(map(float, column)) for column in (found.events, found.n)]


def test_cells_are_made_anew(warehouse: Warehouse) -> None:
    load(warehouse, [*rows(GONE, 0), *rows(STAYS, 0)], "first")
    numbers(warehouse)
    old = {file.name for file in warehouse.cells.iterdir()}
    assert old

    forget(warehouse)

    assert list(warehouse.cells.iterdir()) == []
    numbers(warehouse)
    assert old.isdisjoint(file.name for file in warehouse.cells.iterdir())


def test_a_batch_type_is_what_it_was(warehouse: Warehouse) -> None:
    batch: Batch = load(warehouse, [*rows(GONE, 0), *rows(STAYS, 0)], "first")
    forget(warehouse)

    (after,) = warehouse.batches()
    kept = ("number", "source", "file", "mapping", "loaded_at", "account", "columns")
    assert all(getattr(after, name) == getattr(batch, name) for name in kept)
