"""Sentences of agreement: what ratings are good for, with no more said than known."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
import pytest

from qc.review.agreement import Agreement, LevelReason, Statistic, agree
from qc.review.disagreement import Confused, OnCode
from qc.review.ratings import Ratings
from qc.spc.agreement import Level
from qc.view.agreement_frames import (
    agreement_payload,
    agreement_text,
    codes_frame,
)
from qc.view.words import agreement as say

RATINGS = Ratings(
    items=tuple(f"i{i}" for i in range(40)),
    raters=("Ann", "Bo"),
    codes=("ok", "<b>bad"),
    values=(),
    ranked=False,
    table=np.array([[i % 2, i % 2 if i % 5 else 0] for i in range(40)], dtype=float),
)
FOUND = agree(RATINGS, np.random.default_rng(1))


def found(value: float, **changes: object) -> Agreement:
    return replace(FOUND, value=value, **changes)  # type: ignore[arg-type]


class TestVerdict:
    @pytest.mark.parametrize(
        ("value", "starts"),
        [
            (0.9, "The raters judge alike. Their ratings can be charted"),
            (0.7, "The raters judge alike for the most part: good enough to follow"),
            (0.5, "The raters do not judge alike. Agree on the definitions"),
            (-0.2, "The raters do not judge alike."),
            (math.nan, "All ratings are the same code"),
        ],
    )
    def test_goes_by_the_figure(self, value: float, starts: str) -> None:
        assert say.verdict(found(value)).startswith(starts)

    def test_of_ratings_nearly_all_alike_blames_nobody(self) -> None:
        codes = (
            OnCode(code="bad", ratings=3, agreement=0.2),
            OnCode(code="ok", ratings=97, agreement=0.98),
        )
        told = say.verdict(found(0.1, seen=0.97, codes=codes)).replace("\u00a0", " ")

        assert told == (
            "Raters agree on 97 %, yet nearly all ratings are one code: chance would "
            "agree as often. Rate more of the rare cases."
        )


class TestFigures:
    def test_have_interval_and_plain_share(self) -> None:
        told = say.figures(found(0.61, interval=(0.5, 0.72), seen=0.8, alpha=0.6))

        assert told.replace("\u00a0", " ") == (
            "Cohen's kappa 0.61 (95 %: 0.50 to 0.72); 0 is chance, 1 is full "
            "agreement. Krippendorff's alpha on the same ratings: 0.60. Pairs of "
            "ratings of one item agree in 80 %."
        )

    def test_count_near_misses_where_codes_have_an_order(self) -> None:
        assert "counted in part: 0.75." in say.figures(found(0.6, weighted=0.75))

    def test_without_a_figure_the_share_is_left(self) -> None:
        assert say.figures(found(math.nan)).startswith("Pairs of ratings")

    @pytest.mark.parametrize(
        ("value", "word"),
        [(-0.1, "poor"), (0.3, "fair"), (0.61, "substantial"), (1.0, "almost perfect")],
    )
    def test_the_usual_word_comes_with_a_caveat(self, value: float, word: str) -> None:
        told = say.convention(found(value))

        assert f'"{word}"' in told
        assert "a convention without a ground" in told
        assert say.convention(found(math.nan)) == ""


class TestReasons:
    @pytest.mark.parametrize("statistic", Statistic)
    @pytest.mark.parametrize("level", Level)
    def test_every_choice_is_explained(
        self, statistic: Statistic, level: Level
    ) -> None:
        for reason in LevelReason:
            told = say.why(found(0.5, statistic=statistic, level=level, reason=reason))
            assert told.endswith(".")

    def test_levels_have_names_to_pick(self) -> None:
        assert len({say.level_name(level) for level in (None, *Level)}) == 4


class TestWhere:
    def test_the_code_and_the_pair(self) -> None:
        codes = (
            OnCode(code="minor", ratings=9, agreement=0.5),
            OnCode(code="ok", ratings=90, agreement=0.9),
        )
        mixed = (Confused(one="ok", other="minor", pairs=1),)

        told = say.where(found(0.5, codes=codes, confused=mixed))

        assert told.replace("\u00a0", " ") == (
            "They disagree most on minor: if one gives it, another does in 50 %. Most "
            "often mixed up: ok and minor (1 pair of ratings)."
        )

    def test_nothing_where_all_agree_or_codes_are_rare(self) -> None:
        for agreement in (1.0, math.nan):
            codes = (OnCode(code="ok", ratings=9, agreement=agreement),)
            assert say.where(found(0.5, codes=codes, confused=())) == ""


def test_the_account_loses_nothing() -> None:
    read = replace(RATINGS, repeated=1, unused=("note", "=1+1"))

    told = say.account(replace(FOUND, alone=2), read)

    assert told == (
        "80 ratings of 40 items by 2 raters \u00b7 2 items rated by fewer than two, "
        "which say nothing of agreement \u00b7 1 rating repeated word for word, "
        "counted once \u00b7 not used: note, =1+1"
    )


def test_the_table_has_every_code() -> None:
    table = codes_frame(FOUND)

    assert list(table.columns) == [
        *("Code", "Ratings", "Another rater gives it too (%)"),
    ]
    assert set(table["Code"]) == {"ok", "<b>bad"}


def test_text_and_data_say_the_same() -> None:
    text = agreement_text("qa.csv", RATINGS, FOUND, None)
    told = agreement_payload("qa.csv", RATINGS, FOUND, None)

    assert told["sentence"] in text
    assert told["over_time"] is None
    assert told["value"] == FOUND.value
    assert [code["code"] for code in told["codes"]] == [c.code for c in FOUND.codes]
