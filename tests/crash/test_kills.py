"""kill -9 at random moments: what was said to be done is, and nothing is half-done.

`QC_KILLS=1000` kills more often, `QC_SEED=7` at other moments.
"""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.crash.deeds import opened, tidy
from tests.crash.endless import Model, kind_of, say, seen

KILLS = int(os.environ.get("QC_KILLS", "16"))
SEED = int(os.environ.get("QC_SEED", "20261122"))
WORKSPACES = 10  # kills in one workspace: later ones have more to lose

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="no fork here")


@pytest.fixture
def loader() -> Iterator[subprocess.Popen[str]]:
    with subprocess.Popen(
        [sys.executable, "-u", "-m", "tests.crash.loader"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as program:
        yield program
        assert program.stdin is not None
        program.stdin.close()
        program.wait(30)


@dataclass(slots=True)
class Pace:
    """How long a deed takes on this machine, as far as seen."""

    seconds: float = 0.2

    def saw(self, seconds: float) -> None:
        self.seconds = 0.8 * self.seconds + 0.2 * seconds


def killed(
    loader: subprocess.Popen[str], task: list[object], rng: random.Random, pace: Pace
) -> int:
    """Let a child go on, kill it, and return how many deeds it said were done."""
    assert loader.stdin is not None
    assert loader.stdout is not None
    loader.stdin.write(f"{json.dumps(task)}\n")
    loader.stdin.flush()
    child = int(next(loader.stdout).split()[1])
    done, wanted, since = 0, rng.choice((0, 0, 0, 1)), time.monotonic()
    while done < wanted:
        line = next(loader.stdout)
        assert not line.startswith("ended "), "the child ended by itself"
        if line.startswith("done "):
            done, now = done + 1, time.monotonic()
            pace.saw(now - since)
            since = now
    time.sleep(rng.uniform(0, 1.3) * pace.seconds)
    os.kill(child, signal.SIGKILL)
    for line in loader.stdout:
        done += line.startswith("done ")
        if line.startswith("ended "):
            assert int(line.split()[1]) == signal.SIGKILL
            return done
    raise AssertionError("the loader has ended")


def test_what_was_said_to_be_done_is(
    loader: subprocess.Popen[str], tmp_path: Path
) -> None:
    rng = random.Random(SEED)
    between = done = every = 0
    pace = Pace()
    cut: Counter[str] = Counter()
    for kill in range(KILLS):
        folder = tmp_path / f"workspace-{kill // WORKSPACES}"
        done = done if kill % WORKSPACES else 0
        task: list[object] = [done, str(folder), str(tmp_path)]
        done += (more := killed(loader, task, rng, pace))
        every += more
        cut[kind_of(done)] += 1
        opened(folder)
        tidy(folder)
        found = seen(opened(folder))
        if found != Model.after(done).seen:
            assert found == Model.after(done + 1).seen, (kill, kind_of(done))
            done, between = done + 1, between + 1
    told = ", ".join(f"{kind} {count}" for kind, count in sorted(cut.items()))
    say(f"{KILLS} kills ({told}), {every} deeds done, {between} done but not yet said")
    assert every > 0
