"""Beside the rate ratio: a second road, two ratios compared, and the wrong figure."""

from __future__ import annotations

import math

import numpy as np

from qc.chain.evidence import Estimate, Method, Want, short
from qc.chain.exposure import Exposure
from qc.chain.pairs import around_log, both, pairs
from qc.chain.rate_ratio import MANY, MINIMUM
from qc.chain.resample import DRAWS, percentiles, resampled
from qc.core.arrays import Floats
from qc.core.intervals import CONFIDENCE, normal_quantile

_STEPS = 200
_WIDEST = 30.0  # in logs


def conditional(exposed: Exposure, *, kind: int = 1) -> float:
    """Return the most likely ratio with a rate for each customer: a check."""
    of = pairs(exposed, kind)
    events, after = of.e0 + of.e1, of.e1.sum()
    if not 0 < after < events.sum():
        return math.nan
    low, high = -_WIDEST, _WIDEST
    for _ in range(_STEPS):
        middle = (low + high) / 2
        odds = math.exp(middle) * of.t1
        expected = float((events * odds / (odds + of.t0)).sum())
        low, high = (middle, high) if expected < after else (low, middle)
    return math.exp((low + high) / 2)


def between_customers(exposed: Exposure, *, confidence: float = CONFIDENCE) -> Estimate:
    """Return the rate of customers with a defect over that of others: misleading."""
    events, time = exposed.events.sum(axis=1), exposed.time.sum(axis=1)
    hit = exposed.time[:, 1:].sum(axis=1) > 0
    sums = [float(what[who].sum()) for who in (hit, ~hit) for what in (events, time)]
    if min(sums) <= 0:
        return Estimate(value=math.nan, n=len(exposed), method=Method.ROBUST)
    value = sums[0] / sums[1] * sums[3] / sums[2]
    mine = np.where(hit, sums[0] / sums[1], sums[2] / sums[3])
    total = np.where(hit, sums[0], sums[2])
    error = float(np.sqrt(np.square((events - mine * time) / total).sum()))
    return Estimate(
        value=value,
        interval=around_log(value, normal_quantile(confidence) * error),
        error=error,
        n=int((time > 0).sum()),
        method=Method.ROBUST,
    )


def compare(
    exposed: Exposure,
    rng: np.random.Generator,
    kinds: tuple[int, int],
    *,
    draws: int = DRAWS,
    confidence: float = CONFIDENCE,
) -> Estimate:
    """Answer: is one kind of time better than another, each against own other days?

    Returns
    -------
    Estimate
        Ratio of the two rate ratios: of recovered to not recovered failures, say.
    """
    parts = np.zeros((len(exposed), 4))
    for number, kind in enumerate(kinds):
        some = both(exposed, kind)
        found = pairs(exposed, kind)
        parts[some, 2 * number] = found.above
        parts[some, 2 * number + 1] = found.below
    parts = parts[parts.any(axis=1)]
    value = float(_ratio_of_ratios(parts.sum(axis=0)[None])[0])
    many = len(parts) > MANY
    if many:
        interval = around_log(value, normal_quantile(confidence) * _error(parts))
    else:
        sums = resampled(parts, rng, draws)
        interval = percentiles(sums, _ratio_of_ratios, confidence)
    return Estimate(
        value=value,
        interval=interval,
        n=len(parts),
        method=Method.ROBUST if many else Method.BOOTSTRAP,
        short=short(MINIMUM, {Want.EXPOSED: len(parts)}),
    )


def _error(parts: Floats) -> float:
    """Return the error of the logarithm of the ratio, from each customer's part."""
    sums = parts.sum(axis=0)
    if not np.all(sums > 0):
        return math.nan
    shares = np.einsum("ns,s->n", parts / sums, np.array([1.0, -1.0, -1.0, 1.0]))
    return float(np.sqrt(np.square(shares).sum()))


def _ratio_of_ratios(sums: Floats) -> Floats:
    with np.errstate(divide="ignore", invalid="ignore"):
        return sums[:, 0] / sums[:, 1] / (sums[:, 2] / sums[:, 3])
