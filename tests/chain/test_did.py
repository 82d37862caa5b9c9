"""Effects of training: what they must find, and what must not move them."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qc.chain.did_group_time import Control, group_time
from qc.chain.did_imputation import imputation
from qc.chain.did_naive import before_after, two_way
from qc.chain.did_proportional import proportional
from qc.chain.evidence import Method, Want
from qc.chain.panel import NEVER, Panel, panel, weekly
from qc.chain.two_way import levels
from qc.core.arrays import Floats, Ints
from qc.core.errors import InvalidSeries

AGENTS, WEEKS = 24, 40


def dates(never: int = 4, agents: int = AGENTS) -> Ints:
    """Return weeks of training 14 to 30; the last agents have none."""
    trained = np.linspace(14, 30, agents).astype(np.int64)
    trained[agents - never :] = NEVER
    return trained


def shares(rng: np.random.Generator, effect: float, trend: float = 0.0) -> Panel:
    """Return defect shares of 15 contacts a week; all improve by `trend` in the end."""
    trained = dates()
    week = np.arange(WEEKS)
    skill = rng.normal(0, 0.03, AGENTS)[:, None]
    p = 0.16 + skill + trend * week / WEEKS + effect * (week >= trained[:, None])
    value = rng.binomial(15, p.clip(0, 1)) / 15
    agent, at = np.divmod(np.arange(AGENTS * WEEKS), WEEKS)
    return panel(agent, at, value.ravel(), trained)


def additive(rows: Floats, effect: float, trained: Ints) -> Panel:
    """Return agent + week + effect, without noise."""
    k, w = len(trained), rows.shape[0]
    value = rows[None, :] + np.arange(k)[:, None] / 7
    value = value + effect * (np.arange(w) >= trained[:, None])
    agent, week = np.divmod(np.arange(k * w), w)
    return panel(agent, week, value.ravel(), trained)


class TestTheBook:
    def test_two_agents_two_weeks_is_the_difference_of_differences(self) -> None:
        cells = panel(
            np.array([0, 0, 1, 1]),
            np.array([0, 1, 0, 1]),
            np.array([0.3, 0.1, 0.2, 0.15]),
            np.array([1, NEVER]),
        )

        assert imputation(cells).effect.value == pytest.approx(-0.2 + 0.05)
        assert group_time(cells).simple.value == pytest.approx(-0.2 + 0.05)
        assert two_way(cells) == pytest.approx(-0.2 + 0.05)
        assert before_after(cells).value == pytest.approx(-0.2)

    def test_in_proportion_two_by_two_is_the_rule_of_three(self) -> None:
        cells = panel(
            np.array([0, 0, 1, 1]),
            np.array([0, 1, 0, 1]),
            np.array([0.3, 0.1, 0.2, 0.15]),
            np.array([1, NEVER]),
        )

        assert proportional(cells).value == pytest.approx(0.1 - 0.3 * 0.15 / 0.2)

    def test_covariates_take_up_what_they_explain(self) -> None:
        trained = np.array([2, 2, 2, NEVER, NEVER, NEVER, NEVER])
        size = np.array([1.0, 2.0, 3.0, 1.0, 2.0, 5.0, 9.0])
        value = (
            np.outer(size, [0.0, 1.0, 2.0])
            + np.array([0, 0, 1]) * (trained < 3)[:, None]
        )
        agent, week = np.divmod(np.arange(21), 3)
        cells = panel(agent, week, value.ravel(), trained)

        assert group_time(cells, covariates=size).simple.value == pytest.approx(1)
        assert group_time(cells).simple.value != pytest.approx(1)


class TestAlways:
    @settings(max_examples=30)
    @given(
        st.lists(st.floats(-5, 5), min_size=6, max_size=12),
        st.floats(-3, 3),
        st.integers(2, 5),
    )
    def test_without_noise_the_effect_is_found_whatever_weeks_do(
        self, weeks: list[float], effect: float, first: int
    ) -> None:
        trained = np.array([first, first + 1, NEVER, NEVER])
        cells = additive(np.array(weeks), effect, trained)

        found = imputation(cells, before=2)

        assert found.effect.value == pytest.approx(effect, abs=1e-7)
        assert group_time(cells).simple.value == pytest.approx(effect, abs=1e-7)
        assert found.pre_trend.value == pytest.approx(0, abs=1e-7)

    @settings(max_examples=30)
    @given(st.integers(0, 2**32 - 1), st.floats(-2, 2), st.floats(0.1, 9))
    def test_units_and_levels_do_not_matter(
        self, seed: int, shift: float, scale: float
    ) -> None:
        rng = np.random.default_rng(seed)
        value = rng.normal(size=(6, 8))
        trained = np.array([3, 4, 6, NEVER, NEVER, NEVER])
        agent, week = np.divmod(np.arange(48), 8)
        plain = imputation(panel(agent, week, value.ravel(), trained), before=2)
        moved = value + shift * rng.normal(size=(6, 1)) + rng.normal(size=8)
        other = imputation(
            panel(agent, week, (scale * moved).ravel(), trained), before=2
        )

        assert other.effect.value == pytest.approx(scale * plain.effect.value, abs=1e-8)
        assert other.effect.error == pytest.approx(scale * plain.effect.error, abs=1e-8)

    def test_weeks_that_only_the_trained_worked_are_left_out_and_told(self) -> None:
        cells = panel(
            np.array([0, 0, 0, 1, 1, 2]),
            np.array([5, 6, 7, 5, 6, 7]),
            np.array([0.3, 0.1, 0.4, 0.2, 0.2, 0.9]),
            np.array([6, NEVER, 6]),
        )

        found = imputation(cells)

        assert found.weeks_left_out.tolist() == [7]
        assert found.agents_left_out.tolist() == [2]
        assert (found.cells, found.left_out) == (1, 2)

    def test_cells_that_nothing_links_are_left_out(self) -> None:
        value = np.array([[1.0, 2.0, 0.0, 0.0], [0.0, 0.0, 3.0, 5.0]])
        linked = levels(value[None], np.array([[1.0, 1, 0, 0], [0, 0, 1, 1]])).linked

        assert linked.tolist() == [
            [True, True, False, False],
            [False, False, True, True],
        ]

    def test_one_trained_agent_has_no_interval(self) -> None:
        cells = additive(np.arange(6.0), 1.0, np.array([3, NEVER, NEVER]))

        found = imputation(cells).effect

        assert found.value == pytest.approx(1)
        assert math.isnan(found.error)
        assert not found.excludes(0)

    def test_nobody_trained_is_no_effect_known(self) -> None:
        found = imputation(additive(np.arange(6.0), 0.0, np.full(3, NEVER)))

        assert not found.effect.known
        assert len(found.after.week) == 0
        assert not group_time(
            additive(np.arange(6.0), 0.0, np.full(3, NEVER))
        ).simple.known

    def test_what_is_lacking_is_told(self) -> None:
        found = imputation(additive(np.arange(6.0), 1.0, np.array([3, 4, NEVER])))

        assert {each.what: each.got for each in found.effect.short} == {
            Want.AGENTS: 3,
            Want.UNTRAINED: 1,
            Want.WEEKS_BEFORE: 3.5,
        }
        assert found.effect.method is Method.JACKKNIFE

    def test_later_trained_agents_can_be_controls(self) -> None:
        cells = additive(np.arange(8.0) ** 2, -0.5, np.array([3, 5, 7]))

        found = group_time(cells, control=Control.NOT_YET)

        assert not group_time(cells).simple.known
        assert found.simple.value == pytest.approx(-0.5)


class TestStatistically:
    def test_the_interval_covers_and_before_after_misleads(self) -> None:
        rng = np.random.default_rng(7)
        covered, fooled = 0, 0
        for _ in range(30):
            cells = shares(rng, effect=-0.05, trend=-0.08)
            low, high = imputation(cells).effect.interval
            covered += low <= -0.05 <= high
            low, high = before_after(cells).interval
            fooled += not low <= -0.05 <= high

        assert covered >= 25  # 28.5 on average
        assert fooled >= 20

    def test_without_effect_few_are_claimed(self) -> None:
        rng = np.random.default_rng(8)
        claimed = sum(
            imputation(shares(rng, 0.0, -0.08)).effect.excludes(0) for _ in range(30)
        )

        assert claimed <= 5  # 1.5 on average

    def test_weak_agents_trained_first_while_shares_halve_are_no_effect(self) -> None:
        trained = np.array([6, 6, 8, NEVER, NEVER, NEVER])
        share = np.outer([0.4, 0.3, 0.25, 0.1, 0.1, 0.05], np.linspace(1, 0.5, 12))
        agent, week = np.divmod(np.arange(72), 12)
        cells = panel(agent, week, share.ravel(), trained)

        assert proportional(cells).value == pytest.approx(0, abs=1e-8)
        assert imputation(cells).effect.value < -0.02


class TestWeekly:
    def test_contacts_become_cells_and_mixed_weeks_are_left_out(self) -> None:
        found = weekly(
            np.array([0, 0, 0, 0, 1, 1]),
            np.array([0, 6, 8, 15, 3, 9]),
            np.array([1.0, 0.0, 1.0, 1.0, np.nan, 0.0]),
            np.array([10, NEVER]),
        )

        assert found.value.tolist() == [[0.5, 0, 1], [0, 0, 0]]
        assert found.weight.tolist() == [[2, 0, 1], [0, 1, 0]]
        assert found.trained.tolist() == [2, NEVER]
        assert found.mixed == 1

    def test_weeks_may_begin_on_the_day_of_training(self) -> None:
        day = np.arange(30)
        found = weekly(
            np.zeros(30, dtype=np.int64), day, np.ones(30), np.array([10]), starts=3
        )

        assert found.mixed == 0
        assert found.week[found.treated[0]].tolist() == [1, 2, 3]


class TestRefusals:
    def test_two_cells_of_one_week(self) -> None:
        two = np.zeros(2, dtype=np.int64)
        with pytest.raises(InvalidSeries) as refused:
            panel(two, two, np.ones(2), np.array([1]))

        assert str(refused.value) == (
            "An agent has two cells in one week; put them together."
        )

    def test_an_agent_without_a_week_of_training(self) -> None:
        with pytest.raises(InvalidSeries) as refused:
            panel(np.array([0, 2]), np.array([0, 0]), np.ones(2), np.array([1, 1]))

        assert str(refused.value) == (
            "Agents are numbered from 0 to 1, one for each week of training; "
            "got 0 to 2."
        )

    def test_values_below_0_do_not_change_in_proportion(self) -> None:
        cells = additive(np.arange(4.0) - 9, 1.0, np.array([2, NEVER]))
        with pytest.raises(InvalidSeries) as refused:
            proportional(cells)

        assert str(refused.value) == (
            "Values that change in proportion are not below 0; use the imputation."
        )

    def test_cells_of_unequal_length(self) -> None:
        with pytest.raises(InvalidSeries) as refused:
            panel(np.array([0]), np.array([0, 1]), np.ones(2), np.array([1]))

        assert str(refused.value) == (
            "Each cell needs an agent, a week, a value and a weight."
        )

    def test_a_cell_without_contacts(self) -> None:
        with pytest.raises(InvalidSeries) as refused:
            panel(np.array([0]), np.array([0]), np.ones(1), np.array([1]), np.zeros(1))

        assert str(refused.value) == (
            "A cell needs a finite value and a weight above 0; leave out the weeks in "
            "which an agent had no contact."
        )

    def test_no_contact_at_all(self) -> None:
        none = np.zeros(0, dtype=np.int64)
        with pytest.raises(InvalidSeries) as refused:
            weekly(none, none, np.zeros(0), np.array([1]))

        assert str(refused.value) == ("No contact has an agent, a day and an outcome.")
