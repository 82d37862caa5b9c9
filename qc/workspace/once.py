"""Figures of a company that several pages ask for: worked out once for all of them."""

from __future__ import annotations

import threading
from collections.abc import Callable, Hashable
from typing import TypeVar, cast
from weakref import WeakKeyDictionary

from qc.chain.company import Company

_T = TypeVar("_T")
_FIGURES = 16  # a company
_working = threading.RLock()
_kept: WeakKeyDictionary[Company, dict[Hashable, object]] = WeakKeyDictionary()


def once(company: Company, what: Hashable, compute: Callable[[], _T]) -> _T:
    """Return a figure of a company, computed only while it is not known.

    Parameters
    ----------
    company : Company
        The very value: tables that changed are another company.
    what : hashable
        Names the figure and all else that it depends on.
    compute : callable
    """
    with _working:
        figures = _kept.setdefault(company, {})
        if what not in figures:
            while len(figures) >= _FIGURES:
                figures.pop(next(iter(figures)))
            figures[what] = compute()
        return cast("_T", figures[what])
