"""Adapters for the effect of training: imputation, and groups by time."""

from __future__ import annotations

import csv
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np

from qc.chain.by_event import ByEvent
from qc.chain.did_group_time import Control, group_time
from qc.chain.did_imputation import imputation
from qc.chain.did_naive import two_way
from qc.chain.panel import NEVER, Panel, panel
from qc.core.arrays import Floats, Ints

Case = dict[str, Any]


def _columns(inputs: Case) -> dict[str, list[str]]:
    if "rows" in inputs:
        rows = [[str(each) for each in row] for row in inputs["rows"]]
        return dict(
            zip(inputs["columns"], map(list, zip(*rows, strict=True)), strict=True)
        )
    with Path(inputs["csv"]).open(encoding="utf-8", newline="") as file:
        table = list(csv.DictReader(file))
    return {name: [row[name] for row in table] for name in inputs["columns"]}


def _panel(
    columns: dict[str, list[str]], time: str, weights: str
) -> tuple[Panel, list[str]]:
    names, agent = np.unique(columns["agent"], return_inverse=True)
    trained = np.zeros(len(names), dtype=np.int64)
    trained[agent] = np.array(columns[f"trained_{time}"], dtype=np.int64)
    numbers = {
        name: np.array(column, dtype=float)
        for name, column in columns.items()
        if name != "agent"
    }
    value = numbers["y"] if "y" in numbers else numbers["defects"] / numbers["contacts"]
    cells = panel(
        agent,
        numbers[time].astype(np.int64),
        value,
        np.where(trained == 0, NEVER, trained),
        None if weights == "none" else numbers[weights],
    )
    return cells, names.tolist()


def did_imputation(inputs: Case, params: Case) -> Case:
    cells, names = _panel(_columns(inputs), "week", params["weights"])
    found = imputation(cells)
    return {
        "att": found.effect.value,
        "jackknife_se": found.effect.error,
        "ci": found.effect.interval,
        "n_agents": found.effect.n,
        "n_treated_cells": found.cells,
        "n_treated_cells_dropped": found.left_out,
        "agents_dropped": [names[i] for i in found.agents_left_out],
        "event_study": _by_week(found.after),
        "pre_weeks": _by_week(found.before),
        "leave_one_out": {
            names[i]: value
            for i, value in zip(found.agents, found.without, strict=True)
        },
        "two_way_fixed_effects_not_this": two_way(cells),
    }


def _by_week(study: ByEvent) -> dict[str, float]:
    return _keyed(study.week, study.effect)


def did_group_time(inputs: Case, params: Case) -> Case:
    cells, _ = _panel(_columns(inputs), "month", "none")
    never = params["control"] == "never trained"
    found = group_time(cells, control=Control.NEVER if never else Control.NOT_YET)
    pairs = zip(found.group, found.time, found.effect, strict=True)
    return {
        "att_gt": {f"{group},{time}": effect for group, time, effect in pairs},
        "simple": found.simple.value,
        "simple_se": found.simple.error,
        "group": _keyed(found.groups, found.by_group),
        "group_overall": found.overall.value,
        "dynamic": _keyed(found.since, found.by_since),
        "dynamic_overall": found.dynamic.value,
        "group_sizes": {"0": found.untrained} | _keyed(found.groups, found.sizes),
    }


def _keyed(keys: Ints, values: Floats | Ints) -> dict[str, float]:
    return {str(key): value for key, value in zip(keys, values, strict=True)}


ADAPTERS: dict[str, Callable[[Case, Case], Case]] = {
    "rel_did_callaway_santanna": did_group_time,
    "rel_did_imputation": did_imputation,
}
