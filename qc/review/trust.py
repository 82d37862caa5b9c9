"""What is told of trust: the index of all, what it foretells, whose is at risk."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from qc.chain.buying import Worth
from qc.chain.evidence import Estimate, Short
from qc.chain.trust_history import History
from qc.chain.trust_memory import Memory
from qc.chain.trust_prior import Prior
from qc.chain.trust_risk import AtRisk
from qc.chain.trust_validation import Validation
from qc.chain.trust_weeks import TrustWeeks
from qc.core.arrays import Floats, freeze
from qc.review.assessment import Assessment


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Trust:
    """How far customers can trust the company.

    Attributes
    ----------
    lacking : tuple of str
        Fields without which there is nothing to tell; all else is empty then.
    last : datetime64[D]
        The day of the index.
    mean : Estimate
        Mean index of the customers with a promise.
    value, evidence : (n,) float
        Index of each of them, and the promises it rests on, faded.
    limit : float
        Below it lies the lowest tenth of all customers, by the law.
    prior : Prior
    memory : Memory
    weeks : TrustWeeks
    promised, kept : int
        All promises whose outcome is known.
    validations : tuple of Validation
    chart : Assessment or None
        The control chart of promises broken.
    """

    lacking: tuple[str, ...]
    last: np.datetime64
    mean: Estimate
    value: Floats
    evidence: Floats
    limit: float
    prior: Prior
    memory: Memory
    weeks: TrustWeeks
    promised: int
    kept: int
    validations: tuple[Validation, ...]
    chart: Assessment | None

    def __post_init__(self) -> None:
        """Freeze the arrays."""
        freeze(self, "value", "evidence")


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class RiskList:
    """Relationships at risk, as they are listed.

    Attributes
    ----------
    risk : AtRisk
        All of them.
    names : tuple of str
        Of the first ones, which are listed; texts from files.
    worth : Worth or None
        What the money is; None without money, `NOTHING` for the user's own rate.
    currency : str
    short : tuple of Short
        What a forecast lacks.
    lacking : tuple of str
        Fields without which there is no list.
    """

    risk: AtRisk
    names: tuple[str, ...]
    worth: Worth | None
    currency: str
    short: tuple[Short, ...]
    lacking: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class CustomerTrust:
    """One customer's promises, and what they did to trust.

    Attributes
    ----------
    name : str
        From a file.
    history : History
    usual : float
        Trust of a customer of whom nothing is known.
    """

    name: str
    history: History
    usual: float
