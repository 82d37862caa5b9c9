"""Columns that may name people: left aside if recognised, asked about if chosen."""

from __future__ import annotations

from dataclasses import replace

import pytest

from qc.core.errors import NeedsAnswer, UnknownName
from qc.core.kinds import TableName
from qc.core.people import Trait
from qc.core.plan import EventPick, EventPlan, FieldPlan
from qc.core.tables import INTERACTIONS, TABLES
from qc.intake.dialect import Dialect
from qc.intake.mapping import Mapping
from qc.intake.mapping_read import read_mapping
from qc.intake.mapping_write import write_mapping
from qc.intake.personal import checked, guarded
from qc.intake.remembered import learned
from qc.intake.suggestion import NO_ANSWERS, Answers, Suggested, Suggestion

MAIL = "anna@example.com"
CHOSEN = Answers(columns=(("team", "Queue"),))
ALLOWED = Answers(columns=(("team", "Queue"),), personal=("team",))


def suggestion(
    *fields: tuple[str, str], table: TableName = TableName.INTERACTIONS
) -> Suggestion:
    columns = tuple(column for _, column in fields)
    return Suggestion(
        dialect=Dialect(delimiter=",", columns=columns, skip=1),
        fields=tuple(
            Suggested(plan=FieldPlan(field=field, column=column), confidence=1.0)
            for field, column in fields
            if field
        ),
        samples=tuple((column, (MAIL,)) for column in columns),
        table=table,
    )


def kept(found: Suggestion) -> list[str]:
    return [one.plan.field for one in found.fields]


class TestRecognised:
    def test_is_left_aside(self) -> None:
        found = suggestion(("team", "Queue"), ("channel", "Via"))

        now = guarded(found, ((MAIL, "chat"),), NO_ANSWERS)

        assert kept(now) == ["channel"]
        (one,) = now.personal
        assert (one.looks.column, one.looks.trait) == ("Queue", Trait.MAIL)
        assert (one.field, one.offered, one.asked) == ("", "team", False)
        now.plan()

    def test_what_nobody_takes_is_told(self) -> None:
        now = guarded(suggestion(("", "Requester")), ((MAIL,),), NO_ANSWERS)

        (one,) = now.personal
        assert (one.field, one.offered, one.asked) == ("", "", False)

    @pytest.mark.parametrize(
        ("field", "table"),
        [
            ("agent", TableName.INTERACTIONS),
            ("customer_id", TableName.INTERACTIONS),
            ("referred_id", TableName.REFERRALS),
            ("customer_id", TableName.CUSTOMERS),
        ],
    )
    def test_what_becomes_a_pseudonym_takes_anything(
        self, field: str, table: TableName
    ) -> None:
        now = guarded(suggestion((field, "x"), table=table), ((MAIL,),), NO_ANSWERS)

        assert kept(now) == [field]
        assert [(one.coded, one.asked) for one in now.personal] == [(True, False)]

    def test_what_is_no_text_is_not_stored_as_one(self) -> None:
        now = guarded(suggestion(("score", "x")), ((MAIL,),), NO_ANSWERS)
        assert (kept(now), now.personal) == (["score"], ())

    def test_a_key_is_told(self) -> None:
        now = guarded(suggestion(("interaction_id", "x")), ((MAIL,),), NO_ANSWERS)

        assert kept(now) == ["interaction_id"]
        assert [(one.field, one.asked) for one in now.personal] == [
            ("interaction_id", False)
        ]

    def test_long_texts_that_are_codes_stay(self) -> None:
        rows = tuple((f"open because of reason {i} which is long",) for i in range(20))
        assert kept(guarded(suggestion(("status", "x")), rows, NO_ANSWERS)) == [
            "status"
        ]
        assert kept(guarded(suggestion(("category", "x")), rows, NO_ANSWERS)) == []


class TestChosen:
    def test_is_asked_about(self) -> None:
        now = guarded(suggestion(("team", "Queue")), ((MAIL,),), CHOSEN)

        assert kept(now) == ["team"]
        with pytest.raises(NeedsAnswer) as asked:
            now.plan()
        assert str(asked.value) == (
            "'Queue' looks like e-mail addresses: 1 of 1 texts looked at. As team they "
            "would be stored as they are. Leave the column out; take it as "
            "customer_id, account or agent, which are stored as pseudonyms; or say "
            "that they may be stored."
        )

    def test_is_taken_if_its_owner_says_so(self) -> None:
        now = guarded(suggestion(("team", "Queue")), ((MAIL,),), ALLOWED)

        (part,) = now.plan().fields
        assert part.personal
        assert learned(now.plan(), ALLOWED).personal == ("team",)

    def test_under_no_other_identity(self) -> None:
        """The same file under the same columns is the same, allowed or not."""
        plan = suggestion(("team", "Queue")).plan()
        allowed = replace(plan, fields=(replace(plan.fields[0], personal=True),))
        assert allowed.identity == plan.identity

    def test_a_field_that_does_not_exist(self) -> None:
        with pytest.raises(UnknownName):
            guarded(suggestion(("team", "x")), (("a",),), Answers(personal=("tem",)))


class TestByMapping:
    def test_is_asked_about_too(self) -> None:
        plan = suggestion(("team", "Queue"), ("", "Note")).plan()
        rows = ((MAIL, MAIL),)

        with pytest.raises(NeedsAnswer, match="'Queue' looks like e-mail addresses"):
            checked(plan, rows)
        allowed = replace(plan, fields=(replace(plan.fields[0], personal=True),))
        assert [(one.looks.column, one.field) for one in checked(allowed, rows)] == [
            ("Queue", "team"),
            ("Note", ""),
        ]

    def test_names_of_steps_are_texts_too(self) -> None:
        steps = FieldPlan(field="steps_done", pick=EventPick.LIST)
        plan = replace(
            suggestion(("", "case"), ("", "step"), ("", "at")).plan(),
            fields=(steps,),
            events=EventPlan(case="case", time="at", event="step"),
        )
        with pytest.raises(NeedsAnswer, match="'step' looks like"):
            checked(plan, (("1", MAIL, "2026-03-05"),))

    def test_is_written_down_and_read_again(self) -> None:
        plan = suggestion(
            ("interaction_id", "id"), ("opened_at", "at"), ("team", "Queue")
        ).plan()
        allowed = replace(
            plan, fields=(*plan.fields[:2], replace(plan.fields[2], personal=True))
        )

        text = write_mapping(Mapping.of(allowed))

        assert 'team = { column = "Queue", personal = true }' in text
        assert read_mapping(text, "x").fields == allowed.fields


def test_every_text_that_is_shown_to_all_is_guarded() -> None:
    """A new field of text is asked about without being named anywhere."""
    for table in (INTERACTIONS, *TABLES.values()):
        for field in table.fields.values():
            if field.kind == "text" and not table.joins(field.name):
                coded = field.name in {"customer_id", "account", "agent"}
                found = suggestion((field.name, "x"), table=table.name)
                now = guarded(found, ((MAIL,),), NO_ANSWERS)
                assert bool(now.fields) is coded
