"""From the inputs of a golden case to what the package makes of them, by topic."""

from __future__ import annotations

import math
from collections.abc import Callable
from pathlib import Path
from statistics import NormalDist
from types import ModuleType
from typing import Any

import numpy as np

from qc.core.arrays import Bools, Floats
from qc.core.charts import Baseline, ControlChart
from qc.core.kinds import ChartKind, RulePattern
from qc.core.rules import Rule
from qc.core.ruleset import read_rule_sets
from qc.core.series import Counts, Gaps, Values
from qc.spc import (
    autocorrelation,
    constants,
    geometric,
    individuals,
    number,
    proportion,
    rare,
    rate,
    run,
)
from qc.spc.limits import Limits
from qc.spc.patterns import Hits, hits, outside
from qc.spc.ranges import SigmaFrom, range_estimate
from tests.builders import counts, values
from tests.golden import adapters_means
from tests.golden.adapters_evidence import EVIDENCE

Case = dict[str, Any]

SIGMA = {
    "mr_mean": SigmaFrom.MEAN_RANGE,
    "mr_median": SigmaFrom.MEDIAN_RANGE,
    "mr_screened": SigmaFrom.SCREENED_RANGE,
    "sd": SigmaFrom.ALL_VALUES,
}
RULES_FILE = Path(__file__).parents[2] / "data" / "rules.toml"
SETS = read_rule_sets(RULES_FILE.read_text(encoding="utf-8"), "rules.toml")


def floats(numbers: list[float | None]) -> Floats:
    return np.array([np.nan if each is None else each for each in numbers])


def where(flags: Bools) -> list[int]:
    return np.flatnonzero(flags).tolist()


def first_points(k: int, count: int | None) -> Bools:
    return np.arange(k) < (k if count is None else count)


def limits_of(params: Case) -> dict[str, Any]:
    if params.get("limits", "3sigma") == "3sigma":
        return {"limits": Limits.SIGMA}
    width = -NormalDist().inv_cdf(params["tail"])
    return {"limits": Limits.EXACT, "width": width}


# constants


def constants_topic(inputs: Case, _params: Case) -> Case:
    n = inputs.get("n", [2])
    d2, d3, c4 = (np.array([f(k) for k in n]) for f in _CONSTANTS)
    root, wide = np.sqrt(n), 3 * np.sqrt(1 - c4**2) / c4
    found = {
        "d2": d2,
        "d3": d3,
        "c4": c4,
        "A2": 3 / (d2 * root),
        "A3": 3 / (c4 * root),
        "D3": np.array([constants.range_lower(k) for k in n]),
        "D4": np.array([constants.range_upper(k) for k in n]),
        "B3": np.maximum(0, 1 - wide),
        "B4": 1 + wide,
        "E2": 3 / d2,
        "E5": np.array([3 / constants.d4()]),
        "median_divisor": np.array([constants.d4()]),
    }
    single = "n" not in inputs
    return {key: float(v[0]) if single else v for key, v in found.items()}


_CONSTANTS = (constants.d2, constants.d3, constants.c4)


# individuals


def xmr(inputs: Case, params: Case) -> Case:
    x, periods = _on_a_grid(inputs)
    series = values(x)
    excluded = np.isin(np.arange(len(x)), params.get("exclude", []))
    starts = params.get("phase_starts", [0])
    ends = [*starts[1:], len(x)]
    frozen = params.get("baseline", [None] * len(starts))
    how = SIGMA[params["sigma"]]
    phases: list[Case] = []
    signals = np.zeros(len(x), dtype=bool)
    for start, end, count in zip(starts, ends, frozen, strict=True):
        inside = np.isin(np.arange(len(x)), np.arange(start, end))
        set_by = inside & np.roll(first_points(len(x), count), start) & ~excluded
        baseline = individuals.estimate(series, excluded=~set_by, sigma=how)
        chart = individuals.chart(series, baseline)
        ranges = range_estimate(x, set_by, how)
        signals |= chart.beyond & inside
        phases.append(
            {
                "start": start,
                "end": end - 1,
                "center": baseline.centre,
                "sigma": baseline.spread,
                "lcl": chart.lower[start],
                "ucl": chart.upper[start],
                "mr_center": ranges.centre,
                "n_ranges": ranges.used,
                "mr_ucl": ranges.upper,
            }
        )
    found = where(signals)
    named = [periods[i] for i in found]
    return {"phases": phases, "signals": found, "signal_periods": named}


def _on_a_grid(inputs: Case) -> tuple[Floats, list[int]]:
    """Put values at their periods: absent periods are missing ones."""
    x = floats(inputs["x"])
    if "period" not in inputs:
        return x, list(range(len(x)))
    periods = list(range(inputs["period"][0], inputs["period"][-1] + 1))
    grid = np.full(len(periods), np.nan)
    grid[np.array(inputs["period"]) - periods[0]] = x
    return grid, periods


def autocorrelation_topic(inputs: Case, _params: Case) -> Case:
    x = floats(inputs["x"])
    series = values(x)
    plain = individuals.estimate(series)
    wide = individuals.estimate(series, autocorrelated=True)
    chart, corrected = (individuals.chart(series, each) for each in (plain, wide))
    r1 = autocorrelation.lag1(x)
    phi = autocorrelation.corrected_phi(r1, len(x))
    told = autocorrelation.residuals(x, plain.centre, phi)
    sigma_told = wide.spread * math.sqrt(1 - phi**2)
    with np.errstate(invalid="ignore"):
        beyond = np.abs(told) > 3 * sigma_told
    return {
        "center": plain.centre,
        "r1": r1,
        "threshold": autocorrelation.threshold(len(x)),
        "autocorrelated": autocorrelation.is_autocorrelated(x, ~np.isnan(x)),
        "sigma_mr": plain.spread,
        "phi_corrected": phi,
        "sigma_x": wide.spread,
        "lcl": chart.lower[0],
        "ucl": chart.upper[0],
        "signals": where(chart.beyond),
        "lcl_corrected": corrected.lower[0],
        "ucl_corrected": corrected.upper[0],
        "signals_corrected": where(corrected.beyond),
        "residual": told,
        "sigma_residual": sigma_told,
        "residual_signals": where(beyond),
    }


# counts


def _counts(inputs: Case) -> Counts:
    x = floats(inputs["x"])
    n = floats(inputs["n"]) if "n" in inputs else np.ones(len(x))
    missing = np.isnan(x) | np.isnan(n) | (n == 0)
    return counts(np.where(missing, 0, x), of=np.where(missing, 0, n))


def _attribute(
    module: ModuleType, inputs: Case, params: Case, **how: bool
) -> ControlChart:
    data = _counts(inputs)
    used = first_points(len(data), params.get("baseline"))
    baseline = module.estimate(data, excluded=~used, **how)
    chart: ControlChart = module.chart(data, baseline, **limits_of(params))
    return chart


def _lines(chart: ControlChart) -> Case:
    reach = 3 * chart.sigma
    return {
        "value": chart.value,
        "lcl": chart.lower,
        "ucl": chart.upper,
        "lcl_raw": chart.centre - reach,
        "ucl_raw": chart.centre + reach,
        "signals": where(chart.beyond),
    }


def p(inputs: Case, params: Case) -> Case:
    chart = _attribute(proportion, inputs, params)
    return {**_lines(chart), "center": chart.baselines[0].centre}


def u(inputs: Case, params: Case) -> Case:
    chart = _attribute(rate, inputs, params)
    return {**_lines(chart), "center": chart.baselines[0].centre}


def np_topic(inputs: Case, params: Case) -> Case:
    chart = _attribute(number, inputs, params)
    return {**_lines(chart), "center": chart.centre}


def c(inputs: Case, params: Case) -> Case:
    chart = _attribute(number, inputs, params, defects=True)
    return {**_lines(chart), "center": chart.baselines[0].centre}


def laney_p(inputs: Case, params: Case) -> Case:
    return _laney(proportion, inputs, params)


def laney_u(inputs: Case, params: Case) -> Case:
    return _laney(rate, inputs, params)


def _laney(module: ModuleType, inputs: Case, params: Case) -> Case:
    data = _counts(inputs)
    used = first_points(len(data), params.get("baseline"))
    how = {"excluded": ~used, "sigma": SIGMA[params["sigma_z"]], "overdispersed": True}
    as_is = module.estimate(data, widen_only=False, **how)
    chart = module.chart(data, as_is)
    wide = module.chart(data, module.estimate(data, **how))
    plain = module.chart(
        data, module.estimate(data, excluded=~used), limits=Limits.SIGMA
    )
    return {
        **_lines(chart),
        "center": as_is.centre,
        "sigma_z": as_is.spread,
        "z": module.LAW.standing(data, as_is.centre),
        "lcl_widen_only": wide.lower,
        "ucl_widen_only": wide.upper,
        "plain_signals": where(plain.beyond),
    }


def overdispersion(inputs: Case, params: Case) -> Case:
    law = {"binomial": proportion.LAW, "poisson": rate.LAW}[params["kind"]]
    data = _counts(inputs)
    found = law.dispersion(data, ~data.missing)
    return {
        "statistic": found.statistic,
        "df": found.df,
        "dispersion": found.ratio,
        "p_upper": found.p_value,
    }


# rare events


def t(inputs: Case, params: Case) -> Case:
    y = floats(inputs["y"])
    missing = np.isnan(y)
    at = np.datetime64("2024-01-01", "s") + np.arange(len(y)) * np.timedelta64(1, "D")
    gaps = Gaps(at=at, value=np.where(missing, 1.0, y))
    left_out = missing | ~first_points(len(y), params.get("baseline"))
    how = limits_of(params)
    baseline = rare.estimate(gaps, excluded=left_out, limits=how["limits"])
    chart = rare.chart(gaps, baseline, **how)
    return {
        "mean": float(y[~left_out].mean()),
        "center": baseline.centre,
        "lcl": chart.lower[0],
        "ucl": chart.upper[0],
        "signals": where(chart.beyond & ~missing),
    }


def g(inputs: Case, params: Case) -> Case:
    series: Values = values(floats(inputs["y"]))
    used = first_points(len(series), params.get("baseline"))
    baseline = geometric.estimate(series, excluded=~used)
    chart = geometric.chart(series, baseline, **limits_of(params))
    return {
        "mean": geometric.mean_of(baseline),
        "center": baseline.centre,
        "lcl": chart.lower[0],
        "ucl": chart.upper[0],
        "signals": where(chart.beyond),
    }


# runs and rules


def run_anhoej(inputs: Case, params: Case) -> Case:
    if "n_useful" in inputs:
        n = inputs["n_useful"]
        return {
            "longest_run_max": [run.longest_run_max(k) for k in n],
            "crossings_min": [run.crossings_min(k) for k in n],
        }
    test = run.run_test(floats(inputs["y"]), centre=params.get("centre"))
    counted = {
        "longest_run": test.longest_run,
        "longest_run_max": test.longest_run_max,
        "crossings": test.crossings,
        "crossings_min": test.crossings_min,
    }
    broken = test.longest_run > test.longest_run_max
    return {
        "center": test.centre,
        "n_useful": test.useful,
        **(counted if test.useful else dict.fromkeys(counted)),
        "signal": broken or test.crossings < test.crossings_min,
    }


def rules(inputs: Case, params: Case) -> Case:
    z = _standard(inputs, params)
    starts = params.get("phase_starts", [0])
    phases = np.split(z, starts[1:])
    fires, members = {}, {}
    for name, find in _RULES.items():
        found = [list(find(part)) for part in phases]
        fires[name] = where(np.concatenate([_any(each, "fires") for each in found]))
        members[name] = where(np.concatenate([_any(each, "members") for each in found]))
    return {"z": z, "fires": fires, "members": members}


def _standard(inputs: Case, params: Case) -> Floats:
    if "p" in params:
        data = _counts(inputs)
        given = Baseline(
            kind=ChartKind.P, centre=params["p"], spread=1.0, subgroups=len(data)
        )
        return proportion.chart(data, given).z
    gap = floats(inputs["x"]) - float(params["centre"])
    return gap / float(params["sigma"])


def _any(found: list[Hits], name: str) -> Bools:
    flags: Bools = np.logical_or.reduce([getattr(each, name) for each in found])
    return flags


def _of_set(name: str, index: int) -> Callable[[Floats], list[Hits]]:
    rule = SETS[name].rules[index]
    return lambda z: list(hits(rule, z).values())


def _outside_any_side(z: Floats) -> list[Hits]:
    rule = Rule(id="any-side", pattern=RulePattern.OUTSIDE, points=8, sigma=1.0)
    return [outside(rule, z, both_sides=False)]


_RULES = {
    **{f"we{i + 1}": _of_set("western-electric", i) for i in range(4)},
    **{f"nelson{i + 1}": _of_set("nelson", i) for i in range(8)},
    "side7": _of_set("nhs", 1),
    "trend7": _of_set("nhs", 2),
    "outside8_any_side": _outside_any_side,
}

ADAPTERS: dict[str, Callable[[Case, Case], Case]] = {
    **EVIDENCE,
    "autocorrelation": autocorrelation_topic,
    "c": c,
    "constants": constants_topic,
    "g": g,
    "laney_p": laney_p,
    "laney_u": laney_u,
    "np": np_topic,
    "overdispersion": overdispersion,
    "p": p,
    "rules": rules,
    "run_anhoej": run_anhoej,
    "t": t,
    "u": u,
    "xmr": xmr,
    **adapters_means.ADAPTERS,
}
