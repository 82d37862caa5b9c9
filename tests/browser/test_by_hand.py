"""A city's log without a mapping file: columns and zone by keyboard, then one click."""

from __future__ import annotations

import os
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import App
from tests.browser.still import SLOW, settled
from tests.pages.logs import csv_of

pytestmark = [pytest.mark.browser, pytest.mark.filterwarnings("default")]

HEADER = (
    *("Unique Key", "Created Date", "Closed Date", "Agency", "Agency Name"),
    *("Complaint Type", "Descriptor", "Location Type", "Incident Zip", "Status"),
    *("Due Date", "Resolution Action Updated Date", "Borough", "Latitude"),
)
AGENCIES = {"PARKS": "Parks and Gardens", "ROADS": "Roads and Lights"}
WEEKS, A_DAY = 16, 4
FIRST = datetime(2026, 3, 2, 9, tzinfo=UTC)
REAL = Path(os.environ.get("QC_REAL_DATA", "public-logs"), "nyc311_animals")


@dataclass(frozen=True, slots=True, kw_only=True)
class City:
    """A log, the next one of its source, and what both hold."""

    first: Path
    second: Path
    rows: int
    more: str


def requests(days: int, start: int = 0) -> list[Sequence[str]]:
    """Make requests up, month first without leading zeros, the newest first."""
    rows: list[Sequence[str]] = []
    for i in range(start * A_DAY, (start + days) * A_DAY):
        opened = FIRST + timedelta(days=i // A_DAY, hours=i % A_DAY)
        closed = opened + timedelta(hours=3 + i % 40)
        short, long = list(AGENCIES.items())[i % 2]
        kind = ("Lamp is out", "Fallen tree")[i % 2]
        ended = written(closed) if i % 11 else ""
        rows.append(
            [
                *(f"{64_000_000 + i}", written(opened), ended, short, long, kind),
                *("Neglected", "Street", "", "Closed" if ended else "In Progress"),
                *("", ended, ("NORTH", "SOUTH")[i % 2], f"40.{i:04d}"),
            ]
        )
    return rows[::-1]


def written(at: datetime) -> str:
    return f"{at.month}/{at.day}/{at.year} {at.hour}:{at.minute:02d}"


@pytest.fixture(params=["made-up", "real"])
def city(request: pytest.FixtureRequest, tmp_path: Path) -> City:
    first, second = tmp_path / "city.csv", tmp_path / "next.csv"
    if request.param == "made-up":
        first.write_bytes(csv_of(requests(7 * WEEKS), HEADER))
        second.write_bytes(csv_of(requests(7, start=7 * WEEKS), HEADER))
        rows, more = 7 * WEEKS * A_DAY, "28 rows read = 28 accepted"
    else:
        file = REAL / "311_Animals_short.csv"
        if not file.exists():
            pytest.skip(f"{file.name} is not here; name its folder in QC_REAL_DATA")
        lines = file.read_bytes().splitlines(keepends=True)
        first.write_bytes(b"".join(lines))
        second.write_bytes(b"".join(lines[:51]))
        rows, more = len(lines) - 1, "50 rows read = 0 accepted"
    return City(first=first, second=second, rows=rows, more=more)


def pick(page: Page, label: str, text: str) -> None:
    """Choose by keyboard alone: type what is wanted, confirm."""
    box = page.get_by_role("combobox", name=re.compile(f"^{label}"))
    box.focus()
    page.keyboard.type(text)
    page.keyboard.press("Enter")
    expect(box).to_have_value(re.compile(f"^{re.escape(text)}"))
    settled(page)


def upload(page: Page, file: Path) -> None:
    page.get_by_test_id("stFileUploaderDropzoneInput").first.set_input_files(file)


def test_a_log_by_hand_and_the_next_week_with_one_click(
    app: App, page: Page, city: City
) -> None:
    page.goto(f"{app.url}/data")
    upload(page, city.first)
    rows = f"{city.rows:,} rows"
    expect(page.get_by_text(re.compile(f"^{rows}, "))).to_be_visible(timeout=SLOW)
    for label, column in (
        ("Interaction id", "Unique Key"),
        ("Opened at", "Created Date"),
        ("Resolved at", "Closed Date"),
        ("Team", "Agency"),
    ):
        box = page.get_by_role("combobox", name=re.compile(f"^{label}"))
        expect(box).to_have_value(re.compile(f"^{column}"))
    expect(page.get_by_text("Dates are written")).to_have_count(0)  # the file decides

    pick(page, "Team", "Agency Name")
    pick(page, "Time zone of times without one", "America/New_York")
    expect(page.get_by_text("These columns are enough for")).to_be_visible()
    load = page.get_by_role("button", name="Load it")
    load.focus()
    page.keyboard.press("Enter")
    balance = f"{rows} read = {city.rows:,} accepted + 0 set aside + 0 duplicates"
    expect(page.get_by_text(balance)).to_have_count(2, timeout=SLOW)

    page.get_by_role("link", name="Go to the weekly review").click()
    told = page.get_by_text(re.compile(f"^{city.rows:,} interactions"))
    expect(told).to_be_visible(timeout=SLOW)

    page.get_by_role("link", name="Data", exact=True).click()
    upload(page, city.second)
    expect(page.get_by_text("Read as last time")).to_be_visible(timeout=SLOW)
    expect(page.get_by_role("combobox", name=re.compile("^Team"))).to_have_count(0)
    page.get_by_role("button", name="Load it").click()
    expect(page.get_by_text(re.compile(f"^{city.more}")).first).to_be_visible(
        timeout=SLOW
    )
