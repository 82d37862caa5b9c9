"""Many measures at once: which signals stand although chance had as many tries?

Every chart signals now and then without a cause; of hundreds some do each week. All
evidence of a review is judged together, so that of what is to be acted on at most
one in ten is chance, and with nothing wrong at most one week in ten has any.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from qc.review.assessment import Assessment
from qc.spc.multiplicity import SHARE, Tier, adjusted


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What to do about one measure of a review.

    Attributes
    ----------
    tier : Tier
        ACT and WATCH both ask for a signal on the newest point.
    q : float in [0, 1]
        Share of false ones if one acts on all measures with as much evidence; NaN
        where there was nothing to judge.
    """

    tier: Tier
    q: float


def verdicts(
    assessments: Sequence[Assessment], *, share: float = SHARE
) -> tuple[Verdict, ...]:
    """Answer: act, watch or nothing, for each measure among all of them?

    Parameters
    ----------
    assessments : sequence of Assessment
        All measures of one review: each of them was a try.
    share : float
        Accepted share of false ones among those to act on.

    Returns
    -------
    tuple of Verdict
        One a measure, in their order.
    """
    evidence = np.array([one.evidence for one in assessments], dtype=np.float64)
    pairs = zip(assessments, adjusted(evidence).tolist(), strict=True)
    return tuple(Verdict(tier=_tier(one, q, share), q=q) for one, q in pairs)


def _tier(one: Assessment, q: float, share: float) -> Tier:
    if not one.current:
        return Tier.NONE
    return Tier.ACT if q <= share else Tier.WATCH
