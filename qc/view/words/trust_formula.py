"""The definitions and formulas of trust, with the numbers of these data."""

from __future__ import annotations

from collections.abc import Iterator

from qc.chain.trust import CREDIT, SEVERITY
from qc.chain.trust_memory import Memory
from qc.review.trust import Trust
from qc.view.locales import Locale
from qc.view.numbers import number, number_of, percent, worded

TRIED = (
    "Tried from past days 90 days apart: the index is worked out from what was known "
    "then, and held against the 90 days after. AUC: chance that one to whom it "
    "happened was ranked higher. Better than the usual chance: 1 \u2212 squared errors "
    "of the chances told over those of the usual chance (Brier skill). Validated: at "
    "least 100 events, the interval of the skill above 0, and, for buying and "
    "recommending, more than frequency and recency say. All intervals are by customers."
)


def formulas(found: Trust, locale: Locale | None = None) -> Iterator[str]:
    """Define the index, its law, its memory, and how it was tried."""
    prior, memory = found.prior, found.memory
    a, b = number(prior.a, 1, locale), number(prior.b, 1, locale)
    yield (
        f"Trust = (a + S) / (a + b + S + F) with a = {a}, b = {b}. S and F are the "
        "promises kept and broken, the older and the less grave ones counted for less. "
        f"Interval: the middle {percent(0.9, locale)} of the beta law with a + S and "
        "b + F."
    )
    minor, credit = number(SEVERITY[False], 1, locale), number(CREDIT, 1, locale)
    yield (
        f"A minor failure counts {minor} of a major one, both in units of the average "
        "failure; a kept promise and a late one count 1. A failure made good stays "
        f"broken and adds {credit} of its weight to S, so it is never better than none."
    )
    told = number_of(prior.customers, "customer", "customers", locale)
    yield (
        "a and b say how customers differ: those under which the plain counts of "
        f"promises kept of {told} are most likely (beta-binomial law)."
    )
    yield _weight(memory, locale)
    yield worded(TRIED, locale)


def _weight(memory: Memory, locale: Locale | None) -> str:
    half = memory.half_life
    power = "2 to the power of \u2212age / "
    weight = "1" if half is None else power + number(half, 0, locale)
    if not memory.tried:
        return (
            f"Weight of a promise by its age in days: {weight}. There are too few "
            "promises to try another half-life."
        )
    tried = ", ".join(
        "none" if one.half_life is None else number(one.half_life, 0, locale)
        for one in memory.tried
    )
    return (
        f"Weight of a promise by its age in days: {weight}. Half-lives tried: {tried}; "
        "another than 180 is taken only if it foretells the next month's promises "
        "clearly better (logarithmic loss, by more than two standard errors)."
    )
