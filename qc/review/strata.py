"""One measure in parts, side by side: in which of them did the process change?

Each part is judged by limits from its own baseline. All of them were tries of chance,
so their evidence is judged together.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from qc.review.assessment import Assessment
from qc.review.compare import MINIMUM
from qc.review.tiers import Verdict, verdicts
from qc.spc.multiplicity import Tier

_ORDER = (Tier.ACT, Tier.WATCH, Tier.NONE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Stratum:
    """One part of the log, judged.

    Attributes
    ----------
    name : str
        The value of the dimension.
    n : int
        Cases behind all its points.
    verdict : Verdict
        Act, watch or nothing, with all other parts considered.
    """

    name: str
    n: int
    assessment: Assessment
    verdict: Verdict


@dataclass(frozen=True, slots=True, kw_only=True)
class Strata:
    """One measure by the values of one dimension.

    Attributes
    ----------
    whole : Assessment
        All parts together: its unit and target are those of the parts.
    parts : tuple of Stratum
        Surest first.
    few : tuple of (str, int)
        Parts below the least cases, with their cases; they are not drawn.
    not_stated : int
        Interactions that name no part.
    left_out : int
        Parts beyond the largest that fit.
    minimum : int
    """

    whole: Assessment
    dimension: str
    parts: tuple[Stratum, ...]
    few: tuple[tuple[str, int], ...] = ()
    not_stated: int = 0
    left_out: int = 0
    minimum: int = MINIMUM

    @property
    def judged(self) -> int:
        """How many had enough points for evidence: the tries of chance."""
        return sum(not math.isnan(one.assessment.evidence) for one in self.parts)

    @property
    def to_act_on(self) -> tuple[Stratum, ...]:
        """Parts whose signal stands although chance had many tries."""
        return tuple(one for one in self.parts if one.verdict.tier is Tier.ACT)

    @property
    def to_watch(self) -> tuple[Stratum, ...]:
        """Parts whose signal chance could have made among so many."""
        return tuple(one for one in self.parts if one.verdict.tier is Tier.WATCH)


def strata(
    whole: Assessment,
    dimension: str,
    parts: Sequence[tuple[str, Assessment]],
    *,
    minimum: int = MINIMUM,
) -> Strata:
    """Hold the parts of a measure beside each other, surest first.

    Parameters
    ----------
    whole : Assessment
    dimension : str
    parts : sequence of (name, Assessment)
    minimum : int
        Cases below which a part is counted, but neither judged nor drawn.
    """
    sizes = [(name, cases(one)) for name, one in parts]
    enough = [one for one, size in zip(parts, sizes, strict=True) if size[1] >= minimum]
    told = verdicts([one for _, one in enough])
    found = [
        Stratum(name=name, n=cases(one), assessment=one, verdict=verdict)
        for (name, one), verdict in zip(enough, told, strict=True)
    ]
    few = tuple(size for size in sizes if size[1] < minimum)
    return Strata(
        whole=whole,
        dimension=dimension,
        parts=tuple(sorted(found, key=_surest)),
        few=few,
        minimum=minimum,
    )


def cases(one: Assessment) -> int:
    """Return the cases behind all points."""
    return 0 if one.chart is None else round(float(np.nansum(one.chart.n)))


def _surest(one: Stratum) -> tuple[int, float, int, str]:
    q = math.inf if math.isnan(one.verdict.q) else one.verdict.q
    return _ORDER.index(one.verdict.tier), q, -one.n, one.name
