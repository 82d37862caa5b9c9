"""Small logs for the pages, and one that means harm."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, timedelta

FIRST = datetime(2026, 1, 5, 8, tzinfo=UTC)
FIELDS = (
    *("interaction_id", "opened_at", "first_response_at", "resolved_at", "stage"),
    *("team", "channel", "agent", "customer_id", "category", "defective"),
)
HOSTILE = (
    "<script>window.__pwned=1</script>",
    "<img src=x onerror=window.__pwned=1>",
    "![x](http://evil.test/beacon.png)",
    "[click](javascript:window.__pwned=1)",
    '"><svg/onload=window.__pwned=1>',
    "=1+1",
    '=HYPERLINK("http://evil.test","here")',
    "@SUM(1)",
    "\u202egnp.exe\u202c",
    "\u200b",
    "x" * 10_000,
    'it\'s "quoted", `ticked` and $TeX$',
    "null",
    ":material/bolt: http://evil.test www.evil.test a@evil.test",
)


def csv_of(rows: Iterable[Sequence[str]], header: Sequence[str] = FIELDS) -> bytes:
    """Return rows as an upload."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(header)
    writer.writerows(rows)
    return text.getvalue().encode()


def contacts(count: int, weeks: int = 30) -> list[list[str]]:
    """Rows spread over some weeks, every fifth defective."""
    step = timedelta(weeks=weeks) / count
    rows = []
    for i in range(count):
        opened = FIRST + i * step
        times = (
            opened,
            opened + timedelta(hours=1 + i % 7),
            opened + timedelta(days=1),
        )
        rows.append(
            [
                f"C{i}",
                *(f"{at:%Y-%m-%d %H:%M}" for at in times),
                "support",
                ("North", "South")[i % 2],
                ("phone", "e-mail")[i % 3 == 0],
                ("Ann", "Bo")[i % 2],
                f"K{i % 50}",
                "delivery",
                "yes" if i % 5 == 0 else "no",
            ]
        )
    return rows


def one_row() -> bytes:
    """Return a log of a single contact."""
    return csv_of(contacts(1))


def without_measures() -> bytes:
    """Return a log that says when contacts were, and nothing else."""
    return csv_of((row[:2] for row in contacts(300)), FIELDS[:2])


def hostile() -> bytes:
    """Return a log whose every free text, headings included, means harm."""
    header = [*FIELDS, HOSTILE[2], HOSTILE[5], HOSTILE[0]]
    rows = contacts(300)
    for i, row in enumerate(rows):
        text = [HOSTILE[(i + k) % len(HOSTILE)] for k in range(8)]
        row[0] = f"{text[0]}{i}"
        row[5:10] = text[1:6]
        row += [text[6], text[7], text[0]]
    rows[7][1] = f"{HOSTILE[6]} 1"  # no time: set aside, and so in the download
    rows[8][1] = "=1+2"  # and nobody's name, as those are hidden there
    return csv_of(rows, header)
