"""People and calibration: the page in every state, names hidden, raters uploaded."""

from __future__ import annotations

import json
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from qc.workspace import Workspace
from tests.pages import logs
from tests.pages.visit import heard, raw, said, visit
from tests.workspace.units import agents

DEFECTS = "support-defective"
NAMES = [f"Secret {i:02}" for i in range(12)]


@pytest.fixture
def log(workspace: Workspace) -> Workspace:
    """Fourteen weeks of twelve agents, the first unlike the others."""
    with workspace.upload(agents(NAMES)) as file:
        workspace.load(file, name="agents.csv")
    return workspace


def people(**query: str | list[str]) -> AppTest:
    return visit("people", **query)


def figures(app: AppTest) -> list[Any]:
    return [json.loads(plot.proto.spec) for plot in app.get("plotly_chart")]


def everything(app: AppTest) -> str:
    tables = [table.value.to_string() for table in app.dataframe]
    return "\n".join([*raw(app), *tables, json.dumps(figures(app))])


@pytest.mark.usefixtures("log")
class TestComparison:
    def test_says_who_stands_out_by_code_and_names_nobody(self) -> None:
        app = people(measure=DEFECTS, compare="agent")

        assert "1 of 12 agents stands out: Agent " in said(app)
        assert "11 May 2026 to 9 Aug 2026 \u00b7 1,560 cases" in said(app)
        assert "31 cases do not say which agent they are of." in said(app)
        assert "Secret" not in everything(app)

    def test_shows_names_when_asked_and_not_by_a_link(self) -> None:
        app = people(measure=DEFECTS, compare="agent", names="yes")
        assert "Secret" not in everything(app)

        app = heard(app.toggle(key="names").set_value(True).run())

        assert "1 of 12 agents stands out: Secret 00 (worse)." in said(app)

    def test_the_table_has_everyone_and_who_is_not_stated(self) -> None:
        app = people(measure=DEFECTS, compare="agent")

        table = app.dataframe[0].value
        assert table["Agent"].iloc[0] == "Agent A"
        assert table["Agent"].iloc[-1] == "(not stated)"
        assert table["Cases"].sum() == 1_560

    def test_has_the_formula_one_click_away(self) -> None:
        app = people(measure=DEFECTS, compare="agent")

        assert "beta-binomial law" in said(app)
        assert "Share of support contacts marked as defective." in said(app)

    def test_over_time_each_against_their_own_average(self) -> None:
        app = people(measure=DEFECTS, compare="agent")

        funnel, run = figures(app)
        assert len(funnel["data"][-1]["x"]) == 12
        assert len(run["data"][-1]["x"]) == 12 * 13
        assert "No agent was unlike itself in any week." in said(app)

    def test_another_period_goes_to_the_url(self) -> None:
        app = people(measure=DEFECTS)

        app = heard(app.selectbox(key="weeks").select("4").run())

        assert app.query_params["weeks"] in ("4", ["4"])
        assert "480 cases" in said(app)

    def test_what_the_url_may_not_ask_is_ignored(self) -> None:
        app = people(measure="<script>", compare="customer_id", weeks="-1")

        assert "1 of 12 agents stands out" in said(app)

    def test_a_dimension_with_one_value_has_nothing_to_compare(self) -> None:
        app = people(measure=DEFECTS, compare="stage")

        assert "Fewer than two stages have 20 cases or more" in said(app)


class TestSteps:
    def test_left_out_by_stage_and_by_agent_without_names(
        self, workspace: Workspace
    ) -> None:
        done = ("greet>identify>solve>check>close", "greet>solve>check", *logs.HOSTILE)
        rows = [
            [*row[:7], f"Secret {i % 3}", *row[8:], done[i % 10 if i % 10 < 9 else 4]]
            for i, row in enumerate(logs.contacts(300))
        ]
        with workspace.upload(logs.csv_of(rows, [*logs.FIELDS, "steps_done"])) as file:
            workspace.load(file, name="log.csv")

        app = people(compare="agent", weeks="0")
        first = said(app)
        app = heard(app.selectbox(key="steps-without-").select("close").run())

        assert "of 300 interactions have every prescribed step in its place" in first
        assert "Support: steps that nobody prescribed: " in first
        assert "Interactions without the step close" in said(app)
        assert app.query_params["without"] == "close"
        assert "Secret" not in everything(app)
        assert not [text for text in raw(app) if "<script" in text or "](" in text]
        steps = figures(app)[2]
        assert steps["data"][0]["name"] == "left out"


class TestRaters:
    RATINGS = "item,rater,rating,date\n" + "".join(
        f"T{i},{rater},{code},2026-0{1 + i % 4}-15\n"
        for i in range(40)
        for rater, code in (("Ann", i % 3), ("Bo", i % 3 if i % 8 else 2))
    )

    def upload(self, content: bytes, name: str = "qa.csv") -> AppTest:
        app = people()
        return heard(app.file_uploader(key="ratings").upload(name, content).run())

    @pytest.mark.usefixtures("workspace")
    def test_are_compared_without_any_log(self) -> None:
        app = self.upload(self.RATINGS.encode())

        assert "No data yet." in said(app)
        assert "The raters judge alike." in said(app)
        assert "80 ratings of 40 items by 2 raters" in said(app)
        assert "Share of items on which they disagree" in said(app)
        assert set(app.dataframe[-1].value["Code"]) == {"0", "1", "2"}

        app = heard(app.selectbox(key="level").select_index(1).run())
        assert "names without an order: as was asked" in said(app)

    @pytest.mark.usefixtures("workspace")
    def test_faults_are_told_by_line(self) -> None:
        app = self.upload(b"item,rater,rating\n,Ann,ok\nT1,,ok\n")

        assert "line 2: no item." in said(app)
        assert "line 3: no rater." in said(app)

    @pytest.mark.usefixtures("workspace")
    def test_hostile_text_is_no_markup(self) -> None:
        rows = [
            [logs.HOSTILE[i % 4], logs.HOSTILE[i % 3], logs.HOSTILE[(i + 1) % 3]]
            for i in range(12)
        ]
        header = [logs.HOSTILE[2], logs.HOSTILE[0], logs.HOSTILE[5]]
        rows = [[f"{i} {row[0]}", *row[1:]] for i, row in enumerate(rows)]

        app = self.upload(logs.csv_of(rows, header), f"{logs.HOSTILE[0]}.csv")

        live = ("<script", "<img", "![", "](", "http://")
        assert "ratings of 12 items" in said(app)
        assert not [text for text in raw(app) for sign in live if sign in text]


class TestStates:
    @pytest.mark.usefixtures("workspace")
    def test_an_empty_workspace(self) -> None:
        assert "No data yet." in said(visit("people"))

    def test_one_row(self, workspace: Workspace) -> None:
        with workspace.upload(logs.one_row()) as file:
            workspace.load(file, name="one.csv")

        app = people()

        assert "Fewer than two agents have 20 cases or more" in said(app)

    def test_without_a_measure(self, workspace: Workspace) -> None:
        with workspace.upload(logs.without_measures()) as file:
            workspace.load(file, name="log.csv")

        assert "no columns that a measure card could use" in said(people())

    def test_without_a_dimension(self, workspace: Workspace) -> None:
        header = ["interaction_id", "opened_at", "score"]
        rows = [[row[0], row[1], "4"] for row in logs.contacts(60)]
        with workspace.upload(logs.csv_of(rows, header)) as file:
            workspace.load(file, name="log.csv")

        app = people(measure="satisfaction")

        assert "there is nothing to compare" in said(app)

    @pytest.mark.parametrize("names", [False, True])
    def test_hostile_names(self, workspace: Workspace, names: bool) -> None:
        with workspace.upload(logs.hostile()) as file:
            workspace.load(file, name="hostile.csv")
        app = people(compare="agent")
        app = heard(app.toggle(key="names").set_value(names).run())

        live = ("<script", "<img", "<svg", "![", "](", "http://", "\u202e")
        assert not [text for text in raw(app) for sign in live if sign in text]
        assert "<script" not in json.dumps(figures(app))
