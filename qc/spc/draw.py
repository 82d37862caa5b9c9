"""From limits to a control chart: the step all chart modules share."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from qc.core.arrays import Bools
from qc.core.charts import Baseline, ControlChart
from qc.core.series import Series
from qc.spc.points import usable


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Lines:
    """Sigma and limits, each one number or one a point, before they are cut."""

    sigma: ArrayLike
    lower: ArrayLike
    upper: ArrayLike
    floor: float = -np.inf
    ceiling: float = np.inf
    symmetric: bool = True


def draw(
    series: Series, baseline: Baseline, lines: Lines, excluded: Bools | None
) -> ControlChart:
    """Draw a series against its lines; limits are cut to the possible range.

    Points of the baseline are those of its days that are usable.
    """
    k = len(series)
    left_out = np.zeros(k, dtype=bool) if excluded is None else excluded
    return ControlChart(
        kind=baseline.kind,
        at=series.at,
        value=series.value,
        n=series.n,
        sigma=np.broadcast_to(lines.sigma, k),
        centre=np.full(k, baseline.centre),
        lower=np.broadcast_to(np.clip(lines.lower, lines.floor, lines.ceiling), k),
        upper=np.broadcast_to(np.clip(lines.upper, lines.floor, lines.ceiling), k),
        phase=np.zeros(k, dtype=np.int64),
        in_baseline=usable(series, excluded) & _of_its_days(series, baseline),
        excluded=left_out,
        baselines=(baseline,),
        floor=lines.floor,
        ceiling=lines.ceiling,
        symmetric=lines.symmetric,
    )


def _of_its_days(series: Series, baseline: Baseline) -> Bools:
    if baseline.first is None or baseline.last is None:
        return np.zeros(len(series), dtype=bool)
    days = series.at.astype("datetime64[D]")
    return (days >= baseline.first) & (days <= baseline.last)
