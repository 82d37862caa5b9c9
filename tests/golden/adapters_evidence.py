"""Adapters for what stands beside the charts: run lengths, capability, funnels."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from qc.core.kinds import RulePattern
from qc.core.rules import Rule, RuleSet
from qc.core.ruleset import read_rule_sets
from qc.spc import arl, arl_memory

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

EVIDENCE: dict[str, Callable[[Case, Case], Case]] = {
    "arl": arl_topic,
}
