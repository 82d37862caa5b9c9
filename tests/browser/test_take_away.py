"""Take away in a real browser: a click a format, and what the file says inside."""

from __future__ import annotations

import csv
import io
import json
import re

import pypdf
import pytest
from playwright.sync_api import Browser, Page, expect
from pptx import Presentation

from qc.store.audit import Deed
from qc.view import words
from qc.view.numbers import scale_of
from qc.view.pack import Format
from qc.view.words import pack as say
from qc.workspace import Workspace
from qc.workspace.resources import CARDS_FILE, DATA
from qc.workspace.sample import LOG
from tests.browser.conftest import App
from tests.browser.still import SLOW
from tests.pages.logs import HOSTILE
from tests.view.workbook import Workbook

pytestmark = [pytest.mark.browser, pytest.mark.filterwarnings("default")]

BAD = f"{HOSTILE[0]} {HOSTILE[1]}"
NAME = f"{HOSTILE[4]}.csv"


def prepared(app: App) -> Workspace:
    """Fill the workspace of the app: a hostile file name, and a hostile measure."""
    workspace = Workspace.open(app.folder)
    workspace.put_sample_away()
    workspace.load(LOG, simulated=True, name=NAME)
    cards = (DATA / CARDS_FILE).read_text(encoding="utf-8")
    assert '"Support with a defect"' in cards
    workspace.add_measures(
        cards.replace('"Support with a defect"', json.dumps(BAD)), "cards.toml"
    )
    return workspace


def taken(page: Page, form: Format) -> tuple[str, bytes]:
    """Click a format; return the name and the content of what comes down."""
    button = page.get_by_role("button", name=say.FORMATS[form], exact=True)
    with page.expect_download(timeout=SLOW) as download:
        button.click()
    return download.value.suggested_filename, download.value.path().read_bytes()


def test_each_format_holds_the_numbers_of_the_page(
    app: App, page: Page, browser: Browser
) -> None:
    workspace = prepared(app)
    review = workspace.review()
    one = review.to_act_on[0][0]
    shown = words.latest_with_n(one, scale_of(one))
    assert one.chart is not None
    newest = round(100 * float(one.chart.value[-1]), 3)

    page.goto(app.url)
    expect(page.get_by_text("To act on", exact=True)).to_be_visible(timeout=SLOW)
    files = {form: taken(page, form) for form in Format}

    names = [name for name, _ in files.values()]
    token = r"weekly-review-2026-W35-[0-9a-f]{8}\.(\w+)"
    assert [re.fullmatch(token, name)[1] for name in names] == list(Format)  # type: ignore[index]

    pdf = pypdf.PdfReader(io.BytesIO(files[Format.PDF][1])).pages[0].extract_text()
    assert shown.replace("\u00a0", " ") in pdf.replace("\u00a0", " ")
    slides = Presentation(io.BytesIO(files[Format.PPTX][1])).slides
    (chart,) = [shape.chart for shape in slides[1].shapes if shape.has_chart]
    values = {each.name: list(each.values) for each in chart.plots[0].series}
    assert values["Value"][-1] == values["Concern"][-1] == newest
    book = Workbook(files[Format.XLSX][1])
    sheet = next(name for name in book.names if "script" in name)
    assert book.series(sheet)["Concern"][-1] == newest
    rows = csv.DictReader(io.StringIO(files[Format.CSV][1].decode("utf-8-sig")))
    mine = [row for row in rows if row["Measure id"] == one.measure.id]
    assert float(mine[-1]["Value"]) == newest

    read_offline(browser, files[Format.HTML][1], shown)
    exports = workspace.warehouse.state.entries(len(Format))
    assert {each.what for each in exports} == {Deed.EXPORTED}


def read_offline(browser: Browser, content: bytes, shown: str) -> None:
    """Open the web page as from a mail: it asks for nothing and runs nothing."""
    context = browser.new_context(offline=True, viewport={"width": 390, "height": 844})
    paper = context.new_page()
    asked: list[str] = []
    said: list[str] = []
    paper.on("request", lambda request: asked.append(request.url))
    paper.on("dialog", lambda dialog: said.append(dialog.message))
    paper.on("console", lambda message: said.append(message.text))
    paper.set_content(content.decode(), wait_until="load")

    expect(paper.get_by_role("heading", level=1)).to_have_text(re.compile("2026-W35"))
    expect(paper.get_by_role("heading", name=BAD).first).to_be_visible()
    expect(paper.get_by_text(shown).first).to_be_visible()
    expect(paper.get_by_role("img", name="Concern, high").first).to_be_visible()
    expect(paper.get_by_role("row")).not_to_have_count(0)
    assert paper.evaluate("window.__pwned") is None
    assert paper.evaluate("document.documentElement.scrollWidth") <= 390
    assert (asked, said) == ([], [])
    context.close()
