"""Take away on the weekly review: one button for each format."""

from __future__ import annotations

from collections.abc import Callable

from qc.pages import state
from qc.view.pack import Format
from qc.view.words import pack as say
from qc.workspace.sample import open_sample
from tests.pages.visit import said, visit


class TestButtons:
    def test_there_is_one_for_each_format(self, scene: Callable[[str], None]) -> None:
        scene("sample")
        app = visit("review")

        shown = {button.proto.label for button in app.get("download_button")}
        assert {say.FORMATS[form] for form in Format} <= shown

    def test_a_filter_on_a_person_leaves_nothing_to_take(
        self, scene: Callable[[str], None]
    ) -> None:
        scene("sample")
        agent = open_sample(state.folder() / "sample").strata("agent")[0][0]
        app = visit("review", agent=agent)

        assert say.NOT_PEOPLE in said(app)
        assert not [b for b in app.get("download_button") if b.proto.label == "PDF"]

    def test_nothing_to_take_from_an_empty_workspace(
        self, scene: Callable[[str], None]
    ) -> None:
        scene("empty")

        assert not visit("review").get("download_button")
