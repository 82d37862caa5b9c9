"""What is done to the files of a workspace, announced before it is done.

A watcher that raises stops the act: so a test lets each of them fail, or ends the
program there.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator
from enum import StrEnum
from pathlib import Path


class Act(StrEnum):
    """What is about to be done to a file."""

    FOLDER = "folder"
    WRITE = "write"
    SYNC = "sync"
    RENAME = "rename"
    DELETE = "delete"
    COMMIT = "commit"


Watcher = Callable[[Act, Path, Path | None], None]
"""Told the act, the file, and of one that gets a new name the one it had."""

_watchers: list[Watcher] = []


@contextlib.contextmanager
def watched(watcher: Watcher) -> Iterator[None]:
    """Tell a watcher each act before it is done; what it raises stops the act."""
    _watchers.append(watcher)
    try:
        yield
    finally:
        _watchers.remove(watcher)


def announce(act: Act, path: Path, was: Path | None = None) -> None:
    """Say that a file is about to be changed, by whatever means."""
    for watcher in _watchers:
        watcher(act, path, was)
