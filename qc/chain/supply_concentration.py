"""How much of the business hangs on few customers? Top shares, Gini, Herfindahl.

Intervals by drawing customers anew: who the large ones are is chance, too.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from qc.chain.evidence import Estimate, Method, Want, short
from qc.core.arrays import Floats, freeze
from qc.core.intervals import CONFIDENCE, UNKNOWN, Interval

MINIMUM = {Want.CUSTOMERS: 30}
DRAWS = 300
TOPS = (0.01, 0.05, 0.10)
_POINTS = 200  # of the curve


class Of(StrEnum):
    """What a customer's part in the business is measured by."""

    MARGIN = "margin"
    AMOUNT = "amount"
    ORDERS = "orders"


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Concentration:
    """The parts of the customers in the whole.

    Attributes
    ----------
    of : Of
    curve : (m, 2) float
        Share of the customers, largest first, and their share of the whole.
    tops : tuple of (float, Estimate)
        Share of the customers, and their share of the whole.
    gini : Estimate
        0 where all have the same, nearly 1 where one has all.
    herfindahl : Estimate
        Sum of squared shares: one over as many customers of one size.
    customers : int
    total : float
    below : int
        Customers below 0 in all (refunds), counted as 0.
    """

    of: Of
    curve: Floats
    tops: tuple[tuple[float, Estimate], ...]
    gini: Estimate
    herfindahl: Estimate
    customers: int
    total: float
    below: int = 0

    def __post_init__(self) -> None:
        """Freeze the arrays."""
        freeze(self, "curve")


def concentration(
    value: Floats, rng: np.random.Generator, of: Of = Of.AMOUNT, draws: int = DRAWS
) -> Concentration:
    """Answer: what share of the business do the largest customers make?

    Parameters
    ----------
    value : (n,) float
        Of each customer, over one stretch of time; finite.
    rng : numpy Generator
    of : Of
    draws : int

    Returns
    -------
    Concentration
        Unknown where there is nothing to share.
    """
    large = np.sort(np.maximum(value, 0))[::-1]
    n, total = len(large), float(large.sum())
    width = len(TOPS) + 2
    known, drawn = np.full(width, np.nan), np.zeros((0, width))
    if total > 0:
        known = _figures(large, np.ones(n))
        drawn = np.array([_figures(large, _again(n, rng)) for _ in range(draws)])
    found = [
        Estimate(
            value=float(known[i]),
            interval=_interval(drawn[:, i]),
            n=n,
            method=Method.BOOTSTRAP,
            short=short(MINIMUM, {Want.CUSTOMERS: n}),
        )
        for i in range(width)
    ]
    return Concentration(
        of=of,
        curve=_curve(large, total),
        tops=tuple(zip(TOPS, found, strict=False)),
        gini=found[-2],
        herfindahl=found[-1],
        customers=n,
        total=total,
        below=int((value < 0).sum()),
    )


def _again(n: int, rng: np.random.Generator) -> Floats:
    """Return how often each customer comes when as many are drawn anew."""
    return np.bincount(rng.integers(0, n, n, dtype=np.int32), minlength=n).astype(float)


def _figures(large: Floats, weight: Floats) -> Floats:
    """Return the shares of the tops, Gini and Herfindahl of weighted customers.

    With L the share of the largest, over the share of customers from 0 to 1, Gini is
    twice the area under L, less 1.
    """
    part = weight * large
    many, money = np.cumsum(weight), np.cumsum(part)
    n, total = many[-1], money[-1]
    if not total > 0:
        return np.full(len(TOPS) + 2, np.nan)
    tops = [float(_share(top * n, many, money)) / total for top in TOPS]
    area = np.einsum("i,i->", weight, money - part / 2) / (n * total)
    squares = np.einsum("i,i->", part, large) / total**2
    return np.array([*tops, 2 * area - 1, squares])


def _share(customers: float, many: Floats, money: Floats) -> float:
    """Return what the first so many customers have; the last one in part."""
    at = int(np.searchsorted(many, customers))
    before, paid = (many[at - 1], money[at - 1]) if at else (0.0, 0.0)
    own = many[at] - before
    part = (customers - before) / own if own > 0 else 0.0
    return float(paid + part * (money[at] - paid))


def _interval(drawn: Floats) -> Interval:
    if not len(drawn) or not np.isfinite(drawn).all():
        return UNKNOWN
    tail = 50 * (1 - CONFIDENCE)
    low, high = np.percentile(drawn, [tail, 100 - tail])
    return float(low), float(high)


def _curve(large: Floats, total: float) -> Floats:
    n = len(large)
    if not total > 0:
        return np.zeros((0, 2))
    at = np.unique(np.linspace(0, n, min(n, _POINTS) + 1).round().astype(np.int64))
    money = np.append(0.0, np.cumsum(large))
    return np.column_stack([at / n, money[at] / total])
