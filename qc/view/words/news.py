"""What is said of news to existing customers: reach, uptake, silence."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from qc.chain.company import date_of
from qc.chain.links import Scale
from qc.chain.news import NewsFigure
from qc.chain.news_untold import Silence
from qc.chain.news_uptake import Outcome, Uptake
from qc.core.kinds import Period
from qc.review.assessment import Assessment
from qc.review.news import NewsReport
from qc.view.escape import plain
from qc.view.locales import Locale
from qc.view.numbers import MINUS, MISSING, SPACE, count, number, number_of, percent
from qc.view.words.collect import INDICATIVE, listing, shortage
from qc.view.words.dates import full_date
from qc.view.words.ranges import latest

USE = "news for future sales"
BY = "By"
PERIODS: Mapping[str, str] = {Period.MONTH: "Month", Period.WEEK: "Week"}
UPTAKE = "Does news bring anything?"
SILENCE = "Customers not told of anything new"
CHARTS = "News over time"
UNTOLD = ("Customer", "Last told", "Last order", "Orders", "Bought so far")
NEVER = "never"
TITLES: Mapping[NewsFigure, str] = {
    NewsFigure.REACH: "Reach",
    NewsFigure.FREQUENCY: "Frequency",
    NewsFigure.OPENED: "Opened",
    NewsFigure.LED: "Led to an interaction",
    NewsFigure.BOUGHT: "Followed by a purchase",
    NewsFigure.OPT_OUT: "No more news, please",
    NewsFigure.COMPLAINT: "Complaints",
}
_OUTCOMES: Mapping[Outcome, str] = {
    Outcome.BOUGHT: "bought",
    Outcome.CAME: "made contact",
}
_UNTOLD_FIGURES: Mapping[NewsFigure, str] = {
    NewsFigure.REACH: "reach and frequency (they need transactions)",
    NewsFigure.OPENED: "whether news were opened",
    NewsFigure.LED: "which interaction a piece of news led to",
    NewsFigure.BOUGHT: "purchases (they need transactions)",
    NewsFigure.OPT_OUT: "who wants no more news",
    NewsFigure.COMPLAINT: "complaints about news",
}


def headline(found: NewsReport, locale: Locale | None = None) -> str:
    """Say whom news reach, or how many were sent."""
    first, last = (full_date(date_of(float(day))) for day in (found.first, found.last))
    reach = found.charts.get(NewsFigure.REACH)
    if reach is None or reach.chart is None:
        n = number_of(found.sent, "piece of news was", "pieces of news were", locale)
        return f"{n} sent from {first} to {last}."
    share = percent(latest(reach), locale)
    return (
        f"News reached {share} of active customers in the last whole {found.by.value}."
    )


def facts(found: NewsReport, locale: Locale | None = None) -> Iterator[str]:
    """Say how much there is, and what the tables do not tell."""
    first, last = (full_date(date_of(float(day))) for day in (found.first, found.last))
    n = number_of(found.sent, "piece of news", "pieces of news", locale)
    yield f"{n} from {first} to {last}."
    if found.held:
        yield f"Held back to compare with: {count(found.held, locale)}."
    missing = [text for one, text in _UNTOLD_FIGURES.items() if one not in found.charts]
    if missing:
        yield f"Not told by your data: {listing(missing)}."


def uptake_line(one: Uptake, locale: Locale | None = None) -> str:
    """Say what followed news, against what would have been without."""
    if one.scale is Scale.DIFFERENCE:
        return _against_held(one, locale)
    found = one.estimate
    if not found.known:
        return "No purchases after news can be held against other days yet."
    ends = [number(end, 2, locale) for end in found.interval]
    known = "" if MISSING in ends else f"95{SPACE}% sure between {' and '.join(ends)}; "
    told = (
        f"In the {one.days} days after news, customers bought "
        f"{number(found.value, 2, locale)} times as often as on their own other days "
        f"({known}{count(found.n, locale)} customers)."
    )
    return f"{told} {_verdict(one, locale)}"


def _against_held(one: Uptake, locale: Locale | None) -> str:
    found, held = one.estimate, one.held or (0, 0)
    if not found.known:
        return (
            "Customers were held back, but none in a week in which others were told: "
            "hold some back each time you send."
        )
    shares = [
        percent(x / n if n else 0, locale, decimals=1) for n, x in (one.told, held)
    ]
    low, high = (_points(end, locale) for end in found.interval)
    told = (
        f"Within {one.days} days, {shares[0]} of those told {_OUTCOMES[one.outcome]}, "
        f"of those held back {shares[1]}. Within the same weeks the difference is "
        f"{_points(found.value, locale)} points (95{SPACE}% sure between {low} "
        f"and {high})."
    )
    return f"{told} {_verdict(one, locale)}"


def _points(share: float, locale: Locale | None) -> str:
    sign = MINUS if share < 0 else "+"
    return f"{sign}{number(100 * abs(share), 1, locale)}"


def _verdict(one: Uptake, locale: Locale | None) -> str:
    if one.estimate.short:
        return f"{INDICATIVE} {shortage(one.estimate.short, locale)}"
    low, high = one.estimate.interval
    nothing = 1.0 if one.scale is Scale.RATIO else 0.0
    if low > nothing:
        return "Your data show it."
    if high < nothing:
        return "Your data show the opposite."
    return "Your data do not show that news bring anything more."


def design_line(found: NewsReport) -> str:
    """Say what the comparison rests on."""
    if found.held:
        return (
            "Told against held back within the same weeks: as good as an experiment if "
            "those held back were drawn by lot, else an observation."
        )
    words = listing(
        [f"\u201c{plain(one, limit=30)}\u201d" for one in found.card.hold_out[:2]]
    )
    return (
        "An observation, no proof: nobody was held back, so each customer\u2019s days "
        "after news are held against their own other days. Hold some customers back by "
        f"lot and note them with a topic such as {words}: then the difference is shown."
    )


def silence_line(found: Silence, locale: Locale | None = None) -> str:
    """Say how many were not told for long."""
    n = len(found.untold)
    share = percent(n / found.active if found.active else 0, locale)
    told = (
        f"{count(n, locale)} of {count(found.active, locale)} active customers "
        f"({share}) have not been told of anything new for more than "
        f"{count(found.days, locale)} days."
    )
    if found.refused:
        told = f"{told} {count(found.refused, locale)} more want no news."
    if found.too_often:
        told = (
            f"{told} {count(found.too_often, locale)} got more than "
            f"{count(found.most, locale)} pieces within 30 days lately."
        )
    return told


def no_chart(one: Assessment) -> bool:
    """Whether a figure has no period with a number at all."""
    return one.chart is None


def customer(found: NewsReport, which: int) -> str:
    """Name a customer by their id."""
    return plain(found.customers[which], limit=60)


def definitions(found: NewsReport) -> Iterator[str]:
    """Say how each figure is counted."""
    for name, one in found.charts.items():
        yield f"{TITLES[name]}: {one.measure.definition}"
    yield (
        "Days after news count only where all of them are over. After news against "
        "other days: the rate ratio of Mantel and Haenszel within customers, from the "
        "first purchase to the day before the last sign of life. Against those held "
        "back: the difference of shares within weeks, weighted by Mantel and Haenszel; "
        "its interval by each customer\u2019s part in it."
    )
    yield (
        "How long without news is too long, how many pieces are too many, and which "
        "words of topics and reasons mean held back, no more news or a complaint: the "
        "file news.toml in the workspace can say otherwise."
    )
