"""The days of the log: counted once for each state of it."""

from __future__ import annotations

from pathlib import Path

import pytest

from qc.store.log_days import days
from tests.store.logs import ANNA, NOW, fresh, load, row


def test_they_are_counted_anew_when_the_log_changes(tmp_path: Path) -> None:
    warehouse = fresh(tmp_path)
    load(warehouse, [row("a", "2026-02-01"), row("b", "2026-02-01")], "one")
    before = days(warehouse)
    second = load(warehouse, [row("c", "2026-02-03")], "two")
    both = days(warehouse)
    warehouse.remove(second.id, reason="wrong", who=ANNA, when=NOW)

    assert before[1].tolist() == [2]
    assert both[0].astype(str).tolist() == ["2026-02-01", "2026-02-03"]
    assert both[1].tolist() == [2, 1]
    assert days(warehouse)[1].tolist() == [2]


def test_they_are_counted_once_and_cannot_be_changed(tmp_path: Path) -> None:
    warehouse = fresh(tmp_path)
    load(warehouse, [row("a", "2026-02-01")])

    at, n = days(warehouse)

    assert days(warehouse)[0] is at
    with pytest.raises(ValueError, match="read-only"):
        n[0] = 7
