"""Take away on the weekly review: one button for each format."""

from __future__ import annotations

from collections.abc import Callable

from qc.view.pack import Format
from qc.view.words import pack as say
from tests.pages.visit import visit


class TestButtons:
    def test_there_is_one_for_each_format(self, scene: Callable[[str], None]) -> None:
        scene("sample")
        app = visit("review")

        shown = {button.proto.label for button in app.get("download_button")}
        assert {say.FORMATS[form] for form in Format} <= shown

    def test_nothing_to_take_from_an_empty_workspace(
        self, scene: Callable[[str], None]
    ) -> None:
        scene("empty")

        assert not visit("review").get("download_button")
