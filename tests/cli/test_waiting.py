"""`waiting` and `together`: what they say as text, as data and as exit status."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.conftest import Run

LATE = "support-answered-late"
OPEN = """\
interaction_id,opened_at,promised_by,resolved_at,stage
"""
CARD = """\
[[measure]]
id = "so-far"
title = "Late so far"
question = "?"
kind = "share"
direction = "lower"
clock.start = "opened_at"
clock.stop = "resolved_at"
clock.promise = "promised_by"
clock.open_cases = "censored"
"""


def log(weeks: int = 30, each: int = 20) -> str:
    """Write cases promised within four days; one in five takes six, the end cuts."""
    from datetime import datetime, timedelta

    start, rows = datetime(2026, 1, 5, 9), []  # noqa: DTZ001
    end = start + timedelta(weeks=weeks)
    for i in range(weeks * each):
        opened = start + i * timedelta(weeks=1) / each
        stop = opened + timedelta(days=6 if i % 5 == 0 else 1 + i % 3)
        done = f"{stop:%Y-%m-%dT%H:%M}" if stop < end else ""
        due = f"{opened + timedelta(days=4):%Y-%m-%dT%H:%M}"
        rows.append(f"I{i},{opened:%Y-%m-%dT%H:%M},{due},{done},support")
    return OPEN + "\n".join(rows) + "\n"


@pytest.fixture
def waits(run: Run, csv: Callable[..., Path], tmp_path: Path) -> Path:
    """A workspace whose newest week has open cases."""
    cards, folder = csv(CARD, "cards.toml"), tmp_path / "waits"
    loaded = run("load", csv(log()), "--measures", cards, "--workspace", folder)
    assert loaded.status == 0, loaded.err
    return folder


class TestWaiting:
    def test_says_how_long_and_who_still_waits(self, run: Run, waits: Path) -> None:
        ran = run("waiting", "support-promise-broken", "--workspace", waits)

        assert ran.status == 0
        assert ran.lines[0] == "Promises broken in support: waiting times"
        assert "of the time promised" in ran.lines[1]
        assert "cases still wait." in ran.out

    def test_as_data(self, run: Run, waits: Path) -> None:
        data = run("waiting", "so-far", "--json", "--workspace", waits).json

        assert data["schema"] == "qc.waiting/1"
        assert data["unit"] == "promise"
        assert data["newest"][-1]["open"] > 0
        assert data["now"]["first"] > data["before"]["first"]

    def test_the_week_cuts_it(self, run: Run, waits: Path) -> None:
        week = ("--week", "2026-03-02")
        data = run("waiting", "so-far", "--json", "--workspace", waits, *week).json

        assert data["now"]["last"] == data["newest"][-1]["at"][:8] + "08"

    def test_a_measure_without_a_clock(self, run: Run, sample: Path) -> None:
        assert run("waiting", "satisfaction", "--workspace", sample).said == (
            "'satisfaction' has no clock, so nobody waits for it. Take a measure of "
            "time or of promises, or add `clock` to its card."
        )

    def test_no_whole_week(self, run: Run, waits: Path) -> None:
        asked = ("so-far", "--workspace", waits, "--until", "2026-01-07")

        assert run("waiting", *asked).said == (
            "No whole week of the log lies in the days looked at, so there are no "
            "waiting times to show. Look at more days."
        )


class TestChart:
    def test_of_a_card_that_counts_open_cases_tells_what_is_known(
        self, run: Run, waits: Path
    ) -> None:
        ran = run("chart", "so-far", "--workspace", waits)

        assert "Late in the newest periods, as far as it is known:" in ran.lines

    def test_of_other_cards_does_not(self, run: Run, sample: Path) -> None:
        assert (
            "as far as it is known" not in run("chart", LATE, "--workspace", sample).out
        )


class TestTogether:
    def test_of_the_first_measures_of_all_stages(self, run: Run, sample: Path) -> None:
        ran = run("together", "--week", "2026-W12", "--workspace", sample)

        assert ran.status == 0
        assert ran.lines[0].startswith("T\u00b2 chart: Inquiries answered late, ")
        assert "Nothing unusual together in the week of 16 Mar 2026." in ran.lines
        assert "Not among them:" in ran.lines

    def test_a_signal_of_the_newest_week_is_an_exit_status(
        self, run: Run, sample: Path
    ) -> None:
        names = "support-defective, support-again,support-answered-late"
        ran = run(
            "together",
            "--measures",
            names,
            "--chart",
            "mewma",
            "--json",
            "--workspace",
            sample,
        )

        assert ran.status == 1
        assert ran.json["chart"] == "mewma"
        assert ran.json["measures"] == [name.strip() for name in names.split(",")]
        assert ran.json["signal"] is True

    def test_refusals(self, run: Run, sample: Path, tmp_path: Path) -> None:
        place = ("--workspace", sample)
        one = run("together", "--measures", "satisfaction", *place)
        unknown = run("together", "--measures", f"{LATE},satisfactoin", *place)
        wrong = run("together", "--chart", "xmr", *place)
        (tmp_path / "empty").mkdir()
        empty = run("together", "--workspace", tmp_path / "empty")

        assert "Fewer than two measures share a baseline" in one.said
        assert "Did you mean 'satisfaction'?" in unknown.said
        assert "'xmr' is none of t2, mewma." in wrong.said
        assert "The log is empty." in empty.said
