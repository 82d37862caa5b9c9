"""The chain of the relationship against numbers of other programs.

Tolerances are given per key of `expected`; `*` is for all other keys. Cases and the
files they name lie beside this one, or in the folder that QC_GOLDEN names.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from qc.spc.agreement import Level, Weights, cohen, fleiss, krippendorff
from tests.golden import (
    adapters_defects,
    adapters_ledger,
    adapters_referral,
    adapters_repeat,
    adapters_service,
    adapters_training,
    adapters_trust,
    adapters_yield,
)

Case = dict[str, Any]
Json = Any  # whatever a case may hold

HERE = Path(__file__).parent / "relationship"
ELSEWHERE = os.environ.get("QC_GOLDEN")


def agreement(inputs: Case, params: Case) -> Case:
    if "table" in inputs:
        table = np.array(inputs["table"], dtype=float)
        plain = cohen(table, confidence=params["level"])
        return {
            "n": plain.n,
            "agreement": plain.seen,
            "expected_agreement": plain.expected,
            "kappa": plain.kappa,
            "kappa_linear": cohen(table, Weights.LINEAR).kappa,
            "kappa_quadratic": cohen(table, Weights.QUADRATIC).kappa,
            "se": plain.error,
            "ci": plain.interval,
        }
    if "tables" in inputs:
        found = [cohen(np.array(table, dtype=float)) for table in inputs["tables"]]
        return {
            "kappa": [each.kappa for each in found],
            "agreement": [each.seen for each in found],
        }
    return _several(np.array(inputs["items_by_raters"], dtype=float))


def _several(ratings: np.ndarray) -> Case:
    rated = (~np.isnan(ratings)).sum(axis=1)
    found: Case = {
        "krippendorff": {level.value: krippendorff(ratings, level) for level in Level},
        "n_items_pairable": int((rated > 1).sum()),
        "n_ratings_pairable": int(rated[rated > 1].sum()),
    }
    if not np.isnan(ratings).any():
        codes, counts = np.unique(ratings, return_counts=True)
        same = [[np.sum(row == code) for code in codes] for row in ratings]
        raters = ratings.shape[1]
        agreed = (np.square(same).sum(axis=1) - raters) / (raters * (raters - 1))
        found |= {
            "fleiss_kappa": fleiss(ratings),
            "mean_agreement": agreed.mean(),
            "category_share": counts / counts.sum(),
        }
    return found


ADAPTERS: dict[str, Callable[[Case, Case], Case]] = {
    "rel_agreement": agreement,
    **adapters_repeat.ADAPTERS,
    **adapters_defects.ADAPTERS,
    **adapters_service.ADAPTERS,
    **adapters_training.ADAPTERS,
    **adapters_referral.ADAPTERS,
    **adapters_trust.ADAPTERS,
    **adapters_ledger.ADAPTERS,
    **adapters_yield.ADAPTERS,
}


def _files() -> list[Path]:
    if not ELSEWHERE:
        return sorted(HERE.glob("*.json"))
    folder = Path(ELSEWHERE)
    return sorted([*folder.glob("rel_*.json"), *folder.glob("relationship/*.json")])


def _cases() -> list[Any]:
    return [
        pytest.param(path, file["topic"], case, id=f"{file['topic']}-{case['name']}")
        for path in _files()
        for file in [json.loads(path.read_text(encoding="utf-8"))]
        for case in _whole(file["cases"])
    ]


def _whole(cases: list[Case]) -> list[Case]:
    """Give a case that names another one its inputs and parameters."""
    by_name = {case["name"]: case for case in cases}
    for case in cases:
        if other := by_name.get(case["inputs"].get("same_as", "")):
            case["inputs"] = other["inputs"]
            case["params"] = other["params"] | case["params"]
    return cases


@pytest.mark.parametrize(("path", "topic", "case"), _cases())
def test_golden(path: Path, topic: str, case: Case) -> None:
    if topic not in ADAPTERS:
        say = pytest.skip if ELSEWHERE else pytest.fail
        say(f"no adapter for the topic {topic}")
    asked = {"name": case["name"], "asked": tuple(case["expected"])}
    inputs = _with_files(case["inputs"], path.parent)
    got = ADAPTERS[topic](inputs, case["params"] | asked)
    tolerance = case["tolerance"]

    for key, expected in case["expected"].items():
        allowed = tolerance.get(key, tolerance["*"])
        if allowed == "info":  # a true value, or a figure that is wrong on purpose
            continue
        found = got[key]
        if callable(found):  # asked at the times the case names
            found = [found(row[0]) for row in expected]
        _compare(key, found, expected, allowed)


def test_each_adapter_has_its_cases() -> None:
    assert {path.stem for path in HERE.glob("*.json")} == set(ADAPTERS)


def _with_files(inputs: Case, folder: Path) -> Case:
    """Name the tables of a case, keys csv and csv_..., by their whole path."""
    return {
        key: folder / value if key.startswith("csv") else value
        for key, value in inputs.items()
    }


def _compare(where: str, got: Json, expected: Json, allowed: Json) -> None:
    if isinstance(expected, dict):
        for key, value in expected.items():
            _compare(f"{where}/{key}", got[key], value, allowed)
    elif isinstance(expected, list):
        assert len(got) == len(expected), where
        for i, (a, b) in enumerate(zip(got, expected, strict=True)):
            _compare(f"{where}[{i}]", a, b, allowed)
    elif expected is None:
        assert got is None or np.isnan(got), where
    elif isinstance(expected, str | bool):
        assert got == expected, where
    elif allowed == "at_least":
        assert got >= expected, where
    else:
        close = pytest.approx(expected, rel=allowed["rel"], abs=allowed["abs"])
        assert got == close, where
