"""A real server of a Streamlit page, and sessions that talk to it as a browser does.

A session speaks the protocol of Streamlit's own front end over the websocket: it keeps
the states of widgets, sends them with every run, and holds the large messages the
server refers to by their hash. It draws nothing; so all the time is the server's.
"""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.Delta_pb2 import Delta
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.WidgetStates_pb2 import WidgetState
from websockets.sync.client import ClientConnection, connect
from websockets.typing import Subprotocol

ROOT = Path(__file__).parents[2]
DONE = ForwardMsg.ScriptFinishedStatus.FINISHED_SUCCESSFULLY
TICKS = os.sysconf("SC_CLK_TCK")
PATIENCE = 120.0


@dataclass(frozen=True, slots=True)
class Server:
    """A server in a process of its own."""

    process: subprocess.Popen[bytes]
    port: int

    @property
    def cpu(self) -> float:
        """CPU seconds of the server so far, user and system."""
        text = Path(f"/proc/{self.process.pid}/stat").read_text(encoding="ascii")
        user, system = text.rpartition(")")[2].split()[11:13]
        return (int(user) + int(system)) / TICKS

    @property
    def megabytes(self) -> float:
        """Memory that the server has in use."""
        text = Path(f"/proc/{self.process.pid}/statm").read_text(encoding="ascii")
        return int(text.split()[1]) * os.sysconf("SC_PAGE_SIZE") / 2**20


@contextmanager
def served(script: Path, env: Mapping[str, str]) -> Iterator[Server]:
    """Run a page until the end of the block."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    command = [sys.executable, "-m", "streamlit", "run", str(script)]
    options = [f"--server.port={port}", "--server.headless=true"]
    process = subprocess.Popen(
        command + options,
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT), **env},
        stdout=subprocess.DEVNULL,
    )
    try:
        _wait(port, process)
        yield Server(process, port)
    finally:
        process.terminate()
        process.wait(timeout=30)


def _wait(port: int, process: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until and process.poll() is None:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/_stcore/health"):
                return
        except OSError:
            time.sleep(0.2)
    raise SystemExit("the server did not start; see above")


@dataclass(slots=True)
class Session:
    """One browser tab without the browser.

    Attributes
    ----------
    elements : list
        What the newest run drew, in order.
    folds : list of str
        What can be unfolded, by id.
    sent : int
        Bytes of the newest run, as they came.
    """

    socket: ClientConnection
    page: str = ""
    query: str = ""
    states: dict[str, WidgetState] = field(default_factory=dict)
    elements: list[Any] = field(default_factory=list)
    folds: list[str] = field(default_factory=list)
    sent: int = 0
    _cached: dict[str, ForwardMsg] = field(default_factory=dict)
    _hash: str = ""

    def run(self) -> float:
        """Ask for a run of the page, and return the seconds until it was there."""
        asked = BackMsg()
        state = asked.rerun_script
        state.query_string, state.page_script_hash = self.query, self._hash
        state.page_name = "" if self._hash else self.page
        state.widget_states.widgets.extend(self.states.values())
        state.cached_message_hashes.extend(self._cached)
        state.context_info.url = "http://localhost/"
        begun = time.perf_counter()
        self.socket.send(asked.SerializeToString())
        self._hear()
        taken = time.perf_counter() - begun
        for name in [n for n, s in self.states.items() if s.HasField("trigger_value")]:
            del self.states[name]
        return taken

    def visit(self, page: str, query: str = "") -> float:
        """Go to another page, as by its address."""
        self.page, self.query, self._hash = page, query, ""
        self.states.clear()
        return self.run()

    def click(self, label: str) -> float:
        """Press the first button of this label."""
        found = [e.button for e in self.of("button") if label in e.button.label]
        if not found:
            raise SystemExit(f"there is no button {label!r}")
        self.states[found[0].id] = WidgetState(id=found[0].id, trigger_value=True)
        return self.run()

    def set(self, name: str, value: str) -> float:
        """Give a widget, by its id, a text for its value."""
        self.states[name] = WidgetState(id=name, string_value=value)
        return self.run()

    def pick(self, key: str, cells: Sequence[tuple[int, str]]) -> float:
        """Pick cells of a table, by the key of the table."""
        picked = {"rows": [], "columns": [], "cells": cells}
        name = self._id(key, (each.dataframe.id for each in self.of("dataframe")))
        return self.set(name, json.dumps({"selection": picked}))

    def choose(self, label: str, option: int) -> float:
        """Choose an option, by its place, in the picker of this label."""
        pickers = [e.selectbox for e in self.of("selectbox")]
        picker = next(one for one in pickers if one.label == label)
        return self.set(picker.id, picker.options[option])

    def unfold(self, key: str) -> float:
        """Open what is folded, by its key."""
        name = self._id(key, self.folds)
        self.states[name] = WidgetState(id=name, bool_value=True)
        return self.run()

    def _id(self, key: str, names: Iterable[str]) -> str:
        for name in names:
            if name.endswith(f"-{key}"):
                return name
        raise SystemExit(f"nothing on the page has the key {key!r}")

    def of(self, kind: str) -> list[Any]:
        """Return the elements of a kind."""
        return [each for each in self.elements if each.WhichOneof("type") == kind]

    def _hear(self) -> None:
        self.elements, self.folds, self.sent = [], [], 0
        while not self._is_done(self._message()):
            pass
        if faults := self.of("exception"):
            raise SystemExit(f"the page failed: {faults[0].exception.message}")

    def _message(self) -> ForwardMsg:
        data = self.socket.recv(timeout=PATIENCE)
        self.sent += len(data)
        message: ForwardMsg = ForwardMsg.FromString(data)
        if message.WhichOneof("type") == "ref_hash":
            message = self._cached[message.ref_hash]
        elif message.metadata.cacheable:
            self._cached[message.hash] = message
        return message

    def _is_done(self, message: ForwardMsg) -> bool:
        """Take a message in, and tell whether it was the last of the run."""
        kind = message.WhichOneof("type")
        if kind == "new_session":
            self._hash = message.new_session.page_script_hash
        elif kind == "page_info_changed":
            self.query = message.page_info_changed.query_string
        elif kind == "delta":
            self._draw(message.delta)
        return kind == "script_finished" and message.script_finished == DONE

    def _draw(self, delta: Delta) -> None:
        if delta.WhichOneof("type") == "new_element":
            self.elements.append(delta.new_element)
        elif delta.add_block.expandable.id:
            self.folds.append(delta.add_block.expandable.id)


@contextmanager
def session(server: Server, page: str = "", query: str = "") -> Iterator[Session]:
    """Open a tab on a page, without a run yet."""
    place = f"ws://127.0.0.1:{server.port}/_stcore/stream"
    with connect(
        place, subprotocols=[Subprotocol("streamlit")], max_size=None, compression=None
    ) as wire:
        yield Session(wire, page, query)
