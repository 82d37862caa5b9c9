"""The board of actions: shown, filled in, moved; whatever is typed or missing."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from streamlit.testing.v1 import AppTest

from qc.core.actions import Action, Kind, Status
from qc.store.actions import save_action
from qc.workspace import Workspace
from qc.workspace.actions import board, keep, move
from tests.pages import logs
from tests.pages.test_states import LIVE
from tests.pages.visit import heard, raw, said, visit

NAME = "support-defective"


@pytest.fixture
def log(workspace: Workspace) -> Workspace:
    """Thirty weeks of ten contacts, two of them defective."""
    with workspace.upload(logs.csv_of(logs.contacts(300))) as file:
        workspace.load(file, name="log.csv")
    return workspace


def press(app: AppTest, label: str) -> AppTest:
    (button,) = [one for one in app.button if one.label == label]
    return heard(button.click().run())


def html_of(app: AppTest) -> str:
    """What the page says in HTML of our own."""
    return "\n".join(str(one.proto.body) for one in app.get("html"))


class TestTheSample:
    def test_has_actions_on_its_board(self, scene: Callable[[str], None]) -> None:
        scene("sample")

        app = visit("improve")

        assert "2 open actions: 1 being done, 1 in check." in said(app)
        assert "Train all teams in the prescribed steps" in said(app)
        assert html_of(app).count('<span class="qc-kept">Kept.</span>') == 2

    def test_shows_the_check_and_how_it_is_made(
        self, scene: Callable[[str], None]
    ) -> None:
        scene("sample")

        app = visit("improve", action="1")

        assert '<div class="qc-verdict kept"><b>Kept</b>' in html_of(app)
        assert "Balancing measure Time to resolve has not got worse" in said(app)
        assert "regression to the mean" in said(app)
        assert len(app.get("plotly_chart")) == 1

    def test_fills_the_a3_page_itself(self, scene: Callable[[str], None]) -> None:
        scene("sample")

        shown = html_of(visit("improve", action="1", view="a3"))

        for heading in ("Background: the finding", "Goal", "Check", "Follow-up"):
            assert f"</b>{heading}</div>" in shown
        assert "27.8" in shown.replace("&#46;", ".")

    def test_carries_its_actions_over_to_the_review(
        self, scene: Callable[[str], None]
    ) -> None:
        scene("sample")

        now, then = visit("review"), visit("review", week="2026-05-25")

        assert "Actions carried over" in said(now)
        assert "Find what changed with deliveries on 17 August" in said(now)
        assert "Put a second person on the inbox of Team 2" in said(then)
        assert "Find what changed with deliveries on 17 August" not in said(then)


class TestAnAction:
    def test_is_started_filled_in_and_kept(self, log: Workspace) -> None:
        app = visit("improve", new=NAME, signal="2026-07-27")
        app.text_input[0].set_value("Train the team")

        press(app, "Keep the action")

        (one,) = board(log)
        assert (one.title, one.measure) == ("Train the team", NAME)
        assert str(one.signal) == "2026-07-27"
        assert one.stage == "support"

    def test_without_a_title_is_refused_in_words(self, log: Workspace) -> None:
        app = press(visit("improve", new=NAME), "Keep the action")

        assert "An action that is to do needs a title." in said(app)
        assert board(log) == ()

    def test_moves_when_it_has_what_it_needs(self, log: Workspace) -> None:
        one = keep(log, Action(title="A", measure=NAME))
        app = press(visit("improve", action="1"), "Start doing")
        assert "An action that is being done needs an owner." in said(app)

        day = log.today
        keep(
            log,
            Action(
                title="A",
                measure=NAME,
                number=1,
                version=one.version,
                kind=Kind.TRAIN,
                owner="Us",
                due=day,
            ),
        )
        press(visit("improve", action="1"), "Start doing")
        press(visit("improve", action="1"), "Done: on to the check")

        assert board(log)[0].status is Status.CHECK
        app = press(visit("improve", action="1"), "Make it standard")
        assert "Only what the check found kept becomes standard" in said(app)
        press(visit("improve", action="1"), "Undo the last change")
        assert board(log)[0].status is Status.DOING

    def test_changed_by_somebody_else_is_not_overwritten(self, log: Workspace) -> None:
        one = keep(log, Action(title="A", measure=NAME))
        app = visit("improve", action="1")
        move(log, one, Status.DROPPED)

        before = len(log.warehouse.state.entries())
        app = press(app, "Drop it")

        assert "Somebody else changed this action meanwhile." in said(app)
        assert len(log.warehouse.state.entries()) == before

    @pytest.mark.parametrize("asked", ["0", "9", "x", "-1", "9" * 30])
    def test_that_is_not_there(self, asked: str, log: Workspace) -> None:
        assert not board(log)
        heard(visit("improve", action=asked))


class TestAnything:
    @pytest.mark.parametrize("state", ["empty", "one_row", "without_measures"])
    def test_an_empty_board_says_how_to_begin(
        self, scene: Callable[[str], None], state: str
    ) -> None:
        scene(state)

        assert "No action yet. Start one from a signal" in said(visit("improve"))

    def test_no_text_reaches_the_page_as_markup(self, log: Workspace) -> None:
        for text in logs.HOSTILE:
            one = Action(
                title=text[:160], measure=NAME, owner=text[:80], cause=text[:600]
            )
            if text.strip("\u200b"):
                keep(log, one)
        state = log.warehouse.state
        evil = Action(
            title=logs.HOSTILE[1], measure=logs.HOSTILE[0], status=Status.DOING
        )
        save_action(state, evil, who=logs.HOSTILE[1], when=log.now)

        for query in ({}, {"action": "1"}, {"action": "2", "view": "a3"}):
            app = visit("improve", **query)
            found = [*raw(app), *_inside(html_of(app))]
            live = [sign for text in found for sign in LIVE if sign in text]
            assert live == []
        heard(visit("improve", action=str(len(board(log)))))
        assert "Actions carried over" in said(visit("review"))

    def test_a_full_board_stays_short(self, log: Workspace) -> None:
        for i in range(40):
            one = Action(
                title=f"Action {i}",
                measure=NAME,
                owner=f"Team {i % 7}",
                status=list(Status)[i % 5],
                due=log.today,
                done=log.today,
                check=log.today,
            )
            save_action(log.warehouse.state, one, who="t", when=log.now)

        app = visit("improve")

        assert "2 more in the list below" in said(app)
        assert len(app.dataframe[0].value) == 40
        cards = [one for one in app.button if one.label.startswith("Action&#32;")]
        cards += [one for one in app.button if one.label.startswith("Action ")]
        assert len(cards) == 24
        few = visit("improve", owner="Team 3")
        assert len(few.dataframe[0].value) == 6


def _inside(html: str) -> list[str]:
    """The texts between the tags and in the attributes that we wrote ourselves."""
    ours = ('<img src="data:image/svg+xml;base64,',)
    for own in ours:
        html = html.replace(own, "")
    return html.split("\n")
