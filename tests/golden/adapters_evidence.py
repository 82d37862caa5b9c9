"""Adapters for what stands beside the charts: run lengths, capability, funnels."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np

from qc.core.kinds import RulePattern
from qc.core.measures import Specification
from qc.core.rules import Rule, RuleSet
from qc.core.ruleset import read_rule_sets
from qc.core.series import Counts
from qc.spc import (
    arl,
    arl_memory,
    capability,
    funnel,
    guaranteed,
    intervals,
    weekday,
    yields,
)
from qc.spc.multiplicity import Method, adjusted
from qc.spc.ranges import SigmaFrom

Case = dict[str, Any]

RULES_FILE = Path(__file__).parents[2] / "data" / "rules.toml"
SETS = read_rule_sets(RULES_FILE.read_text(encoding="utf-8"), "rules.toml")


# run lengths


def arl_topic(_inputs: Case, params: Case) -> Case:
    shifts = params["shifts"]
    if "rules" in params:
        lengths = arl.run_lengths(_rule_set(params), shifts)
        return {"arl": lengths.whole}
    return {"arl": [_CHARTS[params["chart"]](params, shift) for shift in shifts]}


def _rule_set(params: Case) -> RuleSet:
    known = SETS["western-electric"].rules
    rules = [known[number - 1] for number in params["rules"]]
    if 4 in params["rules"]:
        points = params["run_length"]
        rules[-1] = Rule(id="side", pattern=RulePattern.SIDE, points=points)
    return RuleSet(id="asked", title="asked", rules=tuple(rules))


def _ewma(params: Case, shift: float) -> float:
    exact = params["limits"] == "exact"
    return arl_memory.ewma(params["lam"], params["L"], shift, exact=exact)


_CHARTS: dict[str, Callable[[Case, float], float]] = {
    "ewma": _ewma,
    "cusum": lambda p, s: arl_memory.cusum(p["k"], p["h"], s, start=p["fir"]),
    "xmr": lambda p, s: arl_memory.individuals(p["M"], p["R"], s),
    "ar1_shewhart": lambda p, s: arl_memory.autoregressive(p["phi"], p["L"], s),
}


def guaranteed_k(inputs: Case, params: Case) -> Case:
    count, conf = inputs["n"], {"confidence": params["conf"]}
    return {
        "K_s": guaranteed.factor(count, sigma=SigmaFrom.ALL_VALUES, **conf),
        "K_mr": guaranteed.factor(count, **conf),
        "tolerance_factor": guaranteed.tolerance_factor(count, **conf),
        "tolerance_factor_ww": guaranteed.tolerance_factor(count, exact=False, **conf),
    }


# capability and yield


def capability_topic(inputs: Case, params: Case) -> Case:
    spec = Specification(lower=params["lsl"], upper=params["usl"])
    how = {
        "signals": (),
        "target": params["target"],
        "confidence": params["conf"],
    }
    groups = [np.array(group) for group in inputs.get("subgroups", [])]
    if groups:
        found = capability.of_subgroups(groups, spec, **how)
    else:
        found = capability.capability(np.array(inputs["x"]), spec, **how)
    within, overall = found.within, found.overall
    free = sum(len(group) - 1 for group in groups)
    return {
        "center": found.centre,
        "n": found.n,
        "sigma_within": within.sigma,
        "sigma_overall": overall.sigma,
        "Cp": within.both,
        "Cpl": within.lower,
        "Cpu": within.upper,
        "Cpk": within.least,
        "Cpm": within.target,
        "Cpm_overall": overall.target,
        "Pp": overall.both,
        "Ppl": overall.lower,
        "Ppu": overall.upper,
        "Ppk": overall.least,
        "Cp_ci": within.both_interval,
        "Cpk_ci": within.least_interval,
        "Cpm_ci": within.target_interval,
        "Pp_ci": overall.both_interval,
        "Ppk_ci": overall.least_interval,
        "ppm_outside_within": within.outside,
        "ppm_outside_overall": overall.outside,
        "Cp_ci_within_df": intervals.cp_interval(within.both, free or 1),
    }


def yield_topic(inputs: Case, _params: Case) -> Case:
    steps = [
        yields.Step(
            name=stage["stage"],
            units=stage["units"],
            defectives=stage["units_with_defect"],
            defects=stage["defects"],
            opportunities=stage["opportunities_per_unit"],
        )
        for stage in inputs["stages"]
    ]
    found = [yields.step_yield(step) for step in steps]
    way, total = yields.rolled(steps), yields.total_dpo(steps)
    return {
        "dpu": [each.dpu for each in found],
        "dpo": [each.dpo for each in found],
        "dpmo": [each.dpmo for each in found],
        "fpy": [each.first_pass for each in found],
        "z": [_finite(each.sigma) for each in found],
        "poisson_fpy": [each.from_defects for each in found],
        "rty": way.through,
        "total_dpo": total,
        "total_dpmo": yields.MILLION * total,
        "total_z": _finite(yields.sigma_level(total)),
        "z_from_rty": _finite(way.sigma),
        "normalised_yield": way.per_step,
    }


def _finite(sigma: float) -> float | None:
    return sigma if np.isfinite(sigma) else None


# many units, many charts


def fdr(inputs: Case, params: Case) -> Case:
    p = np.array(inputs["p"])
    found = {method: adjusted(p, method) for method in Method}
    hochberg, yekutieli = found[Method.FALSE_DISCOVERY], found[Method.DEPENDENT]
    return {
        "bh_adjusted": hochberg,
        "by_adjusted": yekutieli,
        "bonferroni": found[Method.ANY_FALSE],
        "rejected_bh": np.flatnonzero(hochberg <= params["q"]).tolist(),
        "rejected_by": np.flatnonzero(yekutieli <= params["q"]).tolist(),
    }


_SCALES = {"proportion": funnel.Scale.PLAIN, "arcsine": funnel.Scale.STABLE}
_SPREADS = {
    "_normal": funnel.Spread.CHANCE,
    "_binomial": funnel.Spread.EXACT,
    "_adjusted": funnel.Spread.COMMON,
    "": funnel.Spread.COMMON,
}


def funnel_topic(inputs: Case, params: Case) -> Case:
    drawn = funnel.funnel(
        np.array(inputs["x"], dtype=float),
        np.array(inputs["n"], dtype=float),
        funnel.Law.BINOMIAL,
        scale=_SCALES[params["scale"]],
        winsorise=params["winsorise"],
    )
    found = {
        "target": drawn.target,
        "z": drawn.z,
        "z_winsorised": drawn.winsorised,
        "phi": drawn.ratio,
        "tau2": drawn.tau2,
        "z_adjusted": drawn.z_common,
    }
    for name, coverage in (("95", funnel.WARN), ("998", funnel.ACT)):
        for suffix, spread in _SPREADS.items():
            low, high = funnel.limits(drawn, coverage, spread)
            found |= {f"lcl{name}{suffix}": low, f"ucl{name}{suffix}": high}
    return found


def weekday_topic(inputs: Case, params: Case) -> Case:
    y = np.array([np.nan if v is None else v for v in inputs["y"]], dtype=float)
    exposure = np.array(inputs.get("exposure", np.ones(len(y))), dtype=float)
    monday = np.datetime64("2024-01-01", "D")
    daily = Counts(
        at=monday + np.timedelta64(1, "D") * (inputs["weekday"][0] + np.arange(len(y))),
        events=np.nan_to_num(y),
        opportunities=np.where(np.isnan(y), 0.0, exposure),
    )
    assert weekday.weekdays(daily).tolist() == inputs["weekday"]
    after = np.arange(len(y)) >= params["baseline"]
    week = weekday.estimate(daily, excluded=after)
    days = weekday.judge(daily, week)
    return {
        "rate": week.rate,
        "m": week.days,
        "expected": week.rate[weekday.weekdays(daily)] * exposure,
        "z": days.z,
        "dispersion": week.dispersion,
        "z_adj": days.z_new,
        "signals_new": np.flatnonzero(after & (np.abs(days.z_new) > 3)).tolist(),
    }


EVIDENCE: dict[str, Callable[[Case, Case], Case]] = {
    "arl": arl_topic,
    "capability": capability_topic,
    "fdr": fdr,
    "funnel": funnel_topic,
    "guaranteed_k": guaranteed_k,
    "weekday": weekday_topic,
    "yield": yield_topic,
}
