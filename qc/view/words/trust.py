"""What is said of trust: how far it goes, how it moved, and what it foretells."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping

import numpy as np

from qc.chain.company import date_of
from qc.chain.evidence import Estimate
from qc.chain.trust_origins import HORIZON as DAYS_AHEAD
from qc.chain.trust_validation import Doubt, Target, Validation
from qc.review.trust import Trust
from qc.view.locales import Locale
from qc.view.numbers import (
    MISSING,
    SPACE,
    Scale,
    count,
    number,
    number_of,
    percent,
)
from qc.view.words.collect import shortage
from qc.view.words.dates import full_date
from qc.view.words.sure import between, share_scale, sure

USE = "how far customers can trust you"
SPREAD = "How trust is spread over customers"
MOVED = "How trust moved"
FORETELLS = "Does trust foretell anything?"
BROKEN = "Promises broken, week by week"
CALIBRATION = "Foretold, and what came"
TABLE = "As a table"
CUSTOMERS = "customers"
INDEX = "Trust"
FORETOLD = "chance foretold"
CAME = "share that came"
MEAN = "mean"
LOWEST = "lowest tenth below"
WHICH = "What is foretold"
HOVER_WEEK = f"%{{text}}: %{{y:.1f}}{SPACE}%<extra></extra>"
HOVER_TENTH = (
    f"foretold %{{x:.1f}}{SPACE}%, came %{{y:.1f}}{SPACE}% of %{{text}}<extra></extra>"
)
HOVER_BAR = "trust %{text}: %{y} customers<extra></extra>"
NOT_A_LIMIT = (
    "The index remembers, so its weeks hang together and have no control limits: "
    "signals are read from the chart of promises broken below."
)

TARGETS: Mapping[Target, str] = {
    Target.PROMISES: "promises kept",
    Target.REPEAT: "buying again",
    Target.REFERRAL: "recommending you",
}
_PAIR: Mapping[Target, str] = {
    Target.PROMISES: "a promise that was kept and one that was broken",
    Target.REPEAT: "a customer who bought again and one who did not",
    Target.REFERRAL: "a customer who recommended you and one who did not",
}
EVENTS: Mapping[Target, str] = {
    Target.PROMISES: "broken promises",
    Target.REPEAT: "customers who bought again, or who did not",
    Target.REFERRAL: "customers who recommended you",
}
VERDICTS: Mapping[Doubt, str] = {
    Doubt.NO_DATA: "nothing to judge by yet",
    Doubt.FEW_EVENTS: "not validated: too few events",
    Doubt.NO_SKILL: "not validated: no better than the usual chance",
    Doubt.WORSE: "not validated: worse than the usual chance",
    Doubt.NOTHING_NEW: "not validated: says nothing new",
}
VALIDATED = "validated"
NEED = "It takes 39 weeks of interactions, and something that came after."
ON_THE_LINE = (
    "Each point is a tenth of them, by the chance foretold. Where points lie on the "
    "dashed line, what was foretold came."
)
NO_WEEK = "There is no whole week yet."
VALIDATIONS = (
    "What is foretold",
    "Verdict",
    "Ranked right (AUC)",
    "Better than the usual chance",
    "Added to recency and frequency",
    "Events",
    "Customers",
    "Past days",
)
TENTHS = ("Tenth", "Chance foretold", "Share that came", "95 % sure", "n")
WEEKS = ("Week", "Mean trust", "95 % sure", "Customers", "Promises", "Kept")
SPREADS = ("Trust", "Customers")


def headline(found: Trust, locale: Locale | None = None) -> str:
    """Say in one sentence how far customers can trust the company."""
    scale = share_scale(locale)
    mean = found.mean
    if found.prior.short:
        return (
            "How far customers can trust you cannot be told yet. Kept so far: "
            f"{count(found.kept, locale)} of "
            f"{number_of(found.promised, 'promise', 'promises', locale)}."
        )
    return (
        f"A customer can count on {scale.value(mean.value)} of your promises"
        f"{sure(mean.interval, scale)}: the mean trust of "
        f"{number_of(mean.n, 'customer', 'customers', locale)}."
    )


def facts(found: Trust, locale: Locale | None = None) -> Iterator[str]:
    """Say what the index is made of, and what it leaves out."""
    share = found.kept / found.promised if found.promised else math.nan
    yield (
        f"{number_of(found.promised, 'promise', 'promises', locale)} with a known "
        "outcome until "
        f"{full_date(found.last)}, {percent(share, locale, decimals=1)} kept. "
        "Every interaction makes two: nothing defective, and done by the time "
        "promised. "
        "What customers do for you (buying, recommending, staying) is left out."
    )
    yield forgetting(found, locale)
    yield differing(found, locale)


def forgetting(found: Trust, locale: Locale | None = None) -> str:
    """Say how soon a promise is forgotten, and why."""
    memory = found.memory
    why = "so the next promises were foretold best" if memory.chosen else "by default"
    if memory.half_life is None:
        return f"No promise is forgotten: {why}."
    days = number_of(memory.half_life, "day", "days", locale)
    return f"A promise weighs half after {days}: {why}."


def differing(found: Trust, locale: Locale | None = None) -> str:
    """Say how much customers differ, and where one stands of whom nothing is known."""
    prior = found.prior
    usual = percent(prior.mean, locale, decimals=1)
    if prior.short:
        return (
            f"How much customers differ cannot be told yet; the usual trust is {usual}."
        )
    if prior.alike:
        return f"Customers differ no more than by chance: all stand near {usual}."
    half = number_of(round(prior.strength), "promise", "promises", locale)
    limit = percent(found.limit, locale, decimals=1)
    return (
        f"A customer of whom nothing is known stands at {usual}; after {half} their "
        f"own count for half. The true shares of the lowest tenth lie below {limit}: "
        "what is known of each customer shows fewer of them than there are."
    )


def validation(found: Validation, locale: Locale | None = None) -> str:
    """Say in a sentence or two whether the index foretells one thing."""
    name, one = TARGETS[found.target], found.judged
    if one is None:
        return f"Trust and {name}: {VERDICTS[Doubt.NO_DATA]}. {NEED}"
    ranked = (
        f"of {_PAIR[found.target]}, trust put the first higher in "
        f"{number(100 * one.auc.value, 0, locale)} of 100 pairs "
        f"(AUC {auc(found, locale)}; 0.5 is a coin)"
    )
    if found.doubt is None:
        return f"Trust foretells {name}: {ranked}."
    why = {
        Doubt.FEW_EVENTS: shortage(found.short, locale),
        Doubt.NO_SKILL: "the chances it tells were no better than the usual one told "
        f"to all (better by {skill(found, locale)}: 0 cannot be ruled out).",
        Doubt.WORSE: "the chances it tells were worse than the usual one told to all "
        f"(better by {skill(found, locale)}).",
        Doubt.NOTHING_NEW: "how often and how lately a customer came says as much "
        f"without it (it adds {gain(found, locale)} to the AUC).",
    }[found.doubt]
    return f"Trust is not validated for {name}: {why} Seen so far: {ranked}."


def verdict(found: Validation) -> str:
    """Return whether the index foretells one thing, in a few words."""
    return VALIDATED if found.doubt is None else VERDICTS[found.doubt]


def auc(found: Validation, locale: Locale | None = None) -> str:
    """Return how well it ranks, with its interval."""
    scale = Scale(decimals=2, locale=locale)
    return _told(found.judged.auc, scale) if found.judged else MISSING


def skill(found: Validation, locale: Locale | None = None) -> str:
    """Return by how much its chances are better than the usual one, with interval."""
    return _told(found.judged.skill, share_scale(locale)) if found.judged else MISSING


def gain(found: Validation, locale: Locale | None = None) -> str:
    """Return what it adds to the ranking by frequency and recency, with interval."""
    scale = Scale(decimals=3, locale=locale)
    return _told(found.judged.gain, scale) if found.judged else MISSING


def tried(found: Validation, locale: Locale | None = None) -> str:
    """Say what a validation rests on."""
    days = number_of(found.origins, "past day", "past days", locale)
    customers = number_of(found.customers, "customer", "customers", locale)
    events = f"{count(found.events, locale)} {EVENTS[found.target]}"
    return f"Tried from {days}, {DAYS_AHEAD} days ahead each: {customers}, {events}."


def weeks_line(found: Trust, locale: Locale | None = None) -> str:
    """Say where the mean trust stood first and stands now."""
    weeks, scale = found.weeks, share_scale(locale)
    known = np.flatnonzero(np.isfinite(weeks.mean))
    if not known.size:
        return NO_WEEK
    first, last = int(known[0]), int(known[-1])
    change = 100 * float(weeks.mean[last] - weeks.mean[first])
    moved = f"{'+' if change >= 0.05 else ''}{number(change, 1, locale)}"
    ends = (float(weeks.low[last]), float(weeks.high[last]))
    return (
        f"Mean trust of customers served within half a year: "
        f"{scale.value(float(weeks.mean[last]))}{sure(ends, scale)} in the week of "
        f"{full_date(date_of(weeks.week[last]))}, {moved}{SPACE}points against that of "
        f"{full_date(date_of(weeks.week[first]))}."
    )


def spread_line(found: Trust, locale: Locale | None = None) -> str:
    """Say between which values the trust of most customers lies."""
    scale = share_scale(locale)
    low, high = np.percentile(found.value, [5, 95])
    middle = number(float(np.median(found.evidence)), 1, locale)
    return (
        f"Nine in ten customers lie between {scale.value(float(low))} and "
        f"{scale.value(float(high))}. Behind the middle one stand {middle} promises, "
        "the older ones counted for less."
    )


def _told(one: Estimate, scale: Scale) -> str:
    if not one.known:
        return MISSING
    ends = between(one.interval, scale)
    shown = scale.value(one.value)
    return shown if ends == MISSING else f"{shown} ({ends})"
