"""Twenty people at work at once: how long do they wait, and does memory stay bounded?

    python -m tests.benchmarks.sessions [MINUTES] [PEOPLE] [ROWS] [MEASURES]

Real servers of the app and of an empty page; minute by minute, in turns, everybody
clicks once in ten seconds on one of them: week, filter, charts, pages, one after the
other. Counted is from the click to the end of the run as a browser would hear it, over
the websocket. One of them went all the way once before; other weeks are judged, and
other charts drawn, while the clock runs.
"""

from __future__ import annotations

import os
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass, field
from itertools import cycle
from pathlib import Path

import numpy as np

from tests.benchmarks.page_wall import prepared
from tests.benchmarks.served import ROOT, Server, Session, served, session

EVERY = 10.0
EMPTY = Path(__file__).with_name("empty_page.py")
MEASURES = ("support-defective", "sale-defective", "support-answered-late")
CELL = (0, "Steady")
STEPS = 9
Click = Callable[[Session], float]


@dataclass(slots=True)
class Side:
    """A server, who visits it, what each of them clicks next, and how long it took."""

    name: str
    server: Server
    tabs: list[Session]
    clicks: list[Iterator[Click]]
    waits: list[float] = field(default_factory=list)
    memory: list[float] = field(default_factory=list)
    load: list[float] = field(default_factory=list)

    def minute(self, seconds: float = 60.0) -> None:
        """Let everybody click at an even pace, each in a place of its own."""
        begun = time.monotonic()
        with ThreadPoolExecutor(len(self.tabs)) as people:
            found = people.map(lambda i: self._one(i, begun, seconds), self._all)
            for waits in found:
                self.waits.extend(waits)
        self.memory.append(self.server.megabytes)
        self.load.append(os.getloadavg()[0])

    @property
    def _all(self) -> range:
        return range(len(self.tabs))

    def _one(self, i: int, begun: float, seconds: float) -> list[float]:
        waits = []
        for at in np.arange(EVERY * i / len(self.tabs), seconds, EVERY):
            time.sleep(max(0.0, begun + float(at) - time.monotonic()))
            waits.append(next(self.clicks[i])(self.tabs[i]))
        return waits

    @property
    def line(self) -> str:
        """Clicks, waiting times in ms, memory at first and last, load beside it."""
        half, most = np.percentile(np.array(self.waits) * 1000, [50, 95])
        return (
            f"{self.name:<10}{len(self.waits):7}{half:9.0f}{most:9.0f}"
            f"{max(self.waits) * 1000:9.0f}{self.memory[0]:9.0f}{self.memory[-1]:9.0f}"
            f"{np.mean(self.load):8.1f}"
        )


HEAD = (
    f"{'':<10}{'clicks':>7}{'p50 ms':>9}{'p95 ms':>9}{'most':>9}"
    f"{'MB first':>9}{'MB last':>9}{'load':>8}"
)


def work(number: int) -> Iterator[Click]:
    """Give what one of the people clicks, each starting elsewhere."""
    week, measure = 1 + number % 6, MEASURES[number % len(MEASURES)]
    steps: list[Click] = [
        lambda tab: tab.visit(""),
        lambda tab: tab.pick("matrix", [CELL]),
        lambda tab: tab.pick("matrix", []),
        lambda tab: tab.choose("Week", week),
        lambda tab: tab.unfold("qc-steady"),
        lambda tab: tab.visit("measure", f"measure={measure}"),
        lambda tab: tab.run(),
        lambda tab: tab.visit("stages"),
        lambda tab: tab.visit("improve"),
    ]
    return cycle(steps)


def again(_: int) -> Iterator[Click]:
    """Give the one thing to click on an empty page."""
    return cycle([lambda tab: tab.run()])


def watched(folder: Path, minutes: int, people: int) -> list[Side]:
    """Let both take turns, so that the same neighbours disturb both."""
    pages = (("app", ROOT / "app.py", work), ("empty", EMPTY, again))
    with ExitStack() as stack:
        sides = []
        for name, script, plan in pages:
            env = {"QC_WORKSPACE": str(folder)}
            server = stack.enter_context(served(script, env))
            tabs = [stack.enter_context(session(server)) for _ in range(people)]
            for _, click in zip(range(STEPS), plan(0), strict=False):
                click(tabs[0])  # modules are loaded, the review of the week is held
            sides.append(Side(name, server, tabs, [plan(i) for i in range(people)]))
        for _ in range(minutes):
            for side in sides:
                side.minute()
    return sides


def main(
    minutes: int = 6, people: int = 20, rows: int = 1_000_000, measures: int = 200
) -> None:
    """Watch, and print."""
    with tempfile.TemporaryDirectory() as place:
        folder = prepared(Path(place), rows, measures)
        _say(f"{people} people, {minutes} minutes each, {measures} measures")
        _say(HEAD)
        for side in watched(folder, minutes, people):
            _say(side.line)
            _say(f"  MB: {' '.join(f'{each:.0f}' for each in side.memory)}")


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
