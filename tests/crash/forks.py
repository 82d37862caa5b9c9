"""Forks that start at once: what they need is imported before."""

from __future__ import annotations

import contextlib
import importlib
import os
import sys
import traceback
from collections.abc import Callable


def warm(deed: Callable[[], object]) -> None:
    """Import what a deed needs, as a child tells that did it; threads stay there."""
    reading, writing = os.pipe()
    if (child := os.fork()) == 0:
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
        try:
            deed()
            os.write(writing, "\n".join(sorted(sys.modules)).encode())
        except BaseException:
            traceback.print_exc()
            os._exit(1)
        os._exit(0)
    os.close(writing)
    with os.fdopen(reading, encoding="utf-8") as names:
        for name in names.read().split():
            with contextlib.suppress(ImportError):
                importlib.import_module(name)
    _, status = os.waitpid(child, 0)
    assert status == 0, "the deed failed"
