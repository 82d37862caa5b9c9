"""`python -m qc calendar`: set from a file, told, refused with every fault."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.conftest import Run

TEXT = (
    "zone = 'Europe/Berlin'\nholidays = ['2026-12-25 Christmas']\n"
    "[hours]\nmonday-friday = ['08:00-12:00', '13:00-17:00']\n"
)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    file = tmp_path / "ours.toml"
    file.write_text(TEXT, encoding="utf-8")
    return file


def test_set_and_told(run: Run, tmp_path: Path, file: Path) -> None:
    folder = tmp_path / "ours"

    done = run("calendar", file, "--workspace", folder)
    again = run("calendar", "--workspace", folder, "--json")

    assert done.lines[0].replace("\u2013", "-") == (
        "business (Europe/Berlin): Monday to Friday 08:00-12:00, 13:00-17:00, "
        "Saturday and Sunday closed; closed on 1 holiday."
    )
    assert done.lines[2] == "The next two weeks:"
    assert len(done.lines) == 17
    (told,) = again.json["calendars"]
    assert again.json["schema"] == "qc.calendar/1"
    assert (told["name"], told["zone"]) == ("business", "Europe/Berlin")
    assert told["week"]["monday"] == ["08:00-12:00", "13:00-17:00"]
    assert told["week"]["sunday"] == []
    assert told["days"] == [
        {"day": "2026-12-25", "open": [], "holiday": True, "name": "Christmas"}
    ]
    assert len(told["ahead"]) == 14


def test_an_empty_file_is_open_around_the_clock(
    run: Run, tmp_path: Path, file: Path
) -> None:
    folder = tmp_path / "ours"
    run("calendar", file, "--workspace", folder)
    file.write_text("", encoding="utf-8")

    told = run("calendar", file, "--workspace", folder).lines[0]

    assert told == "business (UTC): open around the clock; no holidays."


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("zone = 'Berlin'\nhollidays = []", "calendar.toml has 2 fault(s)"),
        ("country = 'DE'", "zone is missing"),
    ],
)
def test_refused(run: Run, tmp_path: Path, file: Path, text: str, fault: str) -> None:
    file.write_text(text, encoding="utf-8")

    assert fault in run("calendar", file, "--workspace", tmp_path / "ours").said


def test_no_such_file(run: Run, tmp_path: Path) -> None:
    said = run("calendar", tmp_path / "none", "--workspace", tmp_path / "ours").said

    assert "There is no file" in said
    assert "Correct the name." in said
