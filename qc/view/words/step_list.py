"""What is said of single contacts that did not go as their steps prescribe."""

from __future__ import annotations

from collections.abc import Sequence

from qc.chain.adherence import Conformance, split
from qc.review.step_list import StepCase, StepList
from qc.view.escape import plain
from qc.view.locales import Locale
from qc.view.numbers import count, number
from qc.view.words.collect import listing
from qc.view.words.dates import full_date
from qc.view.words.names import name

MOST = 20
TITLE = "Single contacts, the least fitting first"
HOW = "How fitness is measured"
ALL = "All of them as CSV"
FITNESS = "Fitness"
HEADINGS = (
    "Contact",
    "Opened (local time)",
    "Stage",
    FITNESS,
    "Missing",
    "Extra",
    "Out of order",
    "Left out",
    "Steps done",
)
HOW_LINES: Sequence[str] = (
    "Fitness = 2 L / (n + m): n steps are prescribed, m were done (optional ones left "
    "aside), L of them in their place, by the longest common subsequence of both. 1 is "
    "as prescribed, 0 is nothing of it.",
    "Missing: prescribed steps not done in their place, n \u2212 L. Extra: steps done "
    "that the prescription has no place for, m \u2212 L. Out of order: prescribed "
    "steps that were done, but elsewhere; each of them also counts as one missing and "
    "one extra.",
)


def headline(
    found: StepList, locale: Locale | None = None, *, most: int | None = MOST
) -> str:
    """Say how many contacts of the newest weeks did not go as prescribed."""
    days = f"{full_date(found.first)} to {full_date(found.last)}"
    if not found.known:
        return f"No contact of {days} has both prescribed steps and a record of them."
    whole = f"{count(found.known, locale)} contacts with a record of steps"
    if not found.cases:
        return f"All {whole}, {days}, went as prescribed."
    cut = most is not None and len(found.cases) > most
    listed = f"; the {most} that fit least are listed" if cut else ""
    return (
        f"{count(len(found.cases), locale)} of {whole}, {days}, did not go as "
        f"prescribed{listed}."
    )


def example(found: StepList, locale: Locale | None = None) -> str:
    """Return the fitness of the first contact with its numbers; empty without one."""
    if not found.cases:
        return ""
    one = found.cases[0].found
    n, m, common = one.required, one.done, one.common
    return (
        f"The first one: n = {n}, m = {m}, L = {common}: 2 \u00d7 {common} / ({n} + "
        f"{m}) = {number(one.fitness, 2, locale)}."
    )


def row(one: StepCase) -> tuple[object, ...]:
    """Return the row of a contact, as `HEADINGS`."""
    found: Conformance = one.found
    return (
        plain(one.id, limit=60),
        one.opened.astype("datetime64[m]").item(),
        name(one.stage),
        round(found.fitness, 2),
        found.missing,
        found.extra,
        len(found.misplaced),
        listing([plain(step, limit=40) for step in found.skipped]),
        plain(" > ".join(split(one.done)), limit=160),
    )
