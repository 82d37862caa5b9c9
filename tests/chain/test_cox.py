"""Cox's model on (start, stop] rows: by hand, laws, coverage, what it refuses."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from qc.chain.cox import Ties, cox
from qc.chain.cox_sums import Rows, residuals, sums
from qc.chain.evidence import Want
from qc.core.arrays import Ints
from qc.core.errors import InvalidSeries


def _rows(*rows: tuple[float, float, int, float]) -> Rows:
    start, stop, event, x = (
        np.array(column, float) for column in zip(*rows, strict=True)
    )
    return Rows(start=start, stop=stop, event=event > 0, x=x[:, None])


ANY = st.lists(
    st.tuples(st.integers(0, 8), st.integers(1, 6), st.booleans(), st.floats(-2, 2)),
    min_size=4,
    max_size=25,
)


def _any(rows: list[tuple[int, int, bool, float]]) -> Rows:
    return _rows(*((start, start + more, e, x) for start, more, e, x in rows))


class TestTheBook:
    def test_two_at_risk_by_hand(self) -> None:
        """At 1 both are at risk: the likelihood is e^b / (e^b + 1)."""
        rows = _rows((0, 1, 1, 1), (0, 2, 1, 0))

        at = sums(rows, np.array([0.7]), 1.0)
        assert at.value == pytest.approx(0.7 - math.log(math.exp(0.7) + 1))

    def test_efron_takes_half_of_two_tied_from_the_second(self) -> None:
        rows = _rows((0, 1, 1, 1), (0, 1, 1, 0), (0, 2, 0, 0))
        e = math.exp(0.7)

        at = sums(rows, np.array([0.7]), 1.0)
        assert at.value == pytest.approx(
            0.7 - math.log(e + 2) - math.log((e + 2) - (e + 1) / 2)
        )
        at = sums(rows, np.array([0.7]), 0.0)
        assert at.value == pytest.approx(0.7 - 2 * math.log(e + 2))

    def test_a_row_is_not_at_risk_at_its_own_start(self) -> None:
        alone = _rows((0, 2, 1, 1), (0, 3, 0, 0))
        more = _rows((0, 2, 1, 1), (0, 3, 0, 0), (2, 9, 0, 5))
        b = np.array([0.4])

        # centring on the mean shifts x, not the likelihood
        assert sums(more, b, 1.0).value == pytest.approx(sums(alone, b, 1.0).value)


class TestAlways:
    @given(ANY, st.floats(-1, 1), st.sampled_from([0.0, 1.0]))
    def test_the_slope_is_that_of_the_likelihood_and_of_its_rows(
        self, made: list[tuple[int, int, bool, float]], at: float, shares: float
    ) -> None:
        rows, b = _any(made), np.array([at])
        up, down = (sums(rows, b + step, shares).value for step in (1e-5, -1e-5))
        found = sums(rows, b, shares)

        assert found.slope[0] == pytest.approx((up - down) / 2e-5, abs=1e-4)
        parts = residuals(rows, b, shares)
        assert parts.sum() == pytest.approx(found.slope[0], abs=1e-8)
        assert found.bend[0, 0] >= -1e-9

    @given(ANY, st.integers(2, 4))
    def test_cutting_a_row_in_two_changes_nothing(
        self, made: list[tuple[int, int, bool, float]], at: int
    ) -> None:
        cut: list[tuple[float, float, int, float]] = []
        for start, more, event, x in made:
            middle, stop = start + at, start + more
            if middle < stop:
                cut += [(start, middle, 0, x), (middle, stop, event, x)]
            else:
                cut.append((start, stop, event, x))
        b = np.array([0.3])

        whole, parts = sums(_any(made), b, 1.0), sums(_rows(*cut), b, 1.0)
        assert parts.value == pytest.approx(whole.value, abs=1e-8)

    @given(ANY)
    def test_the_other_unit_gives_the_same_chance(
        self, made: list[tuple[int, int, bool, float]]
    ) -> None:
        rows = _any(made)
        assume(len(np.unique(rows.x)) > 2)
        wide = Rows(
            start=rows.start, stop=rows.stop, event=rows.event, x=rows.x * 10 + 3
        )
        who = np.arange(len(rows.start))
        one, other = cox(rows, who), cox(wide, who)
        assert np.isnan(one.coefficient[0]) == np.isnan(other.coefficient[0])
        assume(np.isfinite(one.coefficient).all())

        assert other.coefficient[0] * 10 == pytest.approx(one.coefficient[0], abs=1e-5)
        np.testing.assert_allclose(other.p_value, one.p_value, atol=1e-5)


def _simulated(rng: np.random.Generator, ratio: float) -> tuple[Rows, Ints]:
    """150 customers; from a day of their own on, the hazard is `ratio` times it."""
    n = 150
    turn, end = rng.uniform(20, 200, n), rng.uniform(100, 300, n)
    first = rng.exponential(120, n)
    second = turn + rng.exponential(120 / ratio, n)
    came = np.where(first < turn, first, second)
    stop, event = np.minimum(came, end), came <= end
    split = turn < stop
    start = np.concatenate((np.zeros(n), turn[split]))
    stops = np.concatenate((np.where(split, turn, stop), stop[split]))
    events = np.concatenate((event & ~split, event[split]))
    x = np.concatenate((np.zeros(n), np.ones(split.sum())))
    rows = Rows(start=start, stop=stops, event=events, x=x[:, None])
    return rows, np.concatenate((np.arange(n), np.flatnonzero(split)))


class TestStatistically:
    @pytest.mark.parametrize("ratio", [0.6, 1.0])
    def test_the_interval_holds_the_ratio(self, ratio: float) -> None:
        held, robust, seeds = 0, 0, 200
        for seed in range(seeds):
            rows, who = _simulated(np.random.default_rng(seed), ratio)
            found = cox(rows, who)
            low, high = found.ratio_interval()
            held += low[0] <= ratio <= high[0]
            low, high = found.ratio_interval(robust=True)
            robust += low[0] <= ratio <= high[0]

        fewest = 0.95 - 3 * np.sqrt(0.95 * 0.05 / seeds)
        assert held / seeds >= fewest
        assert robust / seeds >= fewest


class TestRefusals:
    def test_no_event(self) -> None:
        found = cox(_rows((0, 1, 0, 1), (0, 2, 0, 0)), np.array([0, 1]))

        assert np.isnan(found.coefficient).all()
        assert np.isnan(found.p_value).all()
        assert {each.what for each in found.short} == {Want.CUSTOMERS, Want.EVENTS}

    @pytest.mark.parametrize("ties", list(Ties))
    def test_an_effect_without_an_end(self, ties: Ties) -> None:
        """Every event is of those with x: no ratio is high enough."""
        rows = _rows((0, 1, 1, 1), (0, 2, 1, 1), (0, 3, 0, 0), (0, 3, 0, 0))

        assert np.isnan(cox(rows, np.arange(4), ties=ties).ratio).all()

    def test_a_covariate_that_is_the_same_for_all(self) -> None:
        rows = _rows((0, 1, 1, 5), (0, 2, 1, 5))

        assert np.isnan(cox(rows, np.arange(2)).coefficient).all()

    @pytest.mark.parametrize(
        ("start", "x", "said"),
        [
            ([2.0], [[1.0]], "A row ends after it starts"),
            ([0.0], [[np.nan]], "Times and covariates must be finite numbers."),
            ([0.0], [[]], "There must be a row and a covariate."),
            ([0.0, 1.0], [[1.0]], "Each row needs a start, a stop, an event and its"),
        ],
    )
    def test_rows_that_cannot_be(
        self, start: list[float], x: list[list[float]], said: str
    ) -> None:
        with pytest.raises(InvalidSeries, match=said):
            Rows(
                start=np.array(start),
                stop=np.array([2.0]),
                event=np.array([True]),
                x=np.array(x),
            )
