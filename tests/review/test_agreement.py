"""Agreement: which statistic and why, its interval, where raters do not agree."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
import pytest

from qc.core.errors import InvalidSeries
from qc.review.agreement import Agreement, LevelReason, Statistic, agree
from qc.review.disagreement import disagreements
from qc.review.ratings import Ratings
from qc.spc.agreement import Level, cohen, fleiss, krippendorff

NAN = math.nan
Table = Sequence[Sequence[float]]


def ratings(table: Table, **changes: object) -> Ratings:
    cells = np.array(table, dtype=float)
    codes = int(np.nanmax(cells)) + 1 if np.isfinite(cells).any() else 1
    parts = {
        "items": tuple(f"i{i}" for i in range(len(cells))),
        "raters": tuple(f"r{i}" for i in range(cells.shape[1])),
        "codes": tuple("abcdefgh"[:codes]),
        "values": (),
        "ranked": False,
        "table": cells,
    }
    return Ratings(**(parts | changes))  # type: ignore[arg-type]


def found(read: Ratings, level: Level | None = None) -> Agreement:
    return agree(read, np.random.default_rng(1), level)


TWO: Table = [[0.0, 0], [1, 1], [2, 2], [0, 1], [1, 1], [2, 0], [0, 0], [1, 1]] * 5
THREE: Table = [[0.0, 0, 0], [1, 1, 0], [2, 2, 2], [1, 1, 1]] * 8


class TestStatistic:
    def test_of_two_complete_raters_is_cohens(self) -> None:
        one = found(ratings(TWO))

        table = np.zeros((3, 3))
        for first, second in TWO:
            table[int(first), int(second)] += 1
        assert one.statistic is Statistic.COHEN
        assert one.value == cohen(table).kappa
        assert one.interval == cohen(table).interval
        assert one.weighted is None
        assert one.alpha == krippendorff(np.array(TWO))

    def test_of_grades_near_misses_count_in_part(self) -> None:
        one = found(ratings(TWO, ranked=True))

        assert one.weighted is not None
        assert one.weighted != one.value

    def test_of_several_complete_raters_is_fleiss(self) -> None:
        one = found(ratings(THREE))

        assert one.statistic is Statistic.FLEISS
        assert one.value == fleiss(np.array(THREE))
        assert one.interval[0] < one.value < one.interval[1]

    def test_with_gaps_is_krippendorffs(self) -> None:
        table: Table = [*THREE, [0.0, NAN, 0], [NAN, 1, NAN], [NAN, NAN, NAN]]

        one = found(ratings(table))

        assert one.statistic is Statistic.KRIPPENDORFF
        assert one.value == krippendorff(np.array(table))
        assert (one.items, one.alone, one.ratings) == (35, 2, 99)
        assert one.alpha is None

    def test_of_measurements_uses_their_values(self) -> None:
        table: Table = [[0.0, 1], [1, 2], [2, 2], [0, NAN]]
        read = ratings(table, values=(1.0, 2.0, 10.0))

        one = found(read, Level.INTERVAL)

        values = np.array([1.0, 2, 10])
        placed = np.array([[1.0, 2], [2, 10], [10, 10], [1, NAN]])
        assert values[2] == placed[2, 0]
        assert one.value == krippendorff(placed, Level.INTERVAL)


class TestLevel:
    @pytest.mark.parametrize(
        ("changes", "level", "reason"),
        [
            ({}, Level.NOMINAL, LevelReason.NAMES),
            ({"ranked": True}, Level.ORDINAL, LevelReason.KNOWN_SCALE),
            ({"values": (1.0, 2.0, 3.0)}, Level.ORDINAL, LevelReason.GRADES),
            ({"values": (1.0, 2.5, 3.0)}, Level.INTERVAL, LevelReason.MEASUREMENTS),
        ],
        ids=["names", "scale", "grades", "measurements"],
    )
    def test_is_guessed_from_the_codes(
        self, changes: dict[str, object], level: Level, reason: LevelReason
    ) -> None:
        one = found(ratings(TWO, **changes))

        assert (one.level, one.reason) == (level, reason)

    def test_of_two_codes_is_names(self) -> None:
        one = found(ratings([[0, 1], [0, 0], [1, 1]], values=(0.0, 1.0)))

        assert (one.level, one.reason) == (Level.NOMINAL, LevelReason.TWO_CODES)

    def test_can_be_asked_for(self) -> None:
        one = found(ratings(TWO), Level.ORDINAL)

        assert (one.level, one.reason) == (Level.ORDINAL, LevelReason.ASKED)


class TestWhere:
    def test_the_least_agreed_code_comes_first(self) -> None:
        table: Table = [[0.0, 0]] * 20 + [[1, 2]] * 6 + [[2, 2]] * 10 + [[1, 1]] * 2

        one = found(ratings(table))

        assert [code.code for code in one.codes] == ["b", "c", "a"]
        assert one.codes[0].agreement == pytest.approx(4 / 10)
        assert one.codes[2].agreement == 1
        assert [(p.one, p.other, p.pairs) for p in one.confused] == [("b", "c", 6)]
        assert one.seen == pytest.approx(32 / 38)

    def test_a_code_hardly_given_says_nothing(self) -> None:
        one = found(ratings([[0, 0]] * 9 + [[0, 1]]))

        assert math.isnan(one.codes[-1].agreement)

    def test_nearly_all_alike_is_told(self) -> None:
        one = found(ratings([[0, 0]] * 60 + [[0, 1], [1, 0]]))

        assert one.seen > 0.95
        assert one.value < 0.1
        assert one.one_sided
        assert not found(ratings(TWO)).one_sided

    def test_one_code_only_says_nothing_of_agreement(self) -> None:
        one = found(ratings([[0, 0]] * 9))

        assert math.isnan(one.value)
        assert one.seen == 1
        assert one.one_sided


class TestOverTime:
    def test_shares_of_disagreements_a_week(self) -> None:
        days = np.array(
            ["2026-01-05", "2026-01-11", "2026-01-20", "NaT", "2026-01-20"],
            dtype="datetime64[D]",
        )
        table: Table = [[0.0, 0], [0, 1], [1, 1], [0, 1], [0, NAN]]

        counts = disagreements(ratings(table, days=days))

        assert counts is not None
        assert counts.at.astype(str).tolist() == [
            *("2026-01-05", "2026-01-12", "2026-01-19"),
        ]
        assert counts.events.tolist() == [1, 0, 0]
        assert counts.opportunities.tolist() == [2, 0, 1]

    def test_without_dates_there_are_none(self) -> None:
        assert disagreements(ratings(TWO)) is None
        nat = np.full(40, "NaT", dtype="datetime64[D]")
        assert disagreements(ratings(TWO, days=nat)) is None


@pytest.mark.statistical
class TestStatistically:
    def test_intervals_of_items_drawn_again_hold(self) -> None:
        rng, held = np.random.default_rng(4), []
        truth = 0.8**2  # each rater sees the truth in 8 of 10, else guesses among two
        for _ in range(30):
            real = rng.integers(0, 2, (80, 1))
            sees = rng.random((80, 3)) < 0.8
            table = np.where(sees, real, rng.integers(0, 2, (80, 3))).astype(float)
            low, high = agree(ratings(table.tolist()), rng).interval
            held.append(low <= truth <= high)

        assert np.mean(held) > 0.85


class TestRefusals:
    def test_no_item_rated_twice(self) -> None:
        with pytest.raises(InvalidSeries) as refused:
            found(ratings([[0, NAN], [NAN, 1]]))

        assert str(refused.value) == (
            "No item was rated by two raters, so nothing can be said of agreement. "
            "Let two people rate the same items."
        )

    def test_measurements_of_names(self) -> None:
        with pytest.raises(InvalidSeries) as refused:
            found(ratings(TWO), Level.INTERVAL)

        assert str(refused.value) == (
            "Codes that are no numbers cannot be measurements. Ask for nominal (names) "
            "or ordinal (grades)."
        )
