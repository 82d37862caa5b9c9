"""What a machine can say of the style: format, lint and types, as set in pyproject."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

COMMANDS = {
    "format": ("ruff", "format", "--check", "."),
    "lint": ("ruff", "check", "."),
    "types": ("mypy",),
}


@pytest.mark.parametrize("what", COMMANDS)
def test_the_tree_is_clean(what: str) -> None:
    found = subprocess.run(
        [sys.executable, "-m", *COMMANDS[what]],
        capture_output=True,
        text=True,
        check=False,
    )

    assert found.returncode == 0, found.stdout + found.stderr


def test_the_top_level_holds_only_what_the_house_has() -> None:
    tracked = subprocess.run(
        ["git", "ls-files"], capture_output=True, text=True, check=False
    )
    if tracked.returncode:
        pytest.skip("not a git checkout")
    top = {Path(line).parts[0] for line in tracked.stdout.splitlines()}
    allowed = {"app.py", "qc", "data", "tests", "requirements.txt", "README.md"}
    allowed |= {"pyproject.toml", "LICENSE"}

    assert {name for name in top if not name.startswith(".")} <= allowed
