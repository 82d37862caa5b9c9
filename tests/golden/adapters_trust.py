"""Adapters for the trust index."""

from __future__ import annotations

import csv
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np

from qc.chain.trust import Index, fade, sums
from qc.chain.trust_prior import Prior, prior_of

Case = dict[str, Any]


def trust(inputs: Case, params: Case) -> Case:
    if "csv" in inputs:
        return _log(inputs["csv"], params)
    kinds: dict[str, Callable[[Any, Case], Case]]
    kinds = {"promises": _prior, "date": _one, "a": _simple}
    return kinds[inputs["columns"][0]](inputs["rows"], params)


def _prior(rows: list[list[int]], _params: Case) -> Case:
    promised, kept = np.array(rows, dtype=np.int64).T
    found = prior_of(promised, kept)
    return {
        "a": found.a,
        "b": found.b,
        "mean": found.mean,
        "rho": found.rho,
        "loglik": found.log_likelihood,
        "n_customers": len(rows),
        "n_with_evidence": found.customers,
        "a_plus_b_at_least": found.strength,
    }


def _one(rows: list[list[Any]], params: Case) -> Case:
    prior = _given(params["a"], params["b"])
    index = _index(prior, [("one", *row) for row in rows], params)
    low, high = index.interval(level=params["interval"])
    return {
        "S": index.kept[0],
        "F": index.broken[0],
        "trust": index.value[0],
        "lower": low[0],
        "upper": high[0],
        "evidence": index.evidence[0],
    }


def _simple(rows: list[list[float]], params: Case) -> Case:
    found = [
        Index(prior=_given(a, b), kept=np.array([kept]), broken=np.array([broken]))
        for a, b, kept, broken in rows
    ]
    ends = [each.interval(level=params["interval"]) for each in found]
    return {
        "trust": [each.value[0] for each in found],
        "interval": [[low[0], high[0]] for low, high in ends],
    }


def _log(path: Path, params: Case) -> Case:
    with path.open(encoding="utf-8", newline="") as file:
        rows = [
            (
                r["customer_id"],
                r["date"],
                r["kept"] == "1",
                r["severity"],
                r["recovered"] == "1",
            )
            for r in csv.DictReader(file)
        ]
    names = sorted({row[0] for row in rows})
    who = np.array([names.index(row[0]) for row in rows])
    kept = np.array([row[2] for row in rows], dtype=np.int64)
    counted = np.bincount(who, kept).astype(np.int64)
    prior = prior_of(np.bincount(who), counted)
    index = _index(prior, rows, params)
    low, high = index.interval(level=params["interval"])
    table = np.column_stack([index.kept, index.broken, index.value, low, high])
    return {
        "a": prior.a,
        "b": prior.b,
        "loglik": prior.log_likelihood,
        "n_customers": len(names),
        "sum_S": index.kept.sum(),
        "sum_F": index.broken.sum(),
        "customers": dict(zip(names, table.tolist(), strict=True)),
        "mean_trust": index.value.mean(),
    }


def _index(prior: Prior, rows: list[Any], params: Case) -> Index:
    names, kept, severity, recovered = ([row[i] for row in rows] for i in (0, 2, 3, 4))
    day = np.array([row[1] for row in rows], dtype="datetime64[D]")
    age = (np.datetime64(params["as_of"], "D") - day).astype(np.int64)
    weight = fade(age, params["half_life_days"])
    weight *= [params["severity_weights"][each] for each in severity]
    _, who = np.unique(names, return_inverse=True)
    good, bad = sums(
        who,
        weight,
        np.array(kept, dtype=bool),
        np.array(recovered, dtype=bool),
        int(who.max()) + 1,
        credit=params["recovered_credit"],
    )
    return Index(prior=prior, kept=good, broken=bad)


def _given(a: float, b: float) -> Prior:
    return Prior(a=a, b=b, log_likelihood=np.nan, customers=0)


ADAPTERS: dict[str, Callable[[Case, Case], Case]] = {"rel_trust": trust}
