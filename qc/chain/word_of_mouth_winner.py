"""Which of the two returned more, if that can be told?

A winner is named only where the difference is beyond chance in both views: directly,
and with descendants credited to the campaign that began the tree. With descendants a
campaign returns a mix of both, so the views only part where word of mouth has a cost of
its own, such as a programme.
"""

from __future__ import annotations

import math
from enum import StrEnum

import numpy as np

from qc.chain.evidence import Short
from qc.core.arrays import Floats

SURE = 0.975


class Winner(StrEnum):
    """What can be said of the two."""

    WORD_OF_MOUTH = "word-of-mouth"
    CAMPAIGNS = "campaigns"
    BY_VIEW = "by-view"  # only in one of the two views
    OPEN = "open"  # within chance
    NO_COST = "no-cost"  # nothing is on record as spent on one side
    TOO_LITTLE = "too-little"


def chance(one: Floats, other: Floats) -> float:
    """Return how often the one is above the other, both being defined."""
    known = np.isfinite(one) & np.isfinite(other)
    return float((one[known] > other[known]).mean()) if known.any() else math.nan


def winner(direct: float, in_trees: float, lacking: tuple[Short, ...]) -> Winner:
    """Return the winner, by the chances that word of mouth returns more."""
    if lacking:
        return Winner.TOO_LITTLE
    if math.isnan(direct) or math.isnan(in_trees):
        return Winner.NO_COST
    both = (direct, in_trees)
    if min(both) >= SURE:
        return Winner.WORD_OF_MOUTH
    if max(both) <= 1 - SURE:
        return Winner.CAMPAIGNS
    one_sure = any(each >= SURE or each <= 1 - SURE for each in both)
    return Winner.BY_VIEW if one_sure else Winner.OPEN
