"""The sides of the comparison: each a process of its own, imports included."""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass

BARE = """
import sys, duckdb
texts = "interaction_id customer_id stage channel team agent status".split()
times = "opened_at first_response_at promised_by resolved_at".split()
header = open(sys.argv[1]).readline().strip().split(",")
types = {"defective": "INTEGER", "score": "INTEGER", "amount": "DOUBLE"}
types |= dict.fromkeys(texts, "VARCHAR") | dict.fromkeys(times, "TIMESTAMP")
bare = duckdb.connect()
bare.execute("SET enable_progress_bar = false")
bare.execute(
    "SELECT date_trunc('week', opened_at) w, stage, team, agent, channel, count(*), "
    "avg(epoch(first_response_at - opened_at)), "
    "var_pop(epoch(first_response_at - opened_at)), sum(defective), avg(score), "
    "count(score), sum((resolved_at > promised_by)::INT) "
    "FROM read_csv($file, columns = $types, header = true, auto_detect = false, "
    "delim = ',') GROUP BY ALL".replace("$types", str({k: types[k] for k in header})),
    {"file": sys.argv[1]},
).fetchnumpy()
"""
"""A typed aggregation of the CSV file: argument 1."""

OURS = """
import sys
from qc.workspace import Workspace
workspace = Workspace.open(sys.argv[2])
report = workspace.load(sys.argv[1])
assert report.account.accepted == int(sys.argv[3]), report.account
assert workspace.review().assessments
"""
"""From a CSV file to a finished weekly review: file, folder, rows."""

OFFICE = """
import re, sys
from qc.workspace import Workspace
from qc.workspace.resources import CARDS_FILE, DATA, text_of
workspace = Workspace.open(sys.argv[1])
workspace.use_calendar('''
zone = "Europe/Berlin"
country = "DE"
[hours]
monday-friday = ["08:00-12:00", "13:00-17:00"]
''')
clock, hours = r"clock = {(?!.*promise)", 'clock = { hours = "business",'
cards, timed = re.subn(clock, hours, text_of(DATA / CARDS_FILE))
assert timed > 2
workspace.add_measures(cards, CARDS_FILE)
"""
"""Gives a workspace opening hours, and its clocks run in them: folder."""

AGAIN = """
import sys, time
from qc.workspace import Workspace
workspace = Workspace.open(sys.argv[1])
at = time.perf_counter(), time.process_time()
report = workspace.load(sys.argv[2])
assert report.account.replaced == int(sys.argv[3]), report.account
print(time.perf_counter() - at[0], time.process_time() - at[1])
"""
"""A second file with newer versions of some rows: folder, file, rows."""

CHARTS = """
import sys, time
from qc.workspace import Workspace
from qc.workspace.lens import Lens
workspace = Workspace.open(sys.argv[1])
workspace.review()
measures = [m.id for m in workspace.available if m.id != "first-response-time"]
measures = [m for m in measures if m != "support-resolution-time"]
for i in range(int(sys.argv[2])):
    part = (("team", (f"Team {i % 8 + 1}",)), ("channel", ("email", "chat")))
    part = part[: i % 3] if i % 5 else (("channel", ("phone",)),)
    at = time.perf_counter()
    workspace.assess(measures[i % len(measures)], Lens(filters=part))
    print(time.perf_counter() - at)
"""
"""One chart from cells after another, each of another part: folder, charts."""


@dataclass(frozen=True, slots=True)
class Run:
    """What one process took, and what it said: a line, a list of numbers."""

    cpu: float
    megabytes: float
    said: tuple[tuple[float, ...], ...] = ()


def measure(code: str, *arguments: str) -> Run:
    """Run code in a fresh interpreter and return what it took."""
    read, write = os.pipe()
    pid = os.fork()
    if pid == 0:
        os.dup2(write, 1)
        os.execv(sys.executable, [sys.executable, "-c", code, *arguments])
    os.close(write)
    with os.fdopen(read) as lines:
        said = tuple(tuple(map(float, line.split())) for line in lines)
    _, status, usage = os.wait4(pid, 0)
    if status:
        raise SystemExit("a side of the benchmark failed; see above")
    return Run(usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024, said)
