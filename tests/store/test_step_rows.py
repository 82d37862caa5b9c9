"""Interactions with their steps: closed ones of the days asked for, text as it is."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from qc.core.kinds import Stage
from qc.store.slices import ALL_DAYS, Span
from qc.store.step_rows import step_rows
from tests.store.logs import fresh, load, row

ROWS = [
    row(
        "I1",
        "2026-01-05 12:00",
        stage="sale",
        steps_done="a>b",
        resolved_at="2026-02-01",
    ),
    row("I2", "2026-01-06 12:00", stage="sale", steps_done="a", resolved_at=None),
    row("I3", "2026-01-07 12:00", stage=None, steps_done="a", resolved_at="2026-02-01"),
    row(
        "I4",
        "2026-01-08 12:00",
        stage="sale",
        steps_done=None,
        resolved_at="2026-02-01",
    ),
    row(
        "I5",
        "2026-01-09 12:00",
        stage="news",
        steps_done="o'b\">x",
        resolved_at="2026-02-01",
    ),
]


def test_closed_ones_with_a_record(tmp_path: Path) -> None:
    made = fresh(tmp_path)
    load(made, ROWS)

    found = step_rows(made, ALL_DAYS)

    assert found.ids == ("I1", "I5")
    assert [found.texts[i] for i in found.text] == ["a>b", "o'b\">x"]
    stages = list(Stage)
    assert [stages[i] for i in found.stage] == [Stage.SALE, Stage.NEWS]
    assert found.opened[0] == np.datetime64("2026-01-05T12:00")
    later = step_rows(made, Span(np.datetime64("2026-01-06"), None))
    assert later.ids == ("I5",)


def test_where_no_log_says_when_one_ended_all_count(tmp_path: Path) -> None:
    made = fresh(tmp_path)
    load(made, [{**one, "resolved_at": None} for one in ROWS])

    assert step_rows(made, ALL_DAYS).ids == ("I1", "I2", "I5")
    assert step_rows(made, Span(np.datetime64("2027-01-01"), None)).ids == ()
