"""Mapping files: read, fitted to a file, written again."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qc.core.errors import InvalidCard
from qc.core.plan import MISSING_WORDS, EventPick, EventPlan, FieldPlan
from qc.intake.decode import decode
from qc.intake.dialect import Dialect, sniff
from qc.intake.mapping import Mapping
from qc.intake.mapping_read import read_mapping
from qc.intake.mapping_write import write_mapping
from qc.intake.sample import read_head

EVERYTHING = """
name = "All there is"
table = "interactions"
encoding = "cp1252"
delimiter = ";"
zone = "America/New_York"
missing = ["n/a", "-"]

[fields]
interaction_id = "Unique Key"
opened_at = { column = "Created Date", format = "%m/%d/%Y %H:%M" }
resolved_at = { column = "Closed", formats = ["%d.%m.%Y", "%d.%m.%y"], zone = "UTC" }
closed_at = { column = "Closed", format = "%d.%m.%Y" }
promised_by = { column = "Due", end_of_day = true }
stage = { constant = "support" }
channel = { column = "Source", values = { "1" = "phone", "2" = "email" } }
handle_time = { column = "handle_time_hours", unit = "hours" }
reopens = { column = "reopen_time", present_as = "1", absent_as = "0" }
amount = { column = "Amount", decimal = ",", thousands = ".", missing = ["none"] }
"""

EVENTS = """
zone = "Europe/Amsterdam"

[fields]
stage = { constant = "support" }

[events]
case = "incident_id"
time = "data_stamp"
event = "activity"
order = "number"
format = "%Y-%m-%d %H:%M:%S"

[events.fields]
opened_at = { first = "Open" }
resolved_at = { last = "Closed" }
reopens = { count = "Reopen" }
team = { last_value = "group" }
amount = { first_value = "Amount", decimal = "," }
steps_done = { list = true }
"""

MINIMAL = '[fields]\ninteraction_id = "id"\nopened_at = "when"\n'
FOLDER = Path("data/mappings")
SAMPLES = Path(os.environ.get("QC_REAL_DATA") or "public-logs")


def faults(text: str) -> tuple[str, ...]:
    with pytest.raises(InvalidCard) as caught:
        read_mapping(text, "some.toml")
    return caught.value.faults


class TestRead:
    def test_every_key(self) -> None:
        mapping = read_mapping(EVERYTHING, "all.toml")

        zone, missing = "America/New_York", ("", "n/a", "-")
        assert mapping == Mapping(
            name="All there is",
            encoding="cp1252",
            delimiter=";",
            source="all.toml",
            fields=(
                FieldPlan(field="interaction_id", column="Unique Key", missing=missing),
                FieldPlan(
                    field="opened_at",
                    column="Created Date",
                    formats=("%m/%d/%Y %H:%M",),
                    zone=zone,
                    missing=missing,
                ),
                FieldPlan(
                    field="resolved_at",
                    column="Closed",
                    formats=("%d.%m.%Y", "%d.%m.%y"),
                    missing=missing,
                ),
                FieldPlan(
                    field="closed_at",
                    column="Closed",
                    formats=("%d.%m.%Y",),
                    zone=zone,
                    missing=missing,
                ),
                FieldPlan(
                    field="promised_by",
                    column="Due",
                    end_of_day=True,
                    zone=zone,
                    missing=missing,
                ),
                FieldPlan(field="stage", constant="support"),
                FieldPlan(
                    field="channel",
                    column="Source",
                    values=(("1", "phone"), ("2", "email")),
                    missing=missing,
                ),
                FieldPlan(
                    field="handle_time",
                    column="handle_time_hours",
                    seconds=3600,
                    missing=missing,
                ),
                FieldPlan(
                    field="reopens",
                    column="reopen_time",
                    present_as="1",
                    absent_as="0",
                    missing=missing,
                ),
                FieldPlan(
                    field="amount",
                    column="Amount",
                    decimal=",",
                    thousands=".",
                    missing=("", "none"),
                ),
            ),
        )

    def test_an_event_log(self) -> None:
        mapping = read_mapping(EVENTS, "log.toml")

        assert mapping.name == "log"
        assert mapping.events == EventPlan(
            case="incident_id",
            time="data_stamp",
            event="activity",
            order="number",
            formats=("%Y-%m-%d %H:%M:%S",),
            zone="Europe/Amsterdam",
        )
        picks = {plan.field: plan.pick for plan in mapping.fields}
        assert picks == {
            "stage": None,
            "opened_at": EventPick.FIRST_TIME,
            "resolved_at": EventPick.LAST_TIME,
            "reopens": EventPick.COUNT,
            "team": EventPick.LAST_VALUE,
            "amount": EventPick.FIRST_VALUE,
            "steps_done": EventPick.LIST,
        }
        opened = next(plan for plan in mapping.fields if plan.field == "opened_at")
        assert (opened.event, opened.column) == ("Open", None)

    def test_the_least(self) -> None:
        mapping = read_mapping(MINIMAL, "least.toml")

        assert [plan.missing for plan in mapping.fields] == [MISSING_WORDS] * 2
        assert mapping.fields[1].zone == "UTC"


class TestFaults:
    @pytest.mark.parametrize(
        ("line", "fault"),
        [
            (
                'agnet = "A"',
                "fields.agnet: there is no such field. Did you mean 'agent'?",
            ),
            (
                'agent = { colum = "A" }',
                "fields.agent.colum: there is no such key. Did you mean 'column'?",
            ),
            (
                "agent = 1",
                'fields.agent: must be a column, or a table { column = "..." }.',
            ),
            (
                'agent = { column = "A", constant = "x" }',
                "fields.agent: needs a column or a constant, and not both.",
            ),
            (
                'agent = { values = { a = "b" } }',
                "fields.agent: needs a column or a constant, and not both.",
            ),
            ('agent = ""', "fields.agent.column: must be text; got ''."),
            (
                'agent = { column = "A", unit = "hours" }',
                "fields.agent.unit: does not fit a text field.",
            ),
            (
                'agent = { column = "A", values = { a = 1 } }',
                "fields.agent.values: must be a table of texts such as "
                '{ "1" = "phone" }.',
            ),
            (
                'agent = { column = "A", missing = "-" }',
                'fields.agent.missing: must be a list of texts such as ["n/a", "-"].',
            ),
            (
                'agent = { last_value = "A" }',
                "fields.agent.last_value: there is no such key. Did you mean 'values'?",
            ),
            (
                'handle_time = { column = "A", unit = "fortnights" }',
                "fields.handle_time.unit: 'fortnights' is none of seconds, minutes, "
                "hours, days.",
            ),
            (
                'handle_time = { column = "A", unit = ["hours"] }',
                "fields.handle_time.unit: ['hours'] is none of seconds, minutes, "
                "hours, days.",
            ),
            (
                'amount = { column = "A", decimal = [","] }',
                "fields.amount.decimal: [','] is neither '.' nor ','.",
            ),
            (
                'amount = { column = "A", decimal = "x" }',
                "fields.amount.decimal: 'x' is neither '.' nor ','.",
            ),
            (
                'amount = { column = "A", thousands = "xx" }',
                "fields.amount.thousands: 'xx' is no mark such as ',' or a space.",
            ),
            (
                'closed_at = { column = "A", zone = "Mars/Base" }',
                "fields.closed_at.zone: 'Mars/Base' is no IANA time zone such as "
                "Europe/Berlin.",
            ),
            (
                'closed_at = { column = "A", format = "%Q" }',
                "fields.closed_at.format: '%Q' cannot be used. Build it from "
                "%Y %y %m %d %b %B %a %A %j %H %I %p %M %S %f.",
            ),
            (
                'closed_at = { column = "A", format = "%H:%M" }',
                "fields.closed_at.format: '%H:%M' has no year (%Y or %y).",
            ),
            (
                'closed_at = { column = "A", formats = "%Y" }',
                "fields.closed_at.formats: must be a list of formats such as "
                '["%d.%m.%Y %H:%M"].',
            ),
            (
                'closed_at = { column = "A", format = "%Y", formats = ["%Y"] }',
                "fields.closed_at: has format and formats; keep one.",
            ),
            (
                'closed_at = { column = "A", end_of_day = "yes" }',
                "fields.closed_at.end_of_day: must be true or false; got 'yes'.",
            ),
            (
                'stage = { constant = "sales" }',
                "fields.stage: 'sales' is no stage. The stages are inquiry, selection, "
                "sale, support, news.",
            ),
            (
                'stage = { column = "S", values = { A = "sales" } }',
                "fields.stage: 'sales' is no stage. The stages are inquiry, selection, "
                "sale, support, news.",
            ),
        ],
    )
    def test_in_a_field(self, line: str, fault: str) -> None:
        assert faults(MINIMAL + line) == (fault,)

    @pytest.mark.parametrize(
        ("line", "fault"),
        [
            ("feilds = 1", "feilds: there is no such key. Did you mean 'fields'?"),
            (
                'table = "orders"',
                "table: 'orders' is none of interactions, transactions, customers, "
                "referrals, campaigns, training, outreach.",
            ),
            (
                'zone = "here"',
                "zone: 'here' is no IANA time zone such as Europe/Berlin.",
            ),
            (
                'encoding = "klingon"',
                "encoding: No text encoding is called 'klingon'. "
                "Use for example utf-8, cp1252, latin-1 or utf-16.",
            ),
            (
                'delimiter = ",,"',
                "delimiter: ',,' cannot separate fields. Use one of , ; | or a tab.",
            ),
            ("line_as_id = 1", "line_as_id: must be true or false; got 1."),
            (
                "line_as_id = true",
                "fields.interaction_id: line_as_id is the key already.",
            ),
            ("name = 5", "name: must be text; got 5."),
        ],
    )
    def test_above_the_fields(self, line: str, fault: str) -> None:
        assert faults(f"{line}\n{MINIMAL}") == (fault,)

    @pytest.mark.parametrize(
        ("old", "new", "fault"),
        [
            ('case = "incident_id"', "", "events.case: is missing; name its column."),
            (
                'order = "number"',
                'ordr = "n"',
                "events.ordr: there is no such key. Did you mean 'order'?",
            ),
            (
                'zone = "Europe/Amsterdam"',
                "events = 1",
                "events: must be a table [events].",
            ),
            ('{ first = "Open" }', '"Open"', None),
            (
                '{ count = "Reopen" }',
                '{ first = "Reopen" }',
                "events.fields.reopens.first: does not fit a number field.",
            ),
            (
                "{ list = true }",
                "{ list = 1 }",
                "events.fields.steps_done.list: must be true.",
            ),
            (
                "opened_at =",
                "closed_at =",
                "fields.opened_at: is missing; every interaction has one.",
            ),
            (
                "[events.fields]",
                '[events.fields]\nstage = { constant = "sale" }',
                "events.fields.stage: is mapped under [fields] already.",
            ),
            (
                "[fields]",
                '[fields]\ninteraction_id = { first_value = "x" }',
                "fields.interaction_id: events.case is the key already.",
            ),
        ],
    )
    def test_in_an_event_log(self, old: str, new: str, fault: str | None) -> None:
        if new == "events = 1":
            text = "events = 1\n" + MINIMAL.replace('interaction_id = "id"\n', "")
            assert fault in faults(text)
            return
        expected = fault or (
            "events.fields.opened_at: needs exactly one of constant, first, last, "
            "count, first_value, last_value, list."
        )
        assert faults(EVENTS.replace(old, new)) == (expected,)

    def test_what_is_required(self) -> None:
        assert faults('[fields]\nagent = "A"') == (
            "fields.opened_at: is missing; every interaction has one.",
            "fields.interaction_id: is missing; map it, or set line_as_id = true.",
        )

    def test_all_are_told_at_once(self) -> None:
        text = 'zone = "here"\n' + MINIMAL + 'agnet = "A"\namount = { column = 1 }'

        assert len(faults(text)) == 3

    @pytest.mark.parametrize("text", ["fields = [", '[fields]\na = "1"\na = "2"'])
    def test_no_toml_at_all(self, text: str) -> None:
        (fault,) = faults(text)

        assert fault.startswith("not valid TOML: ")

    @pytest.mark.parametrize("text", ["fields = 1", 'fields = ["a"]', "[[fields]]"])
    def test_a_section_that_is_no_table(self, text: str) -> None:
        assert "fields: must be a table [fields]." in faults(text)


class TestPlan:
    def test_takes_the_structure_from_the_file(self) -> None:
        mapping = read_mapping(MINIMAL, "least.toml")
        dialect = Dialect(delimiter="|", columns=("x", "when", "id"), skip=4)

        plan = mapping.plan(dialect)

        assert (plan.columns, plan.delimiter, plan.skip) == (dialect.columns, "|", 4)
        assert (plan.name, plan.fields) == ("least", mapping.fields)
        assert Mapping.of(plan) == replace(mapping, delimiter="|", source="mapping")

    def test_says_which_columns_the_file_lacks(self) -> None:
        mapping = read_mapping(EVENTS, "log.toml")
        columns = ("Incident_id", "data_stamp", "activity", "number", "group", "group ")
        dialect = sniff(",".join(columns) + "\n1,2,3,4,5,6\n", {"number", "group"})

        with pytest.raises(InvalidCard) as caught:
            mapping.plan(dialect)

        assert caught.value.faults == (
            "events.fields.team: the file has several columns 'group'; "
            "name 'group (1)' or 'group (2)'.",
            "events.fields.amount: the file has no column 'Amount'.",
            "events.case: the file has no column 'incident_id'. "
            "Did you mean 'Incident_id'?",
        )


TEXTS = st.text(st.characters(exclude_categories=["Cs"]), min_size=1)


class TestWrite:
    @pytest.mark.parametrize("text", [EVERYTHING, EVENTS, MINIMAL])
    def test_gives_back_the_same_mapping(self, text: str) -> None:
        mapping = read_mapping(text, "some.toml")

        assert read_mapping(write_mapping(mapping), "some.toml") == mapping

    def test_is_short_where_little_is_said(self) -> None:
        mapping = read_mapping(f'name = "n"\n{MINIMAL}', "some.toml")

        assert write_mapping(mapping) == f'name = "n"\n\n{MINIMAL}'

    @settings(deadline=None)
    @given(name=TEXTS, column=TEXTS, value=TEXTS, mark=st.sampled_from(",;|\t"))
    def test_any_text_survives(
        self, name: str, column: str, value: str, mark: str
    ) -> None:
        mapping = Mapping(
            name=name,
            fields=(
                FieldPlan(field="interaction_id", column=column),
                FieldPlan(field="opened_at", column=column, missing=("", value)),
                FieldPlan(field="agent", column="x", values=((value, name),)),
            ),
            delimiter=mark,
        )

        assert read_mapping(write_mapping(mapping), "mapping") == mapping


class TestOfASystem:
    """What the exports of helpdesk systems need, in a mapping file."""

    TEXT = """
name = "ours"
zone = "Europe/Berlin"

[fields]
interaction_id = "Key"
opened_at = { column = "Created", formats = ["%d/%b/%y %H:%M"], months = "de" }
first_response_at = { computed = true }
first_response_time = { column = "Reply", unit = "minutes", computed = true }
sla_response_met = { column = "Left", remaining = true }
"""

    def test_is_read_and_written(self) -> None:
        mapping = read_mapping(self.TEXT, "ours.toml")

        plans = {plan.field: plan for plan in mapping.fields}
        assert plans["opened_at"].months == "de"
        assert plans["first_response_at"].computed
        assert plans["first_response_at"].column is None
        assert plans["first_response_time"].computed
        assert plans["sla_response_met"].remaining
        assert read_mapping(write_mapping(mapping), "ours.toml") == mapping

    @pytest.mark.parametrize(
        ("before", "after", "fault"),
        [
            ('"de"', '"xx"', "fields.opened_at.months: 'xx' is none of de, es, fr."),
            (
                "{ computed = true }",
                '{ zone = "UTC" }',
                "fields.first_response_at: needs a column or a constant, and not both.",
            ),
            (
                "remaining = true",
                "remaining = 1",
                "fields.sla_response_met.remaining: must be true or false; got 1.",
            ),
        ],
    )
    def test_says_what_does_not_fit(self, before: str, after: str, fault: str) -> None:
        with pytest.raises(InvalidCard) as caught:
            read_mapping(self.TEXT.replace(before, after), "ours.toml")

        assert caught.value.faults == (fault,)


class TestShipped:
    @pytest.mark.parametrize(
        ("name", "file"),
        [
            ("nyc311_animals", "nyc311_animals/311_Animals_short.csv"),
            ("bpic2014_incidents", "bpic2014/BPIC14_incident_case_attributes.csv"),
            ("bpic2014_log", "bpic2014/BPIC14_incident_log.csv"),
            ("nhs_ae", "nhs_ae/ae_attendances.csv"),
        ],
    )
    def test_fits_its_file(self, name: str, file: str, tmp_path: Path) -> None:
        mapping = read_mapping((FOLDER / f"{name}.toml").read_text("utf-8"), name)
        assert read_mapping(write_mapping(mapping), name) == mapping
        if not (SAMPLES / file).exists():
            pytest.skip(
                "the public logs are not here; name their folder in QC_REAL_DATA"
            )
        text = decode(SAMPLES / file, tmp_path / "text")

        plan = mapping.plan(sniff(read_head(text), mapping.known))

        assert plan.skip == 1
