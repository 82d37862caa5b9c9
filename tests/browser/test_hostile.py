"""Texts that mean harm, from every place texts come from, on every page and paper."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pypdf
import pytest
from playwright.sync_api import Browser, Page, expect

from qc.view.pack import Format
from qc.workspace import packing
from tests.browser import hostile
from tests.browser.conftest import App
from tests.browser.still import SLOW, calm, settled

pytestmark = [pytest.mark.browser, pytest.mark.filterwarnings("default")]

WIDTHS = (1440, 390)
PLACES = (
    *("", "meeting?item=m1", "stages", "together", "people", "data"),
    *("improve", "improve?action=1", "improve?action=1&view=a3", "improve?new=m2"),
    *("definitions", "measure?measure=m1&team=%3Cscript%3E"),
    "measure?measure=m11&strata=team&point=2026-07-06",
    *("chain?node=training", "customers?part=risk", "customers?part=referral"),
)
EVILS = (
    "[src*='evil'], [href*='//'][href*='evil'], [href^='mailto'], [action*='evil'], "
    "[onerror], [onload], [href^='javascript'], iframe[srcdoc*='evil']"
)
OVERLAPS = """() => {
  const blocks = [...document.querySelectorAll('.stElementContainer')]
    .filter(each => each.checkVisibility() && each.innerText.trim())
    .filter(each => getComputedStyle(each).position !== 'absolute')
    .map(each => [each, each.getBoundingClientRect()])
    .filter(([, box]) => box.width > 1 && box.height > 1);
  const found = [];
  for (const [i, [one, a]] of blocks.entries())
    for (const [other, b] of blocks.slice(i + 1)) {
      if (one.contains(other) || other.contains(one)) continue;
      const across = Math.min(a.right, b.right) - Math.max(a.left, b.left);
      const down = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
      if (across > 4 && down > 4)
        found.push([one, other].map(each => each.innerText.slice(0, 40)).join(' | '));
    }
  return found;
}"""
TOO_WIDE = """() => {
  const main = document.querySelector('[data-testid=stMain]');
  const over = [document.documentElement, document.body, main]
    .filter(each => each && each.scrollWidth > each.clientWidth + 1);
  return over.map(each => `${each.tagName} ${each.scrollWidth} > ${each.clientWidth}`);
}"""
UNFOLD = """() => {
  const folds = '[data-testid=stExpander] details:not([open]) > summary';
  for (const fold of document.querySelectorAll(folds))
    if (fold.checkVisibility()) fold.click();
  for (const one of document.querySelectorAll('[data-testid=stCheckbox] label'))
    if (one.innerText.includes('Show names') && !one.querySelector('input').checked)
      one.click();
}"""


@pytest.fixture
def quiet(page: Page) -> Iterator[None]:
    """No page opens a dialog, and none has an error."""
    said: list[str] = []
    page.on("dialog", lambda dialog: said.append(dialog.message))
    page.on("pageerror", lambda error: said.append(str(error)))
    yield
    assert said == []


def looked_through(page: Page, place: str) -> list[str]:
    """Say what is wrong with the page as it stands, at both widths."""
    found = []
    for width in WIDTHS:
        if page.viewport_size != {"width": width, "height": 900}:
            page.set_viewport_size({"width": width, "height": 900})
            calm(page)  # the layout follows a little later
        wrong = page.evaluate(TOO_WIDE) + page.evaluate(OVERLAPS)
        found += [f"{place} at {width}: {each}" for each in wrong]
    if page.locator(EVILS).count() or page.evaluate("window.__pwned") is not None:
        found.append(f"{place}: something evil is part of the page")
    if page.get_by_test_id("stAlertContentWarning").count():
        found.append(f"{place}: a refusal")
    if page.get_by_test_id("stException").count():
        found.append(f"{place}: a traceback")
    page.set_viewport_size({"width": WIDTHS[0], "height": 900})
    return found


def unfolded(page: Page) -> None:
    """Open everything that is folded, and show the names that are hidden."""
    page.evaluate(UNFOLD)
    settled(page)


@pytest.mark.usefixtures("quiet")
def test_every_page_stays_a_page(app: App, page: Page) -> None:
    hostile.filled(app.folder)
    found = []
    for place in PLACES:
        page.goto(f"{app.url}/{place}")
        expect(page.get_by_role("heading").first).to_be_visible(timeout=SLOW)
        settled(page)
        unfolded(page)
        found += looked_through(page, place)
    assert found == []


def test_no_paper_runs_or_asks_for_anything(browser: Browser, tmp_path: Path) -> None:
    harm = hostile.filled(tmp_path)
    pack = packing.make(harm, harm.review())
    files = {form: packing.laid_out(pack, form) for form in Format}

    assert read_as_from_a_mail(browser, files[Format.HTML]) == []
    assert [*leading_out(files[Format.PPTX]), *leading_out(files[Format.XLSX])] == []
    assert active(files[Format.PDF]) == []
    rows = csv.reader(io.StringIO(files[Format.CSV].decode("utf-8-sig")))
    assert [cell for row in rows for cell in row if is_formula(cell)] == []


def read_as_from_a_mail(browser: Browser, content: bytes) -> list[str]:
    """Open a web page at both widths: say what it asks, says and how it breaks."""
    context = browser.new_context()
    paper, found = context.new_page(), list[str]()
    paper.on("request", lambda request: found.append(request.url))
    paper.on("dialog", lambda dialog: found.append(dialog.message))
    paper.on("console", lambda message: found.append(message.text))
    paper.set_content(content.decode(), wait_until="load")
    found += looked_through(paper, "paper")
    context.close()
    return found


def leading_out(content: bytes) -> list[str]:
    """Return what a document of Office links to outside itself, and its formulas."""
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        texts = [
            parts.read(name).decode("utf-8", "replace") for name in parts.namelist()
        ]
    links = [
        link for text in texts for link in re.findall(r'TargetMode="External"', text)
    ]
    return links + [cell for text in texts for cell in re.findall(r"<f>[^<]*", text)]


def active(content: bytes) -> list[str]:
    """Return what a PDF would do: run a script, start a program, open an address."""
    reader = pypdf.PdfReader(io.BytesIO(content))
    marks = [page.get("/Annots", []) for page in reader.pages]
    acts = [str(mark.get_object().get("/A")) for page in marks for mark in page]
    kinds = re.findall(r"/(?:URI|JavaScript|Launch|GoToR)", " ".join(acts))
    names = {"/OpenAction", "/AA"} & set(reader.root_object)
    return [*kinds, *names]


def is_formula(cell: str) -> bool:
    """Tell whether a spreadsheet would run the text of a cell."""
    return cell[:1] in {*"=+@\t\r"} or bool(re.match(r"-(?![\d.]+$)", cell))
