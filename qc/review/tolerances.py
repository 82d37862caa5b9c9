"""Which limits and which tolerance a measure is held against, and who set them."""

from __future__ import annotations

import math

from qc.core.errors import InvalidSeries
from qc.core.kinds import Direction, MeasureKind
from qc.core.measures import Measure, Specification
from qc.review.ability import LimitFrom, Tolerance
from qc.spc.yields import MILLION


def limits(measure: Measure) -> tuple[Specification, LimitFrom | None]:
    """Return the limits of single values: of the card, its promise, or its target.

    A target stands for a limit only on a time of which less is better: of other
    measures it is a wish for the mean, not for each value.
    """
    given = measure.specification
    if given.lower is not None or given.upper is not None:
        return given, LimitFrom.SPECIFICATION
    if measure.kind is not MeasureKind.DURATION:
        return given, None
    if measure.clock is not None and measure.clock.within_hours is not None:
        return Specification(upper=measure.clock.within_hours), LimitFrom.PROMISE
    if measure.target is not None and measure.direction is Direction.LOWER:
        return Specification(upper=measure.target), LimitFrom.TARGET
    return given, None


def tolerance(measure: Measure, asked: float | None = None) -> Tolerance | None:
    """Return the defects per million that are tolerated: as asked, else by the card.

    Raises
    ------
    InvalidSeries
        If what is asked for cannot be a tolerance.
    """
    if asked is not None:
        _require(asked, measure)
        return Tolerance(dpmo=asked, source=LimitFrom.ASKED)
    given = measure.specification.tolerance_dpmo
    if given is not None and given > 0:
        return Tolerance(dpmo=given, source=LimitFrom.SPECIFICATION)
    share = _target_share(measure)
    if share is None or not share > 0:
        return None
    return Tolerance(dpmo=MILLION * share, source=LimitFrom.TARGET)


def counts_defects(measure: Measure) -> bool:
    """Say whether what it counts, or what it leaves, is a defect."""
    if measure.kind is MeasureKind.RATE:
        return measure.direction is Direction.LOWER
    shares = measure.kind is MeasureKind.SHARE
    return shares and measure.direction is not Direction.NEITHER


def applies(measure: Measure) -> bool:
    """Say whether a tolerance means anything for a measure."""
    return counts_defects(measure) or limits(measure)[1] is not None


def _target_share(measure: Measure) -> float | None:
    if measure.target is None or not counts_defects(measure):
        return None
    good = measure.direction is Direction.HIGHER
    return 1 - measure.target if good else measure.target


def _require(asked: float, measure: Measure) -> None:
    most = math.inf if measure.kind is MeasureKind.RATE else MILLION
    if not 0 < asked <= most or math.isinf(asked):
        raise InvalidSeries(
            "A tolerance is a number of defects per million, above 0 and at most "
            f"1,000,000; got {asked:g}."
        )
