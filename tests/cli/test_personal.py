"""Columns that may name people on the command line: told, asked about, never silent."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from qc.workspace import Workspace
from qc.workspace.settings import exported, look, take
from tests.cli.conftest import Run

File = Callable[..., Path]
HEADER = "interaction_id,opened_at,Team,Requester,Phone,Note\n"
SAID = "They called again about order {i} and were unhappy with it"


def log(teams: str = "team-{n}") -> str:
    rows = (
        f"I{i},2026-03-{i % 28 + 1:02}T10:00,{teams.format(n=i % 3, i=i)},"
        f"anna{i}@example.com,+49 170 12345{i:02},{SAID.format(i=i)}\n"
        for i in range(50)
    )
    return HEADER + "".join(rows)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "workspace"


def stored(folder: Path) -> bytes:
    return b"".join(file.read_bytes() for file in folder.rglob("*") if file.is_file())


def test_what_is_not_used_is_told_and_not_stored(
    run: Run, csv: File, folder: Path
) -> None:
    ran = run("load", csv(log()), "--workspace", folder, "--zone", "UTC")

    assert ran.lines[-3:] == [
        '  "Requester" looks like e-mail addresses: 50 of 50 texts. It is not stored.',
        '  "Phone" looks like telephone numbers: 50 of 50 texts. It is not stored.',
        '  "Note" looks like free text: 50 of 50 texts. It is not stored.',
    ]
    assert b"@example.com" not in stored(folder)


def test_a_recognised_column_of_addresses_is_left_aside(
    run: Run, csv: File, folder: Path
) -> None:
    file = csv(log("bob{i}@example.com"))

    ran = run("load", file, "--workspace", folder, "--json")

    told = ran.json["personal_columns"][0]
    assert told == {
        "column": "Team",
        "looks_like": "mail",
        "n": 50,
        "of": 50,
        "field": None,
        "stored_as": None,
    }
    assert b"@example.com" not in stored(folder)


@pytest.mark.parametrize("field", ["team", "channel", "product", "reason"])
def test_a_chosen_column_of_addresses_is_asked_about(
    run: Run, csv: File, folder: Path, field: str
) -> None:
    chosen = ("--column", f"{field}=Requester", "--workspace", folder)

    asked = run("load", csv(log()), *chosen).said
    assert asked.startswith(
        "log.csv: 'Requester' looks like e-mail addresses: 50 of 50 texts looked at. "
        f"As {field} they would be stored as they are."
    )
    assert "--store-personal FIELD" in asked
    assert Workspace.open(folder).batches() == ()

    told = run("load", csv(log()), *chosen, "--store-personal", field)
    assert told.status == 0
    assert '"Requester" looks like e-mail addresses' in told.out
    assert "It is stored as it is" in told.out


def test_the_answer_is_remembered_for_the_source(
    run: Run, csv: File, folder: Path
) -> None:
    chosen = ("--column", "team=Requester", "--store-personal", "team")
    run("load", csv(log()), *chosen, "--workspace", folder)

    again = run("load", csv(log("team-x"), "next.csv"), "--workspace", folder)

    assert again.status == 0
    assert '"Requester" looks like e-mail addresses' in again.out


def test_as_a_customer_it_needs_no_answer(run: Run, csv: File, folder: Path) -> None:
    chosen = ("--column", "customer_id=Requester", "--workspace", folder)

    ran = run("load", csv(log()), *chosen)

    assert ran.status == 0
    assert (
        '  "Requester" looks like e-mail addresses: 50 of 50 texts. As Customer id it '
        "is stored as pseudonyms only." in ran.lines
    )
    assert b"@example.com" not in stored(folder)


def test_a_mapping_file_is_asked_about_too(run: Run, csv: File, folder: Path) -> None:
    fields = (
        '[fields]\ninteraction_id = "interaction_id"\nopened_at = "opened_at"\n'
        'team = { column = "Requester" }\n'
    )
    mapping = csv(fields, "mine.toml")
    options = ("--workspace", folder, "--mapping", mapping)

    assert "personal = true" in run("load", csv(log()), *options).said
    mapping.write_text(fields.replace('"Requester"', '"Requester", personal = true'))
    assert run("load", csv(log()), *options).status == 0


def test_a_field_that_does_not_exist(run: Run, csv: File, folder: Path) -> None:
    options = ("--workspace", folder, "--store-personal", "tem")
    assert "No field is called 'tem'" in run("load", csv(log()), *options).said


def test_the_answer_is_a_part_of_the_settings(
    run: Run, csv: File, folder: Path, tmp_path: Path
) -> None:
    chosen = ("--column", "team=Requester", "--store-personal", "team")
    run("load", csv(log()), *chosen, "--workspace", folder)
    text = exported(Workspace.open(folder))
    assert 'personal = ["team"]' in text

    other = Workspace.open(tmp_path / "other")
    take(other, look(other, text, "settings.toml"))

    assert run("load", csv(log()), "--workspace", other.folder).status == 0
    assert len(other.strata("team")) == 50
