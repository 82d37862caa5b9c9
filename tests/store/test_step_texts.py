"""Texts of steps, counted once each: none lost, none of an open case."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import numpy as np
import pytest

from qc.core.kinds import Stage
from qc.store import step_texts as module
from qc.store.slices import Slice, Span
from qc.store.step_texts import step_texts
from tests.store.logs import fresh, load, row

DONE = ("a>b", "a>b", "b", "o'b\">x", "", None, "a>b>c")
STAGES = ("sale", "support", None)
ROWS = [
    row(
        f"I{i}",
        f"2026-01-{1 + i % 20:02d} 12:00",
        stage=STAGES[i % 3],
        agent=("ann", "bob", None)[i // 3 % 3],
        steps_done=DONE[i % 7],
        resolved_at=None if i % 5 == 0 else "2026-02-01 12:00",
    )
    for i in range(400)
]


def test_counts_are_those_by_hand(tmp_path: Path) -> None:
    made = fresh(tmp_path)
    load(made, ROWS)
    span = Span(np.datetime64("2026-01-03"), None)
    inside = [r for r in ROWS if str(r["opened_local"]) >= "2026-01-03" and r["stage"]]
    known = [r for r in inside if r["steps_done"] is not None and r["resolved_at"]]

    log = step_texts(made, "agent", span=span)

    wanted = Counter((r["stage"], r["steps_done"], r["agent"]) for r in known)
    assert {(t.stage, t.text, t.unit): t.n for t in log.texts} == wanted
    assert sum(log.silent.values()) == len(inside) - len(known)
    assert log.unread == 0
    part = step_texts(made, slice=Slice.of(stage=("sale",)), span=span)
    assert {t.stage for t in part.texts} == {Stage.SALE}
    assert sum(t.n for t in part.texts) == sum(r["stage"] == "sale" for r in known)


def test_rare_texts_are_counted_though_not_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = fresh(tmp_path)
    load(made, [{**r, "resolved_at": None} for r in ROWS])
    monkeypatch.setattr(module, "MOST_TEXTS", 3)

    log = step_texts(made, "agent")

    assert len({(t.stage, t.text) for t in log.texts}) == 3
    known = [r for r in ROWS if r["steps_done"] is not None and r["stage"]]
    assert sum(t.n for t in log.texts) + log.unread == len(known)


def test_a_log_without_steps(tmp_path: Path) -> None:
    made = fresh(tmp_path)
    load(made, [row("A", "2026-01-01 12:00", stage="sale")])

    log = step_texts(made)

    assert (log.texts, log.silent, log.unread) == ((), {Stage.SALE: 1}, 0)
