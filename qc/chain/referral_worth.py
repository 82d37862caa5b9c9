"""What is a recommendation worth? By how many would not have come without it.

No record says who would have come anyway, so the answer is given for any share of them.

References
----------
.. [1] V. Kumar, J. A. Petersen, R. P. Leone, How valuable is word of mouth?, Harvard
       Business Review 85(10), 139-146 (2007): customers of type one and two.
"""

from __future__ import annotations

from dataclasses import dataclass

from qc.chain.evidence import Estimate
from qc.core.intervals import Interval


@dataclass(frozen=True, slots=True, kw_only=True)
class RecommendationWorth:
    """What one customer who was brought is worth to whoever is recommended.

    Attributes
    ----------
    share : float, 0 to 1
        Who came only because of it.
    value : float, money
    interval : (low, high)
        95 %, from the margin; the saving and the reward are known sums.
    ends : (float, float)
        Were none of them won only by it, and were all.
    """

    share: float
    value: float
    interval: Interval
    ends: Interval


def recommendation_worth(
    margin: Estimate, saving: float, reward: float, percent: float
) -> RecommendationWorth:
    """Answer: what is a recommendation worth, if so many came only because of it?

    Those bring their margin and save the cost of winning them [1]_; the others save
    that cost only. The reward is paid for both.

    Parameters
    ----------
    margin : Estimate
        Per customer who was brought.
    saving : float, money
        What it costs to win a customer otherwise.
    reward : float, money
        Per customer who was brought.
    percent : float, 0 to 100
        Of those brought, who would not have come otherwise.
    """
    share = percent / 100
    low, high = (share * end for end in margin.interval)
    every = saving - reward
    return RecommendationWorth(
        share=share,
        value=share * margin.value + every,
        interval=(low + every, high + every),
        ends=(every, margin.value + every),
    )
