"""Whose formats a page writes in: chosen once, in force wherever a number is read."""

from __future__ import annotations

import base64
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from google.protobuf.json_format import (  # type: ignore[import-untyped]
    MessageToDict,
)
from streamlit.testing.v1 import AppTest

from qc.view.locales import LOCALES
from qc.workspace import Workspace
from qc.workspace.locale import locale_of, use_locale
from qc.workspace.sample import open_sample
from tests import sample_facts as facts
from tests.pages.visit import go, said, visit

FOREIGN = re.compile(
    r"(?<![\w.\-/#,])\d+\.\d+(?![\w.\-])"
)  # 46.3, but not 2.11. or a.1
THOUSANDS = re.compile(r"\d+\.\d{3}")
KEYS = {"id", "formId", "elementId", "userKey", "queryParams", "scriptRunId", "d"}
NOT_READ = re.compile("color|dash|family|size|fill|rawValue")


def read(app: AppTest) -> Iterator[str]:
    """Everything somebody could read of a page: texts, tables, charts, pictures."""
    for node in _nodes(app._tree):
        if node.type == "arrow_data_frame":
            yield from (str(cell) for cell in node.value.to_numpy().ravel())
        elif (proto := getattr(node, "proto", None)) is not None:
            for text in _strings(MessageToDict(proto)):
                yield from _seen(text)


def _nodes(node: Any) -> Iterator[Any]:  # noqa: ANN401 - Streamlit's
    for child in getattr(node, "children", {}).values():
        yield child
        yield from _nodes(child)


def _strings(value: Any) -> Iterator[str]:  # noqa: ANN401 - any JSON
    if isinstance(value, dict):
        for key, each in value.items():
            if key not in KEYS and not NOT_READ.search(key):
                yield from _strings(each)
    elif isinstance(value, list):
        for each in value:
            yield from _strings(each)
    elif isinstance(value, str):
        yield value


def _seen(text: str) -> Iterator[str]:
    if text.startswith("data:image/svg+xml;base64,"):
        text = base64.b64decode(text.partition(",")[2]).decode()
    if text.startswith("{"):
        yield from _strings(json.loads(text))
    elif "<" in text:
        yield from re.findall(r">([^<>{}]+)<", text)
        yield from re.findall(r'(?:alt|aria-label)="([^"]*)"', text)
    else:
        yield text


@pytest.fixture
def german(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Workspace:
    monkeypatch.setenv("QC_WORKSPACE", str(tmp_path))
    workspace = Workspace.open(tmp_path)
    use_locale(workspace, "de-DE")
    open_sample(tmp_path / "sample")
    return workspace


@pytest.mark.usefixtures("german")
def test_no_page_writes_a_number_in_foreign_signs() -> None:
    app = visit()
    shown = said(app)
    pages = "review measure stages together people customers improve meeting measures"
    parts = [("customers", {"part": part}) for part in ("repeat", "money")]
    for page, query in [*((page, {}) for page in pages.split()), *parts]:
        for text in read(go(app, page, **query)):
            found = [one for one in FOREIGN.findall(text) if not THOUSANDS.search(one)]
            assert not found, (page, text[:200])
    assert "40,0 % (n 60)" in shown
    assert f"{facts.ROWS:,} interactions".replace(",", ".") in shown


@pytest.mark.usefixtures("german")
def test_the_choice_is_made_on_the_data_page_and_holds_at_once() -> None:
    app = visit("data")
    (picker,) = (box for box in app.selectbox if box.label.startswith("Formats"))
    assert picker.value == "de-DE"
    assert "Germany: 1.234,5 and 9\u00a0Nov\u00a02026" in picker.options

    picker.select("en-US").run()

    assert f"{facts.ROWS:,} interactions" in said(app)
    assert "Aug 30, 2026" in said(go(app, "review"))


def test_a_result_in_words_is_kept_by_its_formats(german: Workspace) -> None:
    app = visit("stages")
    before = said(app)
    use_locale(german, "en-GB")

    after = said(go(app, "stages"))

    assert before != after
    assert not any("1.107" in text for text in after.splitlines())
    assert locale_of(german.warehouse) is LOCALES["en-GB"]
