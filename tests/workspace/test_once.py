"""A figure is worked out once for each company, and no more kept than is bounded."""

from __future__ import annotations

from dataclasses import replace

import pytest

from qc.chain.company import Company
from qc.simulate import PROFILES
from qc.workspace.once import once
from tests.chain.simulated import company


@pytest.fixture(scope="module")
def some() -> Company:
    return company(PROFILES["tiny"], seed=2)


def test_once_a_company(some: Company) -> None:
    asked: list[str] = []

    def compute() -> int:
        asked.append("again")
        return len(asked)

    assert [once(some, "a", compute) for _ in range(3)] == [1, 1, 1]
    assert once(some, "b", compute) == 2
    assert once(replace(some), "a", compute) == 3
    assert once(some, "a", compute) == 1


def test_one_may_rest_on_another(some: Company) -> None:
    outer = once(some, "outer", lambda: once(some, "inner", lambda: 5) + 1)
    assert (outer, once(some, "inner", lambda: 0)) == (6, 5)


def test_what_is_kept_is_bounded(some: Company) -> None:
    for number in range(40):
        once(some, number, lambda: 0)
    assert once(some, 0, lambda: 1) == 1
    assert once(some, 39, lambda: 1) == 0
