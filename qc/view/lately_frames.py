"""Who changed in the newest weeks: a table for the page, text and data for the CLI."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from qc.review.lately import Change, Changes
from qc.view.escape import plain
from qc.view.locales import Locale
from qc.view.words import lately as say
from qc.view.words.compare import noun

if TYPE_CHECKING:
    import pandas as pd


def changes_frame(
    found: Changes, called: Mapping[str, str], locale: Locale | None = None
) -> pd.DataFrame:
    """Return one row for each unit in each measure, surest first."""
    import pandas as pd

    rows = [(plain(called[one.name]), *say.row(one, locale)) for one in found.found]
    head = noun(found.dimension).capitalize()
    return pd.DataFrame(rows, columns=[head, *say.HEADINGS])


def changes_text(
    found: Changes, called: Mapping[str, str], locale: Locale | None = None
) -> str:
    """Return it for the terminal."""
    return f"{say.verdict(found, called, locale)}\n{say.judged_line(found, locale)}"


def changes_payload(found: Changes, called: Mapping[str, str]) -> dict[str, Any]:
    """Return it as plain data, units by their labels."""
    return {
        "schema": "qc.lately/1",
        "measures": [measure.id for measure in found.measures],
        "dimension": found.dimension,
        "weeks": found.weeks,
        "before": found.before,
        "first": str(found.first),
        "last": str(found.last),
        "judged": found.units,
        "too_few": found.few,
        "not_judged": found.left_out,
        "sentence": say.verdict(found, called),
        "changes": [_change(one, called) for one in found.found],
    }


def _change(one: Change, called: Mapping[str, str]) -> dict[str, Any]:
    return {
        "unit": called[one.name],
        "measure": one.measure.id,
        "events": one.events,
        "n": one.n,
        "expected": one.expected,
        "events_before": one.events_before,
        "n_before": one.n_before,
        "p": one.p,
        "q": one.q,
        "stands": one.stands,
        "meaning": one.meaning,
    }
