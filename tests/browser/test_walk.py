"""The whole path in a real browser: from somebody else's CSV to a clicked point."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from playwright.sync_api import ConsoleMessage, Page, expect

from tests.browser.conftest import App
from tests.browser.still import SLOW, settled
from tests.pages import logs

pytestmark = [pytest.mark.browser, pytest.mark.filterwarnings("default")]

HEADER = ("Case No", "Opened on", "Answered", "Closed", "Group", "Rep", "Kind", "Fault")
DAYS = [
    datetime(2025 + (month > 11), month % 12 + 1, day, 9, tzinfo=UTC)
    for month in range(10, 22)
    for day in range(1, 13)  # none above the twelfth: day and month look alike
]
A_DAY = 3
LAST_WEEK = datetime(2026, 10, 5, tzinfo=UTC)  # the last complete one; all goes wrong
WEEKS = sorted({day - timedelta(days=day.weekday()) for day in DAYS})
BEHIND = "21 interactions of 1 Dec to 7 Dec 2025"  # the week of the fourth point


@pytest.fixture(autouse=True)
def quiet(page: Page) -> Iterator[None]:
    """No traceback in sight, no error of ours in the console."""
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.on("console", lambda message: _note(errors, message))
    yield
    assert errors == []
    expect(page.get_by_test_id("stException")).to_have_count(0)


def _note(errors: list[str], message: ConsoleMessage) -> None:
    """Keep errors; Streamlit itself looks below a deep address for its server."""
    probing = "/_stcore/" in message.location["url"]
    if message.type == "error" and not probing:
        errors.append(f"{message.text} {message.location['url']}")


def foreign(folder: Path) -> Path:
    """Write a log with headings and dates of its own."""
    rows = []
    for i, opened in enumerate(day for day in DAYS for _ in range(A_DAY)):
        times = (opened, opened + timedelta(hours=2), opened + timedelta(hours=5))
        rows.append(
            [
                f"C{i}",
                *(f"{at:%d/%m/%Y %H:%M}" for at in times),
                *(("North", "Ann", "phone") if i % 2 else ("South", "Bo", "e-mail")),
                "yes" if i % 6 == 0 or opened >= LAST_WEEK else "no",
            ]
        )
    file = folder / "foreign.csv"
    text = logs.csv_of(rows, HEADER).decode().replace(",", ";")
    file.write_text(text, encoding="utf-8")
    return file


def choose(page: Page, label: str, option: str) -> None:
    """Choose a column, by its beginning, for a field; wait until the server knows."""
    box = page.get_by_role("combobox", name=re.compile(f"^{label}"))
    box.click()
    box.fill(option)
    page.get_by_role("option", name=option).first.click()
    chosen = page.get_by_role("combobox", name=f"{label} \u00b7 chosen by you")
    expect(chosen).to_have_value(re.compile(f"^{re.escape(option)}"))
    settled(page)


def pick_row(page: Page, row: int) -> None:
    """Pick a row of the first table: it is a picture, so by where its box must be."""
    table = page.get_by_test_id("stDataFrame").filter(visible=True).first
    expect(table).to_be_visible(timeout=SLOW)
    settled(page)
    table.click(position={"x": 14, "y": 36 + 64 * row + 32})


def click_point(page: Page, place: int) -> None:
    """Click a point of the chart, by its place from the left."""
    settled(page)
    points = page.locator(".js-plotly-plot .scatterlayer .point")
    expect(points.nth(place)).to_be_visible(timeout=SLOW)
    points.nth(place).scroll_into_view_if_needed()
    box = points.nth(place).bounding_box()
    assert box is not None
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)


def test_from_a_foreign_file_to_the_interactions_behind_a_point(
    app: App, page: Page, tmp_path: Path
) -> None:
    page.goto(app.url)
    sample = page.get_by_text("You are looking at sample data")
    expect(page.get_by_text("To act on", exact=True)).to_be_visible(timeout=SLOW)
    expect(sample).to_be_visible()

    page.get_by_role("button", name="Put the sample away").click()
    expect(page.get_by_text("No data yet.")).to_be_visible(timeout=SLOW)
    page.get_by_role("link", name="Data", exact=True).click()
    expect(page.get_by_text("Upload a log")).to_be_visible()
    expect(sample).to_have_count(0)

    page.get_by_test_id("stFileUploaderDropzoneInput").first.set_input_files(
        foreign(tmp_path)
    )
    expect(page.get_by_text("432 rows, 8 columns")).to_be_visible(timeout=SLOW)
    load = page.get_by_role("button", name="Load it")
    expect(load).to_be_disabled()
    for label, column in (("First response at", "Answered"), ("Resolved at", "Closed")):
        box = page.get_by_role("combobox", name=re.compile(f"^{label}"))
        expect(box).to_have_value(re.compile(f"^{column}"))
    choose(page, "Channel", "Kind")
    choose(page, "Category", "(not used)")
    page.get_by_text("day first: ").click()
    expect(load).to_be_enabled(timeout=SLOW)
    load.click()
    expect(
        page.get_by_text("432 rows read = 432 accepted + 0 set aside + 0 duplicates")
    ).to_have_count(2, timeout=SLOW)

    page.get_by_role("link", name="Go to the weekly review").click()
    expect(page.get_by_text("432 interactions")).to_be_visible(timeout=SLOW)
    page.get_by_role("button", name="Open the chart").first.click()
    picker = page.get_by_role("combobox", name="Measure")
    expect(picker).to_have_value("Support with a defect", timeout=SLOW)
    click_point(page, 3)
    expect(page.get_by_text(BEHIND)).to_be_visible(timeout=SLOW)

    page.reload()
    expect(picker).to_have_value("Support with a defect", timeout=SLOW)
    shown = page.locator(".js-plotly-plot .point")
    expect(shown).to_have_count(len(WEEKS) - 1 + 1, timeout=SLOW)  # and the ring
    expect(page.get_by_text(BEHIND)).to_be_visible()

    page.get_by_role("link", name="Weekly review").click()
    pick_row(page, 0)
    expect(picker).to_have_value("Support with a defect", timeout=SLOW)
    expect(page).to_have_url(re.compile("measure=support-defective"))


def test_a_hostile_log_runs_nothing_and_calls_nobody(
    app: App, page: Page, tmp_path: Path
) -> None:
    dialogs: list[str] = []
    page.on("dialog", lambda dialog: dialogs.append(dialog.message))
    file = tmp_path / f"{logs.HOSTILE[0].replace('/', '')}.csv"
    file.write_bytes(logs.hostile())

    page.goto(f"{app.url}/data")
    page.get_by_test_id("stFileUploaderDropzoneInput").first.set_input_files(file)
    expect(page.get_by_text("300 rows, 14 columns")).to_be_visible(timeout=SLOW)
    page.get_by_role("button", name="Load it").click()
    expect(page.get_by_text("300 rows read = 298 accepted + 2")).to_have_count(
        2, timeout=SLOW
    )
    settled(page)  # a button that is drawn anew would swallow the click
    with page.expect_download() as download:
        page.get_by_role("button", name="Download what was set aside").click()
    aside = download.value.path().read_text(encoding="utf-8-sig")
    assert re.search(r"^9,opened_at,\"'=HYPERLINK", aside, re.MULTILINE)
    assert re.search(r"^10,opened_at,'=1\+2,", aside, re.MULTILINE)

    page.get_by_role("link", name="Weekly review", exact=True).click()
    expect(page.get_by_text("298 interactions")).to_be_visible(timeout=SLOW)
    page.goto(f"{app.url}/measure?measure=support-defective&team=%3Cscript%3E")
    page.get_by_role("button", name="Part of the log").click()
    page.get_by_role("combobox", name="Team").click()
    expect(page.get_by_role("option").first).to_be_visible()
    page.keyboard.press("Escape")
    page.keyboard.press("Escape")
    click_point(page, 3)
    expect(page.get_by_text("10 interactions of 26 Jan")).to_be_visible(timeout=SLOW)

    assert dialogs == []
    assert page.evaluate("window.__pwned") is None
    assert page.locator("[src*='evil'], [href*='evil'], [onerror]").count() == 0
