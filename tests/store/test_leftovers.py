"""A crash while batches are written anew leaves all as before, or all as after."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from qc.core.errors import BrokenStore
from qc.store import files, leftovers
from qc.store.batches import Batches
from qc.store.database import Database
from qc.store.erasing import forget_customer
from qc.store.warehouse import Warehouse
from tests.store.logs import NOW, load, row

GONE, STAYS = "C-GONE000000000", "C-STAYS00000000"


class Crash(BaseException):
    """The machine stops."""


@pytest.fixture
def warehouse(tmp_path: Path) -> Warehouse:
    opened = Warehouse.open(tmp_path / "workspace", create=True)
    for name in ("first", "second"):
        rows = [
            row(f"{name}{i}", "2026-01-05 10:00", customer_id=(GONE, STAYS)[i % 2])
            for i in range(10)
        ]
        load(opened, rows, name)
    return opened


def forget(warehouse: Warehouse) -> None:
    forget_customer(warehouse, [GONE], who="owner", when=NOW)


def counted(warehouse: Warehouse) -> list[int]:
    rows = warehouse.log().rows(["customer_id"])
    query = f"SELECT count(*) FROM {rows} GROUP BY customer_id ORDER BY customer_id"
    return [n for (n,) in warehouse.fetch(query)]


def stored(folder: Path) -> bytes:
    files = (file for file in folder.rglob("*") if file.is_file())
    return b"".join(file.read_bytes() for file in files)


def crash_at(monkeypatch: pytest.MonkeyPatch, owner: object, name: str, n: int) -> None:
    """Stop at the n-th call of a function."""
    real: Callable[..., object] = getattr(owner, name)
    calls = 0

    def stopping(*args: object, **options: object) -> object:
        nonlocal calls
        calls += 1
        if calls == n:
            raise Crash
        return real(*args, **options)

    monkeypatch.setattr(owner, name, stopping)


STEPS = [
    *((files, "settle", n) for n in (1, 2)),
    *((files, "sha256", n) for n in (1, 2, 3)),
    (Batches, "swap", 1),
    *((files, "remove", n) for n in (1, 2)),
    *((Database, "compact", n) for n in (1, 2)),
]


@pytest.mark.parametrize(
    ("owner", "name", "n"), STEPS, ids=lambda part: str(part)[-16:]
)
def test_before_or_after(
    warehouse: Warehouse, owner: object, name: str, n: int
) -> None:
    with pytest.MonkeyPatch.context() as patch:
        crash_at(patch, owner, name, n)
        with pytest.raises(Crash):
            forget(warehouse)
    folder = warehouse.state.folder

    opened = Warehouse.open(folder, create=False, now=NOW)

    assert counted(opened) in ([10], [10, 10])
    if counted(opened) == [10]:
        assert GONE.encode() not in stored(folder)
    forget(opened)
    assert counted(opened) == [10]
    assert GONE.encode() not in stored(folder)


def test_strays_of_a_load_that_stopped_go_at_once(warehouse: Warehouse) -> None:
    stray = warehouse.manifest.folder / "0123456789abcdef.parquet"
    stray.write_bytes(GONE.encode())

    forget(warehouse)

    assert not stray.exists()


def test_two_who_write_at_once_do_not_lose_a_file(
    warehouse: Warehouse, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Another program takes the new files for strays before they are entered."""
    real = Batches.swap

    def meanwhile(manifest: Batches, *args: object) -> None:
        leftovers.clear_strays(manifest)
        real(manifest, *args)  # type: ignore[arg-type]

    monkeypatch.setattr(Batches, "swap", meanwhile)
    with pytest.raises(BrokenStore, match="meanwhile; nothing was changed"):
        forget(warehouse)

    assert counted(warehouse) == [10, 10]


def test_nothing_is_noted_when_all_is_done(warehouse: Warehouse) -> None:
    forget(warehouse)

    assert warehouse.state.setting(leftovers.SETTING) is None
    assert not leftovers.clear(warehouse.manifest, warehouse.cells)
