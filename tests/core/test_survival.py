"""Waiting times with open cases: by hand, laws, what dropping them would say."""

from __future__ import annotations

import math
from collections.abc import Collection

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from qc.core.errors import InvalidSeries
from qc.core.survival import Waiting, kept, waiting


def _curve(waited: list[float], open_at: Collection[int] = ()) -> Waiting:
    answered = np.array([i not in open_at for i in range(len(waited))])
    return waiting(np.array(waited, dtype=float), answered)


class TestTheBook:
    def test_five_cases_one_open_by_hand(self) -> None:
        """Answers at 1, 2, 4 and 5, one still open at 3: 4/5, 3/5, 3/10, 0."""
        curve = _curve([1, 2, 3, 4, 5], {2})

        assert curve.share == pytest.approx([0.8, 0.6, 0.3, 0.0])
        assert curve.at_risk.tolist() == [5, 4, 2, 1]
        assert curve.median == 4
        assert curve.error[0] == pytest.approx(math.sqrt(0.8 * 0.2 / 5))

    def test_the_share_within_the_promise_by_hand(self) -> None:
        curve = _curve([1, 2, 3, 4, 5], {2})

        assert kept(curve, 2).share == pytest.approx(0.4)
        assert kept(curve, 3.9).share == pytest.approx(0.4)
        assert kept(curve, 99).share == 1.0


class TestAlways:
    cases = st.lists(
        st.tuples(st.integers(0, 30), st.booleans()), min_size=1, max_size=60
    )

    @given(cases)
    def test_the_curve_falls_between_its_ends(
        self, cases: list[tuple[int, bool]]
    ) -> None:
        waited, answered = (np.array(column) for column in zip(*cases, strict=True))
        curve = waiting(waited.astype(float), answered)

        assert np.all(np.diff([1.0, *curve.share]) < 0)
        inside = ~np.isnan(curve.lower)
        assert np.all(curve.lower[inside] <= curve.share[inside] + 1e-12)
        assert np.all(curve.share[inside] <= curve.upper[inside] + 1e-12)
        assert curve.open_cases + curve.answered.sum() == curve.cases

    @given(st.lists(st.integers(0, 30), min_size=1, max_size=60), st.integers(0, 30))
    def test_without_open_cases_it_is_a_plain_share(
        self, waited: list[int], promise: int
    ) -> None:
        found = kept(_curve([float(each) for each in waited]), promise).share

        if promise <= max(waited) or not math.isnan(found):
            assert found == pytest.approx(np.mean(np.array(waited) <= promise))

    def test_an_answer_at_once_is_an_answer(self) -> None:
        assert kept(_curve([0, 0, 4, 4]), 0).share == 0.5

    def test_beyond_what_was_watched_nothing_is_known(self) -> None:
        curve = _curve([1, 2, 6, 6], {2, 3})

        assert kept(curve, 6).share == 0.5
        assert math.isnan(kept(curve, 7).share)
        assert np.isnan(kept(curve, 7).interval).all()

    def test_before_the_first_answer_nobody_has_one(self) -> None:
        assert kept(_curve([3, 4]), 1).share == 0.0

    def test_nobody_answered_yet(self) -> None:
        curve = _curve([5, 7], {0, 1})

        assert math.isnan(curve.median)
        assert kept(curve, 7).share == 0.0


@pytest.mark.statistical
class TestStatistically:
    def test_open_cases_neither_flatter_nor_accuse(self) -> None:
        """True share within 2 hours: 1 - exp(-2/3), with half the cases cut off."""
        rng = np.random.default_rng(6)
        truth, held, dropped = 1 - math.exp(-2 / 3), [], []
        for _ in range(400):
            wait, watched = rng.exponential(3, 150), rng.uniform(0, 5, 150)
            answered = wait <= watched
            waited = np.minimum(wait, watched)
            low, high = kept(waiting(waited, answered), 2).interval
            held.append(low <= truth <= high)
            dropped.append(np.mean(waited[answered] <= 2))

        assert np.mean(held) == pytest.approx(0.95, abs=0.03)
        assert np.mean(dropped) > truth + 0.2


class TestRefusals:
    def test_no_case(self) -> None:
        with pytest.raises(InvalidSeries) as refused:
            waiting(np.array([]), np.array([], dtype=bool))

        assert str(refused.value) == (
            "Each case needs its time and whether it was answered; "
            "got 0 times and 0 answers."
        )

    @pytest.mark.parametrize("wrong", [-1.0, float("nan"), float("inf")])
    def test_a_time_that_cannot_be(self, wrong: float) -> None:
        with pytest.raises(InvalidSeries) as refused:
            _curve([1.0, wrong])

        assert str(refused.value) == ("A time waited must be finite and not negative.")

    def test_a_promise_before_the_start(self) -> None:
        with pytest.raises(InvalidSeries) as refused:
            kept(_curve([1.0]), -1)

        assert str(refused.value) == "A promise is a time from 0 up; got -1."
