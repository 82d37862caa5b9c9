"""Small logs for the pages, and one that means harm."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime, timedelta

FIRST = datetime(2026, 1, 5, 8, tzinfo=UTC)
FIELDS = (
    *("interaction_id", "opened_at", "first_response_at", "resolved_at", "stage"),
    *("team", "channel", "agent", "customer_id", "category", "defective"),
)
LAST = date(2026, 7, 6)
WON = 320  # customers of the tables beside the log: enough for every figure
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


def hostile_tables() -> dict[str, bytes]:
    """Return the tables beside the log: whoever and whatever is named means harm."""
    text = [HOSTILE[i % len(HOSTILE)] for i in range(WON)]
    who = [f"{text[i][:300]} {i}" if i >= len(HOSTILE) else text[i] for i in range(WON)]
    day = [str(LAST - timedelta(days=(i * 37) % 180)) for i in range(3 * WON)]
    some = range(1, WON, 2)
    rows: dict[str, list[tuple[object, ...]]] = {
        "customer_id,joined_at,source,campaign_id": [
            (one, day[i], ("referral", "campaign", text[i])[i % 3], text[i][:300])
            for i, one in enumerate(who)
        ],
        "transaction_id,customer_id,date,amount,margin": [
            (f"{text[i % WON][:300]}{i}", who[i % WON], day[i], 9 + i % 7, 4 + i % 5)
            for i in range(3 * WON)
        ],
        "referral_id,referrer_id,referred_id,recommended_at,converted_at,reward": [
            (f"R{i}", who[i // 2], who[i], day[i], day[i], 1) for i in some
        ],
        "campaign_id,kind,start,end,spend": [
            (one[:300], one, "2026-01-05", "2026-03-01", 90) for one in HOSTILE
        ],
        "training_id,agent,trained_on,course,hours": [
            (f"N{i}", one, str(LAST - timedelta(weeks=i)), text[i + 3], 2)
            for i, one in enumerate(HOSTILE[2:])
        ],
        "outreach_id,customer_id,sent_at,topic,opened": [
            (f"O{i}", who[i], day[i], text[i], ("yes", "no")[i % 2]) for i in some
        ],
    }
    names = ("customers", "sold", "brought", "campaigns", "training", "news")
    return {
        name: csv_of([[str(cell) for cell in row] for row in lines], head.split(","))
        for name, (head, lines) in zip(names, rows.items(), strict=True)
    }
