"""The story of the sample: from fewer referrals to untrained agents, and to the proof.

The sample ends in September. The weeks after it are those of the same company, in which
its new colleagues are trained at last: the simulator goes on where the sample stops.
"""

from __future__ import annotations

import os
import re
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from playwright.sync_api import Locator, Page, expect

from qc.simulate import make_company
from qc.simulate.csv import csv_text
from qc.simulate.profiles import SAMPLE
from qc.simulate.sample import SAMPLE_SEED, SAMPLE_START
from qc.simulate.tables import Table
from qc.workspace.sample import open_sample
from tests import sample_facts as facts
from tests.browser.conftest import App
from tests.browser.still import SLOW, settled

pytestmark = [pytest.mark.browser, pytest.mark.filterwarnings("default")]
END, TRAINED = np.datetime64("2026-11-15"), np.datetime64("2026-09-14")
FEWER, SKIPPED = "Customers who bring somebody", "Prescribed steps skipped"
BROKEN = "Adherence to steps"
SHOTS = os.environ.get("QC_SHOTS", "")  # a folder for a picture of every stop


def days_in(day: np.datetime64) -> int:
    return int((day - np.datetime64(SAMPLE_START)).astype(int))


def weeks_after(folder: Path) -> tuple[Path, int]:
    """Write what came after the sample: new contacts, and those that were open."""
    known = make_company(SAMPLE, seed=SAMPLE_SEED, start=SAMPLE_START)
    taught = replace(SAMPLE, days=days_in(END) + 1, newcomers_trained=days_in(TRAINED))
    later = make_company(taught, seed=SAMPLE_SEED, start=SAMPLE_START)
    old, new = (each.tables["interactions"] for each in (known, later))
    count = len(old["status"])
    rows = np.ones(len(new["status"]), dtype=bool)
    rows[:count] = old["status"] != new["status"][:count]
    part: Table = {name: column[rows] for name, column in new.items()}
    file = folder / "weeks-since.csv"
    file.write_text(csv_text(part), encoding="utf-8")
    return file, int(rows.sum())


def shot(page: Page, stop: str) -> None:
    """Keep a picture of a stop, where somebody asks for pictures."""
    if SHOTS:
        settled(page)
        page.screenshot(path=f"{SHOTS}/{stop}.png", full_page=True)


def press(page: Page | Locator, label: str) -> None:
    page.get_by_role("button", name=label, exact=True).first.click()


def date(page: Page, label: str, day: np.datetime64) -> None:
    """Type a day into its field, part by part."""
    field = page.get_by_test_id("stDateInput").filter(has_text=label).first
    field.get_by_role("spinbutton").first.click()
    page.keyboard.type(f"{day.item():%d%m%Y}")
    page.keyboard.press("Escape")  # the calendar lies over what comes next
    settled(page)


def part(page: Page, name: str) -> Locator:
    """Find a station or an arrow in the picture that is drawn for this width."""
    link = page.get_by_role("link", name=re.compile(f"^{name}"))
    return link.filter(visible=True).first


def test_from_fewer_referrals_to_the_proof(
    app: App, page: Page, tmp_path: Path
) -> None:
    open_sample(app.folder)
    page.goto(app.url)

    fewer_referrals(page)
    where_the_chain_breaks(page)
    who_is_due(page)
    act(page)
    action = page.url
    later(app, page, *weeks_after(tmp_path))
    page.goto(action)
    proof(page)


def fewer_referrals(page: Page) -> None:
    """From the weekly review to the chart that fell."""
    expect(page.get_by_text("To act on", exact=True)).to_be_visible(timeout=SLOW)
    card = page.locator(".st-key-qc-card-concern-customers-referring")
    expect(card.get_by_text(FEWER)).to_be_visible()
    shot(page, "1-review")
    settled(page)
    press(card, "Open the chart")
    picker = page.get_by_role("combobox", name="Measure")
    expect(picker).to_have_value(FEWER, timeout=SLOW)
    expect(page.locator(".js-plotly-plot .point").first).to_be_visible()
    shot(page, "2-measure")
    settled(page)
    press(page, "Where it stands in the chain")


def where_the_chain_breaks(page: Page) -> None:
    """In the picture: concern from the steps on, and the arrows that the data show."""
    expect(part(page, f"{BROKEN}: ")).to_be_visible(timeout=SLOW)
    for name in ("Training", BROKEN, "Trust", "Repeat & referral"):
        found = part(page, f"{name}: ")
        expect(found).to_have_accessible_name(re.compile("Concern"))
    for name in ("Training \u2192 adherence", "Trust \u2192 referrals"):
        expect(part(page, name)).to_have_accessible_name(re.compile(": shown|: Shown"))
    shot(page, "3-chain")
    settled(page)
    part(page, f"{BROKEN}: ").click()
    chart = page.get_by_role("button", name=f"Open the chart \u201c{SKIPPED}\u201d")
    expect(chart).to_be_visible(timeout=SLOW)
    shot(page, "4-steps")


def who_is_due(page: Page) -> None:
    """To the station before: who was never taught."""
    settled(page)
    page.get_by_role("radio", name="Training", exact=True).click()
    expect(page.get_by_text("Who is due for training")).to_be_visible(timeout=SLOW)
    due = page.get_by_text(re.compile(f"^{facts.DUE} agents are due: step"))
    expect(due).to_be_visible()
    shot(page, "5-training")
    settled(page)
    press(page, "Start an action: train")


def act(page: Page) -> None:
    """To an action that is filled in, and done on a Monday."""
    measure = page.get_by_role("combobox", name="Measure it is to improve")
    expect(measure).to_have_value(SKIPPED, timeout=SLOW)
    what = page.get_by_role("textbox", name="What will be done")
    expect(what).to_have_value(re.compile("^Train who leaves out \u201ccheck\u201d"))
    page.get_by_role("textbox", name="Owner").fill("Training team")
    settled(page)
    date(page, "Due", TRAINED)
    shot(page, "6-action")
    press(page, "Keep the action")
    expect(page).to_have_url(re.compile("action=4"), timeout=SLOW)
    settled(page)
    press(page, "Start doing")
    expect(page.get_by_text("Being done", exact=True).first).to_be_visible(timeout=SLOW)
    settled(page)
    date(page, "Done on", TRAINED)
    press(page, "Done: on to the check")
    expect(page.get_by_text("Too early", exact=True)).to_be_visible(timeout=SLOW)
    shot(page, "7-too-early")


def later(app: App, page: Page, file: Path, rows: int) -> None:
    """Load the weeks that came since."""
    page.goto(f"{app.url}/data")
    page.get_by_test_id("stFileUploaderDropzoneInput").first.set_input_files(file)
    load = page.get_by_role("button", name="Load it")
    expect(load).to_be_enabled(timeout=SLOW)
    settled(page)
    load.click()
    told = f"{rows:,} rows read = {rows:,} accepted + 0 set aside + 0 duplicates"
    expect(page.get_by_text(told).first).to_be_visible(timeout=SLOW)
    shot(page, "8-loaded")


def proof(page: Page) -> None:
    """The same action, now with a verdict; it becomes the standard."""
    expect(page.get_by_text("Kept", exact=True).first).to_be_visible(timeout=SLOW)
    expect(page.locator(".js-plotly-plot .point").first).to_be_visible()
    shot(page, "9-kept")
    settled(page)
    press(page, "Make it standard")
    expect(page.get_by_text("Standardised").first).to_be_visible(timeout=SLOW)
