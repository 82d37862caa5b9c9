"""Times that depend on who serves: all of them, and those solved in one period."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qc.chain.between_groups import between_groups
from qc.chain.service_numbers import at_stage
from qc.chain.service_times import apart_in_time, times_by_period
from qc.core.kinds import Stage
from tests.chain.small_company import company, contacts

SALE = list(Stage).index(Stage.SALE)


@pytest.mark.parametrize("slow", [1.0, 3.0])
def test_times_differ_by_who_serves_not_by_the_stage(slow: float) -> None:
    k = np.arange(600)
    agent, stage = k % 6, np.where(k % 7 < 3, SALE, -1)
    took = np.exp(np.random.default_rng(3).normal(0, 0.5, 600))
    took *= np.where(stage == SALE, 20.0, 1.0) * np.where(agent < 3, slow, 1.0)
    each = {"agent": agent, "stage": stage, "resolved": took}
    made = contacts([0] * 600, **{name: x.tolist() for name, x in each.items()})
    found = apart_in_time(company(made), 0)

    assert found is not None
    assert (found.share.interval[0] > 0.3) is (slow > 1)
    assert (found.means.p > 0.05) is (slow == 1)
    assert apart_in_time(company(contacts([0, 1])), 0) is None


@given(st.lists(st.tuples(st.integers(0, 4), st.floats(0.1, 50)), min_size=8))
@settings(max_examples=25)
def test_each_period_is_as_it_would_be_alone(cases: list[tuple[int, float]]) -> None:
    agent, took = (np.array(each) for each in zip(*cases, strict=True))
    made = contacts(
        [0] * len(took),
        agent=agent.tolist(),
        resolved=took.tolist(),
        stage=[-1] * len(took),
    )
    period = np.arange(len(took)) % 2

    share, n = times_by_period(made, at_stage(made, None), period, 3)

    for i in (0, 1):
        logs = np.log(took[period == i])
        alone = between_groups(logs - logs.mean(), agent[period == i]).raw_share
        assert share[i] == pytest.approx(alone, abs=1e-9, nan_ok=True)
    assert n.tolist() == [(period == 0).sum(), (period == 1).sum(), 0]
    assert np.isnan(share[2])


def test_open_cases_and_unknown_agents_are_left_aside() -> None:
    made = contacts([0] * 4, agent=[0, 1, -1, 1], resolved=[1.0, 2.0, 3.0, np.nan])

    _, n = times_by_period(made, at_stage(made, None), np.zeros(4, dtype=int), 1)

    assert n.tolist() == [2]
