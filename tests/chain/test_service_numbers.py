"""Service in three numbers."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qc.chain.consistent import consistency
from qc.chain.responsive import Zone
from qc.chain.service_numbers import (
    as_desired,
    at_stage,
    hours_until,
    in_points,
    in_time,
    service,
    unevenness,
)
from qc.core.kinds import Stage
from tests.chain.small_company import company, contacts

ZONE = Zone(adequate=3.0, desired=5.0)
SALE = list(Stage).index(Stage.SALE)


class TestTheBook:
    def test_open_cases_count_as_waiting(self) -> None:
        made = contacts(
            [0, 0, 0, 0],
            promised=[1, 1, 1, 1],
            resolved=[0.5, 2.0, np.nan, 0.9],
        )
        found = service(company(made), 0, ZONE).responsive

        assert found is not None
        assert found.cases == 4
        assert found.open_cases == 1
        # the open one is watched for a day, as long as was promised: 2 of 4 by then
        assert found.in_time.value == pytest.approx(0.5)

    def test_outstanding_is_a_share_not_a_mean(self) -> None:
        made = contacts([0] * 5, score=[5, 5, 4, 1, np.nan])
        found = service(company(made), 0, ZONE).outstanding

        assert found is not None
        assert found.as_desired.value == 0.5
        assert found.position.value == pytest.approx((3.75 - 3) / 2)
        assert found.unknown == 1

    def test_the_spread_of_agents_in_points(self) -> None:
        cases, events = np.full(6, 200.0), np.array([20.0, 60, 30, 50, 40, 40])
        found = consistency(cases, events)

        rho, mean = found.rho.value, found.mean
        assert in_points(found, rho) == math.sqrt(rho * mean * (1 - mean))
        assert 0.03 < in_points(found, rho) < 0.09

    def test_a_time_lies_in_its_zone_of_tolerance(self) -> None:
        made = contacts([0] * 4, first_answer=[1 / 24, 2 / 24, 3 / 24, np.nan])
        zone = Zone(adequate=4.0, desired=1.0)
        found = hours_until(company(made), at_stage(made, None), "first_answer", zone)

        assert found is not None
        assert found.median.value == pytest.approx(2.0)
        assert found.position.value == pytest.approx((4 - 2) / 3)
        assert (
            hours_until(company(contacts([0])), np.ones(1, bool), "resolved", zone)
            is None
        )

    def test_only_the_stage_and_the_days_asked_for(self) -> None:
        made = contacts([0, 5, 5], stage=[SALE, SALE, -1], score=[1, 5, 1])
        found = service(company(made), 5, ZONE, Stage.SALE)

        assert found.contacts == 1
        assert found.outstanding is not None
        assert found.outstanding.as_desired.value == 1

    def test_what_the_log_cannot_say_is_none(self) -> None:
        found = service(company(contacts([0, 1])), 0, ZONE)

        assert found.contacts == 2
        assert (found.agents, found.teams) == (None, None)
        assert (found.responsive, found.outstanding) == (None, None)

    def test_tallies_by_period_leave_out_what_is_not_known(self) -> None:
        made = contacts([0, 1, 8, 9], late=[0, np.nan, 1, 0], score=[5, 4, np.nan, 5])
        here, week = at_stage(made, None), made.day // 7

        late = in_time(made, here, week, 2)
        assert late.events.tolist() == [1, 1]
        assert late.cases.tolist() == [1, 2]
        rated = as_desired(made, here, week, 2, 5.0)
        assert rated.events.tolist() == [1, 1]
        assert rated.cases.tolist() == [2, 1]


class TestAlways:
    @given(
        table=st.lists(
            st.tuples(st.integers(2, 30), st.integers(0, 30)), min_size=2, max_size=6
        )
    )
    @settings(max_examples=25)
    def test_each_period_is_as_uneven_as_it_would_be_alone(
        self, table: list[tuple[int, int]]
    ) -> None:
        n = np.array([n for n, _ in table])
        x = np.minimum(n, np.array([x for _, x in table]))
        agent = np.repeat(np.arange(len(n)), n)
        bad = np.concatenate([np.arange(k) < e for k, e in zip(n, x, strict=True)])
        made = contacts([0] * len(agent), agent=agent.tolist(), defective=bad.tolist())
        found, count = unevenness(
            made, at_stage(made, None), np.zeros(len(agent), dtype=np.int64), 1
        )

        alone = consistency(n.astype(float), x.astype(float)).rho_anova
        assert count[0] == n.sum()
        if math.isnan(alone):
            assert math.isnan(found[0]) or not 0 < x.sum() < n.sum()
        else:
            assert found[0] == pytest.approx(alone)
