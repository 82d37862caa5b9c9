"""All that the trust index is asked for, worked out once: now, by week, in the past."""

from __future__ import annotations

from dataclasses import dataclass

from qc.chain.company import Company
from qc.chain.trust import Index
from qc.chain.trust_memory import Memory
from qc.chain.trust_origins import Origin, origins
from qc.chain.trust_outcomes import Outcomes, outcomes
from qc.chain.trust_past import Standing, standing
from qc.chain.trust_promises import Promises, index_at, prior_at, promises_of
from qc.chain.trust_weeks import TrustWeeks, weeks_of


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Study:
    """Trust in a company.

    Attributes
    ----------
    promises : Promises
    memory : Memory
        How soon promises are forgotten.
    last : int
        The day of `index`: the last that is wholly known.
    index : Index
        Of every customer by number; those never served have the usual one, without
        evidence.
    weeks : TrustWeeks
    origins : tuple of Origin
        Past days from which something can be foretold.
    standing : Standing
    outcomes : Outcomes
    """

    promises: Promises
    memory: Memory
    last: int
    index: Index
    weeks: TrustWeeks
    origins: tuple[Origin, ...]
    standing: Standing
    outcomes: Outcomes


def study(company: Company) -> Study:
    """Answer: how far do customers trust the company, and how did they before?"""
    promises, last = promises_of(company), company.last
    prior = prior_at(promises, last)
    days, memory = origins(promises, last)
    return Study(
        promises=promises,
        memory=memory,
        last=last,
        index=index_at(promises, last, prior, memory.half_life),
        weeks=weeks_of(promises, last, prior, memory.half_life),
        origins=days,
        standing=standing(company, promises, days),
        outcomes=outcomes(promises, days),
    )
