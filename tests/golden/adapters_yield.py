"""Adapters for yields: of stages, of opportunities, and of whole journeys."""

from __future__ import annotations

import csv
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from qc.core.intervals import exact_share, upper_share, wilson_share
from qc.review.stages import report
from qc.review.tallies import Joined
from qc.spc.yields import USUAL_SHIFT, Step, rolled, sigma_level, step_yield, total_dpo
from qc.store.stages import journeys as journeys_of
from qc.store.stages import stages as stages_of
from tests.store.logs import fresh, load, row

Case = dict[str, Any]


def yields(inputs: Case, params: Case) -> Case:
    if "csv" in inputs:
        return _journeys(inputs["csv"], params["stages"])
    columns = {
        "right_first_time": _with_rework,
        "opportunities_per_unit": _per_million,
        "defective": _exact,
    }
    kind = next(found for name, found in columns.items() if name in inputs["columns"])
    return kind(inputs["rows"], params)


def _with_rework(rows: list[list[Any]], params: Case) -> Case:
    units = {name: n for name, n, _, _ in rows}
    first = {name: right for name, _, right, _ in rows}
    mended = {name: again for name, _, _, again in rows}
    bad = {name: units[name] - first[name] for name in units}
    way = rolled(
        [Step(name=n, units=units[n], defectives=bad[n], defects=bad[n]) for n in units]
    )
    hidden = rolled(
        [
            Step(name=n, units=units[n], defectives=f, defects=f)
            for n in units
            if (f := bad[n] - mended[n]) >= 0
        ]
    )
    level = params["level"]
    return {
        "fpy": {n: 1 - bad[n] / units[n] for n in units},
        "fpy_wilson": {n: wilson_share(first[n], units[n], level) for n in units},
        "final_yield": {n: (first[n] + mended[n]) / units[n] for n in units},
        "rework_share": {n: mended[n] / units[n] for n in units},
        "failed": {n: bad[n] - mended[n] for n in units},
        "hidden_factory_units": sum(mended.values()),
        "rty": way.through,
        "normalised_yield": way.per_step,
        "rty_if_rework_is_hidden": hidden.through,
    }


def _per_million(rows: list[list[Any]], _params: Case) -> Case:
    steps = [
        Step(name=name, units=n, defectives=0, defects=x, opportunities=per_unit)
        for name, n, per_unit, x in rows
    ]
    table = []
    for step in steps:
        found = step_yield(step)
        shifted = step_yield(step, shift=USUAL_SHIFT).sigma
        row = [step.name, found.dpu, found.dpo, found.dpmo, found.sigma, shifted]
        table.append([*row, found.from_defects])
    dpo = total_dpo(steps)
    total = {
        "defects": sum(step.defects for step in steps),
        "opportunities": sum(step.chances for step in steps),
        "dpmo": 1e6 * dpo,
        "z": sigma_level(dpo),
        "z_plus_1_5": sigma_level(dpo, USUAL_SHIFT),
    }
    return {"rows": table, "total": total}


def _exact(rows: list[list[Any]], params: Case) -> Case:
    level = params["level"]
    return {
        "rows": [
            [x, n, upper_share(x, n, level), *exact_share(x, n, level)] for x, n in rows
        ]
    }


def _journeys(path: Path, stages: list[str]) -> Case:
    """Ask the log itself, as the page of the five stages does."""
    with path.open(encoding="utf-8", newline="") as file:
        table = list(csv.DictReader(file))
    rows = [
        row(
            f"I{i}",
            "2026-01-05",
            case_id=one["journey_id"],
            **{name: one[name] for name in ("stage", "attempt")},
            defective=one["defect"] == "1",
        )
        for i, one in enumerate(table)
    ]
    with TemporaryDirectory() as folder:
        log = fresh(Path(folder))
        load(log, rows)
        told = report(stages_of(log), [journeys_of(log, Joined.CASE)])
    seen = [one for one in told.stages if one.stage.value in stages]
    sets = told.journeys[0].sets
    complete = [one for one in sets if one.stages[-1].value == stages[-1]]
    journeys, through = (sum(each.journeys for each in of) for of in (sets, complete))
    assert told.rolled is not None
    return {
        "units": {one.stage.value: one.tally.judged for one in seen},
        "fpy": {one.stage.value: one.first_pass for one in seen},
        "final_yield": _in_the_end(table, stages),
        "rty": told.rolled.through,
        "journeys": journeys,
        "defect_free_journeys": sum(one.defect_free for one in sets),
        "complete_journeys": through,
        "defect_free_share_of_complete": (
            sum(one.defect_free for one in complete) / through
        ),
        "dpu": sum(one.tally.hits for one in seen) / journeys,
        "contacts": sum(one.interactions for one in sets),
    }


def _in_the_end(table: list[dict[str, str]], stages: list[str]) -> dict[str, float]:
    """Share right with the last attempt."""
    last = {(one["stage"], one["journey_id"]): one["defect"] == "0" for one in table}
    right = {
        name: [ok for (at, _), ok in last.items() if at == name] for name in stages
    }
    return {name: sum(found) / len(found) for name, found in right.items()}


ADAPTERS: dict[str, Callable[[Case, Case], Case]] = {"rel_yield": yields}
