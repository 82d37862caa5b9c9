"""The goodwill ledger in customers: who stands by the company, week by week.

A customer stands by the company from a purchase after the first, or from the first if
another customer brought them; until they are silent for longer than is usual with them,
or a promise to them is broken. What was broken counts until it is made good, or until
they buy again in spite of it. So each customer is in the balance once or not at all,
and closing = opening + deposits - withdrawals, always.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from qc.chain.columns import Columns
from qc.chain.ledger_events import Events, Line, transitions
from qc.chain.supply import period_of
from qc.core.arrays import Bools, Floats, Ints, freeze

DEPOSITS = (Line.REPEAT, Line.REFERRAL, Line.RECOVERY)
WITHDRAWALS = (Line.CHURN, Line.BROKEN)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Ledger:
    """The account, period by period.

    Attributes
    ----------
    start : (k,) int
        First day of each period.
    opening, closing : (k,) float
    lines : (k, 5) float, >= 0
        By `list(Line)`.
    """

    start: Ints
    opening: Floats
    lines: Floats
    closing: Floats

    def __post_init__(self) -> None:
        """Freeze the arrays."""
        freeze(self, "start", "opening", "lines", "closing")

    def __len__(self) -> int:
        """Number of periods."""
        return len(self.start)

    def line(self, line: Line) -> Floats:
        """Return one line in all periods."""
        found: Floats = self.lines[:, list(Line).index(line)]
        return found

    def sums(self, lines: Iterable[Line]) -> Floats:
        """Return some lines together, in all periods."""
        found: Floats = self.lines[:, _places(lines)].sum(axis=1)
        return found

    def last(self, periods: int) -> Ledger:
        """Return the newest periods."""
        keep = slice(max(len(self) - periods, 0), None)
        return Ledger(
            start=self.start[keep],
            opening=self.opening[keep],
            lines=self.lines[keep],
            closing=self.closing[keep],
        )


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Entries(Columns):
    """What was booked: at most one deposit and one withdrawal a customer and period.

    Attributes
    ----------
    customer, period : (n,) int
    line : (n,) int
        Place in `list(Line)`.
    """

    customer: Ints
    period: Ints
    line: Ints


def ledger(events: Events, edges: Ints) -> tuple[Ledger, Entries]:
    """Answer: how many customers stand by us, who joined them, who did not stay?

    Parameters
    ----------
    events : Events
        Orders are events only where they count: see `ledger_events`.
    edges : (k + 1,) int, increasing
        First day of each period, and the day after the last.

    Returns
    -------
    Ledger, Entries
        Of several changes of one customer in a period, the last is booked, and the
        first too where they end as they began: one deposit and one withdrawal at most.
    """
    changed = transitions(events)
    period = period_of(changed.moment, edges)
    k = len(edges) - 1
    sign = np.where(np.isin(changed.line, _places(DEPOSITS)), 1, -1)
    before = int(sign[period < 0].sum())
    inside = (period >= 0) & (period < k)
    booked = _booked(changed.customer[inside], period[inside])
    entries = Entries(
        customer=changed.customer[inside][booked],
        period=period[inside][booked],
        line=changed.line[inside][booked],
    )
    cells = np.bincount(
        entries.period * len(Line) + entries.line, minlength=k * len(Line)
    )
    lines = cells.reshape(k, len(Line)).astype(np.float64)
    return as_account(edges, lines, before), entries


def as_account(edges: Ints, lines: Floats, before: float) -> Ledger:
    """Return the account of some lines, carried from period to period.

    Parameters
    ----------
    edges : (k + 1,) int
    lines : (k, 5) float
    before : float
        Balance at the start.
    """
    paid = lines[:, _places(DEPOSITS)].sum(axis=1)
    net = paid - lines[:, _places(WITHDRAWALS)].sum(axis=1)
    balance = before + np.append(0.0, np.cumsum(net))
    return Ledger(
        start=edges[:-1], opening=balance[:-1], lines=lines, closing=balance[1:]
    )


def _booked(customer: Ints, period: Ints) -> Bools:
    """Return the last change of a customer and period, and the first of an even number.

    Changes alternate, so that an even number of them ends as it began.
    """
    n = len(customer)
    new = np.ones(n, dtype=bool)
    new[1:] = (np.diff(customer) != 0) | (np.diff(period) != 0)
    first = np.flatnonzero(new)
    many = np.diff(np.append(first, n))
    kept = np.append(new[1:], True)[:n]
    kept[first[many % 2 == 0]] = True
    return kept


def _places(lines: Iterable[Line]) -> list[int]:
    return [list(Line).index(line) for line in lines]
