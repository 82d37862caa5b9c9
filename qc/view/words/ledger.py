"""What is said of the goodwill ledger, in customers and in money."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import numpy as np

from qc.chain.company import date_of
from qc.chain.ledger import DEPOSITS, WITHDRAWALS, Ledger
from qc.chain.ledger_events import Line
from qc.core.calendar import iso_week
from qc.core.kinds import Period
from qc.review.ledger import GoodwillReport, MoneyLedger
from qc.view.locales import Locale
from qc.view.numbers import DASH, MINUS, SPACE, count, number, number_of, percent
from qc.view.words.collect import listing
from qc.view.words.dates import day_month, period_label
from qc.view.words.rates import NAMES, amount, money

USE = "the goodwill ledger"
WEEK = "Week"
UNIT = "Counted in"
CUSTOMERS, MONEY = "customers", "money"
UNITS = {CUSTOMERS: "Customers", MONEY: "Money"}
OPENING, CLOSING = "Opening", "Closing"
ALL_WEEKS = "Week by week"
WHO = "Who was booked in this week"
ONE_WEEK = "The week as an account"
RUNNING = "The balance over time"
LINES: Mapping[Line, str] = {
    Line.REPEAT: "Bought again",
    Line.REFERRAL: "Brought by a customer",
    Line.RECOVERY: "Made good",
    Line.CHURN: "Fell silent",
    Line.BROKEN: "Promise broken",
}
BOOKED = ("Customer", "Booked as")
PAID, DRAWN = "Deposits", "Withdrawals"
FLOWS = "Deposits above 0, withdrawals below"
_FEW_RETURNS = 20


def headline(found: GoodwillReport, locale: Locale | None = None) -> str:
    """Say how many customers stand by the company, and what moved them of late."""
    account = found.account
    now, before = int(account.closing[-1]), int(account.opening[-1])
    week = iso_week(date_of(float(account.start[-1])))
    if now == before == 0:
        return f"No customer stands by you yet at the end of {week}."
    stand = "customer stands" if now == 1 else "customers stand"
    told = f"{count(now, locale)} {stand} by you at the end of {week}"
    if now == before:
        return f"{told}, as many as a week before."
    word = "more" if now > before else "fewer"
    return f"{told}, {count(abs(now - before), locale)} {word} than a week before."


def week_sentence(
    account: Ledger, week: int, unit: str, locale: Locale | None = None
) -> str:
    """Say a week as an account: opening, deposits, withdrawals, closing."""
    paid = float(account.sums(DEPOSITS)[week])
    drawn = float(account.sums(WITHDRAWALS)[week])

    def shown(value: float) -> str:
        return count(value, locale) if unit == CUSTOMERS else amount(value, locale)

    return (
        f"{period_label(date_of(float(account.start[week])), Period.WEEK)}: opening "
        f"{shown(float(account.opening[week]))} + deposits {shown(paid)} {MINUS} "
        f"withdrawals {shown(drawn)} = closing {shown(float(account.closing[week]))}."
    )


def money_sentence(
    found: GoodwillReport, kept: MoneyLedger, locale: Locale | None = None
) -> str:
    """Say the balance in money with its range, and what it is by."""
    middle, low, high = (
        money(float(one.closing[-1]), found.rates, locale)
        for one in (kept.middle, kept.low, kept.high)
    )
    since = day_month(date_of(float(kept.middle.start[0])))
    told = f"By your rates the account stands at {middle}, 0 being the week of {since}."
    if low != high:
        told = f"{told} Within the ranges of your rates it is {low} to {high}."
    if kept.by_margin:
        lines = listing([LINES[line].lower() for line in kept.by_margin])
        told = f"{told} Booked at the margin of the purchase: {lines}."
    return told


def needs_rates(found: GoodwillReport) -> str:
    """Say which rates a ledger in money needs."""
    names = listing([f"\u201c{NAMES[name].lower()}\u201d" for name in found.lacking])
    return (
        f"In money once you say what it costs or is worth: {names}. No rate is ever "
        "guessed. The form is below."
    )


def untold(found: GoodwillReport) -> str:
    """Say which lines are 0 because the tables do not tell."""
    names = [LINES[line].lower() for line in Line if not found.told[line]]
    if not names:
        return ""
    return f"Not told by your data, so 0 here: {listing(names)}."


def silence_line(found: GoodwillReport, locale: Locale | None = None) -> str:
    """Say how many of those who fell silent came back after all."""
    if found.fell < _FEW_RETURNS:
        return ""
    share = percent(found.returned / found.fell, locale)
    return (
        f"Of {count(found.fell, locale)} silences so far, {share} ended in an order "
        "all the same; those customers were booked in again."
    )


def changed(line: Line, value: float, locale: Locale | None = None) -> str:
    """Return an entry with its sign: "+9", a minus for a withdrawal."""
    sign = "+" if line in DEPOSITS else MINUS
    return f"{sign}{amount(value, locale)}" if value else "0"


def span(low: float, high: float, locale: Locale | None = None) -> str:
    """Return a range of money, or one sum where its ends are the same."""
    if amount(low, locale) == amount(high, locale):
        return amount(low, locale)
    between = DASH if low >= 0 else f"{SPACE}to{SPACE}"
    return f"{amount(low, locale)}{between}{amount(high, locale)}"


def headings(unit: str) -> tuple[str, ...]:
    """Name the columns of the account."""
    closing = [CLOSING] if unit == CUSTOMERS else [CLOSING, "Range by your rates"]
    return (WEEK, OPENING, *(LINES[line] for line in Line), *closing)


def definitions(found: GoodwillReport, locale: Locale | None = None) -> Iterator[str]:
    """Say how each line is counted."""
    times = number(found.card.silent_after, 1, locale)
    yield (
        "Closing = opening + deposits \u2212 withdrawals, in every week. A customer is "
        "in the balance once or not at all, and has at most one deposit and one "
        "withdrawal a week. This is our own definition of goodwill, not a standard."
    )
    yield (
        "Bought again (deposit): a purchase on a later day than the first, of a "
        "customer who was not in the balance: the second purchase, or one after a "
        "silence or a broken promise. A first purchase alone is no goodwill yet."
    )
    yield (
        "Brought by a customer (deposit): the first purchase of a customer whom "
        "another one recommended."
    )
    yield (
        "Made good (deposit): the last open failure of a customer was recovered, and "
        "it had taken them out of the balance."
    )
    yield (
        f"Fell silent (withdrawal): no purchase for {times} times the customer\u2019s "
        "own usual time between orders, which is the mean of their times so far and "
        "one time of the middle customer; or a reason says that they leave. Who orders "
        "before the week is over has not fallen silent. Ends of contracts are known "
        "only if a reason of an interaction names them."
    )
    yield (
        "Promise broken (withdrawal): an interaction with a defect, or resolved after "
        "the time promised. It counts until it is made good, or until the customer "
        "buys again in spite of it."
    )
    yield from _money_definitions(found, locale)


def _money_definitions(found: GoodwillReport, locale: Locale | None) -> Iterator[str]:
    back = percent(found.card.made_good, locale)
    yield (
        "In money, each customer has an account: paid in are purchases after the first "
        "day and, to whoever brought them, the first purchase of a recommended "
        "customer, at your rates or else at their margin; drawn is your rate for each "
        f"broken promise, of which {back} come back when it is made good. Who falls "
        "silent takes a balance above 0 along; one below 0 stays on the books. Here "
        "every purchase and every failure counts, not only what moves a customer in or "
        "out."
    )
    yield (
        "The range: all that is paid in at the lower end of your rates and all that is "
        "drawn at the upper end, and the other way round. It knows only the doubt in "
        "your rates."
    )


def newest(found: GoodwillReport, most: int) -> tuple[int, ...]:
    """Return the weeks that can be picked, the newest first."""
    weeks = len(found.account)
    return tuple(int(i) for i in np.arange(weeks)[::-1][:most])


def week_name(found: GoodwillReport, week: int) -> str:
    """Name a week."""
    return period_label(date_of(float(found.account.start[week])), Period.WEEK)


def booked_line(n: int, shown: int, locale: Locale | None = None) -> str:
    """Say how many entries there are, and how many are listed."""
    told = number_of(n, "entry", "entries", locale)
    return (
        told if shown == n else f"{told}; the first {count(shown, locale)} are listed"
    )
