"""Every page by axe-core: nothing stands between anybody and what it says.

One session visits all pages; each is looked at light and dark, wide and narrow. What
is Streamlit's own and cannot be changed here is listed, by rule and selector.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Literal

import pytest
from axe_playwright_python.base import AXE_SCRIPT as AXE
from playwright.sync_api import Page, expect

from tests.browser.conftest import App
from tests.browser.still import SLOW, settled

pytestmark = [pytest.mark.browser, pytest.mark.filterwarnings("default")]

PAGES = (
    *("", "measure", "meeting", "stages", "chain", "together", "people", "customers"),
    *("improve", "improve?action=1", "improve?action=1&view=a3", "data", "definitions"),
)
KNOWN = {
    # The drop zone of an uploader is named, though it only presents: its button and
    # its input are what is used, and they have the name, too. Minor, and Streamlit's.
    ("presentation-role-conflict", "section[role=presentation]"),
}
WIDE, NARROW = {"width": 1440, "height": 900}, {"width": 390, "height": 844}
CONTRAST = {"runOnly": ["color-contrast"], "resultTypes": ["violations"]}
WHOLE = {"resultTypes": ["violations"]}
STOPS = 120  # of the Tab key on one page; each column of a table is one
STOP = """async () => {
  let one = document.activeElement;
  if (!one || one === document.body) return null;
  while (one.shadowRoot?.activeElement) one = one.shadowRoot.activeElement;
  const ringed = () => {
    for (let at = one, up = 0; at && up < 6; at = at.parentElement, up++) {
      const style = getComputedStyle(at);
      if (style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2)
        return true;
    }
  };
  for (let tries = 0; tries < 40; tries++) {  // a table draws its ring a little later
    if (ringed()) return "";
    await new Promise(after => setTimeout(after, 25));
  }
  return one.outerHTML.slice(0, 120);
}"""


@pytest.mark.parametrize("rule", ["color-contrast"])
def test_it_would_find_a_fault(page: Page, rule: str) -> None:
    page.set_content(
        "<html lang=en><title>x</title><main><h1>x</h1>"
        "<p style='color:#999;background:#fff'>pale</p></main>"
    )

    assert [fault for fault in faults(page, WHOLE) if f" {rule} " in fault]


def test_no_page_has_a_fault_and_tab_leads_through_all_of_it(
    page: Page, app: App
) -> None:
    found: list[str] = []
    for path in PAGES:
        page.set_viewport_size(WIDE)  # type: ignore[arg-type]
        page.emulate_media(color_scheme="light")
        page.goto(f"{app.url}/{path}")
        expect(page.locator("h2").first).to_be_visible(timeout=SLOW)
        settled(page)
        found += (f"/{path} wide, {fault}" for fault in faults(page, WHOLE))
        found += (f"/{path} by Tab, {fault}" for fault in by_tab(page))
        page.set_viewport_size(NARROW)  # type: ignore[arg-type]
        settled(page)
        found += (f"/{path} narrow, {fault}" for fault in faults(page, WHOLE))
        seen(page, "dark")
        found += (f"/{path} narrow dark, {fault}" for fault in faults(page, CONTRAST))
    assert found == []


def seen(page: Page, by: Literal["light", "dark"]) -> None:
    """Look at the page by day or by night, once it is all drawn so."""
    page.emulate_media(color_scheme=by)
    expect(page.get_by_test_id("stApp")).to_have_css("color-scheme", by)
    settled(page)


def by_tab(page: Page) -> Iterator[str]:
    """Walk a page by Tab alone: every stop is seen, and the end is reached."""
    for _ in range(STOPS):
        page.keyboard.press("Tab")
        unseen = page.evaluate(STOP)
        if unseen is None:
            return
        if unseen:
            yield f"no focus to be seen at {unseen}"
    yield f"still here after {STOPS} stops"


def faults(page: Page, options: dict[str, Any]) -> list[str]:
    """Return what is wrong, but for what is known: impact, rule, where."""
    if not page.evaluate("'axe' in window"):  # once for each document: it is long
        page.evaluate(AXE)
    said = page.evaluate("options => axe.run(options)", options)["violations"]
    return [fault for one in said for fault in _each(page, one)]


def _each(page: Page, fault: dict[str, Any]) -> Iterator[str]:
    known = [selector for rule, selector in KNOWN if rule == fault["id"]]
    for node in fault["nodes"]:
        target = page.locator(str(node["target"][0])).first
        if any(target.evaluate("(e, s) => e.matches(s)", one) for one in known):
            continue
        yield f"{fault['impact']} {fault['id']} at {node['html'][:120]}"
