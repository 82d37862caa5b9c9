"""What is said of times to the solution: in their zone of tolerance, and by whom."""

from __future__ import annotations

import math

from qc.review.service import ServiceNumbers, TimeZone
from qc.view.escape import plain
from qc.view.locales import Locale
from qc.view.numbers import SPACE, count, number, percent
from qc.view.words.collect import shortage

TIMES = "Times in their zone of tolerance"
NO_ZONE = (
    "No measure card of a time has both a target (what customers wish) and an upper "
    "specification (what they still bear). Give one both, and its place is said here."
)
DRAWN_AS_SHARE = (
    "Drawn is the same share month by month, of the cases solved in that month: 0 "
    "where it does not matter who serves."
)
HOW = (
    "Consistent in time: variance between agents / (variance between + within agents) "
    "of the logarithms of the times, each less the mean of its stage; by the analysis "
    "of variance (intraclass correlation), so that a single month may lie below 0 by "
    "chance. The chart counts a case in the month in which it was solved: by the month "
    "of its opening, the newest would lack its long cases."
)


def time_lines(found: ServiceNumbers, locale: Locale | None = None) -> list[str]:
    """Say where each time lies in its zone of tolerance, or how to have it said."""
    return [_time_line(one, locale) for one in found.times] or [NO_ZONE]


def apart_line(found: ServiceNumbers, locale: Locale | None = None) -> str:
    """Say how much of the times depends on who serves; empty where nobody knows."""
    one = found.apart
    if one is None or not one.share.known:
        return ""
    low, high = (percent(end, locale) for end in one.share.interval)
    told = (
        "Consistent in time: of what varies between the times to the solution, within "
        f"one stage, {percent(one.share.value, locale)} ({low} to {high}) depends on "
        f"who serves, {count(one.share.n, locale)}{SPACE}agents."
    )
    if lacking := shortage(one.share.short, locale):
        return f"{told} {lacking}"
    if one.means.p > 0.05:
        return f"{told} Chance alone could explain it."
    return told


def _time_line(one: TimeZone, locale: Locale | None) -> str:
    zone, told = one.zone, one.found
    half, place = told.median.value, told.position
    limits = f"{number(zone.desired, 1, locale)} to {number(zone.adequate, 1, locale)}"
    title = f"{plain(one.card, limit=60)}, zone of tolerance {limits}{SPACE}h"
    if not math.isfinite(half):
        return f"{title}: fewer than half are done yet."
    low, high = (number(end, 2, locale) for end in place.interval)
    return (
        f"{title}: half are done after {number(half, 1, locale)}{SPACE}h, which is "
        f"{number(place.value, 2, locale)} ({low} to {high}) of the way from just "
        "adequate (0) to as wished (1); "
        f"{percent(told.as_desired.value, locale)} are as wished, "
        f"{percent(told.in_time.value, locale)} adequate; n{SPACE}"
        f"{count(told.cases, locale)}."
    )
