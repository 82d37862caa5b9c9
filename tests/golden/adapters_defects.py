"""Adapters for what a defect does to later purchases, and for what it costs."""

from __future__ import annotations

import csv
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np

from qc.chain import loss
from qc.chain.exposure import Exposure, Moments, Watched, exposure
from qc.chain.rate_beside import between_customers, conditional
from qc.chain.rate_ratio import rate_ratio

Case = dict[str, Any]
Row = tuple[str, float, str, bool]  # customer, day, kind, whether it was faulty


def rate_ratio_mh(inputs: Case, params: Case) -> Case:
    exposed = _exposure(inputs, params)
    found = rate_ratio(
        exposed, np.random.default_rng(1), confidence=params["level"], draws=4000
    )
    table = np.column_stack([exposed.events, exposed.time])[:, [1, 3, 0, 2]]
    return {
        "rate_ratio": found.ratio.value,
        "log_se": found.log_error,
        "ci_mh": found.strata,
        "numerator": found.numerator,
        "denominator": found.denominator,
        "n_customers": found.customers,
        "n_used": found.used,
        "events_exposed": found.events,
        "events_unexposed": found.other_events,
        "time_exposed": found.time,
        "time_unexposed": found.other_time,
        "poisson_customer_effects_rr": conditional(exposed),
        "per_customer": table.tolist(),
        "naive_between_customers": between_customers(exposed).value,
        "bootstrap_ci": found.ratio.interval,
    }


def _exposure(inputs: Case, params: Case) -> Exposure:
    if "e1" in inputs:
        pairs = [np.column_stack([inputs[f"{x}0"], inputs[f"{x}1"]]) for x in "eT"]
        return Exposure(events=pairs[0].astype(float), time=pairs[1].astype(float))
    rows = _rows(inputs)
    names = sorted({name for name, _, _, _ in rows})
    until = {name: day for name, day, kind, _ in rows if kind == "observed_until"}
    watched = Watched(
        start=np.zeros(len(names), dtype=np.int64),
        until=np.array([until[name] for name in names], dtype=np.int64),
    )
    bad = [(name, day) for name, day, _, faulty in rows if faulty]
    sold = [row for row in rows if row[2] == "purchase"]
    good = [(name, day) for name, day, _, faulty in sold if not faulty]
    edges = (0, params["window_days"])
    return exposure(watched, _moments(bad, names), _moments(good, names), edges)


def _moments(found: list[tuple[str, float]], names: list[str]) -> Moments:
    return Moments(
        customer=np.array([names.index(name) for name, _ in found], dtype=np.int64),
        day=np.array([day for _, day in found], dtype=np.int64),
    )


def _rows(inputs: Case) -> list[Row]:
    if "csv" in inputs:
        with Path(inputs["csv"]).open(encoding="utf-8", newline="") as file:
            return [_row(row) for row in csv.DictReader(file)]
    if "customers" in inputs:
        return [
            row
            for name, one in inputs["customers"].items()
            for row in [
                (name, one["observed_until"], "observed_until", False),
                *((name, day, kind, bool(bad)) for day, kind, bad in one["rows"]),
            ]
        ]
    rows: list[Row] = []
    for name, bad, bought, until in zip(*inputs.values(), strict=True):
        rows.append((name, until, "observed_until", False))
        rows += [(name, day, "defect", True) for day in bad]
        rows += [(name, day, "purchase", False) for day in bought]
    return rows


def _row(row: dict[str, str]) -> Row:
    faulty = row["kind"] == "defect" or row.get("defect") == "1"
    return row["customer_id"], float(row["day"]), row["kind"], faulty


def taguchi(inputs: Case, params: Case) -> Case:
    if "target" not in params:
        values = np.array(inputs["values"], dtype=float)
        limit, money = params["limit"], params["cost_at_limit"]
        found = loss.larger_is_better(values, limit, money)
        return {"k": money * limit**2, "mean_loss": found.mean.value}
    cost = loss.Cost(
        target=params["target"], limit=params["limit"], cost=params["cost_at_limit"]
    )
    if "median" in inputs:
        mean = loss.lognormal(inputs["median"], inputs["log_sd"], cost)
        return {"k": cost.per_square, "mean_loss": mean}
    values = np.array(inputs["values"], dtype=float)
    both, one = loss.nominal(values, cost), loss.one_sided(values, cost)
    nominal = "nominal" in params["name"] or "from_spread" in params["asked"]
    found = both if nominal else one
    return {
        "k": cost.per_square,
        "mean_loss": found.mean.value,
        "from_spread": both.from_spread,
        "from_offset": both.from_offset,
        "total_loss": found.total,
        "losses": found.each,
        "share_over_limit": found.beyond,
    }


ADAPTERS: dict[str, Callable[[Case, Case], Case]] = {
    "rel_defect_rate_ratio_mh": rate_ratio_mh,
    "rel_taguchi_loss": taguchi,
}
