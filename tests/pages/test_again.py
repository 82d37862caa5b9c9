"""The second week of a source is one click; how it is read can be changed."""

from __future__ import annotations

import pytest
from streamlit.testing.v1 import AppTest

from qc.intake.suggestion import Answers
from qc.view.words import mapping as say
from qc.view.words.formats import LABEL as FORMATS
from qc.workspace import Workspace
from tests.pages import logs
from tests.pages.test_data import choose, load, upload
from tests.pages.visit import heard, raw, said
from tests.systems import freshdesk, jira, zendesk
from tests.systems.cases import cases

pytestmark = pytest.mark.usefixtures("workspace")

HEADER = ["Case No", "Opened on", "Team"]
FIRST = [[f"C{i}", f"0{1 + i}/03/2026 10:00", "North"] for i in range(8)]
SECOND = [[f"D{i}", f"0{1 + i}/04/2026 10:00", "South"] for i in range(8)]
MAPPING = b"""
[fields]
interaction_id = "Case No"
opened_at = { column = "Opened on", format = "%d/%m/%Y %H:%M" }
channel = "Team"
"""


def first_week() -> None:
    app = upload(logs.csv_of(FIRST, HEADER), "first.csv")
    load(heard(app.radio[0].set_value(True).run()))


def by_mapping(app: AppTest, content: bytes) -> AppTest:
    file = next(one for one in app.file_uploader if "mapping" in (one.key or ""))
    return heard(file.upload("ours.toml", content).run())


class TestTheSecondWeek:
    def test_is_one_click(self, workspace: Workspace) -> None:
        first_week()

        app = upload(logs.csv_of(SECOND, HEADER), "second.csv")

        assert "Read as last time (since " in said(app)
        assert app.radio == []
        assert [box.label for box in app.selectbox] == [FORMATS]  # nothing is asked
        assert "8 rows read = 8 accepted" in said(load(app))
        assert [str(batch.first) for batch in workspace.batches()] == [
            "2026-03-01",
            "2026-04-01",
        ]

    def test_can_be_changed_and_starts_from_what_is_known(
        self, workspace: Workspace
    ) -> None:
        first_week()
        app = upload(logs.csv_of(SECOND, HEADER), "second.csv")

        app = heard(app.button(key="change").click().run())

        assert app.radio[0].value is True
        assert not app.button(key="load").disabled
        app = choose(app, team="", channel="Team")
        load(app)
        assert dict(workspace.strata("channel")) == {"South": 8}
        third = upload(logs.csv_of(SECOND[:3], HEADER), "third.csv")
        assert "Read as last time" in said(third)

    def test_where_something_new_is_to_be_asked_asks(
        self, workspace: Workspace
    ) -> None:
        american = [[one, day.replace("/03/", "/13/"), who] for one, day, who in FIRST]
        with workspace.upload(logs.csv_of(american, HEADER)) as file:
            workspace.load(file, answers=Answers(columns=(("team", "Team"),)))
        both = [[f"E{i}", f"{13 + i}/04/2026 10:00", "S"] for i in range(2)]
        both += [[f"F{i}", f"04/{13 + i}/2026 10:00", "S"] for i in range(2)]

        app = upload(logs.csv_of(both, HEADER), "mixed.csv")

        assert "Read as last time" not in said(app)
        assert "mixes two orders of dates" in said(app)


class TestMappingFile:
    def test_takes_the_place_of_all_choices(self, workspace: Workspace) -> None:
        app = by_mapping(upload(logs.csv_of(FIRST, HEADER)), MAPPING)

        assert "Everything is read as ours.toml says." in said(app)
        app = heard(app.button(key="load-by-mapping").click().run())

        assert "8 rows read = 8 accepted" in said(app)
        assert dict(workspace.strata("channel")) == {"North": 8}
        again = upload(logs.csv_of(SECOND, HEADER), "second.csv")
        assert "by the mapping file ours.toml" in said(again)
        assert "8 rows read = 8 accepted" in said(load(again))
        assert dict(workspace.strata("channel")) == {"North": 8, "South": 8}

    def test_that_does_not_fit_says_what_it_lacks(self) -> None:
        broken = MAPPING.replace(b"Team", b"Crew")
        app = by_mapping(upload(logs.csv_of(FIRST, HEADER)), broken)

        app = heard(app.button(key="load-by-mapping").click().run())

        assert "the file has no column 'Crew'" in said(app)

    @pytest.mark.parametrize("content", [b"", b"x = [", b"\xff\xfe", b"[fields]\n"])
    def test_that_is_none_is_refused_in_words(self, content: bytes) -> None:
        app = by_mapping(upload(logs.csv_of(FIRST, HEADER)), content)

        assert "ours.toml" in said(app)
        assert not [one for one in app.button if one.key == "load-by-mapping"]


class TestSystems:
    def test_say_what_a_look_found(self) -> None:
        app = upload(freshdesk.text().encode(), "tickets.csv")

        told = said(app)
        assert "by its headings an export of Freshdesk" in told
        assert 'rows looked at are "Spam" in "Type"' in told
        assert '"Happy" counts 5' in told
        assert "it is worked out from the times" in told
        assert f"{len(cases())} rows read = {len(cases())} accepted" in said(load(app))

    def test_tell_a_clock_from_a_duration(self) -> None:
        told = said(upload(jira.text().encode(), "issues.csv"))

        assert "is the time left on a clock and no duration" in told

    def test_each_column_says_why(self) -> None:
        app = upload(zendesk.text().encode(), "tickets.csv")

        helps = {box.label: box.help for box in app.selectbox}
        opened = next(text for label, text in helps.items() if "Opened at" in label)
        assert opened == "A heading of Zendesk, like others of this file."

    def test_a_time_that_is_worked_out_stays_so(self, workspace: Workspace) -> None:
        load(upload(zendesk.text().encode(), "tickets.csv"))

        assert "first_response_at" in workspace.warehouse.columns()


def test_hostile_headings_meet_no_markup() -> None:
    load(choose(upload(logs.hostile(), "a.csv"), opened_at=logs.HOSTILE[2]))
    app = upload(logs.hostile() + b"\n", f"{logs.HOSTILE[2]}.csv")
    live = ("<script", "![", "](", "http://", "\u202e")

    assert say.LOAD in said(app)
    assert not [text for text in raw(app) for sign in live if sign in text]
