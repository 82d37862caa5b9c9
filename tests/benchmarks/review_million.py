"""From a CSV to a finished weekly review, beside a bare DuckDB aggregation of it.

    python -m tests.benchmarks.review_million [ROWS] [ROUNDS]

Each side is a process of its own, from start to end, imports included; the sides
take turns. Prints CPU seconds (user and system, all threads) and peak memory.
"""

from __future__ import annotations

import os
import statistics
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

from tests.benchmarks.big_log import write_log

BARE = """
import sys, duckdb
texts = "interaction_id customer_id stage channel team agent status".split()
times = "opened_at first_response_at promised_by resolved_at".split()
header = open(sys.argv[1]).readline().strip().split(",")
types = {"defective": "INTEGER", "score": "INTEGER", "amount": "DOUBLE"}
types |= dict.fromkeys(texts, "VARCHAR") | dict.fromkeys(times, "TIMESTAMP")
duckdb.connect().execute(
    "SELECT date_trunc('week', opened_at) w, stage, team, agent, channel, count(*), "
    "avg(epoch(first_response_at - opened_at)), "
    "var_pop(epoch(first_response_at - opened_at)), sum(defective), avg(score), "
    "count(score), sum((resolved_at > promised_by)::INT) "
    "FROM read_csv($file, columns = $types, header = true, auto_detect = false, "
    "delim = ',') GROUP BY ALL".replace("$types", str({k: types[k] for k in header})),
    {"file": sys.argv[1]},
).fetchnumpy()
"""
OURS = """
import sys
from qc.workspace import Workspace
workspace = Workspace.open(sys.argv[2])
report = workspace.load(sys.argv[1])
assert report.account.accepted == int(sys.argv[3]), report.account
assert workspace.review().assessments
"""


@dataclass(frozen=True, slots=True)
class Run:
    """What one process took."""

    cpu: float
    megabytes: float


def measure(code: str, *arguments: str) -> Run:
    """Run code in a fresh interpreter and return what it took."""
    pid = os.fork()
    if pid == 0:
        os.execv(sys.executable, [sys.executable, "-c", code, *arguments])
    _, status, usage = os.wait4(pid, 0)
    if status:
        raise SystemExit("a side of the benchmark failed; see above")
    return Run(usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024)


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")


def main(rows: int = 1_000_000, rounds: int = 5) -> None:
    """Compare, and print one line a side."""
    with tempfile.TemporaryDirectory() as place:
        log = write_log(Path(place) / "log.csv", rows, seed=1)
        bare, ours = [], []
        for i in range(rounds):
            bare.append(measure(BARE, str(log)))
            ours.append(measure(OURS, str(log), f"{place}/workspace{i}", str(rows)))
        size = log.stat().st_size / rows
    _say(f"{rows:,} rows of {size:.0f} bytes, median of {rounds} rounds in turns")
    for name, runs in (("bare DuckDB aggregation", bare), ("load and review", ours)):
        cpu = statistics.median(run.cpu for run in runs)
        peak = max(run.megabytes for run in runs)
        _say(f"{name:<24} {cpu:6.2f} CPU s   {peak:6.0f} MB peak")
    ratios = [o.cpu / b.cpu for o, b in zip(ours, bare, strict=True)]
    _say(f"ratio of CPU             {statistics.median(ratios):6.2f}")


if __name__ == "__main__":
    main(*(int(argument) for argument in sys.argv[1:]))
