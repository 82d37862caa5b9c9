"""What is said of repeat business to come: how much, how surely, and who says so."""

from __future__ import annotations

import math
from collections.abc import Iterator

from qc.chain.btyd import Model
from qc.chain.buying import Worth
from qc.chain.forecast import Total
from qc.review.repeat import RepeatForecast
from qc.view.locales import Locale
from qc.view.numbers import MISSING, Scale, count, percent
from qc.view.words.collect import shortage
from qc.view.words.sure import money, sure

TO_COME = "Repeat business to come"
TRIED = "Forecasts from past days, beside what came"
MODELS = "Three models, side by side"
MODEL_NAMES = {
    Model.MBG_NBD: "MBG/NBD (the one that counts)",
    Model.PARETO_NBD: "Pareto/NBD",
    Model.BG_NBD: "BG/NBD (a check)",
}
WORTH = {
    Worth.MARGIN: "margin",
    Worth.AMOUNT: "amount paid",
    Worth.NOTHING: "your rate for a repeat purchase",
}
NO_MONEY = (
    "No money: the transactions have no amounts, and no rate for a repeat purchase was "
    "given. Load amounts or margins, or give a rate in the goodwill ledger."
)


def forecast_line(found: RepeatForecast, locale: Locale | None = None) -> str:
    """Say how much repeat business is to come."""
    ahead = found.ahead
    if ahead.short:
        return f"No forecast yet. {shortage(ahead.short, locale)}"
    first = ahead.models[0].totals[0]
    scale = Scale(decimals=0, locale=locale)
    told = (
        f"In the next {int(first.days)} days these {count(first.customers, locale)} "
        f"customers will make some {scale.number(first.value)} repeat purchases"
        f"{sure(first.interval, scale)}"
    )
    if not found.money:
        return f"{told}."
    worth = money(found.money[0], found.currency, locale)
    kind = WORTH[found.worth.worth] if found.worth else ""
    return f"{told}, worth {worth} by {kind}."


def forecast_notes(
    found: RepeatForecast, locale: Locale | None = None
) -> Iterator[str]:
    """Say what a forecast counts, and how good past ones were."""
    yield (
        "Only customers there are today; who comes new is not in it. Nothing is known "
        "of campaigns or seasons to come."
    )
    tried = found.ahead.tried
    if tried.trials:
        many = len(tried.trials)
        times = "time" if many == 1 else "times"
        came = percent(tried.ratio, locale)
        naive = percent(tried.naive_ratio, locale)
        yield (
            f"Tried {many} {times} from past days: what came was {came} of what had "
            f"been forecast, and {naive} of what there would have been had each gone "
            "on at the rate so far. An interval for chance alone held "
            f"{tried.covered} of {many}."
        )
    if tried.short:
        yield (
            "Not held against the past enough: the interval knows chance only. "
            f"{shortage(tried.short, locale)}"
        )
    else:
        yield "The interval includes by how much past forecasts missed, beyond chance."
    if not found.money:
        yield NO_MONEY
    elif found.worth and not found.worth.by_law and found.worth.law is not None:
        yield (
            "Each purchase is taken at the average of those who came back: "
            f"{_why_average(found, locale)}"
        )


def _why_average(found: RepeatForecast, locale: Locale | None) -> str:
    law = found.worth.law if found.worth else None
    told = shortage(law.short if law else (), locale)
    return f"{told[:1].lower()}{told[1:]}"


def disagreement(found: RepeatForecast) -> str:
    """Say whether another model lies outside the interval of the one that counts."""
    main = found.ahead.models[0].totals[0]
    low, high = main.interval
    others = found.ahead.models[1:]
    if not others or not math.isfinite(low):
        return ""
    if all(low <= each.totals[0].value <= high for each in others):
        return "All lie within the interval of the first."
    return (
        "They differ by more than the interval of the first: what kind of customers "
        "these are is in doubt, so plan with the widest range."
    )


def total_cell(total: Total, locale: Locale | None = None) -> str:
    """Return a total with its interval as a cell."""
    scale = Scale(decimals=0, locale=locale)
    low, high = total.interval
    if not math.isfinite(total.value):
        return MISSING
    span = f" ({scale.span(low, high)})" if math.isfinite(low) else ""
    return f"{scale.number(total.value)}{span}"
