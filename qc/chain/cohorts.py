"""Customers by when they first bought: few enough cohorts to tell apart."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from qc.chain.logrank import Comparison, compared
from qc.chain.purchases import Purchases, starts
from qc.chain.repurchase import Repurchase, Second, repurchase
from qc.core.arrays import Dates, Ints

MOST = 6  # curves that can be told apart on one picture
FEWEST = 30  # customers of a cohort
_MONTHS = (1, 3, 6, 12)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Group:
    """Some customers, and how soon it happened to them.

    Attributes
    ----------
    first : datetime64[M] or None
        First month of a cohort; None for groups of another kind.
    months : int
        Length of a cohort; 0 for groups of another kind.
    number : int
        Which of the groups.
    customers, came : int
    curve : Repurchase
    """

    first: np.datetime64 | None
    months: int
    number: int
    customers: int
    came: int
    curve: Repurchase


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Groups:
    """Curves side by side, and whether they differ beyond chance.

    Attributes
    ----------
    groups : tuple of Group
    test : Comparison or None
        Log-rank test; None where there are no two groups.
    left_out : int
        Customers of groups too small, or older than those shown.
    """

    groups: tuple[Group, ...]
    test: Comparison | None
    left_out: int


def by_cohort(found: Purchases, some: Second) -> Groups:
    """Answer: do newer customers come back, or stay, as earlier ones did?

    Parameters
    ----------
    found : Purchases
    some : Second
        Of the same purchases: `repurchase.second` or `retention.staying`.
    """
    first = starts(found)
    began = found.day[first][np.searchsorted(found.customer[first], some.customer)]
    months, label = _labels(began.astype("datetime64[M]"))
    cohorts, sizes = np.unique(label, return_counts=True)
    shown = cohorts[sizes >= FEWEST][-MOST:]
    place = np.searchsorted(shown, label)
    inside = place < len(shown)
    inside[inside] = shown[place[inside]] == label[inside]
    group = np.where(inside, place, -1)
    return grouped_curves(
        some, group, [np.datetime64(int(c) * months, "M") for c in shown], months
    )


def grouped_curves(
    some: Second,
    group: Ints,
    firsts: list[np.datetime64] | None = None,
    months: int = 0,
) -> Groups:
    """Return the curve of each group, and the log-rank test between them.

    Parameters
    ----------
    some : Second
    group : (n,) int
        -1 for whoever belongs to none.
    firsts, months : optional
        What the groups are, where they are cohorts.
    """
    kept = group >= 0
    numbers = np.unique(group[kept]).tolist()
    groups = [
        _group(some, group == n, n, firsts[n] if firsts else None, months)
        for n in numbers
    ]
    test = None
    if len(numbers) > 1:
        test = compared(some.waited[kept], some.came[kept], group[kept])
    return Groups(groups=tuple(groups), test=test, left_out=int((~kept).sum()))


def _group(
    some: Second,
    mine: np.ndarray,
    number: int,
    first: np.datetime64 | None,
    months: int,
) -> Group:
    own = Second(
        customer=some.customer[mine],
        waited=some.waited[mine],
        came=some.came[mine],
        left_out=0,
    )
    return Group(
        first=first,
        months=months,
        number=number,
        customers=len(own.waited),
        came=int(own.came.sum()),
        curve=repurchase(own),
    )


def _labels(month: Dates) -> tuple[int, Ints]:
    """Return the shortest cohorts that are few enough, and which each belongs to."""
    number = month.astype(np.int64)
    for months in _MONTHS:
        label = number // months
        _, sizes = np.unique(label, return_counts=True)
        if len(sizes) <= MOST or months == _MONTHS[-1]:
            return months, label
    raise AssertionError  # the loop has returned
