"""The chart of single values: does a period carry over into the next?

Statistics: points; zeros and ties where they are many; r1 where the values vary;
with r1 beyond chance also phi (what the limits allow for) and moved (share of the
variance that one step or one trend explains).
"""

from __future__ import annotations

import math

import numpy as np

from qc.core.arrays import Bools, Floats
from qc.core.charts import ChartChoice
from qc.core.kinds import ChartKind, Reason
from qc.core.series import Gaps, Samples, Series, Streaks, Values
from qc.spc import points
from qc.spc.carryover import Advice, Memory, memory

Rejected = tuple[tuple[ChartKind, Reason], ...]

MANY = 0.5  # share of points with one value from which on they say little

_ENOUGH: Rejected = ((ChartKind.RUN, Reason.ENOUGH_FOR_LIMITS),)
_TAKEN: dict[Advice, tuple[ChartKind, tuple[Reason, ...], Rejected]] = {
    Advice.PLAIN: (
        ChartKind.XMR,
        (Reason.FORGETS,),
        ((ChartKind.XMR_CORRECTED, Reason.FORGETS),),
    ),
    Advice.UNSTEADY: (
        ChartKind.XMR,
        (),
        ((ChartKind.XMR_CORRECTED, Reason.NOT_STEADY),),
    ),
    Advice.WIDER: (
        ChartKind.XMR_CORRECTED,
        (Reason.REMEMBERS,),
        (
            (ChartKind.XMR, Reason.REMEMBERS),
            (ChartKind.RESIDUALS, Reason.WEAK_MEMORY),
        ),
    ),
    Advice.RESIDUALS: (
        ChartKind.RESIDUALS,
        (Reason.REMEMBERS_STRONGLY,),
        (
            (ChartKind.XMR, Reason.REMEMBERS),
            (ChartKind.XMR_CORRECTED, Reason.REMEMBERS_STRONGLY),
        ),
    ),
}


def of_values(series: Values, used: Bools) -> ChartChoice:
    """Choose for one value a period: XmR, with room for memory, or residuals."""
    found = recall(series.value, used)
    kind, why, rejected = _TAKEN[found.advice]
    if math.isnan(found.r1):
        why, rejected = (), ()
    return ChartChoice(
        kind=kind,
        reasons=(Reason.ONE_VALUE_PER_PERIOD, *why),
        rejected=(*rejected, *_ENOUGH),
        statistics=basics(series, used, found),
        advice=advice(series.value, used, found),
    )


def of_means(samples: Samples, used: Bools) -> ChartChoice:
    """Choose for means that must be judged by their own moving ranges."""
    found = recall(samples.value, used)
    kind, why, rejected = _TAKEN[found.advice]
    if kind is ChartKind.XMR:
        kind, why, rejected = ChartKind.THREE_WAY, (), ()
    return ChartChoice(
        kind=kind,
        reasons=(Reason.SEVERAL_VALUES_PER_PERIOD, Reason.SUBGROUPS_VARY, *why),
        rejected=((ChartKind.XBAR, Reason.SUBGROUPS_VARY), *rejected, *_ENOUGH),
        statistics=basics(samples, used, found),
        advice=advice(samples.value, used, found),
    )


def of_gaps(series: Gaps | Streaks, used: Bools) -> ChartChoice:
    """Choose for what lies between two events: t for times, g for cases."""
    timed = isinstance(series, Gaps)
    between = Reason.TIME_BETWEEN_EVENTS if timed else Reason.CASES_BETWEEN_EVENTS
    found = recall(series.value, used)
    return ChartChoice(
        kind=ChartKind.T if timed else ChartKind.G,
        reasons=(between,),
        rejected=((ChartKind.XMR, Reason.SKEWED), *_ENOUGH),
        statistics=basics(series, used, found),
    )


def recall(standing: Floats, used: Bools, *, sure: float = 2.0) -> Memory:
    """Return the memory of the baseline; none where it is flat but for rounding."""
    seen = np.zeros_like(used) if points.is_flat(standing, used) else used
    return memory(standing, seen, sure=sure)


def basics(series: Series, used: Bools, found: Memory) -> dict[str, float]:
    """Collect the statistics that any kind of series has."""
    statistics = {"points": float(used.sum())}
    zeros, ties = repeated(series.value[used])
    if max(zeros, ties) > MANY:
        statistics |= {"zeros": zeros} if zeros > MANY else {"ties": ties}
    if not math.isnan(found.r1):
        statistics["r1"] = found.r1
    if found.advice is not Advice.PLAIN:
        statistics |= {"phi": found.phi, "moved": found.moved}
    return statistics


def advice(values: Floats, used: Bools, found: Memory) -> tuple[Reason, ...]:
    """Collect what the baseline says beside the chart it takes."""
    zeros, ties = repeated(values[used])
    flat = points.is_flat(values, used)
    told = {
        Reason.NOT_STEADY: found.advice is Advice.UNSTEADY,
        Reason.REMEMBERS_STRONGLY: found.advice is Advice.RESIDUALS,
        Reason.ZEROS: zeros > MANY and not flat,
        Reason.TIES: ties > MANY >= zeros and not flat,
    }
    return tuple(reason for reason, holds in told.items() if holds)


def repeated(values: Floats) -> tuple[float, float]:
    """Return the shares of points that are 0, and that are the median."""
    return float(np.mean(values == 0)), float(np.mean(values == np.median(values)))
