"""`python -m qc settings`: written, tried, taken over, told, or refused."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from tests.cli.conftest import Run

PART = (
    "format = 1\n[targets]\nsupport-defective = 0.08\n"
    "[[note]]\nday = 2026-03-02\ntext = 'New <b>system</b>'\n"
)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    file = tmp_path / "ours.toml"
    file.write_text(PART, encoding="utf-8")
    return file


def test_from_one_workspace_to_another(run: Run, tmp_path: Path, file: Path) -> None:
    one, two, out = tmp_path / "one", tmp_path / "two", tmp_path / "out.toml"

    done = run("settings", "import", file, "--workspace", one)
    run("settings", "export", out, "--workspace", one)
    tried = run("settings", "import", out, "--dry-run", "--workspace", two)
    run("settings", "import", out, "--workspace", two)
    again = run("settings", "import", out, "--workspace", two)

    assert done.lines == [
        "Targets and tolerances",
        "  support-defective, new: target 0.08",
        "Events",
        "  2 Mar 2026, new: New <b>system</b>",
        "5 settings unchanged.",
        "Settings imported: 2 new.",
    ]
    assert tried.lines[-1] == "Nothing was changed: this was only tried."
    assert again.lines == [
        "The file says what is set already; nothing would change.",
        "7 settings unchanged.",
    ]
    printed = run("settings", "export", "--workspace", two).out
    assert printed == out.read_text(encoding="utf-8")
    assert tomllib.loads(printed)["targets"] == {"support-defective": {"target": 0.08}}


def test_replacing_all_tells_what_goes(run: Run, tmp_path: Path, file: Path) -> None:
    folder = tmp_path / "one"
    run("settings", "import", file, "--workspace", folder)
    file.write_text("format = 1\n", encoding="utf-8")

    kept = run("settings", "import", file, "--workspace", folder)
    gone = run("settings", "import", file, "--replace", "--workspace", folder, "--json")

    assert kept.lines[-1] == "7 settings unchanged."
    assert gone.json["schema"] == "qc.settings-import/1"
    assert gone.json["replace"] is True
    assert [one["change"] for one in gone.json["changes"]] == ["removed"] * 2
    assert gone.json["changes"][0]["parts"] == [
        {"key": "target", "old": 0.08, "new": None}
    ]
    assert gone.json["same"] == 5


def test_told(run: Run, tmp_path: Path, file: Path) -> None:
    folder = tmp_path / "one"
    run("settings", "import", file, "--workspace", folder)

    shown = run("settings", "show", "--workspace", folder)
    data = run("settings", "show", "--workspace", folder, "--json").json

    assert shown.lines[:6] == [
        "Rule set in force: default",
        "Whose names are kept: agents",
        "Formats of numbers and days: en-GB",
        "How customers buy: by-data",
        "How long a course holds: for-good",
        "Targets and tolerances: 1",
    ]
    assert data["schema"] == "qc.settings/1"
    assert data["targets"] == {"support-defective": {"target": 0.08}}
    assert list(data["note"].values()) == [
        {"day": "2026-03-02", "text": "New <b>system</b>"}
    ]


def test_all_three_faults(run: Run, tmp_path: Path, file: Path) -> None:
    file.write_text(
        "format = 1\n[targets]\nsupport-defektive = 0.08\n"
        "[plan.support-defective]\nbaseline = 0\nreason = 'x'\n"
        "[[note]]\nday = 'soon'\ntext = 'x'\n"
    )

    said = run("settings", "import", file, "--workspace", tmp_path / "one").said

    assert said.splitlines() == [
        "ours.toml has 3 fault(s); nothing was used:",
        "- note 1: day must be a date such as 2026-03-02; got 'soon'.",
        "- targets.support-defektive: no measure is called 'support-defektive'. Did "
        "you mean 'support-defective'?",
        "- plan.support-defective: baseline must be a number of points or 'all'; got "
        "0.",
    ]


@pytest.mark.parametrize(
    ("content", "fault"),
    [
        (b"format = 9", "format must be 1; got 9."),
        (b"\xff", "it is not UTF-8"),
        (b"a = " + b"[" * 50_000, "within each other"),
        (b"format = 1\n" + b"#" * 2_000_000, "it is larger than"),
    ],
    ids=["newer", "bytes", "deep", "large"],
)
def test_refused(
    run: Run, tmp_path: Path, file: Path, content: bytes, fault: str
) -> None:
    file.write_bytes(content)

    assert fault in run("settings", "import", file, "--workspace", tmp_path / "w").said


def test_no_such_file(run: Run, tmp_path: Path) -> None:
    said = run("settings", "import", tmp_path / "none", "--workspace", tmp_path).said

    assert "There is no file" in said
    assert "Correct the name." in said
