"""Normal form of headers, the table of aliases, and what columns are taken for."""

from __future__ import annotations

import json

import pytest

from qc.core.errors import InvalidCard
from qc.core.fields import FIELDS
from qc.intake.aliases import Aliases, read_aliases
from qc.intake.headers import (
    Header,
    fingerprint,
    known_zone,
    normalise,
    without_copy_mark,
    without_unit,
)
from qc.intake.recognise import Recognised, recognise
from tests.intake.conftest import ALIASES


def fields(columns: str, aliases: Aliases) -> dict[str, str]:
    """Recognise columns given as one line; return column -> field."""
    found = recognise(columns.split(","), aliases)
    return {one.column: one.field for one in found if one.field is not None}


class TestNormalForm:
    @pytest.mark.parametrize(
        ("header", "expected"),
        [
            ("\ufeff Ticket ID ", Header(name="ticket id")),
            ("CaseNumber", Header(name="case number")),
            ("sys_updated_on", Header(name="sys updated on")),
            ("Case Owner: Full Name", Header(name="case owner full name")),
            (
                "Conversation started at (America/New_York)",
                Header(name="conversation started at", zone="America/New_York"),
            ),
            ("Created (UTC)", Header(name="created", zone="UTC")),
            ("Created (XYZ)", Header(name="created")),
            (
                "First response time (in hrs)",
                Header(name="first response time", unit=3600),
            ),
            ("Time to close (seconds)", Header(name="time to close", unit=1)),
            ("Time to close (HH:mm:ss)", Header(name="time to close", unit=1)),
            (
                "First reply time in minutes within business hours",
                Header(name="first reply time within business hours", unit=60),
            ),
            ("Custom field (Request Type)", Header(name="request type")),
            ("Campo personalizado (Tiempo)", Header(name="tiempo")),
            (
                "Custom field ([CHART] Date of First Response)",
                Header(name="chart date of first response"),
            ),
            ("Satisfaction rating", Header(name="satisfaction rating")),
            ("Age (days)", Header(name="age", unit=86_400)),
            ("Product [list]", Header(name="product", custom=True)),
            ("[CHART] Product", Header(name="chart product")),
            ("Cre\u0301e\u0301e", Header(name="cr\u00e9\u00e9e")),
        ],
    )
    def test_keeps_words_unit_and_zone(self, header: str, expected: Header) -> None:
        assert normalise(header) == expected

    def test_a_unit_can_be_the_last_word(self) -> None:
        assert without_unit("handle time hours") == Header(
            name="handle time", unit=3600
        )
        assert without_unit("handle time") is None

    @pytest.mark.parametrize("name", ["Mars/Base", "", "../etc/passwd", "X" * 300])
    def test_an_unknown_zone_is_none(self, name: str) -> None:
        assert known_zone(name) is None

    @pytest.mark.parametrize(
        ("header", "first"),
        [
            ("Resolution time (in hrs)_1", "Resolution time (in hrs)"),
            ("Status.1", "Status"),
            ("Status", None),
            ("_1", None),
        ],
    )
    def test_a_copy_names_its_first(self, header: str, first: str | None) -> None:
        assert without_copy_mark(header) == first

    def test_one_source_has_one_fingerprint_in_any_order(self) -> None:
        first = fingerprint(["Case No", "Opened at (Asia/Tokyo)"])

        assert fingerprint(["opened_at", "case no"]) == first
        assert fingerprint(["opened_at", "case no", "team"]) != first


class TestAliases:
    def test_every_header_of_every_system_means_one_field(
        self, aliases: Aliases
    ) -> None:
        table = json.loads(ALIASES.read_text(encoding="utf-8"))
        meanings: dict[str, set[str]] = {}
        for field, systems in table["fields"].items():
            for header in (h for headers in systems.values() for h in headers):
                meanings.setdefault(normalise(header).name, set()).add(field)

        assert {name: what for name, what in meanings.items() if len(what) > 1} == {}
        assert meanings.keys() <= aliases.known

    def test_every_alias_leads_to_a_field_of_the_log_or_to_none(
        self, aliases: Aliases
    ) -> None:
        led = {alias.field for several in aliases.names.values() for alias in several}

        assert led - {None} <= FIELDS.keys()
        assert set(aliases.second.values()) <= FIELDS.keys()

    @pytest.mark.parametrize(
        ("columns", "system"),
        [
            ("Id,Requester,Solved at,Group stations", "zendesk"),
            ("Ticket ID,Due by Time,Initial response time", "freshdesk"),
            ("Conversation ID,Teammate currently assigned", "intercom"),
            ("Ticket ID,Pipeline,HubSpot team,Ticket owner", "hubspot"),
            ("Case Number,Case Owner Alias,Date/Time Opened", "salesforce"),
            ("Issue key,Summary,Custom field (Request Type)", "jira"),
            ("number,short_description,made_sla,sys_updated_on", "servicenow"),
            ("Key,When,Who", None),
            ("Key,Solved at", None),
        ],
    )
    def test_a_system_is_known_by_two_headers_of_its_own(
        self, columns: str, system: str | None, aliases: Aliases
    ) -> None:
        assert aliases.system(columns.split(",")) == system

    @pytest.mark.parametrize("text", ["", "[]", "{}", '{"fields": {"a": 1}}'])
    def test_something_else_is_refused(self, text: str) -> None:
        with pytest.raises(InvalidCard, match="not a table of headers"):
            read_aliases(text, "x.json")

    def test_a_header_with_two_meanings_is_refused(self) -> None:
        table = {
            "fields": {"agent": {"jira": ["Who"]}, "team": {"zendesk": ["who"]}},
            "unconfirmed": [],
            "imported_as": {},
            "second_choice": {},
            "stage_words": {},
        }

        with pytest.raises(InvalidCard) as caught:
            read_aliases(json.dumps(table), "x.json")

        assert caught.value.faults == ("'who' means agent and team",)


class TestRecognise:
    def test_our_own_names_are_certain(self, aliases: Aliases) -> None:
        found = recognise(list(FIELDS), aliases)

        assert [one.field for one in found] == list(FIELDS)
        assert {one.confidence for one in found} == {1.0}

    def test_confidence_falls_from_own_names_to_likeness(
        self, aliases: Aliases
    ) -> None:
        columns = "opened_at,Assigned to,sys_updated_on,Rep,Satisfaction rating,Priorit"

        found = recognise(columns.split(","), aliases)

        confidences = {one.field: one.confidence for one in found}
        assert confidences["opened_at"] == 1.0
        assert confidences["agent"] == 0.95
        assert confidences["score"] == 0.9
        assert 0 < confidences["priority"] < 0.65
        assert found[3] == Recognised(column="Rep")

    def test_zendesk(self, aliases: Aliases) -> None:
        columns = (
            "Id,Requester,Requester email,Subject,Status,Priority,Via,Ticket type,"
            "Created at,Solved at,Assignee,Group,Reopens,Satisfaction Score,Tags,"
            "First reply time in minutes,"
            "First reply time in minutes within business hours"
        )

        assert fields(columns, aliases) == {
            "Id": "interaction_id",
            "Status": "status",
            "Priority": "priority",
            "Via": "channel",
            "Ticket type": "category",
            "Created at": "opened_at",
            "Solved at": "resolved_at",
            "Assignee": "agent",
            "Group": "team",
            "Reopens": "reopens",
            "Satisfaction Score": "score",
            "First reply time in minutes": "first_response_time",
            "First reply time in minutes within business hours": (
                "first_response_time_business"
            ),
        }

    def test_freshdesk_tells_a_time_from_a_duration(self, aliases: Aliases) -> None:
        columns = (
            "Ticket ID,Due by Time,Initial response time,First response time (in hrs)"
        )

        found = recognise(columns.split(","), aliases)

        assert [one.field for one in found] == [
            "interaction_id",
            "promised_by",
            "first_response_at",
            "first_response_time",
        ]
        assert found[3].unit == 3600

    def test_intercom_keeps_the_zone_of_the_header(self, aliases: Aliases) -> None:
        columns = "Conversation ID,Conversation started at (America/New_York)"

        found = recognise(columns.split(","), aliases)

        assert found[1].field == "opened_at"
        assert found[1].zone == "America/New_York"

    def test_jira_clocks_are_no_durations(self, aliases: Aliases) -> None:
        columns = "Issue key,Custom field (Time to first response),Created,Resolved"

        assert "first_response_time" not in fields(columns, aliases).values()

    @pytest.mark.parametrize(
        ("columns", "expected"),
        [
            (
                "Ticket,Opened,Answered,First reply,Due,Rep,Team,Type,Channel,Rating",
                "interaction_id opened_at resolved_at first_response_at promised_by "
                "agent team category channel score",
            ),
            (
                "Case ID,Created,Answered,Resolved,Promised,Agent,Defects",
                "interaction_id opened_at first_response_at resolved_at promised_by "
                "agent defects",
            ),
            (
                "interaction_id,case_id,opened_at,due_at,answered_at,resolved_at,"
                "first_response_at,defect,csat",
                "interaction_id case_id opened_at promised_by - resolved_at "
                "first_response_at defective score",
            ),
            ("id,answered_at,opened_at", "interaction_id first_response_at opened_at"),
            (
                "Number,Date,handle_time_hours,Handling time (min)",
                "interaction_id opened_at handle_time -",
            ),
        ],
    )
    def test_plain_language(
        self, columns: str, expected: str, aliases: Aliases
    ) -> None:
        found = recognise(columns.split(","), aliases)

        assert [one.field or "-" for one in found] == expected.split()

    def test_of_several_headers_the_first_listed_is_taken(
        self, aliases: Aliases
    ) -> None:
        columns = "Ticket ID,HubSpot team,Ticket owner,Last Closed Date,Close date"

        assert fields(columns, aliases)["Close date"] == "closed_at"
        assert "Last Closed Date" not in fields(columns, aliases)

    def test_a_field_can_be_ruled_out(self, aliases: Aliases) -> None:
        found = recognise(
            ["Created", "Received"], aliases, ruled_out={("Created", "opened_at")}
        )

        assert [one.field for one in found] == [None, "opened_at"]

    @pytest.mark.parametrize(
        "column", ["Subject", "Customer", "Email", "Comment", "Tags", "column 3", ""]
    )
    def test_free_text_and_identities_are_not_imported(
        self, column: str, aliases: Aliases
    ) -> None:
        assert recognise([column], aliases) == (Recognised(column=column),)
