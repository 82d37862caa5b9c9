"""What a machine can say of the style: format, lint and types, as set in pyproject.

Types of the tests are checked too where `QC_THOROUGH` is set: from an empty cache that
takes as long again as all else here.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

OF = () if os.environ.get("QC_THOROUGH") else ("qc", "app.py")
# Where nothing is kept of earlier runs, keeping it costs a fifth of the time.
KEPT = Path(".mypy_cache").exists()
AFRESH = () if KEPT else ("--no-incremental", f"--cache-dir={os.devnull}")
COMMANDS = {
    "format": ("ruff", "format", "--check", "."),
    "lint": ("ruff", "check", "."),
    "types": ("mypy", *OF, *AFRESH),
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
