"""Numbers computed by other programs, on series of our own: one test a case.

Cases lie beside this file; the folder named by QC_GOLDEN, if set, is read instead.
"""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from tests.golden.adapters import ADAPTERS, Case

HERE = Path(__file__).parent
ELSEWHERE = os.environ.get("QC_GOLDEN")
Json = Any  # whatever a case may hold


def _files() -> list[Path]:
    folder = Path(ELSEWHERE) if ELSEWHERE else HERE
    return sorted([*folder.glob("*.json"), *folder.glob("spc/*.json")])


def _cases() -> list[Any]:
    found = []
    for path in _files():
        content = json.loads(path.read_text(encoding="utf-8"))
        topic = content["topic"]
        for case in content["cases"]:
            name = f"{topic}-{case['name']}"
            found.append(pytest.param(topic, case, id=name))
    return found


@pytest.mark.parametrize(("topic", "case"), _cases())
def test_golden(topic: str, case: Case) -> None:
    if topic not in ADAPTERS:
        say = pytest.skip if ELSEWHERE else pytest.fail
        say(f"no adapter for the topic {topic}")
    got = ADAPTERS[topic](case["inputs"], case["params"])

    faults = _differences("", got, case["expected"], case["tolerance"])

    assert not faults, "\n".join(faults)


def test_there_are_cases() -> None:
    assert len(_cases()) > 0


def test_every_adapter_has_its_cases_here() -> None:
    assert {path.stem for path in HERE.glob("spc/*.json")} == set(ADAPTERS)


def _differences(where: str, got: Json, expected: Json, tolerance: Case) -> list[str]:
    """List what differs; only what is expected is compared."""
    if isinstance(expected, dict):
        return [
            fault
            for key, value in expected.items()
            for fault in _differences(
                f"{where}/{key}",
                got[key],
                value,
                {**tolerance, **tolerance.get("keys", {}).get(key, {})},
            )
        ]
    if isinstance(expected, list):
        got = list(got)
        if len(got) != len(expected):
            return [f"{where}: {len(got)} values, expected {len(expected)}: {got}"]
        return [
            fault
            for i, (a, b) in enumerate(zip(got, expected, strict=True))
            for fault in _differences(f"{where}[{i}]", a, b, tolerance)
        ]
    return [] if _agrees(got, expected, tolerance) else [f"{where}: {got} {expected}"]


def _agrees(got: Json, expected: Json, tolerance: Case) -> bool:
    if expected is None:
        return got is None or bool(np.isnan(got))
    if isinstance(expected, str | bool):
        return bool(got == expected)
    allowed = tolerance.get("atol", 0) + tolerance.get("rtol", 0) * abs(expected)
    return got is not None and bool(abs(got - expected) <= allowed)
