"""Promises kept on both sides: ours in time and without a defect, and the customers'.

A supplier and a customer both promise. What customers promised stands in few logs;
where reasons of interactions name it (not come, not paid), it is counted.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from qc.chain.company import Contacts
from qc.chain.supply import period_of
from qc.core.arrays import Bools, Ints, freeze


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Promises:
    """Promises of both sides by period.

    Attributes
    ----------
    start : (k,) int
        First day of each period.
    due, in_time : (k,) int
        Our promises of time that are over, and those kept.
    judged, sound : (k,) int
        Interactions known to have a defect or none, and those without.
    met, broken_by_them : (k,) int
        Interactions, and those whose reason says that the customer did not keep
        theirs.
    told : bool
        Whether any reason in the log says so: if not, nothing is known of them.
    """

    start: Ints
    due: Ints
    in_time: Ints
    judged: Ints
    sound: Ints
    met: Ints
    broken_by_them: Ints
    told: bool

    def __post_init__(self) -> None:
        """Freeze the arrays."""
        names = ("due", "in_time", "judged", "sound", "met", "broken_by_them")
        freeze(self, "start", *names)


def promises(contacts: Contacts, theirs: Bools, edges: Ints) -> Promises:
    """Answer: how often did we, and how often did they, keep what was promised?

    Parameters
    ----------
    contacts : Contacts
    theirs : (reasons,) bool
        Reasons that say that the customer broke a promise: see `saying`.
    edges : (k + 1,) int, increasing
        First day of each period, and the day after the last.
    """
    k = len(edges) - 1
    period = period_of(contacts.day, edges)
    inside = (period >= 0) & (period < k)

    def count(which: Bools) -> Ints:
        return np.bincount(period[inside & which], minlength=k)

    says = np.append(theirs, False)[contacts.reason]
    return Promises(
        start=edges[:-1],
        due=count(np.isfinite(contacts.late)),
        in_time=count(contacts.late == 0),
        judged=count(np.isfinite(contacts.defective)),
        sound=count(contacts.defective == 0),
        met=count(np.ones(len(contacts), dtype=bool)),
        broken_by_them=count(says),
        told=bool(says.any()),
    )


def saying(names: Sequence[str], words: Iterable[str]) -> Bools:
    """Return which names hold one of some words; letters of either case are alike."""
    sought = [word.casefold() for word in words]
    told = [any(word in name.casefold() for word in sought) for name in names]
    return np.array(told, dtype=bool)
