"""What is said of a measure by its parts: which changed, among how many."""

from __future__ import annotations

from collections.abc import Mapping

from qc.review.strata import Strata, Stratum
from qc.spc.multiplicity import SHARE, Tier
from qc.view.locales import Locale
from qc.view.numbers import count, number_of, scale_of
from qc.view.words.names import field_name
from qc.view.words.ranges import latest, level, usual_range
from qc.view.words.sentences import sentence

SECTION = "Side by side"
PICKER = "Split by"
HELP = (
    "The measure in its parts, on one scale; each part has limits from its own "
    "baseline."
)
TABLE = "The parts as a table"
TABLE_HINT = "Choose a row, or a title above, to see that part alone."
NO_WAY = "The log names no stage, team, channel, product or agent to split this by."
MARKS = {Tier.ACT: "to act on", Tier.WATCH: "to watch", Tier.NONE: ""}
HEADINGS = ("Cases", "Latest", "Mean", "Usual range", "Verdict", "What it says")
_PLURAL = {"agent": "agents", "product": "products"}


def plural(dimension: str) -> str:
    """Name several values of a dimension: "teams"."""
    return f"{dimension}s"


def verdict_line(
    found: Strata, called: Mapping[str, str], locale: Locale | None = None
) -> str:
    """Say which parts changed, or that none did."""
    act, watch = (_listed(each, called) for each in (found.to_act_on, found.to_watch))
    if not found.parts:
        return f"No {found.dimension} has {count(found.minimum, locale)} cases yet."
    if act:
        rest = f" To watch: {watch}." if watch else ""
        return f"To act on: {act}.{rest}"
    if watch:
        return f"Nothing to act on. To watch: {watch}; chance could have made it."
    return f"No {found.dimension} changed: each is steady by its own limits."


def judged_line(found: Strata, locale: Locale | None = None) -> str:
    """Say how many were judged together, and how often chance marks any of them."""
    if found.judged < 2:
        return ""
    many = number_of(found.judged, found.dimension, plural(found.dimension), locale)
    return (
        f"{many} judged together: chance alone marks any of them to act on in at most "
        f"1 {found.whole.measure.by} in {round(1 / SHARE)}."
    )


def rest_line(found: Strata, locale: Locale | None = None) -> str:
    """Say who is not drawn: too few cases, not stated, beyond the largest."""
    parts = []
    if found.few:
        few = number_of(
            len(found.few), found.dimension, plural(found.dimension), locale
        )
        total = number_of(sum(n for _, n in found.few), "case", "cases", locale)
        least = count(found.minimum, locale)
        parts.append(f"{few} with fewer than {least} cases not drawn ({total} in all)")
    if found.left_out:
        more = count(found.left_out, locale)
        parts.append(f"{more} more with fewer interactions not judged")
    if found.not_stated:
        rows = number_of(found.not_stated, "interaction", "interactions", locale)
        parts.append(f"{rows} without a {found.dimension}")
    text = "; ".join(parts)
    return f"{text[:1].upper()}{text[1:]}." if text else ""


def heading(one: Stratum, name: str, locale: Locale | None = None) -> str:
    """Name a part with its cases and, if it has one, its mark."""
    cases = number_of(one.n, "case", "cases", locale)
    return f"{name}, {cases}"


def row(
    one: Stratum, found: Strata, locale: Locale | None = None
) -> tuple[object, ...]:
    """Return one part under `HEADINGS`, in the unit of the whole."""
    scale, part = scale_of(found.whole, locale), one.assessment
    return (
        one.n,
        scale.value(latest(part)),
        scale.value(level(part)),
        usual_range(part, scale),
        MARKS[one.verdict.tier],
        sentence(part, locale),
    )


def title(dimension: str) -> str:
    """Name a dimension in a picker."""
    return field_name(dimension)


def _listed(parts: tuple[Stratum, ...], called: Mapping[str, str]) -> str:
    return ", ".join(called[one.name] for one in parts)
