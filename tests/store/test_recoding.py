"""Logs from before there were pseudonyms: coded in place, the same rows as ever."""

from __future__ import annotations

from pathlib import Path

import pytest

from qc.core.people import Keep, Person
from qc.core.plan import FieldPlan
from qc.store import people
from qc.store.pseudonyms import Pseudonyms
from qc.store.recoding import by_name, code_log
from qc.store.warehouse import Warehouse
from tests.store.loads import ID, OPENED, a_plan
from tests.store.loads import load as ingest
from tests.store.logs import NOW, load, row

PEOPLE = Pseudonyms(bytes(range(32)))
ANNA, BOB = (PEOPLE.of(Person.AGENT, name) for name in ("anna", "bob"))
C1 = PEOPLE.of(Person.CUSTOMER, "C1")


@pytest.fixture
def warehouse(tmp_path: Path) -> Warehouse:
    return Warehouse.open(tmp_path / "workspace", create=True)


def old_log(warehouse: Warehouse) -> None:
    first = row("i1", "2026-02-02 10:00", agent="anna", customer_id="C1", team="a")
    second = row("i2", "2026-02-03 10:00", agent="bob", team="a")
    load(warehouse, [first, second], "first")
    load(warehouse, [{**first, "agent": "bob"}], "second")


def coded(warehouse: Warehouse) -> int:
    return code_log(warehouse, PEOPLE, who="owner", when=NOW)


def rows(warehouse: Warehouse) -> list[tuple[object, ...]]:
    columns = ["interaction_id", "agent", "customer_id", "team"]
    log = warehouse.log().rows(columns)
    return sorted(warehouse.fetch(f"SELECT {', '.join(columns)} FROM {log}"))


def test_people_are_coded_and_batches_keep_their_places(warehouse: Warehouse) -> None:
    old_log(warehouse)
    before = warehouse.batches()

    assert coded(warehouse) == 2

    assert rows(warehouse) == [("i1", BOB, C1, "a"), ("i2", BOB, None, "a")]
    after = warehouse.batches()
    assert [batch.number for batch in after] == [batch.number for batch in before]
    assert [batch.file for batch in after] == ["first", "second"]
    assert {batch.key for batch in after} == {PEOPLE.fingerprint}
    assert after[1].overlaps == {after[0].id: 1}
    assert by_name(warehouse) == ()


def test_once_is_enough(warehouse: Warehouse) -> None:
    old_log(warehouse)
    coded(warehouse)
    head = warehouse.state.head()

    assert coded(warehouse) == 0
    assert warehouse.state.head() == head


def test_no_name_is_left_in_a_file(warehouse: Warehouse) -> None:
    load(warehouse, [row("i1", "2026-02-02 10:00", agent="Ziegenhals")])
    old = warehouse.manifest.path(warehouse.batches()[0])
    coded(warehouse)

    assert not old.exists()
    files = [file for file in warehouse.state.folder.rglob("*") if file.is_file()]
    assert all(b"Ziegenhals" not in file.read_bytes() for file in files)


def test_names_of_agents_are_kept(warehouse: Warehouse) -> None:
    old_log(warehouse)
    coded(warehouse)

    assert people.names(warehouse.state, PEOPLE, [ANNA, BOB, C1]) == {
        ANNA: "anna",
        BOB: "bob",
    }


def test_no_names_are_kept_if_none_are_to_be(warehouse: Warehouse) -> None:
    old_log(warehouse)
    code_log(warehouse, Pseudonyms(PEOPLE.key, Keep.NONE), who="owner", when=NOW)

    assert people.kept(warehouse.state) == {}


def test_a_row_loaded_again_is_the_same_row(warehouse: Warehouse) -> None:
    load(warehouse, [row("i1", "2026-02-02 10:00", agent="anna", customer_id="C1")])
    coded(warehouse)
    plan = a_plan(
        ID,
        OPENED,
        FieldPlan(field="agent", column="by"),
        FieldPlan(field="customer_id", column="who"),
        columns=("id", "at", "by", "who"),
    )
    ingest(
        warehouse.staging,
        "id,at,by,who\ni1,2026-02-02T10:00,anna,C1\n",
        plan,
        people=PEOPLE,
    )

    assert warehouse.compare(warehouse.staging / "out") == (1, 0)


def test_it_is_on_record(warehouse: Warehouse) -> None:
    old_log(warehouse)
    coded(warehouse)

    (entry,) = warehouse.state.entries(1)
    assert (entry.what, entry.new) == ("people-coded", '{"batches":2}')
    warehouse.state.verify()


def test_removed_batches_are_coded_too(warehouse: Warehouse) -> None:
    old_log(warehouse)
    second = warehouse.batches()[1]
    warehouse.remove(second.id, reason="wrong", who="owner", when=NOW)

    assert coded(warehouse) == 2

    second = warehouse.batches()[1]
    assert not second.live
    warehouse.restore(second.id, reason="right", who="owner", when=NOW)
    assert rows(warehouse)[0] == ("i1", BOB, C1, "a")


def test_a_damaged_batch_stays_as_it_is(warehouse: Warehouse) -> None:
    old_log(warehouse)
    first = warehouse.batches()[0]
    file = warehouse.manifest.path(first)
    file.chmod(0o644)
    file.write_bytes(file.read_bytes()[:-1] + b"?")

    assert coded(warehouse) == 1
    assert by_name(warehouse) == (first,)
