"""Causes: ranked with what is not told last, and compared before and after."""

from __future__ import annotations

import numpy as np
import pytest

from qc.core.intervals import exact_share
from qc.review.causes import contrast, rank
from qc.review.tallies import CauseKind, CauseLog, CauseTally, Days

BEFORE = Days(first=np.datetime64("2026-01-05"), last=np.datetime64("2026-03-01"))
AFTER = Days(first=np.datetime64("2026-03-02"), last=np.datetime64("2026-04-26"))


def stated(cause: str, *counts: int) -> CauseTally:
    return CauseTally(kind=CauseKind.STATED, cause=cause, defectives=counts)


def rest(kind: CauseKind, *counts: int, causes: int = 1) -> CauseTally:
    return CauseTally(kind=kind, cause="", defectives=counts, causes=causes)


def log(*causes: CauseTally, judged: tuple[int, ...] = (1000,)) -> CauseLog:
    return CauseLog(causes=causes, judged=judged)


class TestRank:
    def test_what_is_not_told_comes_last_and_is_never_vital(self) -> None:
        found = rank(
            log(
                stated("late", 30),
                stated("wrong", 10),
                rest(CauseKind.OTHER, 45, causes=20),
                rest(CauseKind.NOT_STATED, 15),
            )
        )

        assert [(bar.kind.value, bar.cause, bar.count) for bar in found] == [
            ("stated", "late", 30),
            ("stated", "wrong", 10),
            ("other", "", 45),
            ("not-stated", "", 15),
        ]
        assert [bar.cumulated for bar in found] == pytest.approx([0.3, 0.4, 0.85, 1])
        assert [bar.vital for bar in found] == [False] * 4
        assert found[2].causes == 20
        assert all(bar.interval == exact_share(bar.count, 100) for bar in found)

    def test_the_vital_few_make_up_four_fifths(self) -> None:
        counts = {"a": 50, "b": 31, "c": 10, "d": 9}
        found = rank(log(*(stated(cause, n) for cause, n in counts.items())))

        assert [bar.cause for bar in found if bar.vital] == ["a", "b"]

    def test_silence_does_not_hide_the_vital_few(self) -> None:
        found = rank(
            log(stated("a", 60), stated("b", 15), rest(CauseKind.NOT_STATED, 300))
        )

        assert [bar.vital for bar in found] == [True, False, False]

    def test_many_small_causes_have_no_vital_few(self) -> None:
        few = [stated(f"c{i:02d}", 5) for i in range(12)]

        assert not any(
            bar.vital for bar in rank(log(*few, rest(CauseKind.OTHER, 60, causes=30)))
        )

    def test_all_of_them_are_not_few(self) -> None:
        found = rank(log(stated("a", 43), stated("b", 34), stated("c", 23)))

        assert not any(bar.vital for bar in found)
        assert rank(log(stated("alone", 1)))[0].vital

    def test_all_untold_is_one_bar(self) -> None:
        (bar,) = rank(log(rest(CauseKind.NOT_STATED, 7)))

        assert (bar.count, bar.share, bar.cumulated, bar.vital) == (7, 1, 1, False)

    def test_no_defect_no_bar(self) -> None:
        assert rank(log()) == ()


class TestContrast:
    def test_a_doubled_cause_is_certain_among_many(self) -> None:
        found = contrast(
            log(
                stated("steady", 40, 41),
                stated("doubled", 30, 75),
                rest(CauseKind.NOT_STATED, 90, 20),
                judged=(900, 1000),
            ),
            BEFORE,
            AFTER,
        )

        assert found.confidence == pytest.approx(1 - 0.05 / 3)
        assert [one.cause for one in found.changes] == ["steady", "doubled", ""]
        certain = {one.kind: one.change.ratio for one in found.certain}
        assert certain[CauseKind.STATED] == pytest.approx((75 / 1000) / (30 / 900))
        assert certain[CauseKind.NOT_STATED] < 1
        assert found.changes[1].counts == (30, 75)

    def test_the_more_causes_the_wider_each_interval(self) -> None:
        few = [stated("a", 20, 35)]
        many = few + [stated(f"b{i}", 5, 5) for i in range(11)]

        one = contrast(log(*few, judged=(500, 500)), BEFORE, AFTER).changes[0]
        same = contrast(log(*many, judged=(500, 500)), BEFORE, AFTER).changes[0]

        assert same.cause == "a"
        assert same.change.interval[0] < one.change.interval[0]
        assert same.change.interval[1] > one.change.interval[1]

    def test_new_and_gone_causes_have_a_ratio(self) -> None:
        found = contrast(
            log(stated("gone", 9, 0), stated("new", 0, 9), judged=(100, 100)),
            BEFORE,
            AFTER,
        )

        assert [one.change.ratio for one in found.changes] == [0, np.inf]

    @pytest.mark.parametrize("judged", [(0, 10), (10, 0), (0, 0)])
    def test_a_span_without_interactions_compares_nothing(
        self, judged: tuple[int, int]
    ) -> None:
        found = contrast(log(stated("a", 0, 0), judged=judged), BEFORE, AFTER)

        assert (found.changes, found.certain, found.judged) == ((), (), judged)


@pytest.mark.statistical
def test_no_change_is_seldom_called_one() -> None:
    rng = np.random.default_rng(8)

    false = 0
    for _ in range(300):
        counts = rng.poisson([40, 25, 12, 6], size=(2, 4))
        tallies = [stated(f"c{i}", *map(int, counts[:, i])) for i in range(4)]
        found = contrast(log(*tallies, judged=(800, 800)), BEFORE, AFTER)
        false += bool(found.certain)

    assert false <= 0.05 * 300
