"""What is said of relationships at risk: how much, whose, and why."""

from __future__ import annotations

import math
from collections.abc import Iterator

from qc.chain.buying import Worth
from qc.chain.company import date_of
from qc.chain.trust_promises import Promise
from qc.chain.trust_reasons import NEVER
from qc.chain.trust_risk import AtRisk
from qc.core.kinds import Stage
from qc.review.trust import CustomerTrust, RiskList
from qc.view.escape import plain
from qc.view.locales import Locale
from qc.view.numbers import MISSING, SPACE, Scale, count, number, number_of, percent
from qc.view.words.collect import shortage
from qc.view.words.dates import full_date
from qc.view.words.names import name
from qc.view.words.sure import between, money_scale, share_scale, sure

USE = "whose trust is at risk"
USUAL = "usual trust"
MARKS = (
    "Dots: promises kept. Triangles: promises broken, hollow where made good. The band "
    "is the 90 % interval."
)
TITLE = "Relationships at risk"
PICK = "Choose a row to see what was promised to this customer."
PROMISED = "Every promise to this customer"
DAYS = 180
_FIRST = 3  # reasons told in one line
PROMISES = ("Known on", "Promise", "Stage", "Outcome", "Severity")
KINDS = {Promise.RELIABILITY: "no defect", Promise.RESPONSIVENESS: "done in time"}
_BROKEN = {Promise.RELIABILITY: "defect", Promise.RESPONSIVENESS: "late"}
_WORTH = {
    Worth.MARGIN: "margin",
    Worth.AMOUNT: "sales",
    Worth.NOTHING: "worth by your own rate",
}
_SEVERE = 1.0


def headline(found: RiskList, locale: Locale | None = None) -> str:
    """Say how many relationships are at risk, and what hangs on them."""
    risk = found.risk
    if not len(risk):
        return "No relationship is at risk, as far as these data show."
    many = number_of(len(risk), "relationship is", "relationships are", locale)
    if not risk.forecast:
        return f"{many} at risk."
    scale = _scale(found, risk.total.value, locale)
    what = _WORTH[found.worth] if found.worth is not None else ""
    value = f"{scale.value(risk.total.value)}{sure(risk.total.interval, scale)}"
    if not risk.in_money:
        return (
            f"{many} at risk, and with them {value} purchases of the next {DAYS} days."
        )
    return f"{many} at risk, and with them {what} of {value} in the next {DAYS} days."


def notes(found: RiskList, locale: Locale | None = None) -> Iterator[str]:
    """Say what the list is ranked by, who is in it, and who is not."""
    risk = found.risk
    limit = percent(risk.limit, locale, decimals=1)
    rank = (
        f"At stake: what is expected of a customer in the next {DAYS} days, times the "
        f"chance that their trust lies below {limit}, where the lowest tenth of all "
        "customers is."
    )
    alone = (
        f"Ranked by the chance that trust lies below {limit}, where the lowest tenth "
        "of all customers is."
    )
    yield rank if risk.forecast else alone
    if not risk.forecast:
        yield shortage(found.short, locale) or "Purchases are not loaded."
    elif not risk.in_money:
        yield "Counted in purchases: no money is loaded, and you gave no rate."
    served = number_of(risk.served, "customer", "customers", locale)
    yield (
        f"Listed, of {served}: those whose broken promises make low trust at least "
        "twice as likely as usual, who wait for a failure to be made good, or who are "
        "silent for longer than is usual for them."
    )
    if risk.left_out:
        who = number_of(risk.left_out, "customer", "customers", locale)
        yield f"{who} who never bought left out."
    if len(risk) > len(found.names):
        yield f"The first {count(len(found.names), locale)} are shown."


def headings(found: RiskList) -> tuple[str, ...]:
    """Return the headings of the list."""
    unit = found.currency if found.risk.in_money else "purchases"
    unit = f", {unit}" if unit else ""
    return (
        "Customer",
        f"At stake{unit}",
        f"Expected in {DAYS} days{unit}",
        "Chance of low trust",
        "Trust (90 % sure)",
        "In 90 days, points",
        "Promises",
        "Why",
    )


def row(found: RiskList, place: int, locale: Locale | None = None) -> list[str]:
    """Return one row of the list."""
    risk, share = found.risk, share_scale(locale)
    money = Scale(decimals=2, locale=locale)
    if found.risk.in_money:
        money = money_scale(float(risk.expected.max()), "", locale)
    ends = (float(risk.low[place]), float(risk.high[place]))
    return [
        plain(found.names[place], limit=60),
        money.value(float(risk.stake[place])),
        money.value(float(risk.expected[place])),
        percent(float(risk.chance[place]), locale),
        f"{share.value(float(risk.trust[place]))} ({between(ends, share)})",
        _moved(float(risk.change[place]), locale),
        number(float(risk.evidence[place]), 1, locale),
        "; ".join(reasons(risk, place, locale)) or MISSING,
    ]


def reasons(risk: AtRisk, place: int, locale: Locale | None = None) -> list[str]:
    """Say why a relationship is at risk: the most pressing first."""
    found = []
    if risk.open[place] != NEVER:
        day = full_date(date_of(risk.open[place]))
        found.append(f"failure of {day} not made good")
    if risk.broken[place] != NEVER:
        kind = _BROKEN[list(Promise)[int(risk.broken_kind[place])]]
        day = full_date(date_of(risk.broken[place]))
        found.append(f"last broken promise {day} ({kind})")
    if math.isfinite(risk.silent[place]):
        days = number_of(risk.silent[place], "day", "days", locale)
        usual = count(round(float(risk.usual[place])), locale)
        found.append(f"silent for {days}, usually {usual}")
    return found[:_FIRST]


def one_line(found: CustomerTrust, locale: Locale | None = None) -> str:
    """Say where one customer's trust stands, and on what."""
    told, scale = found.history, share_scale(locale)
    ends = (float(told.low[-1]), float(told.high[-1]))
    kept, name = int(told.kept.sum()), plain(found.name, limit=60)
    return (
        f"Trust of {name}: {scale.value(float(told.trust[-1]))} "
        f"(90{SPACE}% sure: {between(ends, scale)}). "
        f"{count(kept, locale)} of "
        f"{number_of(len(told), 'promise', 'promises', locale)} kept; a customer of "
        f"whom nothing is known stands at {scale.value(found.usual)}."
    )


def promise_row(found: CustomerTrust, place: int) -> list[str]:
    """Return one promise to a customer as a row, as `PROMISES`."""
    told = found.history
    stages = list(Stage)
    stage = int(told.stage[place])
    return [
        full_date(date_of(told.day[place])),
        KINDS[list(Promise)[int(told.kind[place])]],
        name(stages[stage]) if 0 <= stage < len(stages) else MISSING,
        outcome(found, place),
        severity(found, place),
    ]


def outcome(found: CustomerTrust, place: int) -> str:
    """Return what became of a promise, in a word or two."""
    told = found.history
    if told.kept[place]:
        return "kept"
    return "broken, made good" if told.recovered[place] else "broken"


def severity(found: CustomerTrust, place: int) -> str:
    """Return how grave a broken promise was, where that is said."""
    told, weight = found.history, float(found.history.weight[place])
    if told.kept[place] or weight == _SEVERE:
        return MISSING
    return "major" if weight > _SEVERE else "minor"


def formulas(found: RiskList, locale: Locale | None = None) -> Iterator[str]:
    """Define what is at stake, its range, and every reason."""
    limit = percent(found.risk.limit, locale, decimals=1)
    yield (
        f"At stake = expected in {DAYS} days \u00d7 chance that trust lies below "
        f"{limit}. Expected: purchases by the forecast of repeat business (section "
        "\u201cRepeat business\u201d) times what one is worth to this customer. "
        "Chance: from the beta law of the customer's own trust. Without any evidence "
        f"it is {percent(0.1, locale)} by definition."
    )
    yield (
        "The range of the total covers both whose trust truly is low and how far the "
        "forecast may be off. It is an expectation, not a loss that low trust was "
        "shown to cause: see the arrows of the chain."
    )
    yield (
        "Not made good: a defect marked as not recovered, or a case still open that is "
        f"defective or late, of the last {DAYS} days. Silent: no more than one in "
        "twenty of the customer's own times between purchases was as long."
    )


def _scale(found: RiskList, level: float, locale: Locale | None) -> Scale:
    if found.risk.in_money:
        return money_scale(level, found.currency, locale)
    return Scale(decimals=1, locale=locale)


def _moved(change: float, locale: Locale | None) -> str:
    sign = "+" if round(100 * change, 1) > 0 else ""
    return f"{sign}{number(100 * change, 1, locale)}"
