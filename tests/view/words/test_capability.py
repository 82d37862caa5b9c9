"""What is said of capability and of budgets: every text, every number of it."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from qc.core.kinds import Direction, MeasureKind
from qc.core.measures import Specification
from qc.review.ability import LimitFrom, Refusal, Tolerance
from qc.review.capability import of_counts
from qc.review.capability_report import CapabilityReport
from qc.view.capability_text import capability_payload, capability_text
from qc.view.locales import GERMAN
from qc.view.words.budgets import budget_sentence, budget_title
from qc.view.words.capability import (
    REFUSALS,
    level_sentence,
    refusal_sentence,
    sample_sentence,
    verdict_sentence,
)
from qc.view.words.capability_figures import figures, how
from tests.builders import counts, values
from tests.view.build import gaps, judged, measure
from tests.view.reports import (
    STEADY,
    budgets,
    of_hours,
    of_points,
    of_ratings,
    of_share,
    waits,
)


def simple(text: str) -> str:
    return text.replace("\u00a0", " ").replace("\u2013", "-")


def refused(report: CapabilityReport) -> str:
    return simple(refusal_sentence(report.ability, report.assessment))


def level(report: CapabilityReport) -> str:
    return simple(level_sentence(report.ability, report.assessment))


class TestRefusals:
    def test_every_one_has_a_text(self) -> None:
        assert set(REFUSALS) == set(Refusal)

    def test_an_unstable_process_is_told_its_signals_and_no_number(self) -> None:
        report = of_share([*STEADY, 60])

        assert refused(report) == (
            "No capability: since 7 Oct 2024 the chart shows 1 signal (outside the "
            "limits), so the process is not stable. Find the cause, or start a new "
            "phase and judge that."
        )
        assert level(report) == ""
        assert verdict_sentence(report.ability) == ""
        assert figures(report) == ()
        assert how(report) == ()

    def test_no_data(self) -> None:
        one = judged(counts([0], of=0), measure())
        report = replace(of_share(), assessment=one, ability=of_counts(one))

        assert refused(report) == "No data yet, so no capability."

    def test_days_between_events(self) -> None:
        one = gaps([50, 60, 70, 55] * 6)
        report = replace(of_share(), assessment=one, ability=of_counts(one))

        assert refused(report) == (
            "Days between events have no limits to keep, so no capability. Their chart "
            "says whether they change."
        )

    def test_a_chart_without_the_counts(self) -> None:
        one = judged(values([0.1, 0.12, 0.11, 0.13] * 8), measure())
        report = replace(of_share(), assessment=one, ability=of_counts(one))

        assert refused(report) == (
            "The chart in force does not show the counts themselves, so there is no "
            "capability. Choose a chart that does."
        )

    def test_nothing_counted_is_a_defect(self) -> None:
        assert refused(of_share(direction=Direction.NEITHER)) == (
            "Nothing that this measure counts is a defect, so it has no capability. If "
            "it should be one, give its card a direction."
        )

    def test_no_limit_says_how_to_give_one(self) -> None:
        assert refused(of_hours(spec=Specification())) == (
            "No limit says which single values customers accept. Give the card one, as "
            "in: specification = { upper = 72 }."
        )
        assert "specification = { lower = 3 }" in refused(
            of_ratings(Specification(tolerance_dpmo=5.0))
        )

    def test_too_few_points(self) -> None:
        assert refused(of_share(STEADY[:9])) == (
            "The chart has no limits, so whether the process is stable cannot be said; "
            "and only a stable one has a capability."
        )

    def test_too_few_values(self) -> None:
        assert refused(of_hours(waits(1))) == (
            "Only 1 value; capability takes at least 30. Take a longer period."
        )

    def test_ratings(self) -> None:
        assert refused(of_ratings()) == (
            "Ratings on 5 levels have no sigma worth the name, so there is no index: "
            "the share outside counts."
        )

    def test_no_law(self) -> None:
        x = np.concatenate([waits(200, 1), 40 + waits(50, 2)])

        assert refused(of_hours(x)) == (
            "Neither a normal nor a lognormal law fits 250 values, and without a law "
            "an index takes 2,731. The share outside needs none."
        )

    def test_most_values_equal(self) -> None:
        x = np.concatenate(
            [np.full(5_000, 2.0), np.linspace(1, 1.9, 5), np.linspace(3, 4, 6)]
        )

        assert refused(of_hours(x)) == (
            "Most values are equal, so there is no spread to hold against the limits, "
            "and no index."
        )

    def test_nothing_is_refused_where_all_is_well(self) -> None:
        assert refused(of_share()) == refused(of_hours()) == ""


class TestLevel:
    def test_of_counts(self) -> None:
        assert level(of_share()) == (
            "576 defects in 9,600 cases of the baseline: 60,000 per million "
            "(55,331-64,938 with 95 % confidence)."
        )

    def test_of_values(self) -> None:
        assert level(of_hours(spec=Specification(upper=12.0))) == (
            "150 of 800 single values lie outside the limit of at most 12 h: 187,500 "
            "per million (161,020-216,305 with 95 % confidence)."
        )

    def test_both_limits_and_whose_they_are(self) -> None:
        both = of_hours(spec=Specification(lower=2.0, upper=60.0))
        assert "lie outside 2 h to 60 h: " in level(both)
        promised = replace(both.ability, limits_from=LimitFrom.PROMISE)
        assert "2 h to 60 h (the time promised): " in simple(
            level_sentence(promised, both.assessment)
        )
        assert "the limit of at least 3: " in level(of_ratings())

    def test_points_that_vary_more_are_told(self) -> None:
        found = of_share()
        assert found.ability.level is not None
        wide = replace(found.ability.level, wider=1.84)
        ability = replace(found.ability, level=wide)

        assert simple(level_sentence(ability, found.assessment)).endswith(
            "confidence). The confidence allows for points that vary 1.8 times as "
            "chance."
        )

    def test_signs_follow_the_locale(self) -> None:
        found = of_share()
        assert "60.000" in level_sentence(found.ability, found.assessment, GERMAN)


class TestVerdict:
    @pytest.mark.parametrize(
        ("tolerance", "said"),
        [
            (
                70_000,
                "Able: it keeps within the 70,000 per million tolerated (as asked "
                "here).",
            ),
            (
                60_000,
                "Too few cases to tell whether it keeps within the 60,000 per million "
                "tolerated (as asked here).",
            ),
            (
                50_000,
                "Not able: steady, but above the 50,000 per million tolerated (as "
                "asked here). Only a change of the process itself will help.",
            ),
            (None, ""),
        ],
    )
    def test_against_a_tolerance(self, tolerance: float | None, said: str) -> None:
        assert simple(verdict_sentence(of_share(tolerance=tolerance).ability)) == said

    def test_whose_the_tolerance_is(self) -> None:
        ability = of_share().ability
        target = Tolerance(dpmo=4.5, source=LimitFrom.TARGET)

        assert simple(verdict_sentence(replace(ability, tolerance=target))) == (
            "Able: it keeps within the 4.5 per million tolerated (its target, for want "
            "of a limit)."
        )


class TestFigures:
    def rows(self, report: CapabilityReport) -> dict[str, tuple[str, str]]:
        return {
            simple(row.name): (simple(row.value), simple(row.interval))
            for row in figures(report)
        }

    def test_of_counts(self) -> None:
        assert self.rows(of_share()) == {
            "Defects per million": ("60,000", "55,331-64,938"),
            "Sigma level": ("1.55", "1.51-1.60"),
        }

    def test_the_shift_is_in_the_name_and_in_the_definition(self) -> None:
        report = of_share(shift=True)

        assert self.rows(report)["Sigma level, 1.5 added"] == ("3.05", "3.01-3.10")
        assert any("plus 1.5 as was asked" in text for text in how(report))
        assert any("without the 1.5 shift" in text for text in how(of_share()))

    def test_without_a_defect_no_sigma_level_is_invented(self) -> None:
        report = of_share([0] * 30)

        assert self.rows(report)["Sigma level"] == ("at least 3.36", "from 3.36")

    def test_of_lognormal_values(self) -> None:
        rows = self.rows(of_hours())

        assert list(rows) == [
            "Outside, per million",
            "Sigma level",
            "Median",
            "90 % stay below",
            "Ppk",
        ]
        assert any("A lognormal law fits" in text for text in how(of_hours()))
        assert any("ISO 22514-2" in text for text in how(of_hours()))

    def test_of_normal_scores_all_indices(self) -> None:
        report = of_points(Specification(lower=40.0, upper=100.0))

        assert list(self.rows(report))[-5:] == ["Cp", "Cpk", "Pp", "Ppk", "Cpm"]
        assert any("A normal law fits" in text for text in how(report))

    def test_one_limit_has_no_index_for_both(self) -> None:
        rows = self.rows(of_points(Specification(lower=40.0)))

        assert list(rows)[-2:] == ["Cpk", "Ppk"]

    def test_ratings_have_no_quantiles(self) -> None:
        assert list(self.rows(of_ratings())) == ["Outside, per million", "Sigma level"]

    def test_an_index_below_zero_keeps_its_sign_apart_from_the_range(self) -> None:
        rows = self.rows(of_points(Specification(upper=60.0)))

        assert rows["Ppk"][0].startswith("\u2212")
        assert " \u2026 " in rows["Ppk"][1]

    def test_where_no_law_fits_it_is_said(self) -> None:
        x = np.concatenate([waits(200, 1), 40 + waits(50, 2)])

        assert any(
            text.startswith("No normal or lognormal law fits (Anderson-Darling")
            for text in how(of_hours(x))
        )


class TestSample:
    def test_all_of_them(self) -> None:
        assert simple(sample_sentence(of_hours())) == (
            "800 values of the phase since 1 Jan 2024."
        )

    def test_drawn_by_lot(self) -> None:
        assert simple(sample_sentence(of_hours(total=1_200_000))) == (
            "800 values, drawn by lot (seed 1) from the 1,200,000 of the phase since "
            "1 Jan 2024."
        )

    def test_none(self) -> None:
        assert sample_sentence(of_share()) == ""
        assert sample_sentence(of_hours(np.array([]))) == ""


class TestBudgets:
    def test_the_month_so_far(self) -> None:
        month, _ = budgets(0.6)

        assert simple(budget_title(month)) == "Nov 2026, to 18 Nov"
        assert simple(budget_sentence(month)) == (
            "52 % used: 11 of the 21.0 tolerated among 300 cases (chance leaves 26-94 "
            "% open). It will last at this pace: 87 % by 30 Nov, if as many cases come "
            "as of late (180 cases so far)."
        )

    def test_the_weeks_before(self) -> None:
        _, weeks = budgets(0.6)

        assert simple(budget_title(weeks)) == (
            "The last 4 complete weeks, 19 Oct to 15 Nov 2026"
        )
        assert simple(budget_sentence(weeks)) == (
            "87 % used: 17 of the 19.6 tolerated among 280 cases (chance leaves 51-139 "
            "% open). The tolerance was kept."
        )

    @pytest.mark.parametrize(
        ("bad", "month", "weeks"),
        [
            (0.8, "It will not last at this pace: 111 %", "The tolerance was broken."),
            (2.0, "The tolerance is broken already.", "The tolerance was broken."),
        ],
    )
    def test_what_is_broken(self, bad: float, month: str, weeks: str) -> None:
        running, past = (simple(budget_sentence(one)) for one in budgets(bad))

        assert month in running
        assert running.endswith(month) or "cases so far" in running
        assert past.endswith(weeks)

    def test_a_month_that_is_over(self) -> None:
        month, _ = budgets(0.6, np.datetime64("2026-11-30"))

        assert simple(budget_title(month)) == "Nov 2026"
        assert budget_sentence(month).endswith("The tolerance was kept.")


class TestTextAndData:
    @pytest.mark.parametrize(
        "report",
        [of_share(), of_hours(), of_ratings(), of_share([*STEADY, 60])],
        ids=["share", "hours", "ratings", "unstable"],
    )
    def test_no_number_is_missing(self, report: CapabilityReport) -> None:
        text = capability_text(report)

        assert "nan" not in text.replace("Anderson", "")
        assert "inf" not in text
        assert text.startswith(report.assessment.measure.title)

    def test_a_hostile_title_is_plain(self) -> None:
        report = of_share()
        card = measure(title="late\n\u202e<b>")
        one = replace(report.assessment, measure=card)

        first = capability_text(replace(report, assessment=one)).splitlines()[0]
        assert first == "late <b>"

    def test_the_data_are_those_of_the_report(self) -> None:
        data = capability_payload(of_share())

        assert data["schema"] == "qc.capability/1"
        assert data["refusal"] is None
        assert data["verdict"] == "keeps"
        assert data["tolerance"] == {"dpmo": 70_000, "source": "asked"}
        assert data["level"]["dpmo"]["value"] == pytest.approx(60_000)
        assert data["level"]["shift"] == 0
        assert data["values"] is None
        assert [one["window"] for one in data["budgets"]] == ["month", "four-weeks"]
        assert data["budgets"][0]["used"]["value"] == pytest.approx(11 / 21)

    def test_a_refusal_has_no_number(self) -> None:
        data = capability_payload(of_share([*STEADY, 60]))

        assert data["refusal"] == "not-stable"
        assert (data["signals"], data["level"], data["verdict"]) == (1, None, None)
        assert data["indices"] == {}
        assert data["sentence"].startswith("No capability: since")

    def test_indices_and_values(self) -> None:
        data = capability_payload(of_hours(total=900))

        assert data["values"] == {"n": 800, "total": 900, "seed": 1}
        assert list(data["indices"]) == ["Ppk"]
        assert data["law"] == "lognormal"
        assert data["specification"]["upper"] == 60


def test_kinds_all_have_a_definition_of_their_level() -> None:
    reports = {
        MeasureKind.SHARE: of_share(),
        MeasureKind.DURATION: of_hours(),
        MeasureKind.SCORE: of_ratings(),
    }
    rate = judged(counts(STEADY, of=400), measure(MeasureKind.RATE))
    reports[MeasureKind.RATE] = replace(
        of_share(), assessment=rate, ability=of_counts(rate)
    )

    assert all("per million" in how(report)[0] for report in reports.values())
