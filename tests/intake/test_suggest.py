"""The automatic path from a sample to a plan."""

from __future__ import annotations

import pytest

from qc.core.errors import InvalidLog, NeedsAnswer, UnknownName
from qc.core.plan import FieldPlan
from qc.intake.aliases import Aliases
from qc.intake.dialect import sniff
from qc.intake.guess import Doubt
from qc.intake.questions import Formats, Probe, QuestionKind
from qc.intake.suggest import suggest
from qc.intake.suggestion import NO_ANSWERS, Answers, Refusal, Suggestion, resolve
from tests.intake.conftest import reads


def suggested(text: str, aliases: Aliases, answers: Answers = NO_ANSWERS) -> Suggestion:
    """Suggest for a small comma-separated table."""
    dialect = sniff(text, aliases.known)
    rows = tuple(tuple(line.split(",")) for line in text.split("\n")[1:] if line)
    return suggest(dialect, rows, aliases, answers=answers)


def columns(suggestion: Suggestion) -> dict[str, str | None]:
    return {one.plan.field: one.plan.column for one in suggestion.fields}


def probe_of(text: str) -> Probe:
    """Count over all rows of a table what no format reads."""
    header, *rows = (line.split(",") for line in text.split("\n") if line)

    def probe(column: str, formats: Formats) -> int:
        texts = (row[header.index(column)] for row in rows)
        return sum(bool(t) and not any(reads(t, f) for f in formats) for t in texts)

    return probe


class TestFields:
    def test_a_manager_s_own_table(self, aliases: Aliases) -> None:
        text = (
            "Ticket,Opened,First reply,Closed,Due,Agent,Team,Rating,Notes\n"
            "1,2026-03-01 10:00,2026-03-01 11:00,2026-03-02 10:00,2026-03-03,a,x,4,hi\n"
            "2,2026-03-02 10:00,,,2026-03-05,b,y,,\n"
        )

        found = suggested(text, aliases)

        assert columns(found) == {
            "interaction_id": "Ticket",
            "opened_at": "Opened",
            "first_response_at": "First reply",
            "closed_at": "Closed",
            "promised_by": "Due",
            "agent": "Agent",
            "team": "Team",
            "score": "Rating",
            "resolved_at": "Closed",
            "stage": None,
        }
        assert found.unmapped == ("Notes",)
        assert dict(found.samples)["Team"] == ("x", "y")
        assert [q.kind for q in found.questions] == [QuestionKind.ZONE]
        plan = found.plan("mine")
        assert (plan.name, plan.skip, plan.delimiter) == ("mine", 1, ",")

    def test_what_is_assumed_is_said(self, aliases: Aliases) -> None:
        found = suggested("id,opened_at,closed_at\n1,2026-03-01,2026-03-02\n", aliases)

        doubts = {one.plan.field: one.doubts for one in found.fields}
        assert doubts["stage"] == (Doubt.STAGE_ASSUMED,)
        assert doubts["resolved_at"] == (Doubt.CLOSED_AS_RESOLVED,)
        stage = next(one for one in found.fields if one.plan.field == "stage")
        assert stage.plan == FieldPlan(field="stage", constant="support")
        assert stage.confidence < 0.5

    def test_values_overrule_headers(self, aliases: Aliases) -> None:
        text = (
            "id,Created,Received,Resolved\n1,yes,2026-03-01,yes\n2,no,2026-03-02,no\n"
        )

        found = suggested(text, aliases)

        assert columns(found)["opened_at"] == "Received"
        assert "resolved_at" not in columns(found)
        assert found.refusals == (
            Refusal(column="Created", field="opened_at", example="yes"),
            Refusal(column="Resolved", field="resolved_at", example="yes"),
        )

    def test_a_count_is_not_taken_for_a_flag(self, aliases: Aliases) -> None:
        text = "id,opened_at,Defect\n1,2026-03-01,3\n2,2026-03-01,2\n3,2026-03-01,0\n"

        assert "defects" in columns(suggested(text, aliases))

    def test_an_empty_column_of_times_is_read_as_the_opening_times(
        self, aliases: Aliases
    ) -> None:
        text = "id,opened_at,promised_by\n1,25/03/2026 10:00,\n2,26/03/2026 10:00,\n"

        found = resolve(suggested(text, aliases), probe_of(text))

        plan = found.plan().field("promised_by")
        assert plan is not None
        assert plan.formats == ("%d/%m/%Y %H:%M", "%d/%m/%Y %H:%M:%S")
        assert plan.end_of_day

    def test_the_system_is_named(self, aliases: Aliases) -> None:
        text = (
            "Ticket ID,Created time,Due by Time,Initial response time\n1,2026-03-01,,\n"
        )

        assert suggested(text, aliases).system == "freshdesk"


class TestAnswers:
    TEXT = "id,when,Opened,agent\n1,2026-01-01,2026-03-01,anna\n"

    def test_overrule_what_is_recognised(self, aliases: Aliases) -> None:
        answers = Answers(
            columns=(("opened_at", "when"), ("agent", "")),
            zone="Europe/Berlin",
            stage="sale",
        )

        found = suggested(self.TEXT, aliases, answers)

        assert columns(found) == {
            "interaction_id": "id",
            "opened_at": "when",
            "stage": None,
        }
        assert found.questions == ()
        plan = found.plan()
        assert plan.fields[1].zone == "Europe/Berlin"
        assert plan.fields[2].constant == "sale"

    def test_a_chosen_column_keeps_the_unit_of_its_header(
        self, aliases: Aliases
    ) -> None:
        text = "id,opened_at,work_hours\n1,2026-03-01,1.5\n"
        answers = Answers(columns=(("handle_time", "work_hours"),))

        plan = suggested(text, aliases, answers).plan().field("handle_time")

        assert plan is not None
        assert plan.seconds == 3600

    def test_a_field_left_out_is_not_brought_back(self, aliases: Aliases) -> None:
        text = "id,opened_at,closed_at\n1,2026-03-01,2026-03-02\n"
        answers = Answers(columns=(("resolved_at", ""),))

        assert "resolved_at" not in columns(suggested(text, aliases, answers))

    def test_line_numbers_can_be_the_key(self, aliases: Aliases) -> None:
        plan = suggested(self.TEXT, aliases, Answers(line_as_id=True)).plan()

        assert plan.line_as_id
        assert plan.field("interaction_id") is None

    @pytest.mark.parametrize(
        ("answers", "error", "message"),
        [
            (
                Answers(columns=(("opend_at", "when"),)),
                UnknownName,
                "No field is called 'opend_at'. Did you mean 'opened_at'?",
            ),
            (
                Answers(columns=(("opened_at", "wehn"),)),
                UnknownName,
                "No column is called 'wehn'. Did you mean 'when'?",
            ),
            (
                Answers(stage="sales"),
                UnknownName,
                "No stage is called 'sales'. Did you mean 'sale'?",
            ),
            (
                Answers(zone="Mars/Base"),
                InvalidLog,
                "No IANA time zone is called 'Mars/Base'. "
                "Use for example Europe/Berlin.",
            ),
        ],
    )
    def test_must_exist(
        self, answers: Answers, error: type[Exception], message: str, aliases: Aliases
    ) -> None:
        with pytest.raises(error) as caught:
            suggested(self.TEXT, aliases, answers)

        assert str(caught.value) == message

    def test_day_first_and_decimal(self, aliases: Aliases) -> None:
        text = "id,opened_at,amount\n1,01/03/2026,1.234\n2,02/03/2026,17\n"
        answers = Answers(day_first=False, decimal=",", zone="UTC")

        found = suggested(text, aliases, answers)

        assert found.questions == ()
        times, amount = found.plan().fields[1:3]
        assert times.formats == ("%m/%d/%Y",)
        assert (amount.decimal, amount.thousands) == (",", ".")


class TestWholeFile:
    def test_one_date_settles_its_column(self, aliases: Aliases) -> None:
        sample = "id,opened_at\n1,01/03/2026\n"

        found = resolve(suggested(sample, aliases), probe_of(sample + "2,25/03/2026\n"))

        assert found.plan().fields[1].formats == ("%d/%m/%Y",)

    def test_a_settled_column_settles_the_others(self, aliases: Aliases) -> None:
        text = "id,opened_at,closed_at\n1,03/01/2026,03/25/2026\n"

        found = resolve(suggested(text, aliases), probe_of(text))

        assert {p.formats for p in found.plan().fields[1:3]} == {("%m/%d/%Y",)}

    def test_columns_that_disagree_settle_nothing_else(self, aliases: Aliases) -> None:
        text = "id,opened_at,closed_at,updated_at\n1,03/01/2026,03/25/2026,25/03/2026\n"

        with pytest.raises(NeedsAnswer, match="column 'opened_at' can be read"):
            resolve(suggested(text, aliases), probe_of(text)).plan()

    def test_a_column_that_mixes_orders_is_asked_about(self, aliases: Aliases) -> None:
        text = "id,opened_at\n1,03/25/2026\n2,25/03/2026\n"

        with pytest.raises(NeedsAnswer, match="mixes two orders of dates: 1 can only"):
            resolve(suggested(text, aliases), probe_of(text)).plan()

    def test_an_answer_settles_even_a_mixed_column(self, aliases: Aliases) -> None:
        text = "id,opened_at\n1,03/25/2026\n2,25/03/2026\n"
        answers = Answers(day_first=True)

        found = resolve(suggested(text, aliases, answers), probe_of(text))

        assert found.plan().fields[1].formats == ("%d/%m/%Y",)


class TestQuestions:
    @pytest.mark.parametrize(
        ("text", "message"),
        [
            (
                "agent,opened_at\nanna,2026-03-01\n",
                "No column was recognised as the key of an interaction "
                "(interaction_id). "
                "Choose its column, or let line numbers stand for it.",
            ),
            (
                "id,agent\n1,anna\n1,bob\n",
                "No column was recognised as the time when an interaction was opened "
                "(opened_at). Choose its column, or write its times as "
                "2026-03-31 14:05; or say that its rows only add to interactions that "
                "are loaded.",
            ),
            (
                "id,Created\n1,45352.41\n2,45353.2\n",
                "No column was recognised as the time when an interaction was opened "
                "(opened_at). Not readable as time: 'Created' holds '45352.41'. "
                "Choose its column, or write its times as 2026-03-31 14:05; or say "
                "that its rows only add to interactions that are loaded.",
            ),
            (
                "id,opened_at,agent,agent\n1,2026-03-01,anna,bob\n",
                "The header has 'agent' more than once (columns 3 and 4), so it is not "
                "clear which one is agent. Choose one of 'agent (1)', 'agent (2)', "
                "or rename one.",
            ),
        ],
    )
    def test_stand_in_the_way_of_a_plan(
        self, text: str, message: str, aliases: Aliases
    ) -> None:
        with pytest.raises(NeedsAnswer) as caught:
            suggested(text, aliases).plan()

        assert str(caught.value) == message

    def test_a_chosen_twin_is_no_question(self, aliases: Aliases) -> None:
        text = "id,opened_at,agent,agent\n1,2026-03-01,anna,bob\n"
        answers = Answers(columns=(("agent", "agent (2)"),))

        plan = suggested(text, aliases, answers).plan().field("agent")

        assert plan is not None
        assert plan.column == "agent (2)"

    def test_twins_nobody_imports_are_no_question(self, aliases: Aliases) -> None:
        text = "id,opened_at,Labels,Labels\n1,2026-03-01,a,b\n"

        assert suggested(text, aliases).plan().columns[2:] == (
            "Labels (1)",
            "Labels (2)",
        )
