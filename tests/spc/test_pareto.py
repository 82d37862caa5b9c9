"""Pareto: by hand, laws, coverage of the comparison, and what is refused."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from qc.core.errors import InvalidSeries
from qc.spc.pareto import compare, pareto

COUNTS = {"late": 50, "wrong item": 5, "no answer": 30, "other": 60, "rude": 15}


class TestTheBook:
    def test_causes_by_hand(self) -> None:
        bars = pareto(COUNTS, last="other", vital=0.5)

        assert [bar.cause for bar in bars] == [
            "late", "no answer", "rude", "wrong item", "other",
        ]  # fmt: skip
        assert bars[1].cumulated == 0.5
        assert [bar.vital for bar in bars] == [True, True, False, False, False]

    def test_half_as_many_by_hand(self) -> None:
        """40 of 1,000 before, 10 of 500 after: 10 of 50 is 0.1003 to 0.3372."""
        (late,) = compare(({"late": 40}, 1_000), ({"late": 10}, 500))

        assert late.ratio == pytest.approx(0.5)
        assert late.interval == pytest.approx(
            (2 * 0.1003022 / 0.8996978, 2 * 0.3371831 / 0.6628169), rel=1e-6
        )
        assert not late.certain


class TestAlways:
    counts = st.dictionaries(st.text(min_size=1), st.integers(0, 99), min_size=1)

    @given(counts.filter(lambda found: sum(found.values()) > 0))
    def test_bars_fall_and_add_up_to_all(self, counts: dict[str, float]) -> None:
        bars = pareto(counts)

        assert {bar.cause: bar.count for bar in bars} == counts
        assert np.all(np.diff([bar.count for bar in bars]) <= 0)
        assert bars[-1].cumulated == pytest.approx(1)
        assert bars[0].vital
        assert all(a <= bar.share <= b for bar in bars for a, b in [bar.interval])

    @given(st.integers(0, 50), st.integers(0, 50), st.floats(1, 99), st.floats(1, 99))
    def test_backwards_the_ratio_is_its_inverse(
        self, x: int, y: int, n: float, m: float
    ) -> None:
        one, other = ({"a": x}, n), ({"a": y}, m)
        (there,), (back,) = compare(one, other), compare(other, one)

        if x and y:
            assert back.ratio == pytest.approx(1 / there.ratio)
            assert back.interval[0] == pytest.approx(1 / there.interval[1])
        assert there.certain == back.certain

    def test_causes_that_come_and_go(self) -> None:
        gone, new = compare(({"a": 30}, 10), ({"b": 30}, 10))

        assert (gone.ratio, gone.interval[0]) == (0, 0)
        assert (new.ratio, new.interval[1]) == (math.inf, math.inf)
        assert gone.certain
        assert new.certain

    def test_what_was_never_seen_is_unknown(self) -> None:
        (never,) = compare(({"a": 0}, 10), ({}, 10))

        assert math.isnan(never.ratio)
        assert not never.certain


@pytest.mark.statistical
class TestStatistically:
    def test_no_change_is_rarely_called_one(self) -> None:
        rng = np.random.default_rng(2)
        certain = [
            compare(({"a": int(x)}, 10), ({"a": int(y)}, 20))[0].certain
            for x, y in zip(rng.poisson(15, 1_500), rng.poisson(30, 1_500), strict=True)
        ]

        assert 0.01 < np.mean(certain) <= 0.055


class TestRefusals:
    def test_nothing_counted(self) -> None:
        with pytest.raises(InvalidSeries) as refused:
            pareto({"a": 0})

        assert str(refused.value) == (
            "Nothing was counted, so there is nothing to rank."
        )

    def test_less_than_none(self) -> None:
        with pytest.raises(InvalidSeries) as refused:
            pareto({"a": 3, "b": -1})

        assert str(refused.value) == "Counts must not be negative: b."

    def test_a_period_without_opportunities(self) -> None:
        with pytest.raises(InvalidSeries) as refused:
            compare(({"a": 1}, 0), ({"a": 1}, 5))

        assert str(refused.value) == (
            "Both periods need opportunities; got 0 before and 5 after."
        )
