"""A program whose children load until they are killed.

It imports everything once and forks: a kill then costs no start of an interpreter.
Each line of its input is JSON: first deed, workspace, folder for files. It prints
"pid N", what the child prints, and "ended N".
"""

from __future__ import annotations

import json
import os
import sys
import tempfile
from pathlib import Path

from tests.crash.endless import ROUND, do, run, say
from tests.crash.forks import warm


def first_round(folder: Path) -> None:
    """Do a deed of each kind."""
    for number in range(ROUND):
        do(number, folder / "workspace", folder)


def main() -> None:
    """Answer each line with a child that goes on until killed."""
    with tempfile.TemporaryDirectory() as name:
        warm(lambda: first_round(Path(name)))
    for line in sys.stdin:
        first, folder, files = json.loads(line)
        if (child := os.fork()) == 0:
            say(f"pid {os.getpid()}")
            run(first, Path(folder), Path(files))
        _, status = os.waitpid(child, 0)
        say(f"ended {status}")


if __name__ == "__main__":
    main()
