"""Files to take away: made when clicked, never while the page is drawn."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from qc.pages import frame
from qc.view.locales import GERMAN, reader, reading

PAGES = Path(frame.__file__).parent
BUTTONS = [
    pytest.param(node, id=f"{file.stem}-{i}")
    for file in sorted(PAGES.glob("*.py"))
    for i, node in enumerate(
        node
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr == "download_button"
    )
]


@pytest.mark.parametrize("button", BUTTONS)
class TestEveryButton:
    """A file that a run leaves behind is gone by the next, while a browser looks."""

    def test_makes_its_file_later(self, button: ast.Call) -> None:
        data = ast.unparse(button.args[1])

        assert data.startswith(("lambda: ", "frame.later("))

    def test_stays_the_same_button_and_runs_nothing(self, button: ast.Call) -> None:
        said = {each.arg: ast.unparse(each.value) for each in button.keywords}

        assert said["on_click"] == "'ignore'"
        assert "key" in said

    def test_names_its_file_as_no_other_session_does(self, button: ast.Call) -> None:
        said = {each.arg: ast.unparse(each.value) for each in button.keywords}

        assert "token" in said["file_name"]


def test_a_file_made_later_has_the_formats_of_its_page() -> None:
    with reading(GERMAN):
        made = frame.later(lambda: reader().tag)

    assert made() == GERMAN.tag
    assert reader().tag != GERMAN.tag
