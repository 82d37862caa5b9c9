"""The version of a workspace: all that figures rest on moves it, nothing else does."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import numpy as np
import pytest

from qc.core.actions import Action
from qc.core.charts import PhasePlan
from qc.core.kinds import ChartKind, MinuteKind
from qc.core.people import Keep
from qc.store.audit import BESIDE, Deed
from qc.view.pack import Format
from qc.workspace import Workspace, meeting, packing, pinning
from qc.workspace.actions import keep
from qc.workspace.decisions import keep_chart, undo
from qc.workspace.resources import (
    CARDS_FILE,
    DATA,
    NEWS_FILE,
    RULES_FILE,
    STEPS_FILE,
    SUPPLY_FILE,
    text_of,
)
from qc.workspace.settings import look, take
from tests.pages import logs

NAME = "support-defective"
DAY = np.datetime64("2026-02-02")
CALENDAR = 'zone = "UTC"\nholidays = ["2026-02-02"]\n'
TARGET = f"format = 1\n[targets.{NAME}]\ntarget = 0.02\n"


class Clock:
    """A clock that can be put forward."""

    def __init__(self) -> None:
        self.at = datetime(2026, 11, 18, 12, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.at


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def log(tmp_path: Path, clock: Clock) -> Workspace:
    """Thirty weeks of ten contacts."""
    opened = Workspace.open(tmp_path, now=clock)
    with opened.upload(logs.csv_of(logs.contacts(300))) as file:
        opened.load(file, name="log.csv")
    return opened


def _load(log: Workspace) -> None:
    with log.upload(logs.csv_of(logs.contacts(10, weeks=1)[1:])) as file:
        log.load(file, name="more.csv")


def _remove(log: Workspace) -> None:
    log.remove(log.batches()[0].id, reason="wrong file")


def _cards(log: Workspace) -> None:
    text = text_of(DATA / CARDS_FILE)
    log.add_measures(text.replace("target = 0.10", "target = 0.11"), CARDS_FILE)


def _file(log: Workspace, name: str, old: str, new: str) -> None:
    """Change a file of settings by hand, as with an editor."""
    text = text_of(DATA / name)
    assert old in text
    (log.folder / name).write_text(text.replace(old, new), encoding="utf-8")


def _settings(log: Workspace) -> None:
    take(log, look(log, TARGET, "settings.toml"))


MATTERS: dict[str, Callable[[Workspace], object]] = {
    "rows": _load,
    "cards": _cards,
    "rule set": lambda log: log.use_rules("nhs"),
    "rules by hand": lambda log: _file(log, RULES_FILE, "sigma = 3.0", "sigma = 3.1"),
    "steps by hand": lambda log: _file(log, STEPS_FILE, "greet", "welcome"),
    "silence by hand": lambda log: _file(log, SUPPLY_FILE, "3.0", "4.0"),
    "news by hand": lambda log: _file(log, NEWS_FILE, "= 90", "= 91"),
    "calendar": lambda log: log.use_calendar(CALENDAR),
    "plan": lambda log: log.save_plan(NAME, PhasePlan(starts=(DAY,)), reason="new"),
    "plan taken back": lambda log: undo(log, NAME),
    "chart": lambda log: keep_chart(
        log, NAME, ChartKind.P_PRIME, seen=None, reason="why"
    ),
    "target": _settings,
    "names": lambda log: log.keep_names(Keep.ALL),
    "a customer forgotten": lambda log: log.forget_customer("K1"),
    "rows taken out": _remove,
    "rows put back": lambda log: log.restore(log.batches()[0].id, reason="right"),
}


def _write(log: Workspace) -> None:
    meeting.write_minute(log, DAY, MinuteKind.DECISION, "Ask the carrier.", NAME)


def _take_out(log: Workspace) -> None:
    meeting.remove_minute(log, meeting.minutes(log, DAY)[0].id)


def _export(log: Workspace) -> None:
    packing.write(log, packing.make(log, log.review()), Format.CSV)


def _action(log: Workspace) -> None:
    keep(log, Action(title="Ask the carrier", measure=NAME))


BESIDES: dict[str, Callable[[Workspace], object]] = {
    "event": lambda log: log.note(NAME, DAY, "New carrier"),
    "event off": lambda log: log.remove_note(log.notes(NAME)[0].id),
    "action": _action,
    "minute": _write,
    "minute off": _take_out,
    "review seen": lambda log: meeting.close(log, log.review()),
    "export": _export,
    "pins": lambda log: pinning.pin(log, [NAME]),
    "sample away": Workspace.put_sample_away,
}


def test_all_that_figures_rest_on_moves_it(log: Workspace, clock: Clock) -> None:
    seen = [log.version]
    for name, do in MATTERS.items():
        do(log)
        assert log.version not in seen, name
        assert log.version == log.version, name
        seen.append(log.version)

    clock.at += timedelta(days=1)
    assert log.version not in seen


def test_what_is_written_down_beside_them_does_not(log: Workspace) -> None:
    before, state = log.version, log.warehouse.state

    for name, do in BESIDES.items():
        entries = state.head().entries
        do(log)
        assert state.head().entries > entries, name
        assert log.version == before, name

    done = {entry.what for entry in state.entries()}
    assert {*done, Deed.ANNOTATION_CHANGED} >= BESIDE


def test_a_card_that_was_read_before_is_not_read_for_another(log: Workspace) -> None:
    first = log.card(NAME).target
    MATTERS["cards"](log)
    second = log.card(NAME).target
    (log.folder / CARDS_FILE).unlink()

    assert [first, second, log.card(NAME).target] == [0.10, 0.11, 0.10]
