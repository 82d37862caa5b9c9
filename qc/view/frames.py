"""Plain tables of the pages: matrix, cards, interactions, what was set aside."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, Any

from qc.core.measures import Measure
from qc.core.plan import SetAside
from qc.review.assessment import Assessment
from qc.view import words
from qc.view.escape import plain
from qc.view.words import pages as say
from qc.view.words.calendars import clock_name
from qc.view.words.kinds import kind_name

if TYPE_CHECKING:
    import pandas as pd


_VERDICT = ("interaction_id", "opened_local", "event", "counted", "value")


def distinct(
    texts: Iterable[str],
    *,
    limit: int = 60,
    show: Callable[[str], str] = str,
) -> dict[str, str]:
    """Label each text so that it can be shown and told from the others.

    Returns
    -------
    dict of text -> label
        In the order given, each text once. Labels are `show(text)` made plain, never
        empty, and numbered where that made them equal: a widget knows its options
        by their labels.
    """
    labels: dict[str, str] = {}
    taken: set[str] = set()
    for text in dict.fromkeys(texts):
        label = first = plain(show(text), limit=limit) or say.UNSEEN
        again = 1
        while label in taken:
            again += 1
            label = f"{first} ({again})"
        taken.add(label)
        labels[text] = label
    return labels


def preview_frame(
    columns: Sequence[str], rows: Sequence[Sequence[str]]
) -> pd.DataFrame:
    """Show the first rows of a file as they came, under its own headings."""
    import pandas as pd

    return pd.DataFrame(
        [[plain(cell) for cell in row] for row in rows],
        columns=list(distinct(columns).values()),
    )


def matrix_frame(assessments: Sequence[Assessment]) -> pd.DataFrame:
    """Count measures by assurance (rows) and variation (columns)."""
    import pandas as pd

    cells = [say.cell_of(one) for one in assessments]
    rows = [
        [cells.count((row, column)) for column in say.COLUMNS]
        for row in say.ROWS.values()
    ]
    return pd.DataFrame(rows, index=list(say.ROWS.values()), columns=list(say.COLUMNS))


def cards_frame(cards: Iterable[Measure], available: frozenset[str]) -> pd.DataFrame:
    """List every measure card, and whether the log has what it needs."""
    import pandas as pd

    return pd.DataFrame(
        [
            {
                "Measure": plain(card.title),
                "Stage": words.name(card.stage) if card.stage else say.EVERY,
                "Question": plain(card.question),
                "Definition": plain(card.definition),
                "Clock": plain(clock_name(card)),
                "Kind": kind_name(card),
                "Better": words.name(card.direction),
                "Shown": say.YES if card.id in available else say.NEEDS_COLUMNS,
                "Columns": ", ".join(sorted(card.fields)),
            }
            for card in cards
        ]
    )


def rows_frame(rows: Sequence[dict[str, Any]]) -> pd.DataFrame:
    """List interactions, the verdict first; texts are made harmless and cut.

    Left out are fields that none of them has, the time of opening in UTC, and the
    verdict that the kind of measure does not give: event, or value.
    """
    import pandas as pd

    names = dict.fromkeys((*_VERDICT, *(name for row in rows for name in row)))
    valued = any(row.get("value") is not None for row in rows)
    names.pop("event" if valued else "value")
    names.pop("opened_at", None)
    return pd.DataFrame(
        {
            say.column_title(name): [_cell(row.get(name)) for row in rows]
            for name in names
            if any(row.get(name) is not None for row in rows)
        }
    )


def _cell(value: object) -> object:
    return plain(value) if isinstance(value, str) else value


def aside_frame(rows: Sequence[tuple[SetAside, bool]]) -> pd.DataFrame:
    """List what a load set aside: line, column, value, reason, what to do."""
    import pandas as pd

    return pd.DataFrame(
        [
            {
                "Line": row.line,
                "Column": plain(row.column),
                "Value": plain(row.value),
                "Reason": words.name(row.fault),
                "What to do": words.remedy(row.fault),
                "Row": say.ROW_KEPT if kept else say.ROW_ASIDE,
            }
            for row, kept in rows
        ],
        columns=["Line", "Column", "Value", "Reason", "What to do", "Row"],
    )
