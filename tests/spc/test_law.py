"""What p and u charts share, at the edges: typical sizes, rare counts, no spread."""

from __future__ import annotations

import numpy as np
import pytest

from qc.core.kinds import ChartWarning
from qc.spc import proportion, rate
from qc.spc.proportion import LAW
from tests.builders import counts

# vary less than chance, and slowly: a moving range of one in a hundred
CALM = counts([40, 41, 42, 43, 44, 43, 42, 41] * 3, of=100)


def has(warning: ChartWarning, events: list[int], of: list[int] | int) -> bool:
    return warning in proportion.estimate(counts(events, of=of)).warnings


class TestTypicalSize:
    """One huge subgroup says nothing of the others: the median size counts."""

    ONE_HUGE = [100] * 23 + [10_000]

    def test_counts_are_small_if_most_are(self) -> None:
        few = [*[3, 5] * 11, 4, 400]

        assert has(ChartWarning.SMALL_COUNTS, few, self.ONE_HUGE)
        assert has(ChartWarning.NO_LOWER_LIMIT, few, self.ONE_HUGE)

    def test_the_lower_limit_is_missed_if_most_miss_it(self) -> None:
        some = [*[5, 9] * 11, 7, 700]

        assert not has(ChartWarning.SMALL_COUNTS, some, self.ONE_HUGE)
        assert has(ChartWarning.NO_LOWER_LIMIT, some, self.ONE_HUGE)
        wide = counts([*[2, 14] * 11, 7, 700], of=self.ONE_HUGE)
        for found in (LAW.estimate_corrected(wide), LAW.estimate_probable(wide)):
            assert ChartWarning.NO_LOWER_LIMIT in found.warnings
            assert found.exposure[0] == pytest.approx((330 / 24) ** 2)


class TestEdges:
    def test_exactly_five_expected_are_enough(self) -> None:
        assert not has(ChartWarning.SMALL_COUNTS, [4, 6] * 12, 100)
        assert has(ChartWarning.SMALL_COUNTS, [4, 6] * 11 + [4, 5], 100)

    def test_few_good_ones_are_as_rare_as_few_bad_ones(self) -> None:
        assert has(ChartWarning.SMALL_COUNTS, [97, 95] * 12, 100)
        assert not has(ChartWarning.SMALL_COUNTS, [93, 91] * 12, 100)

    @pytest.mark.parametrize(("events", "lacks"), [(9, False), (6, True)])
    def test_a_lower_limit_is_three_sigmas_away(self, events: int, lacks: bool) -> None:
        """Of 30, 9 less three sigmas is above 0 (less four is not), 6 is below."""
        found = [events - 1, events + 1] * 12

        assert has(ChartWarning.NO_LOWER_LIMIT, found, 30) is lacks

    def test_points_on_a_line_without_variance_stand_on_it(self) -> None:
        never = counts([0, 0, 0], of=[10, 0, 20])

        np.testing.assert_array_equal(LAW.standing(never, 0.0), [0.0, np.nan, 0.0])

    def test_subgroups_that_are_never_neighbours_have_no_sigma_z(self) -> None:
        gappy = counts([30, 0, 60, 0, 10], of=[100, 0, 100, 0, 100])

        for module in (proportion, rate):
            assert module.estimate(gappy, overdispersed=True).spread == 1.0


class TestWidening:
    def test_what_varies_less_than_chance_keeps_the_limits_of_chance(self) -> None:
        narrow = proportion.estimate(CALM, overdispersed=True, widen_only=False)

        assert narrow.spread < 0.3
        assert proportion.estimate(CALM, overdispersed=True).spread == 1.0
        assert LAW.estimate(CALM, overdispersed=True).spread == 1.0
        for found in (LAW, proportion, rate):
            assert found.estimate_corrected(CALM).spread == 1.0

    def test_memory_is_allowed_for_before_limits_are_kept_from_narrowing(self) -> None:
        narrow = proportion.estimate(CALM, overdispersed=True, widen_only=False)

        found = LAW.estimate_corrected(CALM, widen_only=False)

        assert found.memory > 0.5
        assert found.spread == pytest.approx(
            narrow.spread / np.sqrt(1 - found.memory), rel=1e-12
        )

    def test_the_law_itself_is_the_plain_chart(self) -> None:
        for module in (proportion, rate):
            assert module.LAW.estimate(CALM) == module.estimate(CALM)
