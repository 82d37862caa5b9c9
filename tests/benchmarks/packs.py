"""How long the weekly pack takes, format by format, with nothing warmed up.

    python -m tests.benchmarks.packs [MEASURES] [CHANGED] [ROUNDS]

Each round is a process of its own that has only judged the measures; what is timed
is the click: import the library, put the review into words, lay it out. CPU seconds,
best round; of `MEASURES` charts of 104 weeks, `CHANGED` are to be acted on.
"""

from __future__ import annotations

import subprocess
import sys
import time
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import numpy as np

from qc.core.kinds import Direction, MeasureKind, Period
from qc.core.measures import Measure
from qc.core.ruleset import read_rule_sets
from qc.core.series import Counts
from qc.review.assess import assess
from qc.review.weekly import Review
from qc.view.pack import Format, Made

DATA = Path(__file__).parents[2] / "data"
WEEKS = 104
CARD = Measure(
    id="",
    title="",
    question="Is support right the first time?",
    definition="Share of contacts marked as defective, each counted once.",
    kind=MeasureKind.SHARE,
    direction=Direction.LOWER,
    target=0.1,
)


def review(measures: int, changed: int) -> Review:
    """Judge measures whose first `changed` went wrong in the last four weeks."""
    rng = np.random.default_rng(1)
    rules = read_rule_sets((DATA / "rules.toml").read_text("utf-8"), "rules")["default"]
    at = np.datetime64("2024-11-18", "D") + np.arange(WEEKS) * np.timedelta64(7, "D")
    judged = []
    for i in range(measures):
        share = np.full(WEEKS, 0.08)
        share[-4:] += 0.12 * (i < changed)
        n = rng.integers(150, 250, WEEKS)
        events = rng.binomial(n, share).astype(float)
        series = Counts(at=at, events=events, opportunities=n.astype(float))
        card = replace(CARD, id=f"m{i}", title=f"Contacts with a defect, kind {i}")
        judged.append(assess(card, series, rule_set=rules))
    return Review(
        week=at[-1],
        period=Period.WEEK,
        assessments=tuple(judged),
        rules=rules,
        rows=1_000_000,
        week_rows=9_000,
        digest="d16e57",
    )


def seconds(form: Format, measures: int, changed: int) -> tuple[float, int]:
    """Return CPU seconds of one click, and the size of the file in bytes."""
    held = review(measures, changed)
    start = time.process_time()
    content = click(held, form)
    return time.process_time() - start, len(content)


def click(held: Review, form: Format) -> bytes:
    """Do what a click does, but for the entry on record."""
    from qc.view.pack_make import make_pack
    from qc.workspace.packing import laid_out

    made = Made(at=datetime(2026, 11, 16, tzinfo=UTC), entries=1, head="ab" * 32)
    return laid_out(make_pack(held, made), form)


def main(measures: int = 40, changed: int = 8, rounds: int = 3) -> None:
    """Time each format in fresh processes, and print one line a format."""
    _say(f"{measures} measures of {WEEKS} weeks, {changed} to act on, CPU seconds")
    for form in Format:
        found = [_fresh(form, measures, changed) for _ in range(rounds)]
        spent, size = min(found)
        _say(f"{form:<5} {spent:6.2f} s   {size / 1024:8,.0f} kB")


def _fresh(form: Format, measures: int, changed: int) -> tuple[float, int]:
    """Time one format in a process that never did it before."""
    asked = (form.value, str(measures), str(changed))
    command = [sys.executable, "-m", "tests.benchmarks.packs", "--once", *asked]
    out = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    spent, size = out.split()
    return float(spent), int(size)


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")


if __name__ == "__main__":
    if sys.argv[1:2] == ["--once"]:
        name, *numbers = sys.argv[2:]
        _say("{} {}".format(*seconds(Format(name), *map(int, numbers))))
    else:
        main(*(int(argument) for argument in sys.argv[1:]))
