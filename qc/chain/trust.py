"""How far can a customer trust us, judged by promises kept and broken alone?

What customers do for us (buy, recommend, stay) is left out: with it inside, "trust
foretells repeat business" would be true by construction. A customer of whom little is
known is drawn towards what is usual among all.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

import numpy as np

from qc.chain.trust_prior import Prior
from qc.core.arrays import Bools, Floats, Ints, freeze

LEVEL = 0.90  # of the interval of one customer's index
HALF_LIFE = 180.0  # days, unless the data speak for another
CREDIT = 0.7  # of a broken promise that was made good
SEVERITY: Mapping[bool, float] = MappingProxyType({True: 1.0, False: 0.3})  # grave?


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Index:
    """The trust index of some customers.

    Attributes
    ----------
    prior : Prior
    kept, broken : (n,) float
        S and F: sums of weights of promises kept and broken, faded.
    """

    prior: Prior
    kept: Floats
    broken: Floats

    def __post_init__(self) -> None:
        """Freeze the arrays."""
        freeze(self, "kept", "broken")

    def __len__(self) -> int:
        """Number of customers."""
        return len(self.kept)

    @property
    def evidence(self) -> Floats:
        """How much each index rests on, in promises of today: S + F."""
        return self.kept + self.broken

    @property
    def value(self) -> Floats:
        """The index of each, in (0, 1): (a + S) / (a + b + S + F)."""
        return (self.prior.a + self.kept) / (self.prior.strength + self.evidence)

    def interval(
        self, which: Ints | slice = slice(None), level: float = LEVEL
    ) -> tuple[Floats, Floats]:
        """Return the central interval of the index of some customers.

        Where nothing shows that customers differ, they may differ by as much as their
        counts allow: by the law found, each would be known too well.
        """
        from scipy.special import betaincinv  # import costs as much as numpy itself

        wide = self.prior.wide
        a, b = wide[0] + self.kept[which], wide[1] + self.broken[which]
        tail = (1 - level) / 2
        low, high = (betaincinv(a, b, part) for part in (tail, 1 - tail))
        value = self.value[which]
        return np.minimum(low, value), np.maximum(high, value)

    def below(self, limit: float) -> Floats:
        """Answer: how likely does each customer's true share lie below a limit?"""
        from scipy.special import betainc

        a, b = self.prior.a + self.kept, self.prior.b + self.broken
        return np.asarray(betainc(a, b, limit), dtype=np.float64)


def fade(age: Floats | Ints, half_life: float | None) -> Floats:
    """Return what a promise still weighs after some days; None: it is never forgotten.

    Parameters
    ----------
    age : (m,) days, >= 0
    half_life : float or None
        Days after which it weighs half.
    """
    if half_life is None:
        return np.ones(len(age))
    return np.exp2(-np.asarray(age, dtype=np.float64) / half_life)


def sums(  # noqa: PLR0913 - one promise log
    customer: Ints,
    weight: Floats,
    kept: Bools,
    recovered: Bools,
    customers: int,
    *,
    credit: float = CREDIT,
) -> tuple[Floats, Floats]:
    """Return S and F of each customer.

    A broken promise stays broken when it is made good: it also adds a part of its
    weight to S, so that a mended failure is never better than none.

    Parameters
    ----------
    customer : (m,) int in [0, customers)
    weight : (m,) float, > 0
        Faded, times severity.
    kept, recovered : (m,) bool
    customers : int
    credit : float in [0, 1]
    """
    good = np.where(kept, weight, np.where(recovered, credit * weight, 0.0))
    bad = np.where(kept, 0.0, weight)
    return _summed(customer, good, customers), _summed(customer, bad, customers)


def _summed(customer: Ints, each: Floats, customers: int) -> Floats:
    total: Floats = np.bincount(customer, each, minlength=customers).astype(np.float64)
    return total
