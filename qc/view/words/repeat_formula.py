"""The figures of repeat business: definitions, and formulas with their numbers."""

from __future__ import annotations

from collections.abc import Iterator

from qc.chain.btyd import Model
from qc.chain.spend import MOST_RELATED
from qc.review.repeat import RepeatBusiness, RepeatForecast
from qc.view.locales import Locale
from qc.view.numbers import number

_MEANINGS = {
    "r": "r",
    "alpha": "\u03b1",
    "a": "a",
    "b": "b",
    "s": "s",
    "beta": "\u03b2",
}


def curve_formulas(
    found: RepeatBusiness, locale: Locale | None = None
) -> Iterator[str]:
    """Say what the curves are."""
    yield (
        "A purchase is a day on which a customer bought: rows of one customer and day "
        "are one. The first makes a customer, and counts neither as coming back nor in "
        "what is spent when coming back."
    )
    yield (
        "Share who come back: 1 \u2212 the product of (1 \u2212 d/n) over the days on "
        "which somebody came back, d who did, n who had been watched that long and had "
        "not yet (Kaplan-Meier); interval by Greenwood\u2019s variance of log(\u2212"
        "log). Who has not come back yet counts as having waited so far."
    )
    share = found.curves.share
    if share.known:
        yield (
            "Share so far, which is lower, since the newest had no time: "
            f"{number(share.value * share.n, 0, locale)} / {number(share.n, 0, locale)}"
            " (interval: Wilson)."
        )
    yield (
        "How often: the sum over ages of purchases at that age / customers watched to "
        "at least that age (mean cumulative function; robust variance on the scale of "
        "the logarithm). Drawn while 30 customers, or a tenth, are watched."
    )


def forecast_formulas(
    found: RepeatForecast, locale: Locale | None = None
) -> Iterator[str]:
    """Say how forecasts come about, with the parameters that were fitted."""
    yield (
        "Each customer buys at a rate of their own and leaves unseen with a chance "
        "of their own; from how often and how lately each bought follow rate and "
        "chance (MBG/NBD: leaves after a purchase, the first included; Pareto/NBD: "
        "at any moment). BG/NBD calls everybody alive who never came back, so it is a "
        "check only. Parameters by maximum likelihood; times in weeks."
    )
    for one in found.ahead.models:
        if one.fit.known:
            params = ", ".join(
                f"{_MEANINGS[name]} = {number(value, 3, locale)}"
                for name, value in one.fit.params.items()
            )
            yield f"{_NAMES[one.model]}: {params}."
    yield (
        "Interval of a total: chance (what each customer does), learning (the error of "
        "the parameters), and the mean square by which forecasts of 90 days from past "
        "days missed beyond both, as a share of the total; together as a gamma law."
    )
    if found.worth is not None and found.worth.law is not None:
        yield (
            "Worth of a purchase: each customer\u2019s own mean, drawn towards that of "
            "all (Gamma-Gamma), where the correlation of how much and how often is "
            f"less than {number(MOST_RELATED, 1, locale)}; else the average over "
            "customers who came back. First purchases do not count."
        )


_NAMES = {
    Model.MBG_NBD: "MBG/NBD",
    Model.PARETO_NBD: "Pareto/NBD",
    Model.BG_NBD: "BG/NBD",
}
