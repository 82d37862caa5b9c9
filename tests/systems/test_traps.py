"""The traps of the seven systems: each one named, and walked into."""

from __future__ import annotations

from datetime import datetime

import pytest

from qc.core.plan import Fault
from qc.intake.recognise import Why
from qc.intake.remark import Remark, RemarkKind
from qc.intake.suggestion import Answers, Suggestion
from qc.workspace import Workspace
from tests.systems import (
    freshdesk,
    hubspot,
    intercom,
    jira,
    salesforce,
    servicenow,
    zendesk,
)
from tests.systems.cases import cases
from tests.systems.test_untouched import held
from tests.workspace.conftest import Load, load, workspace

__all__ = ["load", "workspace"]  # fixtures


def look(workspace: Workspace, text: str) -> Suggestion:
    with workspace.upload(text.encode()) as file:
        return workspace.inspect(file).suggestion


def remark(found: Suggestion, kind: RemarkKind) -> Remark:
    (one,) = (each for each in found.remarks if each.kind is kind)
    return one


class TestZendesk:
    def test_what_was_only_offered_is_no_rating_and_the_table_is_told(
        self, workspace: Workspace
    ) -> None:
        told = remark(look(workspace, zendesk.text()), RemarkKind.SCORE_WORDS)

        assert dict(told.pairs) == {
            "Unoffered": "",
            "Offered": "",
            "Good": "1",
            "Good with comment": "1",
            "Bad": "0",
            "Bad with comment": "0",
        }
        rated = sum(zendesk.expected(case)["score"] is not None for case in cases())
        asked = sum(case.rating > 0 for case in cases())
        assert (told.n, told.of) == (rated, asked)
        assert [score for _, score in told.pairs] == ["1", "1", "0", "0", "", ""]

    def test_a_field_of_ones_own_is_known_but_never_before_the_systems(
        self, workspace: Workspace
    ) -> None:
        found = look(workspace, zendesk.text())

        columns = {one.plan.field: one for one in found.fields}
        assert columns["product"].plan.column == "Product [list]"
        assert columns["product"].why is Why.ADDED_FIELD
        assert columns["status"].plan.column == "Status"

    def test_the_first_answer_has_a_time_worked_out_from_its_minutes(
        self, workspace: Workspace
    ) -> None:
        told = remark(look(workspace, zendesk.text()), RemarkKind.TIME_WORKED_OUT)

        assert told.field == "first_response_at"
        assert told.column == "First reply time in minutes"


class TestFreshdesk:
    def test_empty_durations_follow_from_the_times(self, workspace: Workspace) -> None:
        found = look(workspace, freshdesk.text())
        told = [r for r in found.remarks if r.kind is RemarkKind.SPAN_WORKED_OUT]

        empty = sum(case.number % 3 > 0 or case.answered is None for case in cases())
        assert (told[0].field, told[0].n) == ("first_response_time", empty)

    def test_spam_stays_and_is_counted(self, workspace: Workspace) -> None:
        told = remark(look(workspace, freshdesk.text()), RemarkKind.SPAM)

        spam = sum(map(freshdesk.is_spam, cases()))
        assert (told.field, told.n, told.of) == ("category", spam, len(cases()))

    def test_of_a_column_and_its_copy_the_one_with_values_is_taken(
        self, load: Load
    ) -> None:
        place = freshdesk.HEADER.index("Resolution time (in hrs)")
        lines = freshdesk.text().splitlines()
        cells = [line.split(",") for line in lines]
        emptied = [[*row[:place], "", *row[place + 1 :]] for row in cells[1:]]
        text = "\n".join(",".join(row) for row in [cells[0], *emptied])

        loaded = load(text, answers=Answers(zone=freshdesk.ZONE))

        plan = loaded.report.plan.field("resolution_time")
        assert plan is not None
        assert plan.column == "Resolution time (in hrs)_1"
        held(loaded, freshdesk)


class TestIntercom:
    def test_the_zone_of_the_header_is_that_of_the_times(self, load: Load) -> None:
        loaded = load(intercom.text(zone="Asia/Tokyo"))

        held(loaded, intercom)
        assert {p.zone for p in loaded.report.plan.fields if p.formats} <= {
            "Asia/Tokyo"
        }

    def test_ratings_in_a_file_of_their_own_join_their_conversations(
        self, workspace: Workspace, load: Load
    ) -> None:
        unrated = intercom.text().replace("Last teammate rating", "Notes", 1)
        before = load(unrated).rows("opened_at", "agent", "channel")

        after = load(intercom.ratings(), name="ratings.csv")

        assert after.report.plan.adds
        assert after.report.account.accepted == after.report.account.replaced > 0
        assert after.rows("opened_at", "agent", "channel") == before
        assert {score for (score,) in after.rows("score").values()} > {None}
        assert len(workspace.batches()) == 2


class TestHubSpot:
    def test_summer_and_standard_time_are_one_zone(self, load: Load) -> None:
        text = hubspot.text()
        assert " CST," in text
        assert " CDT," in text

        held(load(text), hubspot)

    def test_the_column_with_answers_is_taken_and_the_empty_one_left(
        self, workspace: Workspace
    ) -> None:
        found = look(workspace, hubspot.text())

        columns = {one.plan.field: one.plan.column for one in found.fields}
        assert columns["first_response_at"] == "First agent response date"

    def test_letters_of_another_zone_are_not_taken_for_it(self, load: Load) -> None:
        text = hubspot.text().replace(" CST", " EST", 1)

        loaded = load(text)

        assert [row.fault for row in loaded.aside] == [Fault.NOT_A_TIME]
        assert loaded.report.account.accepted == len(cases()) - 1


class TestSalesforce:
    @pytest.mark.parametrize(
        "form", [salesforce.GERMAN, salesforce.AMERICAN, salesforce.BRITISH]
    )
    def test_dates_of_any_locale_are_judged_by_the_whole_file(
        self, form: str, load: Load
    ) -> None:
        held(
            load(salesforce.text(form=form), answers=Answers(zone=salesforce.ZONE)),
            salesforce,
        )

    def test_the_footer_is_set_aside_with_its_lines(self, load: Load) -> None:
        loaded = load(salesforce.text(), answers=Answers(zone=salesforce.ZONE))

        assert [row.value for row in loaded.aside] == [
            *(
                "Grand Totals \u2026",
                "Confidential Information \u2026",
                "Copyright \u2026",
            )
        ]
        assert {row.fault for row in loaded.aside} == {Fault.FOOTER}
        assert loaded.counts == (93, 90, 3, 0)


class TestJira:
    @pytest.mark.parametrize("language", ["en", "es", "fr", "de"])
    def test_headers_and_months_of_four_languages(
        self, language: str, load: Load
    ) -> None:
        text = jira.text(language=language)

        loaded = load(text, answers=Answers(zone=jira.ZONE))

        held(loaded, jira)

    @pytest.mark.parametrize("language", ["en", "es", "fr", "de"])
    def test_is_known_in_every_language(
        self, language: str, workspace: Workspace
    ) -> None:
        assert look(workspace, jira.text(language=language)).system == "jira"

    def test_months_of_a_whole_year(self, load: Load) -> None:
        made = [case for case in cases(900) if case.number % 35 == 0]
        for language in ("es", "fr", "de"):
            text = jira.text(made, language=language)
            loaded = load(text, answers=Answers(zone=jira.ZONE), name=language)
            assert loaded.report.account.set_aside == 0

    def test_a_clock_that_counts_down_is_a_promise_and_no_duration(
        self, workspace: Workspace
    ) -> None:
        found = look(workspace, jira.text())

        fields = {one.plan.field: one.plan for one in found.fields}
        assert "resolution_time" not in fields
        assert fields["sla_resolution_met"].remaining
        told = [r for r in found.remarks if r.kind is RemarkKind.CLOCK_LEFT]
        assert {r.field for r in told} == {"sla_response_met", "sla_resolution_met"}


class TestServiceNow:
    def test_of_several_rows_the_one_changed_last_stays(self, load: Load) -> None:
        loaded = load(servicenow.text())

        assert loaded.counts == (180, 90, 0, 90)
        held(loaded, servicenow)

    def test_durations_are_seconds_without_a_doubt(self, workspace: Workspace) -> None:
        found = look(workspace, servicenow.text())

        (one,) = (f for f in found.fields if f.plan.field == "resolution_time")
        assert one.plan.seconds == 1
        assert one.doubts == ()


class TestPlausible:
    def test_an_answer_after_the_end_is_told_with_its_numbers(
        self, workspace: Workspace
    ) -> None:
        rows = [
            f"{i},2026-03-0{1 + i} 10:00,{90 if i < 3 else 10},{60}" for i in range(8)
        ]
        header = "Id,Created at,First reply time in minutes,"
        text = "\n".join([header + "Full resolution time in minutes", *rows])

        told = remark(look(workspace, text), RemarkKind.ANSWER_AFTER_END)

        assert (told.n, told.of, told.medians) == (3, 8, (5400.0, 3600.0))

    def test_impossible_times_of_an_export_are_listed(self, load: Load) -> None:
        text = (
            "Ticket ID,Created time,Resolved time,Initial response time\n"
            "1,2026-03-05 10:00:00,2026-03-04 10:00:00,1970-01-01 00:00:00\n"
            "2,1900-01-01 00:00:00,,\n"
            "3,2031-03-05 10:00:00,,\n"
            "4,2026-03-05 10:00:00,2026-03-05 12:00:00,2026-03-05 11:00:00\n"
        )

        loaded = load(text)

        assert [(row.line, row.fault) for row in loaded.aside] == [
            (3, Fault.STAND_IN_TIME),
            (4, Fault.NOT_YET),
        ]
        assert [(row.line, row.fault) for row in loaded.left_out] == [
            (2, Fault.STAND_IN_TIME),
            (2, Fault.BEFORE_OPENING),
        ]
        assert loaded.rows("opened_at") == {
            "1": (datetime(2026, 3, 5, 10),),  # noqa: DTZ001 - as stored
            "4": (datetime(2026, 3, 5, 10),),  # noqa: DTZ001 - as stored
        }
