"""`--locale`: formats of the texts; JSON stays plain."""

from __future__ import annotations

from pathlib import Path

import pytest

from qc.view.locales import ENGLISH, reader
from qc.workspace.locale import use_locale
from qc.workspace.sample import open_sample
from tests.cli.conftest import Run


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("sample")
    use_locale(open_sample(folder), "de-DE")
    return folder


def test_a_command_follows_its_workspace(run: Run, folder: Path) -> None:
    said = run("review", "--workspace", folder).out

    assert "40,0\u00a0%" in said
    assert "40.0" not in said
    assert reader() is ENGLISH  # of whoever called


def test_a_command_can_be_asked_for_other_formats(run: Run, folder: Path) -> None:
    said = run("review", "--workspace", folder, "--locale", "en-US").out

    assert "40.0\u00a0%" in said
    assert "Aug\u00a024" in said


def test_json_stays_plain(run: Run, folder: Path) -> None:
    asked = ("chart", "support-defective", "--json", "--workspace", folder)

    data = run(*asked).json
    same = run(*asked, "--locale", "de-DE").json

    assert "40.0" in data["sentence"]
    assert same == data


def test_the_packs_follow_too(run: Run, folder: Path, tmp_path: Path) -> None:
    run("pack", "--workspace", folder, "--out", tmp_path, "--json")
    run("pack", "--workspace", folder, "--out", tmp_path, "--format", "csv")

    html = next(tmp_path.glob("*.html")).read_text(encoding="utf-8")
    table = next(tmp_path.glob("*.csv")).read_text(encoding="utf-8-sig")
    assert "40,0\u00a0%" in html
    assert "40.0" not in html
    assert "40.0" in table  # a number of a table stays plain


def test_a_refusal_follows_too(run: Run, folder: Path, tmp_path: Path) -> None:
    log = tmp_path / "rows.csv"
    log.write_text("interaction_id,opened_at,stage\n" + "1,,support\n" * 1200)

    said = run("load", log, "--workspace", folder).said
    assert "rows.csv: none of 1.200 rows could be accepted" in said


def test_an_unknown_locale(run: Run, folder: Path) -> None:
    ran = run("review", "--workspace", folder, "--locale", "de_DE")

    assert ran.status == 2
    assert "No locale is called 'de_DE'. Did you mean 'de-DE'?" in ran.err
