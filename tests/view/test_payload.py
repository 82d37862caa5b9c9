"""The JSON of the command line: keys that stay, numbers as computed, no NaN."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from qc.core.kinds import Direction, MeasureKind, Period
from qc.core.measures import Measure
from qc.core.plan import Account
from qc.core.ruleset import read_rule_sets
from qc.core.series import Counts
from qc.review.assess import assess
from qc.review.assessment import Assessment
from qc.review.weekly import Review
from qc.view.payload import account_payload, chart_payload, review_payload
from qc.view.terminal import chart_text, review_text
from tests.builders import counts

RULES = read_rule_sets(Path("data/rules.toml").read_text(encoding="utf-8"), "rules")
MEASURE = [
    "id",
    "title",
    "stratum",
    "stage",
    "kind",
    "direction",
    "by",
    "target",
    "chart",
    "unit",
    "because",
    "statistics",
    "newest",
    "baselines",
    "variation",
    "assurance",
    "misses_target",
    "warnings",
    "findings",
    "sentence",
    "evidence",
    "beside",
]
POINT = [
    "at",
    "value",
    "n",
    "centre",
    "lower",
    "upper",
    "phase",
    "in_baseline",
    "excluded",
    "beyond",
]
REVIEW = [
    "schema",
    "week",
    "rule_set",
    "rows",
    "week_rows",
    "digest",
    "signals",
    "cannot_meet_target",
    "measures",
]


def _judged(series: Counts, name: str = "m") -> Assessment:
    card = Measure(
        id=name,
        title=name.upper(),
        question="?",
        kind=MeasureKind.SHARE,
        direction=Direction.LOWER,
        target=0.1,
    )
    return assess(card, series, rule_set=RULES["default"])


@pytest.fixture
def loud() -> Assessment:
    events = np.random.default_rng(3).binomial(100, 0.2, 30)
    sizes = np.full(30, 100)
    events[-1], events[10], sizes[10] = 60, 0, 0
    return _judged(counts(events, of=sizes), "loud")


@pytest.fixture
def review(loud: Assessment) -> Review:
    return Review(
        week=np.datetime64("2024-07-22"),
        period=Period.WEEK,
        assessments=(_judged(counts([0], of=0), "empty"), loud),
        rules=RULES["default"],
        rows=2900,
        week_rows=100,
        digest="abc",
    )


class TestPayload:
    def test_the_keys_are_those_of_the_documented_schema(self, review: Review) -> None:
        payload = review_payload(review)

        assert list(payload) == REVIEW
        assert all(list(one) == [*MEASURE, "tier"] for one in payload["measures"])

    def test_what_changed_comes_first_by_id(self, review: Review) -> None:
        payload = review_payload(review)

        assert payload["signals"] == ["loud"]
        assert payload["week"] == "2024-07-22"

    def test_a_chart_has_every_point_and_a_gap_is_null(self, loud: Assessment) -> None:
        points = chart_payload(loud)["points"]

        assert len(points) == 30
        assert list(points[0]) == POINT
        assert points[10]["value"] is None
        assert points[-1]["value"] == pytest.approx(0.6)
        assert points[-1]["beyond"] is True

    def test_it_is_json_without_nan(self, review: Review) -> None:
        text = json.dumps(review_payload(review), allow_nan=False, default=str)

        assert json.loads(text)["rows"] == 2900

    def test_the_balance_of_a_load(self) -> None:
        payload = account_payload(
            Account(read=5, accepted=3, set_aside=1, duplicates=1)
        )

        assert payload["read"] == 5
        assert payload["events_read"] is None


class TestTerminal:
    def test_the_review_says_first_what_to_act_on(self, review: Review) -> None:
        lines = review_text(review, 7).splitlines()

        week = lines[0].replace("\u00a0", " ")
        assert week == "Week 2024-W30, 22 Jul to 28 Jul 2024"
        assert "7 rows set aside" in lines[1]
        to_act_on = lines.index("To act on")
        assert lines[to_act_on + 1].replace("\u00a0", " ") == (
            "  1 chart was judged: chance alone puts it here in at most 1 week in 10."
        )
        assert "LOUD" in lines[to_act_on + 2]
        assert lines[to_act_on + 2].lstrip().startswith("!")
        assert lines[to_act_on + 4].strip().startswith("Chance of this or more: under")
        assert "[empty]" in "\n".join(lines[to_act_on + 5 :])

    def test_a_chart_marks_the_point_beyond(self, loud: Assessment) -> None:
        lines = chart_text(loud).splitlines()

        assert [line for line in lines if line.startswith("!")] == [lines[-1]]
        assert "60.0" in lines[-1]
