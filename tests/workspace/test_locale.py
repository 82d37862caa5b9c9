"""The locale of a workspace: kept, on record, refused where there is none."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from qc.core.errors import UnknownName
from qc.view.locales import ENGLISH, LOCALES
from qc.view.words import formats as say
from qc.workspace import Workspace
from qc.workspace.locale import locale_of, named, use_locale
from qc.workspace.settings import exported, look, take

NOW = datetime(2026, 11, 18, 12, tzinfo=UTC)


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    return Workspace.open(tmp_path, now=lambda: NOW)


def test_it_is_british_until_chosen_and_kept_from_then_on(
    workspace: Workspace, tmp_path: Path
) -> None:
    assert locale_of(workspace.warehouse) is ENGLISH

    use_locale(workspace, "de-DE")

    again = Workspace.open(tmp_path)
    assert locale_of(again.warehouse) is LOCALES["de-DE"]
    assert again.warehouse.state.entries(1)[0].subject == "locale"


def test_one_that_is_not_known_is_refused(workspace: Workspace) -> None:
    with pytest.raises(UnknownName, match="No locale is called 'de'"):
        use_locale(workspace, "de")
    with pytest.raises(UnknownName):
        named("xx-XX")
    assert locale_of(workspace.warehouse) is ENGLISH


def test_the_settings_file_holds_it(workspace: Workspace, tmp_path: Path) -> None:
    other = Workspace.open(tmp_path / "other", now=lambda: NOW)
    use_locale(workspace, "fr-FR")

    take(other, look(other, exported(workspace), "s.toml"))

    assert locale_of(other.warehouse).tag == "fr-FR"


@pytest.mark.parametrize("tag", list(LOCALES))
def test_every_locale_has_a_place_and_an_example(tag: str) -> None:
    assert say.example(tag).startswith(f"{say.PLACES[tag]}: 1")
    assert list(say.PLACES) == list(LOCALES)
