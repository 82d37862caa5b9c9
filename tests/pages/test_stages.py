"""The page of the five stages: what it says, what is in its URL, hostile logs."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from qc.workspace import Workspace
from tests import sample_facts as facts
from tests.pages import logs
from tests.pages.visit import heard, raw, said, visit

LIVE = ("<script", "<img", "<svg", "![", "](", "http://", "\u202e")
STATES = {
    "sample": "Most defects are seen in support, 13 (12\u201314) of 100 interactions",
    "empty": "No data yet. Upload a log on the Data page",
    "one_row": "All data are of support: 100 (3\u2013100) of 100 interactions",
    "hostile": "All data are of support: 20 (16\u2013",
    "without_measures": "No interaction can be judged",
}


def charts(app: AppTest) -> list[dict[str, object]]:
    """Return what is drawn by Plotly."""
    return [json.loads(plot.proto.spec) for plot in app.get("plotly_chart")]


@pytest.mark.parametrize("state", STATES)
def test_speaks_whatever_the_workspace_holds(
    scene: Callable[[str], None], state: str
) -> None:
    scene(state)

    app = visit("stages")

    assert "Where on the way do customers meet defects?" in said(app)
    assert STATES[state] in said(app)
    assert not [text for text in raw(app) if any(sign in text for sign in LIVE)]


class TestTheSample:
    @pytest.fixture(autouse=True)
    def _sample(self, scene: Callable[[str], None]) -> None:
        scene("sample")

    def test_shows_every_stage_with_its_yield(self) -> None:
        app = visit("stages")

        shown = {metric.label: metric.value for metric in app.metric}
        assert {
            name: value.replace("\u00a0", " ") for name, value in shown.items()
        } == {
            "Inquiry": "90.4 %",
            "Selection": "89.2 %",
            "Sale": "91.1 %",
            "Support": "86.9 %",
            "Future-sales news": "95.3 %",
        }
        text = said(app)
        assert "Of 100 customers who pass all five stages, 40 (34\u201345)" in text
        assert f"{facts.ROWS:,} interactions = " in text
        assert "Changed: delivery more frequent" in text
        assert len(charts(app)) == 2

    def test_keeps_what_was_chosen_in_the_url(self) -> None:
        app = visit("stages")

        app.selectbox(key="weeks").set_value("13").run()
        app.selectbox(key="causes-by").set_value("channel").run()
        app.selectbox(key="causes-at").set_value("sale").run()
        app.number_input(key="tolerance").set_value(150_000).run()
        heard(app)

        assert dict(app.query_params) == {
            "weeks": "13",
            "by": "channel",
            "at": "sale",
            "tolerance": "150000",
        }
        assert "1 Jun 2026 to 2 Sep 2026" in said(app)

    def test_a_shared_link_finds_the_same_view(self) -> None:
        app = visit(
            "stages",
            weeks="26",
            by="channel",
            at="support",
            split="2026-08-17",
            tolerance="200000",
            shift="yes",
            team="Team 3",
        )

        text = said(app)
        assert "after: 17 Aug to 2 Sep 2026" in text
        assert "plus the shift of 1.5" in text
        assert app.toggle(key="with-shift").value
        assert app.number_input(key="tolerance").value == 200_000
        assert app.selectbox(key="causes-at").value == "support"

    @pytest.mark.parametrize(
        ("key", "value"),
        [
            ("weeks", "7"),
            ("by", "<script>"),
            ("at", "moon"),
            ("split", "2099-99-99"),
            ("split", "1999-01-01"),
            ("tolerance", "-1"),
            ("tolerance", "99999999999"),
            ("tolerance", "\u0663"),
            ("shift", "no"),
        ],
    )
    def test_what_the_url_may_not_ask_is_ignored(self, key: str, value: str) -> None:
        assert "Most defects are seen in support" in said(
            visit("stages", **{key: value})
        )

    def test_the_shift_is_a_switch(self) -> None:
        app = visit("stages")

        app.toggle(key="with-shift").set_value(True).run()
        heard(app)

        assert "plus the shift of 1.5" in said(app)
        assert app.query_params["shift"] == "yes"
        app.toggle(key="with-shift").set_value(False).run()
        assert "without any shift" in said(heard(app))


def _asked(app: AppTest) -> list[Any]:
    """Return the fields of the form of rates: currency, a defect, then by reason."""
    keyed = [each for each in app.number_input if str(each.key).startswith("rates-")]
    return [app.text_input(key="rates-currency-"), *keyed]


class TestOwnLogs:
    def test_hostile_reasons_are_shown_as_text(self, workspace: Workspace) -> None:
        header = [*logs.FIELDS, "reason"]
        rows = [
            [*row, logs.HOSTILE[i % len(logs.HOSTILE)]]
            for i, row in enumerate(logs.contacts(300))
        ]
        with workspace.upload(logs.csv_of(rows, header)) as file:
            workspace.load(file, name="log.csv")

        app = visit("stages")

        assert not [text for text in raw(app) if any(sign in text for sign in LIVE)]
        assert "60 defective interactions" in said(app)
        assert "nobody has said it yet" in said(app)
        assert len(charts(app)) == 2

        currency, first, one, *_ = _asked(app)
        currency.set_value("<script>")
        first.set_value(12.5)
        one.set_value(40)
        app.button(key="FormSubmitter:rates-Keep these rates").click().run()
        heard(app)

        assert not [text for text in raw(app) if any(sign in text for sign in LIVE)]
        assert "The rates are kept." in said(app)
        assert "in 60 defective interactions" in said(app)
        assert len(charts(app)) == 4
        for chart in charts(app):
            assert "<script" not in json.dumps(chart)

    def test_a_log_that_names_no_causes(self, workspace: Workspace) -> None:
        fields = ("interaction_id", "opened_at", "stage", "defective")
        places = [logs.FIELDS.index(field) for field in fields]
        rows = [[row[place] for place in places] for row in logs.contacts(40)]
        with workspace.upload(logs.csv_of(rows, fields)) as file:
            workspace.load(file, name="log.csv")

        assert "The log has no column that names a cause" in said(visit("stages"))

    def test_a_tolerance_is_asked_for_where_no_card_has_one(
        self, workspace: Workspace
    ) -> None:
        fields = ("interaction_id", "opened_at", "stage", "defects")
        rows = [["A", "2026-03-04 09:00", "sale", "2"]]
        with workspace.upload(logs.csv_of(rows, fields)) as file:
            workspace.load(file, name="log.csv")

        app = visit("stages")
        app.number_input(key="tolerance").set_value(1000).run()

        assert "Used up this month: Sale" in said(heard(app))
