"""Short runs of a review: whose points they are, when, and who is left out."""

from __future__ import annotations

import numpy as np

from qc.core.kinds import ChartKind, MeasureKind, Period, PlotUnit
from qc.core.series import Counts, Values
from qc.review.short_run import short_runs
from tests.builders import counts, values
from tests.view.build import measure


def test_points_of_all_units_stand_side_by_side_in_their_weeks() -> None:
    series = {"b": counts([4, 5, 6], of=50), "a": counts([9, 9], of=90)}

    found = short_runs(measure(), "channel", series)

    assert found is not None
    assert found.names == ("b", "a")
    assert found.part.tolist() == [0, 1, 0, 1, 0]
    assert found.period.astype(str).tolist() == [
        *("2024-01-01", "2024-01-01", "2024-01-08", "2024-01-08", "2024-01-15"),
    ]
    assert np.all(np.diff(found.chart.at) > np.timedelta64(0, "s"))
    assert found.value.tolist() == [0.08, 0.1, 0.1, 0.1, 0.12]
    assert (found.chart.kind, found.chart.unit) == (
        ChartKind.SHORT_RUN,
        PlotUnit.SIGMA,
    )


def test_a_week_unlike_its_own_unit_is_told() -> None:
    series = {f"u{i}": counts([5] * 8, of=50) for i in range(5)}
    series["odd"] = counts([5, 5, 5, 5, 5, 5, 24, 5], of=50)

    found = short_runs(measure(), "agent", series)

    assert found is not None
    (point,) = np.flatnonzero(found.chart.beyond)
    assert found.names[found.part[point]] == "odd"
    assert (str(found.period[point]), found.value[point]) == ("2024-02-12", 0.48)


def test_units_with_one_period_are_left_out_and_named() -> None:
    series: dict[str, Counts | Values] = {
        "one": counts([5], of=50),
        "gap": counts([5, 0], of=[50, 0]),
        "two": counts([5, 4], of=50),
    }

    found = short_runs(measure(), "agent", series)

    assert found is not None
    assert found.names == ("two",)
    assert found.left_out == ("one", "gap")


def test_nothing_to_draw() -> None:
    assert short_runs(measure(), "agent", {}) is None
    assert short_runs(measure(), "agent", {"a": counts([5], of=50)}) is None


def test_times_are_held_against_their_own_level_by_factors() -> None:
    card = measure(MeasureKind.DURATION, by=Period.WEEK)
    series = {"fast": values([1.0, 1.2, 0.9]), "slow": values([10.0, 12, 9])}

    found = short_runs(card, "team", series)

    assert found is not None
    fast, slow = (found.chart.value[found.part == i] for i in (0, 1))
    np.testing.assert_allclose(fast, slow)
    assert found.value[found.part == 1].tolist() == [10, 12, 9]


def test_a_time_of_nothing_counts_as_a_second() -> None:
    card = measure(MeasureKind.DURATION, by=Period.WEEK)

    found = short_runs(card, "team", {"a": values([0.0, 1, 2, 1])})

    assert found is not None
    assert np.isfinite(found.chart.value).all()


def test_many_values_have_a_sigma_of_their_own_unit() -> None:
    card = measure(MeasureKind.SCORE)
    quiet, loud = np.tile([4.0, 4.1], 13), np.tile([2.0, 5.0], 13)

    found = short_runs(card, "team", {"a": values(quiet), "b": values(loud)})

    assert found is not None
    first, second = (np.abs(found.chart.value[found.part == i]) for i in (0, 1))
    np.testing.assert_allclose(first, second)


def test_values_that_never_change_are_level() -> None:
    card = measure(MeasureKind.SCORE)
    series = {"a": values([-1.0, 1, -1, 1]), "b": values([5.0, 5, 5, 5])}

    found = short_runs(card, "team", series)

    assert found is not None
    assert np.isfinite(found.chart.value).all()
    assert not found.chart.beyond.any()
