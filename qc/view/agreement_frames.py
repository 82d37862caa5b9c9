"""Agreement of raters as a table, as text and as data for the command line."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from qc.review.agreement import Agreement
from qc.review.assessment import Assessment
from qc.review.ratings import Ratings
from qc.view import words
from qc.view.escape import plain
from qc.view.locales import Locale
from qc.view.numbers import count, percent
from qc.view.payload import chart_payload
from qc.view.words import agreement as say

if TYPE_CHECKING:
    import pandas as pd


def codes_frame(found: Agreement) -> pd.DataFrame:
    """Return the agreement on each code, the least agreed first.

    Returns
    -------
    DataFrame
        Agreement in percent; missing where a code was hardly ever given.
    """
    import pandas as pd

    code, ratings, agreed = say.COLUMNS
    return pd.DataFrame(
        {
            code: [plain(one.code) for one in found.codes],
            ratings: [one.ratings for one in found.codes],
            f"{agreed} (%)": [round(100 * one.agreement, 1) for one in found.codes],
        }
    )


def agreement_text(
    name: str, ratings: Ratings, found: Agreement, over_time: Assessment | None
) -> str:
    """Return the agreement of a file for the terminal."""
    return "\n".join(_lines(name, ratings, found, over_time))


def agreement_payload(
    name: str, ratings: Ratings, found: Agreement, over_time: Assessment | None
) -> dict[str, Any]:
    """Return the agreement of a file as plain data; a missing number is null."""
    return {
        "schema": "qc.agreement/1",
        "file": name,
        "items": found.items,
        "raters": found.raters,
        "ratings": found.ratings,
        "rated_once_or_never": found.alone,
        "repeated": ratings.repeated,
        "columns_not_used": list(ratings.unused),
        "statistic": found.statistic,
        "level": found.level,
        "because": found.reason,
        "value": _finite(found.value),
        "interval": [_finite(end) for end in found.interval],
        "weighted": _finite(found.weighted),
        "alpha": _finite(found.alpha),
        "pairs_agreeing": _finite(found.seen),
        "codes": [
            {
                "code": one.code,
                "ratings": one.ratings,
                "agreement": _finite(one.agreement),
            }
            for one in found.codes
        ],
        "confused": [[one.one, one.other, one.pairs] for one in found.confused],
        "sentence": say.verdict(found),
        "over_time": None if over_time is None else chart_payload(over_time),
    }


def _lines(
    name: str, ratings: Ratings, found: Agreement, over_time: Assessment | None
) -> Iterator[str]:
    yield f"{plain(name)}: {say.account(found, ratings)}"
    yield say.verdict(found)
    yield say.figures(found)
    told = (say.why(found), say.convention(found), say.where(found))
    yield from (text for text in told if text)
    yield ""
    yield from _codes(found)
    if over_time is not None:
        yield f"\n{say.OVER_TIME}: {words.sentence(over_time)}"


def _codes(found: Agreement, locale: Locale | None = None) -> Iterator[str]:
    labels = [plain(one.code, limit=30) for one in found.codes]
    wide = max(map(len, labels), default=0)
    for label, one in zip(labels, found.codes, strict=True):
        agreed = "-" if math.isnan(one.agreement) else percent(one.agreement, locale)
        yield f"  {label:<{wide}} {count(one.ratings, locale):>8} ratings  {agreed:>6}"


def _finite(value: float | None) -> float | None:
    return None if value is None or not math.isfinite(value) else value
