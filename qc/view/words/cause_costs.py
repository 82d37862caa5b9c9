"""What is said of what defects cost: the dear few, what the money is made of."""

from __future__ import annotations

from collections.abc import Iterator

from qc.core.rates import RateName, Rates
from qc.review.cause_costs import Costs
from qc.review.cost_tallies import Spent
from qc.view.locales import Locale
from qc.view.numbers import count, number_of, percent
from qc.view.words.causes import cause_name
from qc.view.words.rates import money, rate_lines

COSTS = "What the defects cost"
TABLE = "The costs as a table, and how they are made"
CHANGES_TABLE = "Costs before and after as a table"
UNKNOWN = (
    "What a defect costs is not in the log, and nobody has said it yet. Say below what "
    "one costs: no figure here is guessed."
)
UNKNOWN_CLI = (
    "What a defect costs is not in the log, and nobody has said it yet. Say it: "
    "python -m qc rates currency=EUR defect=25 hour=38.50"
)
NOTE = (
    "Shares of the money. Solid bars: the dear few, which make up 80\u00a0% of what "
    "names a cause. Thin lines: 95\u00a0% interval of each share, as defects come by "
    "chance; your rates are taken as exact."
)
COLUMNS = (
    "Cause",
    "Defective interactions",
    "Cost",
    "For each",
    "Share",
    "95 % interval",
    "Share up to here",
    "By your rates",
    "Working time",
    "Refunded",
)
_MOST_NAMED = 5


def costs_sentence(found: Costs, locale: Locale | None = None) -> str:
    """Say which causes make up most of what defects cost."""
    judged = number_of(
        found.judged, "judged interaction", "judged interactions", locale
    )
    if not found.spent.defectives:
        return f"No defect among {judged}."
    if not found.spent.cost:
        return UNKNOWN
    whole = money(found.spent.cost, found.rates, locale)
    of = number_of(
        found.spent.defectives,
        "defective interaction",
        "defective interactions",
        locale,
    )
    if not found.vital:
        return f"{of} cost {whole}; no few causes stand out.{_rest(found, locale)}"
    named = _listed(found, locale)
    share = percent(sum(bar.share for bar in found.vital), locale)
    return f"{share} of {whole} in {of}: {named}.{_rest(found, locale)}"


def parts_sentence(found: Costs, locale: Locale | None = None) -> str:
    """Say what the money is made of: "12,000 EUR by your rates, 300 EUR refunded"."""
    spent, rates = found.spent, found.rates
    parts = {
        "by your rates": spent.rate,
        "for working time": spent.work,
        "refunded": spent.refunds,
    }
    said = [f"{money(one, rates, locale)} {of}" for of, one in parts.items() if one]
    return f"{', '.join(said)}." if said else ""


def formula_lines(rates: Rates, locale: Locale | None = None) -> Iterator[str]:
    """Say how a cost is made, and with which rates."""
    yield (
        "Cost of an interaction with a defect = your rate for it + its handle time "
        "\u00d7 your rate of an hour + what was paid back (amounts below zero of the "
        "transactions that name it, else its own). What is not known counts as nothing."
    )
    if rates.defect_by:
        yield (
            "Your rate is that of the first field that has one for its value, else the "
            "usual one."
        )
    if RateName.HOUR not in rates.named:
        yield "Working time is not counted: no rate of an hour is given."
    shown = [RateName.DEFECT, RateName.HOUR]
    named = {name: rates.named[name] for name in shown if name in rates.named}
    used = Rates(currency=rates.currency, named=named, defect_by=rates.defect_by)
    yield from (f"{line}." for line in rate_lines(used, locale))


def each(spent: Spent, rates: Rates, locale: Locale | None = None) -> str:
    """Return what one defective interaction of a cause costs on average."""
    return money(spent.cost / spent.defectives, rates, locale)


def _listed(found: Costs, locale: Locale | None) -> str:
    names = [cause_name(bar.kind, bar.cause, bar.causes, 40) for bar in found.vital]
    more = len(names) - _MOST_NAMED
    rest = f" and {count(more, locale)} more" if more > 0 else ""
    return ", ".join(names[:_MOST_NAMED]) + rest


def _rest(found: Costs, locale: Locale | None) -> str:
    if not found.spent.silent:
        return ""
    silent = count(found.spent.silent, locale)
    has = "has" if found.spent.silent == 1 else "have"
    return f" {silent} of them {has} no known cost and count as nothing."
