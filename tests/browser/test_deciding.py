"""Decide from a point in a real browser: by mouse, and by keyboard alone."""

from __future__ import annotations

import re
from pathlib import Path

import numpy as np
import pytest
from playwright.sync_api import Locator, Page, expect

from qc.core.charts import PhasePlan
from qc.workspace import Workspace
from tests.browser.conftest import App
from tests.browser.still import SLOW, settled
from tests.browser.test_walk import click_point
from tests.pages import logs

pytestmark = [pytest.mark.browser, pytest.mark.filterwarnings("default")]

NAME, FIFTH = "support-defective", "2026-02-02"


def loaded(folder: Path) -> Workspace:
    """Thirty weeks of ten contacts, two of them defective; no sample."""
    opened = Workspace.open(folder)
    opened.put_sample_away()
    with opened.upload(logs.csv_of(logs.contacts(300))) as file:
        opened.load(file, name="log.csv")
    return opened


def address(app: App) -> str:
    return f"{app.url}/measure?measure={NAME}"


def panel(page: Page) -> Locator:
    return page.locator(".st-key-qc-point")


def decide(page: Page, tab: str, reason: str, button: str) -> None:
    """Open a tab of the panel, give the reason, press its button."""
    panel(page).get_by_role("tab", name=tab).click()
    shown = panel(page).get_by_role("tabpanel").filter(visible=True)
    shown.get_by_role("textbox").fill(reason)
    shown.get_by_role("button", name=button).click()
    settled(page)


def test_a_point_is_noted_left_out_undone_and_starts_a_phase(
    app: App, page: Page
) -> None:
    log = loaded(app.folder)
    page.goto(address(app))
    expect(page.get_by_text("Click a point, or choose it")).to_be_visible(timeout=SLOW)

    click_point(page, 4)
    expect(page.get_by_text("10 interactions of 2 Feb")).to_be_visible(timeout=SLOW)
    expect(page).to_have_url(re.compile(f"point={FIFTH}"))
    decide(page, "Note what happened", "strike <b>", "Note it")
    letter = page.locator(".js-plotly-plot .annotation-text")
    expect(letter.filter(has_text=re.compile("^A$"))).to_be_visible(timeout=SLOW)

    decide(page, "Leave it out", "strike", "Leave it out")
    expect(page.get_by_text("Reason given: strike")).to_be_visible()
    assert log.plan(NAME) == PhasePlan(excluded=(np.datetime64(FIFTH),))
    page.get_by_role("button", name="Undo: left out 2 Feb 2026").click()
    expect(page.get_by_text("Undone: left out 2 Feb 2026.")).to_be_visible()
    assert log.plan(NAME) is None

    settled(page)
    click_point(page, 15)
    expect(page.get_by_text("10 interactions of 20 Apr")).to_be_visible(timeout=SLOW)
    decide(page, "Start a phase here", "new tool", "Start a phase here")
    joining = panel(page).get_by_role("tab", name="Join with the phase before")
    expect(joining).to_be_visible()

    page.reload()
    expect(joining).to_be_visible(timeout=SLOW)
    expect(page.get_by_text("Reason given: new tool")).to_be_visible()
    page.get_by_text("Decisions about this chart (4)").click()
    assert [note.text for note in log.notes(NAME)] == ["strike <b>"]


def test_by_keyboard_alone(app: App, page: Page) -> None:
    log = loaded(app.folder)
    page.goto(address(app))
    settled(page)
    picker = page.get_by_role("combobox", name="Point")
    expect(picker).to_be_visible(timeout=SLOW)

    tab_to(page, picker)
    page.keyboard.type("2026-W06")
    page.keyboard.press("Enter")
    expect(page.get_by_text("10 interactions of 2 Feb")).to_be_visible(timeout=SLOW)
    settled(page)
    tab_to(page, panel(page).get_by_role("tab", name="Its interactions"))
    for _ in range(2):
        page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    reason = (
        panel(page).get_by_role("tabpanel").filter(visible=True).get_by_role("textbox")
    )
    tab_to(page, reason)
    page.keyboard.type("strike")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Reason given: strike")).to_be_visible(timeout=SLOW)
    assert log.plan(NAME) is not None

    settled(page)
    tab_to(page, page.get_by_role("button", name="Undo: left out"))
    page.keyboard.press("Enter")
    expect(page.get_by_text("Undone: left out 2 Feb 2026.")).to_be_visible(timeout=SLOW)
    assert log.plan(NAME) is None


def tab_to(page: Page, wanted: Locator) -> None:
    """Press Tab until it has the focus; whoever cannot get there fails here."""
    for _ in range(60):
        if wanted.evaluate("node => node === document.activeElement"):
            return
        page.keyboard.press("Tab")
    pytest.fail(f"Tab never comes to {wanted}.")
