"""Open a page of the app without a browser, and hear what it says."""

from __future__ import annotations

import html
from itertools import chain
from pathlib import Path
from typing import Any

from streamlit.testing.v1 import AppTest

ROOT = Path(__file__).resolve().parents[2]
PAGES = ("review", "measure", "data", "measures")
TIMEOUT = 60
_FIRST = "review"  # where no address leads anywhere else
_OTHERWISE = {"measures"}  # whose address is not their file name: the app must tell


def visit(page: str = "review", **query: str | list[str]) -> AppTest:
    """Open a page, as after typing its address."""
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=TIMEOUT)
    if page == _FIRST:
        app.query_params.update(query)
        return heard(app.run())
    if page in _OTHERWISE:
        heard(app.run())
    return go(app, page, **query)


def go(app: AppTest, page: str, **query: str | list[str]) -> AppTest:
    """Go on to another page in the same session."""
    app.switch_page(f"qc/pages/{page}.py")
    app.query_params.update(query)
    return heard(app.run())


def heard(app: AppTest) -> AppTest:
    """No page ever shows a traceback."""
    assert [fault.value for fault in app.exception] == []
    return app


def raw(app: AppTest) -> list[str]:
    """Everything that Streamlit reads as markdown: texts, and labels of widgets."""
    texts = chain(
        *(app.markdown, app.caption, app.header, app.subheader),
        *(app.info, app.warning, app.success, app.error),
    )
    widgets: list[Any] = [
        *(*app.button, *app.selectbox, *app.multiselect, *app.radio),
        *(*app.expander, *app.number_input, *app.text_input),
    ]
    options = [str(option) for radio in app.radio for option in radio.options]
    return [
        *(str(text.value) for text in texts),
        *(str(widget.label) for widget in widgets),
        *options,
    ]


def said(app: AppTest) -> str:
    """What a reader sees of it, one text a line."""
    plain = (html.unescape(text) for text in raw(app))
    return "\n".join(plain).replace("\u00a0", " ").replace("\u2060", "")
