"""Late or not, when some still wait: by hand, against the whole curve, by chance."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from qc.core.arrays import Bools, Floats
from qc.core.errors import InvalidSeries
from qc.core.intervals import exact_share
from qc.core.survival import kept, waiting
from qc.spc.responsiveness import Responsiveness, Waits, responsiveness
from tests.builders import weeks

Period = tuple[Floats, Bools]
OPEN, DONE = False, True


def grouped(periods: Sequence[Period]) -> Waits:
    """Group single cases, each with its time in promises and whether it is answered."""
    rows: list[tuple[int, float, int, int, int]] = []
    for i, (waited, answered) in enumerate(periods):
        late = (waited > 1) | (~answered & (waited >= 1))
        time = np.where(late, 0.0, waited)
        for at in np.unique(time):
            here = (time == at) & ~late
            within, still = int((here & answered).sum()), int((here & ~answered).sum())
            rows.append((i, at, within, still, int(late.sum()) if at == 0 else 0))
    columns = np.array(rows, dtype=float).reshape(-1, 5).T
    whole = [column.astype(np.int64) for column in (columns[0], *columns[2:])]
    return Waits(
        period=whole[0], time=columns[1], kept=whole[1], still=whole[2], late=whole[3]
    )


def judged(*periods: Sequence[tuple[float, bool]]) -> Responsiveness:
    pairs = [
        (np.array([x for x, _ in cases], float), np.array([a for _, a in cases], bool))
        for cases in periods
    ]
    return responsiveness(weeks(len(pairs)), grouped(pairs))


class TestTheBook:
    def test_four_cases_one_open_by_hand(self) -> None:
        """Answers at .2, .8 and 2 promises, one open at .5: (3/4)(1/2) are late."""
        found = judged([(0.2, DONE), (0.5, OPEN), (0.8, DONE), (2.0, DONE)])

        assert found.counts.value[0] == pytest.approx(3 / 8)
        worth = (1 - 3 / 8) / (3 / 8 * (1 / 12 + 1 / 2))
        assert found.counts.n[0] == math.floor(worth) == 2
        assert (found.cases[0], found.open_cases[0]) == (4, 1)

    def test_an_answer_at_the_last_moment_is_in_time(self) -> None:
        assert judged([(1.0, DONE), (1.0, OPEN)]).counts.value[0] == 0.5

    def test_nobody_watched_as_long_as_promised_is_a_gap(self) -> None:
        found = judged([(0.2, DONE), (0.5, OPEN)], [], [(0.5, DONE), (3, DONE)])

        assert found.counts.missing.tolist() == [True, True, False]
        assert np.isnan(found.lower[:2]).all()

    def test_all_late_is_worth_those_who_were_watched(self) -> None:
        found = judged([(0.1, OPEN)] * 90 + [(2.0, DONE)] * 4)

        assert (found.counts.value[0], found.counts.n[0]) == (1.0, 4)
        assert (found.lower[0], found.upper[0]) == exact_share(4, 4)

    def test_none_late_is_worth_no_more_than_was_seen(self) -> None:
        """One answer, seen when 99 of 100 were out of sight, is one case."""
        found = judged([(0.3, OPEN)] * 99 + [(0.9, DONE)])

        assert (found.counts.value[0], found.counts.n[0]) == (0.0, 1)


waits = st.floats(0, 3).map(lambda x: round(x, 1))
cases = st.lists(st.tuples(waits, st.booleans()), min_size=1, max_size=40)


class TestAlways:
    @given(st.lists(cases, min_size=1, max_size=5))
    def test_each_period_is_the_whole_curve_at_the_promise(
        self, periods: list[list[tuple[float, bool]]]
    ) -> None:
        found = judged(*periods)

        for i, period in enumerate(periods):
            waited, answered = (np.array(each) for each in zip(*period, strict=True))
            one = kept(waiting(waited, answered), 1.0)
            assert found.counts.value[i] == pytest.approx(1 - one.share, nan_ok=True)
            if not (found.counts.missing[i] or math.isnan(one.interval[0])):
                low, high = found.lower[i], found.upper[i]
                assert (1 - high, 1 - low) == pytest.approx(one.interval)

    @given(st.lists(st.lists(waits, min_size=1, max_size=40), min_size=1, max_size=5))
    def test_without_open_cases_it_is_the_plain_share(
        self, periods: list[list[float]]
    ) -> None:
        counts = judged(*([(x, DONE) for x in period] for period in periods)).counts

        assert counts.events.tolist() == [sum(x > 1 for x in p) for p in periods]
        assert counts.n.tolist() == [len(p) for p in periods]

    @given(cases)
    def test_it_is_never_worth_more_than_all_cases(
        self, period: list[tuple[float, bool]]
    ) -> None:
        found = judged(period)

        assert found.counts.n[0] <= len(period)
        assert found.counts.events[0] <= found.counts.n[0]
        assert found.counts.missing[0] or (
            found.lower[0] <= found.counts.value[0] <= found.upper[0]
        )

    @given(cases, cases)
    def test_periods_do_not_know_each_other(
        self, one: list[tuple[float, bool]], other: list[tuple[float, bool]]
    ) -> None:
        both, alone = judged(one, other), judged(other)

        assert both.counts.n[1] == alone.counts.n[0]
        np.testing.assert_allclose(both.counts.value[1], alone.counts.value[0])

    def test_answers_between_two_open_cases_may_be_lumped(self) -> None:
        apart = [(0.1, DONE), (0.2, DONE), (0.3, OPEN), (0.6, DONE), (0.7, DONE)]
        lumped = [(0.2, DONE), (0.2, DONE), (0.3, OPEN), (0.6, DONE), (0.6, DONE)]
        late = [(2.0, DONE)] * 3

        one, other = judged(apart + late), judged(lumped + late)

        assert one.counts.value[0] == pytest.approx(other.counts.value[0])
        assert one.lower[0] == pytest.approx(other.lower[0])


@pytest.mark.statistical
class TestStatistically:
    def test_open_cases_neither_flatter_nor_accuse(self) -> None:
        """True share late: exp(-1/.6) = .19; watched for 0 to 1.6 promises."""
        rng, k, n = np.random.default_rng(11), 600, 120
        truth = math.exp(-1 / 0.6)
        wait, watched = rng.exponential(0.6, (k, n)), rng.uniform(0, 1.6, (k, n))
        answered, waited = wait <= watched, np.minimum(wait, watched)

        found = responsiveness(
            weeks(k), grouped(list(zip(waited, answered, strict=True)))
        )

        share = found.counts.value
        closed = (answered & (wait > 1)).sum() / answered.sum()
        assert np.mean(share) == pytest.approx(truth, abs=0.004)
        assert closed < 0.6 * truth
        held = (found.lower <= truth) & (truth <= found.upper)
        assert held.mean() == pytest.approx(0.95, abs=0.025)
        z = (share - truth) / np.sqrt(truth * (1 - truth) / found.counts.n)
        assert z.std() == pytest.approx(1, abs=0.08)


class TestRefusals:
    @pytest.mark.parametrize(
        ("period", "time", "said"),
        [
            ([1, 0], [0.0, 0.0], "must come period by period"),
            ([0, 0], [0.5, 0.5], "each time once and in order"),
            ([0, 0], [0.5, 1.5], "are promises, from 0 to 1"),
            ([0, 0], [0.5, math.nan], "each time once and in order"),
        ],
    )
    def test_groups_that_cannot_be(
        self, period: list[int], time: list[float], said: str
    ) -> None:
        ones = np.ones(2, dtype=np.int64)
        with pytest.raises(InvalidSeries, match=said):
            Waits(
                period=np.array(period),
                time=np.array(time),
                kept=ones,
                still=ones,
                late=ones,
            )
