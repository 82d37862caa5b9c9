"""A file that another program replaced while it was about to be read."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import ParamSpec, TypeVar

from qc.core.errors import BrokenStore

TRIES = 5
_P = ParamSpec("_P")
_T = TypeVar("_T")


class Moved(BrokenStore):
    """A question met a file that is there under another name by now."""

    def __init__(self) -> None:
        super().__init__(
            "Another program replaced a file of the workspace while it was read. "
            "Nothing is lost. Try again."
        )


def is_gone(text: str) -> bool:
    """Say whether an error of DuckDB is about a file that is not there."""
    return "No files found" in text or "No such file" in text


def once_more(question: Callable[_P, _T]) -> Callable[_P, _T]:
    """Ask again, from the start, where another program was faster."""

    @functools.wraps(question)
    def asked(*args: _P.args, **kwargs: _P.kwargs) -> _T:
        for _ in range(TRIES - 1):
            try:
                return question(*args, **kwargs)
            except Moved:
                continue
        return question(*args, **kwargs)

    return asked
