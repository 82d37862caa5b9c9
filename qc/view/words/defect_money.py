"""What is said of the way from defects to money."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

from qc.chain.defect_money import DefectEffects, Stake
from qc.chain.defect_times import SLICES, WINDOW
from qc.chain.evidence import Estimate
from qc.chain.links import Shown
from qc.chain.rate_ratio import RateRatio
from qc.review.defect_money import DefectMoney
from qc.view.locales import Locale
from qc.view.numbers import Scale, count, number_of
from qc.view.ratio_forest import Look, Row
from qc.view.words.collect import INDICATIVE, shortage
from qc.view.words.sure import LESS_OFTEN, change, money, sure

USE = "whether customers buy less after a defect"
AFTER = "After a defect"
NOTHING = "as otherwise"
AT_STAKE = "Goodwill at stake"
MENDING = "Does it help to make a failure good?"
ASSOCIATION = (
    "Association, adjusted within customer: what goes with an open failure, not a loss "
    "proved to be caused by it."
)
MISLEADING = (
    "Misleading: customers with a defect held against those without. Who buys more has "
    "more contacts, so more defects: the comparison says how keen customers are, not "
    "what defects do."
)
NOT_SHOWN = "Since your data do not show the effect, they do not show this loss either."
WRONG_LABEL = "Misleading: other customers"
_ORDER = ("first defect", "second", "third and later")
_GRAVITY = ("minor", "major")


def headline(found: DefectMoney, locale: Locale | None = None) -> str:
    """Answer in one sentence whether customers buy less after a defect."""
    effects = found.effects
    if effects is None:
        return "It cannot be told whether customers buy less after a defect."
    ratio, shown = effects.main.whole.ratio, found.link.shown
    days = count(WINDOW, locale)
    if shown is Shown.TOO_LITTLE or not ratio.known:
        return f"Too little data to say. {shortage(ratio.short, locale)}"
    told = (
        f"In the {days} days after a defect customers buy "
        f"{change(ratio, locale, LESS_OFTEN)} than on their own other days"
    )
    if shown is Shown.SHOWN:
        return f"{told}."
    if shown is Shown.OPPOSITE:
        return f"{told}: the opposite of what the chain holds for true."
    return f"Your data do not show that customers buy less after a defect: {told[7:]}."


def facts(found: DefectMoney, locale: Locale | None = None) -> Iterator[str]:
    """Say what the ratio rests on, and what it could have shown."""
    effects = found.effects
    if effects is None:
        return
    whole, times = effects.main.whole, effects.main.times
    yield (
        f"{number_of(whole.used, 'customer', 'customers', locale)} with days after a "
        f"defect and other days: {count(whole.events, locale)} purchases after, "
        f"{count(whole.other_events, locale)} otherwise."
    )
    if math.isfinite(whole.smallest):
        least = Scale(decimals=0, unit="%", locale=locale).value(
            100 * (1 - whole.smallest)
        )
        yield (
            f"The smallest effect these data could have seen is {least} fewer "
            "purchases (in 80 of 100 such companies)."
        )
    if times.faulty:
        yield (
            f"{number_of(times.faulty, 'purchase', 'purchases', locale)} left out "
            "whose own sale had a defect: a faulty sale opens the days after itself."
        )
    if times.unlinked:
        yield (
            f"{number_of(times.unlinked, 'purchase', 'purchases', locale)} left out "
            "whose sale is not in the log."
        )
    yield from _checks(effects, locale)


def _checks(effects: DefectEffects, locale: Locale | None) -> Iterator[str]:
    main = effects.main
    if main.same_age.known:
        yield (
            f"At the same age of the customers: {change(main.same_age, locale)} "
            "purchases."
        )
    if main.against:
        yield (
            "Customers buy differently as they age, and at the same age the effect is "
            "not shown: it is in doubt."
        )


def rows(found: DefectMoney, locale: Locale | None = None) -> tuple[Row, ...]:
    """Return the rows of the picture: the ratio, its parts, the misleading one last."""
    effects = found.effects
    if effects is None:
        return ()
    parts = [
        _row(AFTER, effects.main.whole.ratio, Look.MAIN, locale),
        *_parts(effects.by_order, _ORDER, locale),
        *_parts(effects.by_gravity, _GRAVITY, locale),
        *_parts(effects.by_time, tuple(_slices()), locale),
    ]
    if effects.mended is not None:
        both = (effects.mended.mended, effects.mended.left)
        parts += _parts(both, ("made good", "not made good"), locale)
    wrong = replace(
        _row(WRONG_LABEL, effects.main.naive, Look.WRONG, locale), apart=True
    )
    return tuple(row for row in (*parts, wrong) if row.estimate.known)


def _parts(
    ratios: tuple[RateRatio, ...], labels: tuple[str, ...], locale: Locale | None
) -> list[Row]:
    found = [
        _row(label, one.ratio, Look.FEW if one.ratio.short else Look.PART, locale)
        for label, one in zip(labels, ratios, strict=False)
        if one.ratio.known
    ]
    return [replace(row, apart=i == 0) for i, row in enumerate(found)]


def _row(label: str, ratio: Estimate, look: Look, locale: Locale | None) -> Row:
    return Row(
        label=label,
        estimate=ratio,
        look=look,
        said=f"{label}: {change(ratio, locale)} purchases",
    )


def _slices() -> Iterator[str]:
    for low, high in pairwise(SLICES):
        yield f"day {low + 1} to {high}"


def mending(found: DefectMoney, locale: Locale | None = None) -> str:
    """Say whether making good helps; nothing where the log does not tell of it."""
    effects = found.effects
    if effects is None or effects.mended is None:
        return ""
    gain = effects.mended.gain
    if gain.short or not gain.known:
        return f"{INDICATIVE} {shortage(gain.short, locale)}"
    told = (
        f"After failures made good customers buy {change(gain, locale, LESS_OFTEN)} "
        "than after those left open"
    )
    if not gain.excludes(1):
        seen = f"{told[:1].lower()}{told[1:]}"
        return f"Your data do not show that making good helps: {seen}."
    return f"{told}."


def at_stake(found: DefectMoney, locale: Locale | None = None) -> str:
    """Say what failures left open put at stake."""
    stake = found.stake
    if stake is None:
        return (
            "Nothing to say yet: either no failure of the last half year is open, or "
            "there is no forecast of repeat business."
        )
    if found.link.shown is Shown.TOO_LITTLE:
        return f"Too little data to say. {shortage(stake.purchases.short, locale)}"
    scale = Scale(decimals=0, locale=locale)
    told = (
        f"{number_of(stake.customers, 'customer has', 'customers have', locale)} a "
        f"failure of the last {count(WINDOW, locale)} days that nobody made good. With "
        f"that go some {scale.number(stake.purchases.value)} purchases fewer in the "
        f"next {count(stake.days, locale)} days{sure(stake.purchases.interval, scale)}"
    )
    doubt = "" if found.link.shown is Shown.SHOWN else f" {NOT_SHOWN}"
    return f"{told}{_worth(found, stake, locale)}.{doubt}"


def _worth(found: DefectMoney, stake: Stake, locale: Locale | None) -> str:
    if stake.money is None:
        return ""
    kind = "margin" if found.by_margin else "amount paid"
    kind = "your rate for a repeat purchase" if found.by_rate else kind
    return f", worth {money(stake.money, found.currency, locale)} by {kind}"
