"""The chain's page: what it says, its panels, its way to an action, hostile logs."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from streamlit.testing.v1 import AppTest

from qc.chain.links import Node
from tests.pages.visit import heard, raw, said, visit

LIVE = ("<script", "<img", "![", "](", "javascript:", "http://", "\u202e")
STATES = {
    "empty": "No data yet. Upload a log on the Data page",
    "one_row": "No arrow can be tested yet.",
    "hostile": "No arrow can be tested yet.",
}
PANELS = {
    Node.TRAINING: "No training is loaded.",
    Node.ADHERENCE: "No contact says which steps were done.",
    Node.SERVICE: "Service in three numbers",
}


def clean(app: AppTest) -> None:
    assert not app.exception
    assert not [text for text in raw(app) if any(sign in text for sign in LIVE)]


@pytest.mark.parametrize("state", STATES)
def test_speaks_whatever_the_workspace_holds(
    scene: Callable[[str], None], state: str
) -> None:
    scene(state)

    app = visit("chain")

    assert "Does training become goodwill?" in said(app)
    assert STATES[state] in said(app)
    clean(app)


def test_panels_speak_of_a_hostile_log(scene: Callable[[str], None]) -> None:
    scene("hostile")

    for node, text in PANELS.items():
        app = visit("chain", node=str(node))
        assert text in said(app)
        clean(app)


class TestTheSample:
    @pytest.fixture(autouse=True)
    def _sample(self, scene: Callable[[str], None]) -> None:
        scene("sample")

    def test_says_what_the_data_show_and_what_they_do_not(self) -> None:
        app = visit("chain")

        text = said(app)
        assert "of 8 arrows of the chain" in text
        assert "Tested and not shown: training \u2192 service" in text
        assert "4 of 8 arrows" in text
        clean(app)

    def test_is_reached_from_the_chart_of_referrals(self) -> None:
        app = visit("measure", measure="customers-referring")

        heard(app.button(key="to-chain").click().run())
        assert "of 8 arrows of the chain" in said(app)

    def test_looks_closer_at_adherence_and_service(self) -> None:
        app = visit("chain", node="adherence")

        assert "Left out most often is \u201ccheck\u201d: in 2" in said(app)
        assert "L = 2: 2 \u00d7 2 / (5 + 3) = 0.50." in said(app)
        (listed,) = [x.value for x in app.dataframe if "Out of order" in x.value]
        assert listed["Fitness"].is_monotonic_increasing
        assert (len(listed), listed["Contact"][0]) == (20, "I11448")
        assert app.button(key="chain-chart").label.startswith("Open the chart")
        clean(app)
        app = visit("chain", node="service", **{"at-stage": "sale"})

        shown = {one.label: one.value.replace("\u00a0", " ") for one in app.metric}
        assert shown["Responsive"] == "67.9 %"
        clean(app)

    def test_leads_from_those_who_are_due_to_an_action(self) -> None:
        app = visit("chain", node="training")

        assert "11 agents are due: step \u201ccheck\u201d" in said(app)
        table = next(
            one.value for one in app.dataframe if "Due for" in one.value.columns
        )
        assert table["Agent"].str.match(r"Agent [A-Z]+$").all()
        app.button(key="train").click().run()
        heard(app)

        assert app.query_params["kind"] == "train"
        titles = [field.value for field in app.text_input]
        assert "Train who leaves out \u201ccheck\u201d and \u201cclose\u201d" in titles
