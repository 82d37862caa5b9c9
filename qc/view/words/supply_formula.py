"""The figures of customers as a supply: definitions and formulas."""

from __future__ import annotations

from collections.abc import Iterator

from qc.chain.company import date_of
from qc.review.supply import SupplyReport
from qc.view.locales import Locale
from qc.view.numbers import number
from qc.view.words.dates import full_date


def definitions(found: SupplyReport, locale: Locale | None = None) -> Iterator[str]:
    """Say how each figure is computed."""
    times = number(found.card.silent_after, 1, locale)
    yield (
        "Active at end = active at start + new + back again \u2212 fell silent \u2212 "
        "left, in every period. New is a customer\u2019s first order; one order a "
        "customer and day; refunds are none."
    )
    yield (
        "Customers from before the log are known only where a table names them, so the "
        "first months show fewer active customers than there were."
    )
    yield (
        "Usual time between orders: (the middle customer\u2019s mean time + days from "
        "the customer\u2019s first order to the last) / (1 + orders after the first), "
        f"as known at the time. Silent after {times} of them: of orders that come at "
        "random at a rate of one\u2019s own, about one in twenty takes longer, up to "
        "one in twelve where few orders are known. The file supply.toml in the "
        "workspace can say otherwise."
    )
    yield (
        "Time between orders: on the chart, the share that took more than one and a "
        "half usual times; in the table, the median over all orders that were not the "
        "first; beside it the median of time over own usual time as known before."
    )
    first, after = (date_of(float(day)) for day in found.year)
    yield (
        f"Concentration: of purchases from {full_date(first)} on, before "
        f"{full_date(after)}. Gini = twice the area under the curve, less 1; "
        "Herfindahl = sum of squared shares; intervals by drawing customers anew, "
        "300 times."
    )
    yield (
        "Still expected: orders in the time ahead by the MBG/NBD model of repeat "
        "business, given each customer\u2019s history and silence; its interval holds "
        "chance and the doubt in the parameters. Contracts and seasons are not in it."
    )
