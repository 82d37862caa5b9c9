"""Every error this package raises on purpose.

A message says what was wrong, where, and what to do next.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable

MOST_NAMES = 60
"""Known names that a message lists; every field of the log is among them."""


class QcError(Exception):
    """Base class: catch this to handle anything the package refuses to do."""


class InvalidSeries(QcError):
    """Numbers that cannot be a series of subgroups."""


class TooFewSubgroups(QcError):
    """Not enough history to estimate a baseline."""

    def __init__(self, *, need: int, got: int) -> None:
        super().__init__(
            f"A baseline needs at least {need} subgroups; got {got}. "
            "Take a longer period, or a finer subgroup (day instead of week)."
        )
        self.need = need
        self.got = got


class UnknownName(QcError):
    """A name that nothing defines; says what comes near."""

    def __init__(self, what: str, name: str, known: Iterable[str]) -> None:
        names = sorted(known)
        near = difflib.get_close_matches(name, names, n=1)
        listed = ", ".join(names[:MOST_NAMES])
        if len(names) > MOST_NAMES:
            listed += f" and {len(names) - MOST_NAMES:,} more"
        hint = f"Did you mean {near[0]!r}?" if near else f"Known: {listed}."
        super().__init__(f"No {what} is called {name!r}. {hint}")
        self.name = name


class InvalidCard(QcError):
    """A settings file (measures, rules, mapping) breaks its schema.

    Collects every fault of the file before it speaks.
    """

    def __init__(self, source: str, faults: Iterable[str]) -> None:
        self.faults = tuple(faults)
        lines = "\n".join(f"- {fault}" for fault in self.faults)
        super().__init__(
            f"{source} has {len(self.faults)} fault(s); nothing was used:\n{lines}"
        )


class InvalidLog(QcError):
    """An uploaded file cannot become interactions."""


class NeedsAnswer(QcError):
    """Something in a file that only its owner can know."""

    def __init__(self, what: str, *, option: str) -> None:
        super().__init__(f"{what} {option}")
        self.what = what
        self.option = option


class BrokenStore(QcError):
    """A file of the workspace is not what the manifest says it is."""


class NothingToShow(QcError):
    """The log has no data for the question asked."""
