"""What is said of customers as a supply: flows, rhythm, concentration, risk."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping

from qc.chain.company import Source, date_of
from qc.chain.supply import Supply
from qc.chain.supply_concentration import Concentration, Of
from qc.core.kinds import Period
from qc.review.supply import SupplyReport
from qc.view.escape import plain
from qc.view.locales import Locale
from qc.view.numbers import MISSING, SPACE, count, number, number_of, percent
from qc.view.words.collect import INDICATIVE, listing, shortage
from qc.view.words.dates import period_label
from qc.view.words.rates import money

USE = "customers as a supply"
BY = "By"
PERIODS: Mapping[str, str] = {Period.WEEK: "Week", Period.MONTH: "Month"}
FLOW = "Customers coming, staying, going"
RHYTHM = "Time between orders, against each customer\u2019s own"
PARTS = "How much hangs on few customers"
RISK = "Supply at risk"
PROMISES = "Promises kept on both sides"
STOCK, IN_AND_OUT = "Active customers", "Came above 0, went below"
BACK, SILENT, LEFT = "Back again", "Fell silent", "Left"
SOURCES: Mapping[Source, str] = {
    Source.REFERRAL: "New, recommended",
    Source.CAMPAIGN: "New, by campaign",
    Source.ORGANIC: "New, by themselves",
    Source.UNKNOWN: "New, source unknown",
}
FLOW_TABLE = ("Active at start", *SOURCES.values(), BACK, SILENT, LEFT, "Active at end")
LEAD_TABLE = (
    "Orders after the first",
    "Median days",
    "Of own usual time",
    "Longer by half",
)
PARTS_TABLE = ("Figure", "Value", "95 % interval")
SILENT_TABLE = (
    "Customer",
    "Last order",
    "Orders",
    "Usual days",
    "Silent for",
    "Still expected",
    "Mean order",
)
PROMISES_TABLE = (
    "Our promises of time due",
    "Kept",
    "Our interactions judged",
    "Without a defect",
    "Not kept by customers",
)
_OF: Mapping[Of, str] = {
    Of.MARGIN: "the margin",
    Of.AMOUNT: "the sales",
    Of.ORDERS: "the orders",
}
_RECENT = 13
CURVE_X, CURVE_Y = "Customers, the largest first", "Their share of {what}"
EVEN = "all alike"


def headline(found: SupplyReport, locale: Locale | None = None) -> str:
    """Say how many customers are active, and how many came and went of late."""
    flow, period = found.flow, found.by.value
    came = int(flow.new[-1].sum() + flow.back[-1])
    went = int(flow.silent[-1] + flow.left[-1])
    now = int(flow.stock[-1])
    noun = "customer is" if now == 1 else "customers are"
    return (
        f"{count(now, locale)} {noun} active; in the last {period}, "
        f"{count(came, locale)} came and {count(went, locale)} went."
    )


def trend(found: SupplyReport, locale: Locale | None = None) -> str:
    """Say what came and went over the last quarter or year."""
    flow = found.flow
    k = min(len(flow), _RECENT)
    came = int(flow.new[-k:].sum() + flow.back[-k:].sum())
    went = int(flow.silent[-k:].sum() + flow.left[-k:].sum())
    net = came - went
    word = "grew" if net > 0 else "shrank"
    moved = (
        "stayed as large"
        if not net
        else f"{word} by {number_of(abs(net), 'customer', 'customers', locale)}"
    )
    return (
        f"{_lately(found, k, locale)} the supply {moved}: "
        f"{count(came, locale)} came, {count(went, locale)} went."
    )


def silence_notes(found: SupplyReport, locale: Locale | None = None) -> Iterator[str]:
    """Say how silence is judged, and how often it was no farewell."""
    times = number(found.card.silent_after, 1, locale)
    yield f"Silent: no order for {times} times the customer\u2019s own usual time."
    if found.flow.fell:
        share = percent(found.flow.returned / found.flow.fell, locale)
        yield f"{share} of all silences so far ended in an order all the same."
    if not found.told_leaving:
        yield "No reason in your log says that a customer leaves."


def parts_line(parts: Concentration, locale: Locale | None = None) -> str:
    """Say what share of the business the largest customers make."""
    if not parts.gini.known:
        return "Nothing was bought in the last year, so there is nothing to share out."
    if parts.gini.short:
        return f"{INDICATIVE} {shortage(parts.gini.short, locale)}"
    tops = [
        f"the largest {percent(top, locale)} make {percent(found.value, locale)}"
        for top, found in parts.tops
    ]
    alike = 1 / parts.herfindahl.value
    return (
        f"Of {_OF[parts.of]} of the last year, {listing(tops)}: as concentrated as "
        f"with {count(round(alike), locale)} customers of one size, where there are "
        f"{count(parts.customers, locale)}."
    )


def parts_rows(parts: Concentration, locale: Locale | None = None) -> list[list[str]]:
    """Return the figures of concentration with their intervals."""
    rows = [
        [
            f"Share of the largest {percent(top, locale)}",
            percent(found.value, locale, decimals=1),
            _share_span(found.interval, locale),
        ]
        for top, found in parts.tops
    ]
    for name, one, decimals in (
        ("Gini coefficient (0: all alike, 1: one has all)", parts.gini, 3),
        ("Herfindahl index (sum of squared shares)", parts.herfindahl, 5),
    ):
        low, high = (number(end, decimals, locale) for end in one.interval)
        rows.append([name, number(one.value, decimals, locale), f"{low} to {high}"])
    return rows


def _share_span(ends: tuple[float, float], locale: Locale | None) -> str:
    low, high = ends
    if math.isnan(low):
        return MISSING
    return f"{percent(low, locale, decimals=1)} to {percent(high, locale, decimals=1)}"


def what(parts: Concentration) -> str:
    """Name what is shared out: "the margin"."""
    return _OF[parts.of]


def risk_line(found: SupplyReport, locale: Locale | None = None) -> str:
    """Say which purchases may not come."""
    risk = found.risk
    n, days = count(len(risk.silent), locale), count(risk.days, locale)
    if not len(risk.silent):
        return "No customer is silent beyond their own rhythm."
    noun = "customer is" if len(risk.silent) == 1 else "customers are"
    told = f"{n} {noun} silent beyond their own rhythm."
    if math.isnan(risk.still.value):
        return f"{told} {shortage(risk.still.short, locale)}".strip()
    low, high = (number(end, 0, locale) for end in risk.still.interval)
    share = percent(risk.still.value / risk.all.value if risk.all.value else 0, locale)
    told = (
        f"{told} Of them {number(risk.still.value, 0, locale)} orders are still "
        f"expected in the next {days} days (95{SPACE}% sure between {low} and {high}), "
        f"{share} of all that are expected: the supply at risk."
    )
    if math.isfinite(risk.money):
        worth = money(risk.money, found.rates, locale)
        told = f"{told} At each customer\u2019s mean order that is {worth}."
    return f"{told} {shortage(risk.still.short, locale)}".strip()


def promises_line(found: SupplyReport, locale: Locale | None = None) -> str:
    """Say how promises were kept of late, on both sides."""
    kept = found.promises
    if kept is None:
        return "No interactions are loaded, so no promises are known."
    k = min(len(found.flow), _RECENT)
    due, in_time = int(kept.due[-k:].sum()), int(kept.in_time[-k:].sum())
    judged, sound = int(kept.judged[-k:].sum()), int(kept.sound[-k:].sum())
    parts = []
    if due:
        parts.append(f"{percent(in_time / due, locale)} of our promises of time kept")
    if judged:
        parts.append(
            f"{percent(sound / judged, locale)} of interactions without a defect"
        )
    ours = listing(parts) or "no promise of ours is told"
    if kept.told:
        n, met = int(kept.broken_by_them[-k:].sum()), int(kept.met[-k:].sum())
        of = f"{count(n, locale)} of {count(met, locale)} interactions"
        theirs = f"customers did not keep theirs in {of}"
    else:
        theirs = "what customers promised is not told by your data"
    return f"{_lately(found, k, locale)}: {ours}; {theirs}."


def _lately(found: SupplyReport, k: int, locale: Locale | None) -> str:
    one = found.by.value
    return f"In the last {one if k == 1 else f'{count(k, locale)} {one}s'}"


def period(start: int, by: Period) -> str:
    """Name a period."""
    return period_label(date_of(float(start)), by)


def sources_there(flow: Supply) -> list[Source]:
    """Return the sources that any customer came by."""
    return [one for i, one in enumerate(Source) if flow.new[:, i].any()]


def customer(found: SupplyReport, which: int) -> str:
    """Name a customer by their id."""
    return plain(found.customers[which], limit=60)
