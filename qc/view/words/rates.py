"""What is said of rates: what each is money for, and sums of money."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from qc.core.rates import CostBy, RateName, Rates
from qc.view.escape import plain
from qc.view.locales import Locale
from qc.view.numbers import DASH, MISSING, SPACE, number
from qc.view.words.names import field_name

FILE_HELP = """\
Money by your own word; what is not given here is never guessed. currency: its
sign or name. defect: an interaction with a defect, beside the time spent on it
and what was refunded; [rates.reason], [rates.severity], [rates.category],
[rates.product], [rates.channel], [rates.stage] set it for one value each, and
the first of these that has the value decides. hour: an hour of work. For the
ledgers of goodwill and of poor quality: training_hour; check, an interaction
checked; rework, one reopened or passed on; recovery, a failure made good;
promise, one broken; outreach, a piece of news; repeat, a purchase of a customer
who came back; referral, one that became a customer; customer, one won or lost;
checking, a week of checks. A rate can be a range: [10, 14]. quality: a year of
what service quality costs for the sake of word of mouth."""

NAMES: Mapping[RateName, str] = {
    RateName.DEFECT: "An interaction with a defect",
    RateName.HOUR: "An hour of work",
    RateName.TRAINING_HOUR: "An hour of training",
    RateName.CHECK: "An interaction checked",
    RateName.REWORK: "An interaction reopened or passed on",
    RateName.RECOVERY: "A failure made good",
    RateName.PROMISE: "A broken promise",
    RateName.OUTREACH: "A piece of news sent",
    RateName.REPEAT: "A purchase of a customer who came back",
    RateName.REFERRAL: "A referral that became a customer",
    RateName.CUSTOMER: "A customer won or lost",
    RateName.CHECKING: "A week of checks, surveys and ratings",
    RateName.QUALITY: "A year of service quality, for the sake of word of mouth",
}
CURRENCY = "Currency"
FORM = "What things cost"
HINT = (
    "By your own word, and kept with the settings; empty means not given. What is not "
    "given counts as nothing, and is said so."
)
HELP: Mapping[RateName, str] = {
    RateName.DEFECT: (
        "What one costs on average, beside the time spent on it and what was paid "
        "back: goods sent again, postage, a voucher."
    ),
    RateName.HOUR: "Wages and all on top of them; times the handle time of the log.",
}
CURRENCY_HELP = "As you write it: EUR, \u00a3, kr."
NOT_GIVEN = "not given"
KEEP = "Keep these rates"
NONE = "No rates are given. Money is shown only where you say what things cost."
KEPT = "The rates are kept."
_COARSE = 100
_CAUSE = 60


def help_of(label: str) -> str | None:
    """Return what is meant by a rate, by the label it is asked for."""
    told = (HELP.get(name) for name, shown in NAMES.items() if shown == label)
    return next(told, None)


def money(value: float, rates: Rates, locale: Locale | None = None) -> str:
    """Return a sum with its currency, if one was said: "1,250 EUR"."""
    shown = amount(value, locale)
    named = plain(rates.currency, limit=12)
    return f"{shown}{SPACE}{named}" if named and shown != MISSING else shown


def amount(value: float, locale: Locale | None = None) -> str:
    """Return a sum: two decimals below 100 where it needs them, else none."""
    fine = abs(value) < _COARSE and not float(value).is_integer()
    return number(value, 2 if fine else 0, locale)


def rate_lines(rates: Rates, locale: Locale | None = None) -> Iterator[str]:
    """Say each rate: "An hour of work: 38.50 EUR"."""
    for name in rates.named:
        low, _, high = rates.span(name) or (0.0, 0.0, 0.0)
        told = _exact(high, rates, locale)
        if low < high:
            told = f"{_plain(low, locale)}{DASH}{told}"
        yield f"{NAMES[name]}: {told}"
    for by, costs in rates.defect_by.items():
        for text, value in costs.items():
            told = cause(by, text)
            yield f"{NAMES[RateName.DEFECT]}, {told}: {_exact(value, rates, locale)}"


def differs(by: CostBy) -> str:
    """Ask for the costs of single values of a field."""
    return (
        f"Where it is not the same: by {field_name(by).lower()}, in place of the cost "
        "above."
    )


def cause(by: CostBy, text: str) -> str:
    """Name what a cost is for: "reason late"."""
    return f"{field_name(by).lower()} {plain(text, limit=_CAUSE)}"


def _exact(value: float, rates: Rates, locale: Locale | None) -> str:
    """Return a rate as it was given, to the second decimal."""
    shown = number(value, 0 if float(value).is_integer() else 2, locale)
    named = plain(rates.currency, limit=12)
    return f"{shown}{SPACE}{named}" if named else shown


def _plain(value: float, locale: Locale | None) -> str:
    return number(value, 0 if value.is_integer() else 2, locale)
