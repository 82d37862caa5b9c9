"""What a meeting saw, kept, and held against how the week reads now."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from qc.core.kinds import Assurance, Variation
from qc.review.seen import Difference, Figure, differences, figures, from_plain, plain
from tests.review.test_tiers import JUMP, STILL, judged, review

FIGURE = Figure(
    measure="m",
    title="M",
    value=0.2,
    n=100.0,
    lower=None,
    upper=0.4,
    variation=Variation.COMMON,
    assurance=Assurance.NONE,
)


def test_figures_survive_being_written_down() -> None:
    shown = figures(review(JUMP, replace(STILL, chart=None, newest=-1)))

    assert from_plain(json.loads(json.dumps(plain(shown)))) == shown
    assert shown[0].value == pytest.approx(0.6)
    assert shown[1].value is None


def test_the_same_review_reads_the_same() -> None:
    now = figures(review(JUMP, STILL))

    assert differences(now, now) == ()


def test_a_number_that_moved_by_rounding_is_the_same() -> None:
    assert differences([FIGURE], [replace(FIGURE, value=0.1 + 0.1)]) == ()
    assert differences([FIGURE], [replace(FIGURE, value=0.2 * (1 + 1e-12))]) == ()


@pytest.mark.parametrize(
    ("other", "difference"),
    [
        ({"value": 0.21}, Difference.VALUE),
        ({"value": None}, Difference.VALUE),
        ({"n": 101.0}, Difference.VALUE),
        ({"upper": 0.41}, Difference.LIMITS),
        ({"lower": 0.0}, Difference.LIMITS),
        ({"assurance": Assurance.FAIL, "value": 0.3}, Difference.TARGET),
        ({"variation": Variation.CONCERN_HIGH, "value": 0.9}, Difference.SIGNAL),
    ],
)
def test_the_weightiest_difference_names_it(
    other: dict[str, object], difference: Difference
) -> None:
    (found,) = differences([FIGURE], [replace(FIGURE, **other)])  # type: ignore[arg-type]

    assert found.difference is difference


def test_what_is_new_and_what_is_gone_is_told() -> None:
    new = replace(FIGURE, measure="new")

    found = differences([FIGURE], [new])

    assert [(one.difference, one.then, one.now) for one in found] == [
        (Difference.NEW, None, new),
        (Difference.GONE, FIGURE, None),
    ]


def test_measures_come_in_the_order_of_now() -> None:
    first, second = judged(60.0, name="b"), judged(60.0, name="a")
    then = figures(review(judged(20.0, name="a"), judged(20.0, name="b")))

    found = differences(then, figures(review(first, second)))

    assert [one.now.measure for one in found if one.now] == ["b", "a"]
