"""Golden topics of averages, of charts with a memory and of several measures."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np

from qc.core.arrays import Bools
from qc.core.charts import ControlChart
from qc.core.kinds import Side
from qc.core.ruleset import read_rule_sets
from qc.spc import averages, cusum, ewma, hotelling, individuals, nhs
from qc.spc.rules import find
from qc.spc.spreads import R, S, Spreads
from qc.spc.within import Within
from tests.builders import samples, values

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


# charts with a memory


def ewma_topic(inputs: Case, params: Case) -> Case:
    judged = _judged(inputs, params)
    how = {"weight": params["lam"], "width": params["L"]}
    found = ewma.chart(judged, **how)
    settled = ewma.chart(judged, exact=False, **how)
    return {
        **_of_baseline(judged),
        "ewma": found.value,
        **_lines(found),
        "lcl_asymptotic": settled.lower[0],
        "ucl_asymptotic": settled.upper[0],
    }


def cusum_topic(inputs: Case, params: Case) -> Case:
    judged = _judged(inputs, params)
    scheme = cusum.Scheme(
        reference=params["k"], decision=params["h"], head_start=params["fir"]
    )
    found = cusum.chart(judged, scheme)
    return {
        **_of_baseline(judged),
        "upper": found.upper,
        "lower": found.lower,
        "signals_upper": _where(found.above),
        "signals_lower": _where(found.below),
        "run_upper": found.run_upper,
        "run_lower": found.run_lower,
    }


def _judged(inputs: Case, params: Case) -> ControlChart:
    if "subgroups" in inputs:
        data = samples(inputs["subgroups"])
        means = averages.estimate(data, sigma=Within.MEAN_RANGE)
        return averages.chart(data, means)
    series = values(np.array(inputs["x"]))
    baseline = individuals.estimate(series)
    if "target" in params:
        baseline = replace(baseline, centre=params["target"], spread=params["sigma"])
    return individuals.chart(series, baseline)


def _of_baseline(chart: ControlChart) -> Case:
    return {"center": chart.baselines[0].centre, "sigma": chart.baselines[0].spread}


def nhs_xmr(inputs: Case, params: Case) -> Case:
    series = values(np.array(inputs["x"]))
    points = np.arange(len(series))
    start = params.get("rebase", len(series))
    chart, phases = None, []
    for first, last in [(0, start), (start, len(series))]:
        set_by = (points >= first) & (points < min(last, params.get("fix_after", last)))
        if not set_by.any():
            continue
        baseline = nhs.estimate(series, excluded=~set_by, screen=params["screen"])
        drawn = nhs.chart(series, baseline)
        phases.append(
            {
                "start": first,
                "center": baseline.centre,
                "lcl": drawn.lower[first],
                "ucl": drawn.upper[first],
            }
        )
        chart = drawn if chart is None else _joined(chart, drawn, points >= first)
    assert chart is not None
    return {"phases": phases, "cause": _causes(chart)}


def _joined(one: ControlChart, other: ControlChart, later: Bools) -> ControlChart:
    lines = {
        name: np.where(later, getattr(other, name), getattr(one, name))
        for name in ("centre", "sigma", "lower", "upper")
    }
    return replace(one, phase=later.astype(np.int64), **lines)


def _causes(chart: ControlChart) -> list[str]:
    """Name the cause of each point: the later names overrule the earlier."""
    rules = read_rule_sets(RULES_FILE.read_text(encoding="utf-8"), "rules.toml")["nhs"]
    found = ["Common Cause"] * len(chart)
    ids = [rule.id for rule in rules.rules]
    for signal in sorted(find(chart, rules), key=lambda s: _RANK[ids.index(s.rule)]):
        up = signal.side is Side.ABOVE
        for i in range(signal.start, signal.stop + 1):
            found[i] = _CAUSES[ids.index(signal.rule)][0 if up else 1]
    return found


RULES_FILE = Path(__file__).parents[2] / "data" / "rules.toml"
_RANK = [3, 1, 2, 0]
_CAUSES = [
    ("Above UCL", "Below LCL"),
    ("7 Points Above CL", "7 Points Below CL"),
    ("7 Point Trend (Increasing)", "7 Point Trend (Decreasing)"),
    ("2 Out Of 3 Beyond 2 Sigma Above CL", "2 Out Of 3 Beyond 2 Sigma Below CL"),
]


# several measures


def t2(inputs: Case, params: Case) -> Case:
    x, new = np.array(inputs["x"]), np.array(inputs["new"])
    cloud = hotelling.estimate(x)
    tail = 1 - params["conf"]
    own, later = (
        hotelling.review(x, cloud, tail=tail),
        hotelling.chart(new, cloud, tail=tail),
    )
    return {
        "center": cloud.mean,
        "cov": cloud.covariance,
        "t2": own.value,
        "ucl_phase1": own.upper[0],
        "signals": _where(own.beyond),
        "t2_new": later.value,
        "ucl_phase2": later.upper[0],
        "signals_new": _where(later.beyond),
    }


ADAPTERS: dict[str, Callable[[Case, Case], Case]] = {
    "cusum": cusum_topic,
    "ewma": ewma_topic,
    "nhs_xmr": nhs_xmr,
    "t2": t2,
    "xbar_r": xbar_r,
    "xbar_s": xbar_s,
}
