"""A meeting held by keyboard: on, back, a decision typed in, the end."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import App
from tests.browser.still import SLOW

pytestmark = [pytest.mark.browser, pytest.mark.filterwarnings("default")]

DECISION = "Ask the night shift what changed on 2 Nov"


def test_a_meeting_by_keyboard(page: Page, app: App) -> None:
    page.goto(app.url)
    start = page.get_by_role("button", name="Start the meeting")
    expect(start).to_be_visible(timeout=SLOW)
    start.press("Enter")
    expect(page.get_by_text(re.compile(r"^1\sof\s\d$"))).to_be_visible(timeout=SLOW)
    first = page.get_by_role("heading", level=3).inner_text()

    page.keyboard.press("ArrowRight")
    expect(page.get_by_text(re.compile(r"^2\sof\s\d$"))).to_be_visible(timeout=SLOW)
    second = page.get_by_role("heading", level=3).inner_text()
    assert second != first
    page.reload()  # nothing of it is lost
    expect(page.get_by_role("heading", level=3)).to_have_text(second, timeout=SLOW)

    box = page.get_by_role("textbox", name="What was found, what was decided")
    box.press_sequentially("x" + DECISION)
    box.press("Home")  # moves in the text, not in the meeting
    box.press("Delete")
    expect(page.get_by_text(re.compile(r"^2\sof\s\d$"))).to_be_visible()
    box.press("Tab")
    page.get_by_role("button", name="Write down").press("Enter")
    written = page.locator("[class*=st-key-qc-line]")
    expect(written).to_contain_text(DECISION, timeout=SLOW)

    page.keyboard.press("Escape")
    page.locator("body").press("ArrowLeft")
    expect(page.get_by_role("heading", level=3)).to_have_text(first, timeout=SLOW)
    page.keyboard.press("End")
    expect(page.get_by_text("The end: what was decided")).to_be_visible(timeout=SLOW)
    expect(page.get_by_text(DECISION)).to_be_visible()
    clock = page.locator("[role=timer]").inner_text()
    assert re.search(r"\d:\d\d on this one\s+\d+:\d\d in all", clock)

    page.get_by_role("button", name="End the meeting").press("Enter")
    seen = page.get_by_text(re.compile("^Reviewed on .* still reads the same"))
    expect(seen).to_be_visible(timeout=SLOW)
    expect(page.get_by_text("Notes and decisions: 1 decision")).to_be_visible()
