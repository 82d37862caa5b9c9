"""Golden topics of averages, of charts with a memory and of several measures."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from qc.core.arrays import Bools
from qc.core.charts import ControlChart
from qc.spc import averages
from qc.spc.spreads import R, S, Spreads
from qc.spc.within import Within
from tests.builders import samples

Case = dict[str, Any]

WITHIN = {
    "UWAVE-R": Within.MEAN_RANGE,
    "MVLUE-R": Within.WEIGHTED_RANGE,
    "UWAVE-SD": Within.MEAN_SD,
    "MVLUE-SD": Within.WEIGHTED_SD,
    "RMSDF": Within.POOLED,
}


def _where(flags: Bools) -> list[int]:
    return np.flatnonzero(flags).tolist()


# averages


def xbar_r(inputs: Case, params: Case) -> Case:
    return _averages(inputs, params, (R, "range"))


def xbar_s(inputs: Case, params: Case) -> Case:
    return _averages(inputs, params, (S, "s"))


def _averages(inputs: Case, params: Case, beside: tuple[Spreads, str]) -> Case:
    data = samples(inputs["subgroups"])
    later = np.arange(len(data)) >= params.get("baseline", len(data))
    how: Any = {"excluded": later, "sigma": WITHIN[params["estimator"]]}
    baseline = averages.estimate(data, **how)
    means = averages.chart(data, baseline)
    method, name = beside
    spread = method.chart(data, method.estimate(data, **how))
    return {
        "n": data.n,
        "mean": means.value,
        "center": baseline.centre,
        "sigma": baseline.spread,
        **_lines(means),
        name: spread.value,
        f"{name}_center": spread.centre,
        **{f"{name}_{key}": found for key, found in _lines(spread).items()},
    }


def _lines(chart: ControlChart) -> Case:
    return {"lcl": chart.lower, "ucl": chart.upper, "signals": _where(chart.beyond)}


ADAPTERS: dict[str, Callable[[Case, Case], Case]] = {
    "xbar_r": xbar_r,
    "xbar_s": xbar_s,
}
