"""The weekly review with hundreds of measures, beside a page of Plotly charts.

    python -m tests.benchmarks.page_wall [ROWS] [MEASURES] [ROUNDS]

Two real servers on one workspace, in turns, each session a new one over the websocket.
Measured are CPU seconds of the server from the click to the end of the run, and the
bytes it sent; median of the rounds. What a browser then needs to draw is not in it.
"""

from __future__ import annotations

import os
import statistics
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

from qc.workspace import Workspace
from tests.benchmarks.big_log import write_log
from tests.benchmarks.many_cards import cards
from tests.benchmarks.served import ROOT, Server, Session, served, session

PEER = Path(__file__).with_name("plotly_wall.py")
FOLD, WEEK, CELL = "qc-steady", "Week", (0, "Steady")
Took = tuple[float, int]
"""CPU milliseconds, bytes sent."""


def prepared(folder: Path, rows: int, measures: int) -> Path:
    """Load a log, and add cards until there are as many measures as asked."""
    workspace = Workspace.open(folder / "workspace")
    workspace.load(write_log(folder / "log.csv", rows, seed=1))
    workspace.add_measures(cards(measures - len(workspace.available)), "cards")
    found = len(workspace.available)
    if found != measures:
        raise SystemExit(f"there are {found} measures, not {measures}")
    return workspace.folder


def ours(server: Server, week: int) -> Iterator[tuple[str, Took]]:
    """View the review, run it again, filter it, open the wall, take another week."""
    with session(server) as tab:

        def spent(do: Callable[[], object]) -> Took:
            return _spent(server, tab, do)

        yield "review: first view", spent(tab.run)
        yield "review: run again", spent(tab.run)
        yield "review: filtered by a cell", spent(lambda: tab.pick("matrix", [CELL]))
        yield "review: filter off", spent(lambda: tab.pick("matrix", []))
        yield "review: wall of steady ones opened", spent(lambda: tab.unfold(FOLD))
        yield "review: run again, wall open", spent(tab.run)
        yield "review: another week, all judged", spent(lambda: tab.choose(WEEK, week))


def peers(server: Server, _: int) -> Iterator[tuple[str, Took]]:
    """View the page of Plotly charts, and run it again."""
    with session(server) as tab:
        yield "a Plotly chart a cell: first view", _spent(server, tab, tab.run)
        yield "a Plotly chart a cell: run again", _spent(server, tab, tab.run)


def _spent(server: Server, tab: Session, do: Callable[[], object]) -> Took:
    start = server.cpu
    do()
    return (server.cpu - start) * 1000, tab.sent


def compared(folder: Path, rounds: int) -> dict[str, list[Took]]:
    """Let both pages take turns, the first of each not counted."""
    env = {"QC_WORKSPACE": str(folder)}
    found: dict[str, list[Took]] = {}
    with served(ROOT / "app.py", env) as app, served(PEER, env) as peer:
        for number in range(rounds + 1):
            for side, server in ((ours, app), (peers, peer)):
                for name, took in side(server, number + 1):
                    found.setdefault(name, []).append(took)
    return {name: took[1:] for name, took in found.items()}


def lines(found: dict[str, list[Took]]) -> Iterator[str]:
    """Give a line a step: median and highest CPU ms, and kB sent."""
    yield f"{'':<40}{'CPU ms':>8}{'most':>8}{'kB sent':>10}"
    for name, took in found.items():
        cpu = [ms for ms, _ in took]
        size = statistics.median(sent for _, sent in took) / 1024
        yield f"{name:<40}{statistics.median(cpu):8.0f}{max(cpu):8.0f}{size:10,.0f}"


def main(rows: int = 1_000_000, measures: int = 200, rounds: int = 9) -> None:
    """Compare, and print."""
    with tempfile.TemporaryDirectory() as place:
        folder = prepared(Path(place), rows, measures)
        _say(f"{measures} measures, {rows:,} interactions, {rounds} rounds")
        for line in lines(compared(folder, rounds)):
            _say(line)
    load = ", ".join(f"{each:.1f}" for each in os.getloadavg())
    _say(f"load of the machine in the last 1, 5, 15 minutes: {load}")


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
