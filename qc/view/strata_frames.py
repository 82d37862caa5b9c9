"""A measure by its parts: a table for the page, text and data for the command line."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from qc.review.strata import Strata
from qc.view.escape import plain
from qc.view.locales import Locale
from qc.view.payload import assessment_payload
from qc.view.words import strata as say

if TYPE_CHECKING:
    import pandas as pd

_LONGEST = 1500  # signs of an address that every browser and proxy lets through


def strata_frame(
    found: Strata, called: Mapping[str, str], locale: Locale | None = None
) -> pd.DataFrame:
    """Return one row a part, in the order of the pictures."""
    import pandas as pd

    rows = [
        (plain(called[one.name]), *say.row(one, found, locale)) for one in found.parts
    ]
    return pd.DataFrame(rows, columns=[say.title(found.dimension), *say.HEADINGS])


def strata_links(
    found: Strata, query: Mapping[str, Sequence[str]], hidden: bool
) -> dict[str, str]:
    """Return where each part is shown alone: this page, filtered to it.

    Parameters
    ----------
    found : Strata
    query : dict of name -> values
        Of the page as it is.
    hidden : bool
        Names must not be told; then no address holds one.
    """
    if hidden:
        return {}
    links = {}
    for one in found.parts:
        asked = {**query, found.dimension: [one.name]}
        address = f"measure?{urlencode(asked, doseq=True, errors='replace')}"
        if len(address) <= _LONGEST:
            links[one.name] = address
    return links


def strata_text(
    found: Strata, called: Mapping[str, str], locale: Locale | None = None
) -> str:
    """Return it as plain text."""
    lines = [
        f"{found.whole.measure.title}, by {found.dimension}",
        say.verdict_line(found, called, locale),
        say.judged_line(found, locale),
        "",
    ]
    for one in found.parts:
        n, latest, mean, usual, mark, said = say.row(one, found, locale)
        name = plain(called[one.name])
        marked = f" [{mark}]" if mark else ""
        lines.append(f"{name}{marked}: {latest} (mean {mean}, usual {usual}, n {n})")
        lines.append(f"  {said}")
    lines += ["", say.rest_line(found, locale)]
    text = "\n".join(lines).rstrip()
    return text.replace("\n\n\n", "\n\n")


def strata_payload(found: Strata, called: Mapping[str, str]) -> dict[str, Any]:
    """Return it as plain data: one documented schema."""
    return {
        "schema": "qc.strata/1",
        "measure": found.whole.measure.id,
        "dimension": found.dimension,
        "stratum": found.whole.stratum,
        "minimum": found.minimum,
        "judged": found.judged,
        "sentence": say.verdict_line(found, called),
        "parts": [
            {
                **assessment_payload(one.assessment),
                "stratum": called[one.name],
                "n": one.n,
                "tier": one.verdict.tier,
                "q": None if math.isnan(one.verdict.q) else one.verdict.q,
            }
            for one in found.parts
        ],
        "too_few": {"parts": len(found.few), "cases": sum(n for _, n in found.few)},
        "not_stated": found.not_stated,
        "not_judged": found.left_out,
    }
