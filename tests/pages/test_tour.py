"""The tour: five stops, on and back, from the banner of the sample."""

from __future__ import annotations

from collections.abc import Callable

from streamlit.testing.v1 import AppTest

from qc.core.kinds import Variation
from qc.view.words import tour as say
from qc.workspace.tour import tour
from tests.pages.visit import heard, said, visit


def test_its_charts_say_what_its_words_say() -> None:
    drawn = tour()

    assert drawn.steady.variation is Variation.COMMON
    assert drawn.signal.variation is Variation.CONCERN_HIGH
    assert drawn.unwanted.variation is Variation.CONCERN_HIGH
    assert drawn.wanted.variation is Variation.IMPROVEMENT_HIGH


def test_it_goes_on_and_back(scene: Callable[[str], None]) -> None:
    scene("sample")
    app = visit("review")
    assert say.NOISE.text not in said(app)

    press(app, say.OPEN)
    for stop in say.STOPS[:-1]:
        assert stop.text in said(app)
        press(app, say.NEXT)
    assert say.DO.text in said(app)
    press(app, say.BACK)

    assert say.ICONS.text in said(app)
    assert "4 of 5" in said(app)


def test_it_begins_on_the_definitions_without_the_sample(
    scene: Callable[[str], None],
) -> None:
    scene("one_row")
    app = visit("measures")

    press(app, say.OPEN)

    assert say.NOISE.text in said(app)


def press(app: AppTest, label: str) -> None:
    next(button for button in app.button if button.label == label).click()
    heard(app.run())
