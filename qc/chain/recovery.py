"""Does it help to make a failure good? Each customer against their own other days.

Also how the rate comes back with time, and whether a second failure is worse.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from qc.chain.evidence import Estimate
from qc.chain.exposure import Exposure, Moments, Watched, exposure
from qc.chain.rate_beside import compare
from qc.chain.rate_ratio import RateRatio, rate_ratio
from qc.core.arrays import Bools
from qc.core.intervals import CONFIDENCE

_OPEN, _MENDED = 1, 2  # columns of the exposure


@dataclass(frozen=True, slots=True, kw_only=True)
class Recovery:
    """What customers buy after failures made good, and after others.

    Attributes
    ----------
    mended, left : RateRatio
        Against each customer's own days without a failure: 1 is back to usual.
    gain : Estimate
        `mended` over `left`, of one set of customers: above 1 where mending helps.
    """

    mended: RateRatio
    left: RateRatio
    gain: Estimate


def recovery(
    watched: Watched,
    failures: tuple[Moments, Bools],
    purchases: Moments,
    days: int,
    rng: np.random.Generator,
) -> Recovery:
    """Answer: do customers whose failure was made good buy as before?

    Parameters
    ----------
    watched : Watched
    failures : (Moments, (m,) bool)
        And whether each was made good. A day belongs to the latest failure, of two on
        one day to the one made good.
    purchases : Moments
        Those whose own sale had no defect.
    days : int
        Length of the window after a failure.
    rng : numpy Generator
    """
    when, mended = failures
    found = _three(exposure(watched, when, purchases, (0, days), mended.astype(int)))
    return Recovery(
        mended=rate_ratio(found, rng, kind=_MENDED),
        left=rate_ratio(found, rng, kind=_OPEN),
        gain=compare(found, rng, (_MENDED, _OPEN)),
    )


def by_kind(
    exposed: Exposure, rng: np.random.Generator, *, confidence: float = CONFIDENCE
) -> tuple[RateRatio, ...]:
    """Return the rate ratio of each column: dose response, or the way back.

    With `order_of` as kinds the first, second and third failure; with several edges
    the slices of time since the last one.
    """
    kinds = range(1, exposed.time.shape[1])
    return tuple(rate_ratio(exposed, rng, kind=k, confidence=confidence) for k in kinds)


def _three(found: Exposure) -> Exposure:
    """Return three columns also where no failure was made good."""
    lack = 3 - found.time.shape[1]
    if not lack:
        return found
    wide = ((0, 0), (0, lack))
    return Exposure(events=np.pad(found.events, wide), time=np.pad(found.time, wide))
