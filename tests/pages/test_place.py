"""What the URL asks for is shown, kept and, where it is nonsense, ignored."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.pages.visit import go, heard, said, visit

Scene = Callable[[str], None]


def test_a_reload_shows_the_same_view(scene: Scene) -> None:
    scene("sample")
    asked = {"measure": "satisfaction", "week": "2026-03-16", "rules": "nhs"}

    app = visit("measure", **asked, team=["Team 1"])

    assert app.selectbox(key="measure").value == "satisfaction"
    assert app.selectbox(key="rules").value == "nhs"
    assert "NHS Making Data Count" in said(app)
    assert app.dataframe[0].value["Starts"].iloc[0] == "2026-03-16"
    assert app.query_params == {**asked, "team": "Team 1"}
    (training,) = [one.value for one in app.dataframe if "Training" in one.value]
    assert training["Who"].str.fullmatch(r"\d+ agents?").all()  # nobody is named
    assert "T1" in app.get("plotly_chart")[0].proto.spec


def test_the_weekly_review_goes_by_its_name_too(scene: Scene) -> None:
    scene("one_row")

    app = visit("review_address", week="2026-01-05")

    assert "What changed, and what do we do?" in said(app)
    assert app.query_params == {"week": "2026-01-05"}


@pytest.mark.parametrize("page", ["review", "measure"])
@pytest.mark.parametrize(
    "week", ["NaT", "today", "1e9", "292277026597-01-01", "2026-06-03", "<b>", ""]
)
def test_nonsense_in_the_url_is_ignored(scene: Scene, page: str, week: str) -> None:
    scene("one_row")

    app = visit(
        page, week=week, measure="../../etc", rules="'; DROP", team=["x", "\x00"]
    )

    assert said(app) == said(visit(page))


def test_no_second_choice_in_a_row_is_lost(scene: Scene) -> None:
    scene("sample")
    app = visit("measure", measure="satisfaction")

    for measure in ("support-reopened", "support-defective", "support-again"):
        heard(app.selectbox(key="measure").select(measure).run())
        assert app.query_params["measure"] == measure
        assert app.selectbox(key="measure").value == measure

    teams = app.multiselect(key="filter-team")
    heard(teams.select(teams.options[0]).run())
    teams = app.multiselect(key="filter-team")
    heard(teams.select(teams.options[1]).run())
    assert app.query_params["team"] == app.multiselect(key="filter-team").value
    assert len(app.query_params["team"]) == 2


def test_a_card_opens_its_own_chart_whatever_was_open_before(scene: Scene) -> None:
    scene("sample")
    app = visit("measure", measure="satisfaction")
    app.query_params.clear()
    app = go(app, "review")

    heard(app.button(key="open-support-defective").click().run())

    assert app.selectbox(key="measure").value == "support-defective"
    assert app.query_params["measure"] == "support-defective"
