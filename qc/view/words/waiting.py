"""What is said of waiting times: how long, how many in time, who still waits."""

from __future__ import annotations

import math
from collections.abc import Iterator

from qc.core.kinds import MeasureKind
from qc.review.waiting import Stretch, WaitingTimes
from qc.view.locales import Locale
from qc.view.numbers import (
    DASH,
    MISSING,
    SPACE,
    Scale,
    count,
    has_days,
    number_of,
    percent,
    scale,
)
from qc.view.words.dates import day_month, full_date, period_label
from qc.view.words.ranges import as_target

SECTION = "Waiting times"
BEFORE = "the weeks before"
PROMISE = "promised"
STILL_WAITING = "still waiting"
OF_THE_PROMISE = "of the time promised"
OF_OPENING = "of opening hours"
SINCE_START = "since the start"
WATCHED = "below: cases still watched"
NEWEST = "Late in the newest periods, as far as it is known"
PERIOD, CASES, OPEN, LATE, BETWEEN = (
    "Period",
    "Cases",
    "Still open",
    "Late",
    "95 % sure between",
)
AFTER, WAITING, N_WATCHED = "After", "Still waiting", "Cases watched"
HOW = (
    "An open case counts for as long as it has waited (Kaplan-Meier): leaving it out "
    "would flatter, calling it late would accuse."
)
_DONE = {
    "first_response_at": "answered",
    "resolved_at": "resolved",
    "closed_at": "closed",
}


def unit_scale(
    times: WaitingTimes, reach: float, locale: Locale | None = None
) -> Scale:
    """Choose the unit of a time scale that ends at `reach`."""
    if times.in_promises:
        return Scale(factor=100.0, unit="%", decimals=0, locale=locale)
    days = has_days(times.measure)
    return scale(MeasureKind.DURATION, reach, locale=locale, in_days=days)


def time(times: WaitingTimes, value: float, locale: Locale | None = None) -> str:
    """Return a time waited: "36 min", "49 % of the time promised"."""
    if math.isnan(value):
        return MISSING
    text = unit_scale(times, value, locale).value(value)
    return f"{text} {OF_THE_PROMISE}" if times.in_promises else _by_clock(times, text)


def mark(
    times: WaitingTimes, value: float, reach: float, locale: Locale | None = None
) -> str:
    """Return a round time on a scale that ends at `reach`: "4 h", "150 %"."""
    return as_target(value, unit_scale(times, reach, locale))


def share(low: float, high: float, locale: Locale | None = None) -> str:
    """Return an interval of a share: "1.9-17.8 %"."""
    if math.isnan(low) or math.isnan(high):
        return MISSING
    shown = Scale(factor=100.0, unit="%", decimals=1, locale=locale)
    return shown.span(low, high)


def done(times: WaitingTimes) -> str:
    """Return what ends the wait: "answered", "resolved"."""
    clock = times.measure.clock
    return _DONE.get(clock.stop if clock else "", "finished")


def sentences(times: WaitingTimes, locale: Locale | None = None) -> tuple[str, ...]:
    """Say how long customers wait, how many in time, who still waits."""
    return tuple(text for text in _sentences(times, locale) if text)


def _sentences(times: WaitingTimes, locale: Locale | None) -> Iterator[str]:
    yield _median(times, locale)
    yield _kept(times, locale)
    yield _open(times, locale)
    yield _left_out(times, locale)


def weeks_of(stretch: Stretch) -> str:
    """Name the days of a stretch: "17 Aug to 15 Nov 2026"."""
    return f"{day_month(stretch.first)} to {full_date(stretch.last)}"


def since_start(times: WaitingTimes) -> str:
    """Name the time scale: "since the start", or in opening hours."""
    if times.in_promises or has_days(times.measure):
        return SINCE_START
    return f"{SINCE_START}, opening hours only"


def newest_label(times: WaitingTimes, i: int) -> str:
    """Name one of the newest periods."""
    return period_label(times.newest[i].at, times.measure.by)


def _median(times: WaitingTimes, locale: Locale | None) -> str:
    curve, done_ = times.now.curve, done(times)
    if curve is None:
        return f"No case was opened from {weeks_of(times.now)}."
    if math.isnan(curve.median):
        cases = number_of(curve.cases, "case", "cases", locale)
        return (
            f"Less than half of {cases} opened from {weeks_of(times.now)} are known to "
            f"be {done_} yet."
        )
    one = curve.cases == 1
    told = (
        f"{'The one case' if one else f'Half of {count(curve.cases, locale)} cases'} "
        f"opened from {weeks_of(times.now)} {'was' if one else 'were'} {done_} within "
        f"{time(times, curve.median, locale)}{_between(times, locale)}"
    )
    old = times.before.curve if times.before else None
    if old is None or math.isnan(old.median):
        return f"{told}."
    same = unit_scale(times, old.median, locale).value(old.median)
    return f"{told}; in {BEFORE} within {same}."


def _between(times: WaitingTimes, locale: Locale | None) -> str:
    curve = times.now.curve
    low, high = curve.median_interval if curve else (math.nan, math.nan)
    if curve is None or math.isnan(low) or math.isnan(high):
        return ""
    span = unit_scale(times, curve.median, locale).span(low, high)
    return f" (95{SPACE}% sure between {span.replace(DASH, ' and ', 1)})"


def _kept(times: WaitingTimes, locale: Locale | None) -> str:
    now = times.now.within
    if now is None or times.promise is None:
        return ""
    if math.isnan(now.share):
        return "No case was watched as long as promised, so none is known to be late."
    within = (
        "in the time promised"
        if times.in_promises
        else f"within the {_promise(times, times.promise, locale)} promised"
    )
    between = share(*now.interval, locale)
    told = f"{percent(now.share, locale, decimals=1)} were {done(times)} {within}"
    told += "" if between == MISSING else f" ({between})"
    old = times.before.within if times.before else None
    if old is None or math.isnan(old.share):
        return f"{told}."
    return f"{told}; in {BEFORE} {percent(old.share, locale, decimals=1)}."


def _promise(times: WaitingTimes, promise: float, locale: Locale | None) -> str:
    return _by_clock(times, mark(times, promise, promise, locale))


def _by_clock(times: WaitingTimes, text: str) -> str:
    """Say whose hours they are, where not all time counts."""
    return text if has_days(times.measure) else f"{text} {OF_OPENING}"


def _open(times: WaitingTimes, locale: Locale | None) -> str:
    curve = times.now.curve
    if curve is None or not curve.open_cases:
        return ""
    waits = "waits" if curve.open_cases == 1 else "wait"
    cases = number_of(curve.open_cases, "case", "cases", locale)
    return f"{cases} still {waits}. {HOW}"


def _left_out(times: WaitingTimes, locale: Locale | None) -> str:
    over, before = times.now.promise_over, times.now.ends_before
    parts = [
        f"{number_of(n, 'case', 'cases', locale)} {why}"
        for n, why in (
            (over, "promised for before the start"),
            (before, "that ended before the start"),
        )
        if n
    ]
    return f"Left out: {' and '.join(parts)}." if parts else ""
