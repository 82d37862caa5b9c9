"""Public logs that are not part of the project, each loaded once for all tests.

They are looked for in the folder that QC_REAL_DATA names.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
import pytest

from qc.intake.mapping_read import read_mapping
from qc.workspace import Workspace
from tests.real.looking import Facts, Real

ROOT = Path(__file__).resolve().parents[2]
FOLDER = Path(os.environ.get("QC_REAL_DATA") or "public-logs")
MAPPINGS = ROOT / "data" / "mappings"
NOW = datetime(2026, 1, 1, tzinfo=UTC)

Load = Callable[..., Real]


def file_of(folder: str, name: str) -> Path:
    """Return one of the files, or skip the test."""
    path = FOLDER / folder / name
    if not path.exists():
        pytest.skip(f"{folder}/{name} is not here; name its folder in QC_REAL_DATA")
    return path


def facts_of(folder: str) -> Facts:
    found: Facts = json.loads(file_of(folder, "facts.json").read_text("utf-8"))
    return found


@pytest.fixture(scope="session")
def load(tmp_path_factory: pytest.TempPathFactory) -> Load:
    """Load one file of a folder in a workspace of its own."""

    def run(
        file: Path,
        mapping: str,
        *,
        cards: str = "",
        edit: Callable[[str], str] = str,
    ) -> Real:
        workspace = Workspace.open(tmp_path_factory.mktemp("real"), now=lambda: NOW)
        text = edit((MAPPINGS / mapping).read_text("utf-8"))
        report = workspace.load(file, mapping=read_mapping(text, mapping))
        if cards:
            workspace.add_measures(cards, "cards.toml")
        return Real(workspace=workspace, report=report)

    return run


def cards_of(name: str, more: str = "") -> str:
    """Return the cards of the project for a log, and some more."""
    return (MAPPINGS / f"{name}.measures.toml").read_text("utf-8") + more


def share(name: str, *tests: str) -> str:
    """Write a card that counts the rows meeting some tests."""
    return _card(name, "share", f"defective = [{', '.join(tests)}]")


def rate(name: str) -> str:
    """Write a card that sums a field."""
    return _card(name, "rate", f'events = "{name}"')


def took(name: str, start: str, stop: str) -> str:
    """Write a card that measures the time between two others."""
    return _card(name, "duration", f'clock = {{ start = "{start}", stop = "{stop}" }}')


def _card(name: str, kind: str, rest: str) -> str:
    top = f'id = "{name}"\ntitle = "T"\nquestion = "Q"\ndirection = "lower"'
    return f'\n[[measure]]\n{top}\nkind = "{kind}"\n{rest}\n'


NYC_CARDS = (
    share("open", '{ field = "closed_at", missing = true }'),
    share("closed", '{ field = "status", equals = "Closed" }'),
    took("updated", "opened_at", "updated_at"),
    took("updated-after-closing", "closed_at", "updated_at"),
)


@pytest.fixture(scope="session")
def nyc_facts() -> Facts:
    return facts_of("nyc311_animals")


def _nyc(load: Load, edit: Callable[[str], str] = str) -> Real:
    file = file_of("nyc311_animals", "311_Animals_short.csv")
    cards = cards_of("nyc311_animals", "".join(NYC_CARDS))
    return load(file, "nyc311_animals.toml", cards=cards, edit=edit)


@pytest.fixture(scope="session")
def nyc(load: Load) -> Real:
    """The requests by the clock that elapsed: New York's."""
    return _nyc(load)


@pytest.fixture(scope="session")
def nyc_local(load: Load) -> Real:
    """The requests by subtraction of clock readings, as if they were UTC."""
    return _nyc(load, lambda text: text.replace("America/New_York", "UTC"))


@pytest.fixture(scope="session")
def bpic_facts() -> Facts:
    return facts_of("bpic2014")


BPIC_CARDS = (
    rate("reassignments"),
    share("requests", '{ field = "category", equals = "request for information" }'),
    share("closed", '{ field = "status", equals = "Closed" }'),
)


def _incidents(load: Load, file: Path, edit: Callable[[str], str] = str) -> Real:
    cards = cards_of("bpic2014_incidents", "".join(BPIC_CARDS))
    return load(file, "bpic2014_incidents.toml", cards=cards, edit=edit)


@pytest.fixture(scope="session")
def incidents(load: Load) -> Real:
    """All incidents; times by subtraction of clock readings."""
    file = file_of("bpic2014", "BPIC14_incident_case_attributes.csv")
    return _incidents(load, file, lambda t: t.replace("Europe/Amsterdam", "UTC"))


@pytest.fixture(scope="session")
def late_incidents(load: Load) -> Real:
    """The incidents opened from October 2013 on: the same log, asked by options."""
    file = file_of("bpic2014", "BPIC14_incident_case_attributes.csv")
    whole = _incidents(load, file, lambda t: t.replace("Europe/Amsterdam", "UTC"))
    return replace(whole, first=np.datetime64("2013-10-01"))


LOG_CARDS = (
    rate("reassignments"),
    share("reopened", '{ field = "reopens", at_least = 1 }'),
    share("not-closed", '{ field = "closed_at", missing = true }'),
    share(
        "asked", '{ field = "steps_done", contains = "Communication with customer" }'
    ),
)


def _log(load: Load, edit: Callable[[str], str] = str) -> Real:
    file = file_of("bpic2014", "BPIC14_incident_log.csv")
    return load(file, "bpic2014_log.toml", cards="".join(LOG_CARDS), edit=edit)


@pytest.fixture(scope="session")
def activities(load: Load) -> Real:
    """The activity log as the project maps it."""
    return _log(load)


@pytest.fixture(scope="session")
def all_activities(load: Load) -> Real:
    """The activity log, with incidents that have no activity called Open."""
    old, new = '{ first = "Open" }', '{ first_value = "data_stamp" }'
    return _log(load, lambda text: text.replace(old, new))


@pytest.fixture(scope="session")
def nhs_facts() -> Facts:
    return facts_of("nhs_ae")


@pytest.fixture(scope="session")
def nhs(load: Load) -> Real:
    """Counts of emergency departments."""
    return load(file_of("nhs_ae", "ae_attendances.csv"), "nhs_ae.toml")
