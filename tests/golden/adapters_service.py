"""Adapters for steps done beside steps prescribed, and for agents who differ."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from qc.chain.adherence import OPEN, Adherence, adherence, conformance
from qc.chain.between_groups import Between, between_groups
from qc.chain.consistent import consistency
from qc.core.kinds import Stage
from qc.core.steps import SEPARATOR, Prescribed, Step

Case = dict[str, Any]


def steps(inputs: Case, _params: Case) -> Case:
    if "pairs" in inputs:
        found = [conformance(done, _prescribed(need)) for need, done in inputs["pairs"]]
        return {
            "rows": [
                [one.fitness, one.missing, one.extra, one.conforming, one.completeness]
                for one in found
            ]
        }
    need = _prescribed(inputs["required"])
    if "cases" in inputs:
        cases = inputs["cases"]
        texts = [SEPARATOR.join(case["done"]) for case in cases]
        which = [i if case["closed"] else OPEN for i, case in enumerate(cases)]
        return _all(adherence(texts, np.array(which), need))
    texts = [SEPARATOR.join(done) for done in inputs["done"]]
    return _all(adherence(texts, np.arange(len(texts)), need))


def _prescribed(names: Sequence[str]) -> Prescribed:
    return Prescribed(
        stage=Stage.INQUIRY, steps=tuple(Step(name=name) for name in names)
    )


def _all(found: Adherence) -> Case:
    columns = (found.fitness, found.missing, found.extra, found.missing == 0)
    return {
        "rows": [list(row) for row in zip(*columns, strict=True)],
        "mean_fitness": found.mean_fitness.value,
        "share_no_step_missing": found.conforming.value,
        "n_scored": found.mean_fitness.n,
        "n_open": found.waiting,
    }


def agents(inputs: Case, _params: Case) -> Case:
    if inputs.get("columns") == ["contacts", "defective"]:
        return _shares(np.array(inputs["rows"], dtype=float))
    rows = inputs.get("rows") or [
        (name, value) for name, group in inputs["groups"].items() for value in group
    ]
    names, values = zip(*rows, strict=True)
    _, of = np.unique(names, return_inverse=True)
    return _values(between_groups(np.array(values, dtype=float), of))


def _shares(rows: np.ndarray) -> Case:
    found = consistency(rows[:, 0], rows[:, 1])
    return {
        "a": found.a,
        "b": found.b,
        "mean": found.mean,
        "rho": found.rho.value,
        "loglik": found.log_likelihood,
        "loglik_binomial": found.one_share,
        "lr_chi2": found.ratio,
        "lr_p_half": found.p_value,
        "rho_anova": found.rho_anova,
        "chi2_homogeneity": found.homogeneity,
        "chi2_p": found.homogeneity_p,
        "n0": found.size,
    }


def _values(found: Between) -> Case:
    if np.isnan(found.share.value):  # no variation: no number at all
        return {"brown_forsythe": np.nan, "anova": np.nan, "icc": np.nan}
    means, spreads, welch = found.means, found.spreads, found.welch
    return {
        "anova": {
            "F": means.f,
            "p": means.p,
            "df": means.degrees,
            "ms_between": found.ms_between,
            "ms_within": found.ms_within,
        },
        "n0": found.size,
        "var_between": found.between,
        "var_between_raw": found.raw_between,
        "var_within": found.within,
        "icc": found.share.value,
        "icc_raw": found.raw_share,
        "brown_forsythe": {"F": spreads.f, "p": spreads.p},
        "welch": {"F": welch.f, "p": welch.p},
        "reml": dict(zip(("var_between", "var_within"), found.reml, strict=True)),
    }


ADAPTERS: dict[str, Callable[[Case, Case], Case]] = {
    "rel_conformance": steps,
    "rel_consistency_agents": agents,
}
