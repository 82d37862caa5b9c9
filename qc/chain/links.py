"""The arrows of the chain: what each rests on, and whether the data show it.

An arrow is drawn solid only where its whole interval lies on the side that the chain
holds for true, and there is enough data to say so.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from enum import StrEnum

from qc.chain.evidence import Estimate


class Node(StrEnum):
    """The six stations from training to goodwill, in order."""

    TRAINING = "training"
    ADHERENCE = "adherence"
    SERVICE = "service"
    TRUST = "trust"
    LOYALTY = "loyalty"  # repeat business and referrals
    GOODWILL = "goodwill"


class Arrow(StrEnum):
    """What is held to follow from what, and can be tested."""

    TRAINING_ADHERENCE = "training-adherence"
    TRAINING_SERVICE = "training-service"
    ADHERENCE_SERVICE = "adherence-service"
    SERVICE_TRUST = "service-trust"
    SERVICE_REPEAT = "service-repeat"
    TRUST_REPEAT = "trust-repeat"
    TRUST_REFERRAL = "trust-referral"
    REPEAT_GOODWILL = "repeat-goodwill"
    REFERRAL_GOODWILL = "referral-goodwill"


ENDS: dict[Arrow, tuple[Node, Node]] = {
    Arrow.TRAINING_ADHERENCE: (Node.TRAINING, Node.ADHERENCE),
    Arrow.TRAINING_SERVICE: (Node.TRAINING, Node.SERVICE),
    Arrow.ADHERENCE_SERVICE: (Node.ADHERENCE, Node.SERVICE),
    Arrow.SERVICE_TRUST: (Node.SERVICE, Node.TRUST),
    Arrow.SERVICE_REPEAT: (Node.SERVICE, Node.LOYALTY),
    Arrow.TRUST_REPEAT: (Node.TRUST, Node.LOYALTY),
    Arrow.TRUST_REFERRAL: (Node.TRUST, Node.LOYALTY),
    Arrow.REPEAT_GOODWILL: (Node.LOYALTY, Node.GOODWILL),
    Arrow.REFERRAL_GOODWILL: (Node.LOYALTY, Node.GOODWILL),
}
"""Which stations each arrow joins."""


class Design(StrEnum):
    """How a comparison was made; the first rules out most, the last least."""

    EXPERIMENT = "experiment"  # drawn by lot
    WITH_CONTROLS = "with-controls"  # before and after, beside others not changed
    WITHIN_CUSTOMER = "within-customer"  # each customer beside himself
    WITHIN_STRATA = "within-strata"  # same agent and stage
    OBSERVED = "observed"  # who differs in this may differ in more
    BY_DEFINITION = "by-definition"  # a sum of the parts, not a test


class Shown(StrEnum):
    """What the data say of an arrow."""

    SHOWN = "shown"
    NOT_SHOWN = "not-shown"
    OPPOSITE = "opposite"
    TOO_LITTLE = "too-little"  # there is a minimum, and it is not reached
    NO_DATA = "no-data"  # a table or a column is lacking


class Scale(StrEnum):
    """What the number of an arrow is."""

    DIFFERENCE = "difference"  # of shares: 0 means nothing
    RATIO = "ratio"  # of rates: 1 means nothing
    RANK = "rank"  # chance that the higher comes out higher: .5 means nothing
    NUMBER = "number"  # a count per customer: 0 means nothing


NOTHING: dict[Scale, float] = {
    Scale.DIFFERENCE: 0.0,
    Scale.RATIO: 1.0,
    Scale.RANK: 0.5,
    Scale.NUMBER: 0.0,
}
"""The value of each scale that means: no effect."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """One arrow with its evidence.

    Attributes
    ----------
    arrow : Arrow
    estimate : Estimate
        The effect with its 95 % interval, and what is lacking.
    scale : Scale
    up : bool
        Whether the chain holds a value above nothing for true (defects: below).
    design : Design
    lag : (low, high) or None
        Days after the cause in which the effect was looked for.
    beside : Estimate or None
        A second estimate, by other assumptions.
    naive : Estimate or None
        The comparison that misleads, shown only as such.
    lacking : tuple of str
        Tables or fields without which there is no estimate at all, as in
        ``training`` or ``steps_done``.
    against : bool
        A check of the design failed (a trend before, an estimate beside that says
        otherwise): not drawn solid, whatever the interval says.
    smallest : float
        Effect nearest to nothing that such data show in 80 of 100 cases; NaN where
        that was not worked out.
    """

    arrow: Arrow
    estimate: Estimate
    scale: Scale
    up: bool
    design: Design
    lag: tuple[int, int] | None = None
    beside: Estimate | None = None
    naive: Estimate | None = None
    lacking: tuple[str, ...] = ()
    against: bool = False
    smallest: float = math.nan

    @property
    def shown(self) -> Shown:
        """Answer: is the arrow drawn solid, dashed, opposite, or not at all?"""
        if self.lacking or (not self.estimate.known and not self.estimate.short):
            return Shown.NO_DATA
        if self.estimate.short:
            return Shown.TOO_LITTLE
        return self._judged()

    def _judged(self) -> Shown:
        low, high = self.estimate.interval
        nothing = NOTHING[self.scale]
        above, below = low > nothing, high < nothing
        if self.against or not (above or below):
            return Shown.NOT_SHOWN
        return Shown.SHOWN if above is self.up else Shown.OPPOSITE
