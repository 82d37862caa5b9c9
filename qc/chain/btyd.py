"""What kind of customers are these? Models of buying till they leave, fitted.

For business without contracts, where a customer leaves without saying so. All times of
the parameters are weeks.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from functools import partial

import numpy as np

from qc.chain import beta_geometric, pareto_nbd
from qc.chain.beta_geometric import MODIFIED, PLAIN
from qc.chain.evidence import Short, Want, short
from qc.chain.grouped import DAYS_A_WEEK, Grouped, grouped, part, thinned
from qc.chain.histories import Histories
from qc.chain.search import Likelihood, Top, highest, unknown
from qc.core.arrays import Floats

MINIMUM = {Want.CUSTOMERS: 300, Want.REPEATERS: 100, Want.WEEKS: 26}
_AT_ONCE = 16_384  # histories: what they need stays in the processor's cache


class Model(StrEnum):
    """Laws of how customers buy and leave."""

    MBG_NBD = "mbg-nbd"
    PARETO_NBD = "pareto-nbd"
    BG_NBD = "bg-nbd"


@dataclass(frozen=True, slots=True, kw_only=True)
class Law:
    """What a model says of customers, given its four parameters.

    Attributes
    ----------
    names : tuple of str
        The parameters, in the letters of the literature.
    start, most : tuple of float
        Where the search for them begins, and how far it goes: shapes of 1,000 are
        customers all alike.
    likelihood, log_odds_left, coming, pairs : callable
        See `beta_geometric`.
    """

    names: tuple[str, str, str, str]
    start: tuple[float, float, float, float]
    most: tuple[float, float, float, float]
    likelihood: Callable[[Floats, Grouped], tuple[Floats, tuple[Floats, ...]]]
    log_odds_left: Callable[[Floats, Grouped], Floats]
    coming: Callable[[Floats, Grouped, float], Floats]
    pairs: Callable[[Floats, Grouped, float], Floats]


def _beta_geometric(chances: float) -> Law:
    return Law(
        names=("r", "alpha", "a", "b"),
        start=(1.0, 3.0, 1.0, 3.0),
        most=(1e3, 1e6, 1e3, 1e3),
        likelihood=partial(beta_geometric.likelihood, chances=chances),
        log_odds_left=partial(beta_geometric.log_odds_left, chances=chances),
        coming=partial(beta_geometric.coming, chances=chances),
        pairs=partial(beta_geometric.pairs, chances=chances),
    )


LAWS = {
    Model.MBG_NBD: _beta_geometric(MODIFIED),
    Model.PARETO_NBD: Law(
        names=("r", "alpha", "s", "beta"),
        start=(1.0, 1.1, 1.0, 1.0),
        most=(1e3, 1e6, 1e3, 1e6),
        likelihood=pareto_nbd.likelihood,
        log_odds_left=pareto_nbd.log_odds_left,
        coming=pareto_nbd.coming,
        pairs=pareto_nbd.pairs,
    ),
    Model.BG_NBD: _beta_geometric(PLAIN),
}


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Fit:
    """A model with the parameters that make these customers most likely.

    Attributes
    ----------
    model : Model
    top : Top
        Parameters in the order of `LAWS[model].names`. Their errors are large even
        where totals are firm: show totals.
    customers : int
    short : tuple of Short
        Where not empty, show the share who came back and its curve instead.
    """

    model: Model
    top: Top
    customers: int
    short: tuple[Short, ...] = ()

    @property
    def known(self) -> bool:
        """Whether there are parameters at all."""
        return bool(np.isfinite(self.top.theta).all())

    @property
    def params(self) -> dict[str, float]:
        """The parameters by name."""
        names = LAWS[self.model].names
        return dict(zip(names, self.top.theta.tolist(), strict=True))


def fit(customers: Histories, model: Model = Model.MBG_NBD) -> Fit:
    """Answer: at what rates do these customers buy, and how soon do they leave?

    Parameters
    ----------
    customers : Histories
    model : Model
        The modified BG/NBD unless asked: the plain one calls everybody without a
        repeat alive.

    Returns
    -------
    Fit
        Parameters are NaN where nobody came back.
    """
    got = {
        Want.CUSTOMERS: len(customers),
        Want.REPEATERS: int((customers.repeats > 0).sum()),
        Want.WEEKS: float(customers.age.max(initial=0)) / DAYS_A_WEEK,
    }
    missing = short(MINIMUM, got)
    if not got[Want.REPEATERS]:
        top = unknown(4)
        return Fit(model=model, top=top, customers=len(customers), short=missing)
    top = _search(LAWS[model], grouped(customers))
    if not top.sharp:
        missing = (*missing, Short(what=Want.SPREAD, need=1, got=0))
    return Fit(model=model, top=top, customers=len(customers), short=missing)


def log_likelihood(theta: Floats, model: Model, customers: Histories) -> float:
    """Return the log-likelihood of given parameters, to compare programs with."""
    value, _ = _total(LAWS[model], grouped(customers))(theta)
    return value


def _search(law: Law, some: Grouped) -> Top:
    start, most, few = np.array(law.start), np.array(law.most), thinned(some)
    if len(few.weight) < len(some.weight):
        start = highest(_total(law, few), start, most, few.weight.sum()).theta
    return highest(_total(law, some), start, most, some.weight.sum())


def _total(law: Law, some: Grouped) -> Likelihood:
    """Return the likelihood of all customers as a function of the parameters."""
    parts = [
        part(some, slice(first, first + _AT_ONCE))
        for first in range(0, len(some.weight), _AT_ONCE)
    ]

    def total(theta: Floats) -> tuple[float, Floats]:
        value, slopes = 0.0, np.zeros(len(theta))
        for each in parts:
            found, sloped = law.likelihood(theta, each)
            value += each.sum(found)
            slopes += np.array([each.sum(slope) for slope in sloped])
        return value, slopes

    return total
