"""An action in a real browser: from a signal to its verdict, a reload at each step."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import App
from tests.browser.still import SLOW, settled

pytestmark = [pytest.mark.browser, pytest.mark.filterwarnings("default")]
TITLE = "Ask the depot <b>each</b> morning"


def again(page: Page, told: str) -> None:
    """Reload: what was told is told again."""
    expect(page.get_by_text(told, exact=True).first).to_be_visible(timeout=SLOW)
    page.reload()
    expect(page.get_by_text(told, exact=True).first).to_be_visible(timeout=SLOW)
    settled(page)


def press(page: Page, label: str) -> None:
    settled(page)
    page.get_by_role("button", name=label, exact=True).first.click()


def choose(page: Page, label: str, option: str) -> None:
    box = page.get_by_role("combobox", name=label)
    box.click()
    page.get_by_role("option", name=re.compile(f"^{option}")).first.click()


def test_from_a_signal_to_a_verdict(app: App, page: Page) -> None:
    page.goto(app.url)
    expect(page.get_by_text("To act on", exact=True)).to_be_visible(timeout=SLOW)
    press(page, "Start an action")
    expect(page).to_have_url(re.compile(r"new=support-defective.*signal=2026-08"))
    measure = page.get_by_role("combobox", name="Measure it is to improve")
    expect(measure).to_have_value("Support with a defect", timeout=SLOW)

    page.get_by_role("textbox", name="What will be done").fill(TITLE)
    choose(page, "Kind", "Contain")
    page.get_by_role("textbox", name="Owner").fill("Support")
    settled(page)
    press(page, "Keep the action")
    expect(page).to_have_url(re.compile("action=4"), timeout=SLOW)
    again(page, "To do")

    press(page, "Start doing")  # there is no due date yet
    expect(page.get_by_text("An action that is being done needs a due")).to_be_visible()
    settled(page)  # or what is typed goes to fields that are drawn anew
    due = page.get_by_test_id("stDateInput").filter(has_text="Due")
    due.get_by_role("spinbutton").first.click()
    page.keyboard.type("30112026")
    settled(page)
    press(page, "Save")
    expect(page.get_by_text("Due 30 Nov").first).to_be_visible(timeout=SLOW)
    press(page, "Start doing")
    again(page, "Being done")

    press(page, "Done: on to the check")
    again(page, "Too early")
    expect(
        page.get_by_text("0 weeks since the action; the check needs 8")
    ).to_be_visible()

    press(page, "All actions")
    expect(page.get_by_text(TITLE)).to_be_visible(timeout=SLOW)
    press(page, "Put a second person on the inbox of Team 2")
    again(page, "Kept")
    expect(page.locator(".js-plotly-plot .point").first).to_be_visible()
    press(page, "Make it standard")
    again(page, "Standardised")

    page.get_by_role("link", name="Weekly review", exact=True).click()
    expect(page.get_by_text("Actions carried over")).to_be_visible(timeout=SLOW)
    expect(page.get_by_text(TITLE)).to_be_visible()
    assert page.locator("b", has_text="each").count() == 0
