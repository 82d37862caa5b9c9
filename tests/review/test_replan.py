"""A decision about one point, as a plan of the limits."""

from __future__ import annotations

import numpy as np
import pytest

from qc.core.charts import PhasePlan
from qc.review import replan
from tests.builders import counts
from tests.view.build import judged, measure

PLAN = PhasePlan()
SERIES = counts(np.full(30, 24.0), of=400)
ONE = judged(SERIES, measure())


def day(point: int) -> np.datetime64:
    assert ONE.chart is not None
    found: np.datetime64 = ONE.chart.at[point].astype("datetime64[D]")
    return found


def test_a_point_is_left_out_and_taken_in_again() -> None:
    out = replan.left_out(ONE, PLAN, 3)

    assert out.excluded == (day(3),)
    assert replan.left_out(ONE, out, 3) == out
    assert replan.taken_in(ONE, out, 3) == PLAN


def test_whichever_day_of_its_period_a_point_was_left_out_by() -> None:
    by_wednesday = PhasePlan(excluded=(day(3) + np.timedelta64(2, "D"), day(4)))

    assert replan.taken_in(ONE, by_wednesday, 3).excluded == (day(4),)


def test_a_phase_starts_and_is_joined_again() -> None:
    split = replan.split(ONE, PLAN, 12)
    late = PhasePlan(starts=(day(12) - np.timedelta64(2, "D"), day(20)))

    assert split.starts == (day(12),)
    assert replan.joined(ONE, split, 12) == PLAN
    assert replan.joined(ONE, late, 12).starts == (day(20),)


def test_the_start_of_a_phase_is_known() -> None:
    one = judged(SERIES, measure(), plan=PhasePlan(starts=(day(12),)))

    assert [i for i in range(30) if replan.starts_phase(one, i)] == [12]


@pytest.mark.parametrize(("point", "points"), [(11, 10), (14, 3)])
def test_a_baseline_ends_counting_what_can_set_limits(point: int, points: int) -> None:
    plan = PhasePlan(starts=(day(12),), excluded=(day(2),))
    n = np.full(30, 400.0)
    n[5] = 0
    events = np.where(n > 0, 24.0, 0.0)
    one = judged(counts(events, of=n), measure(), plan=plan)

    assert replan.baseline_to(one, plan, point).freeze == points
