"""Whole journeys in sentences: who met no defect, and would the stages explain it?"""

from __future__ import annotations

from qc.review.journeys import Journeys, JourneySet
from qc.review.tallies import Joined
from qc.view.locales import Locale
from qc.view.numbers import count, number, number_of
from qc.view.words.stages import counted, listed

JOURNEYS = "Whole journeys"
_JOINED = {Joined.CASE: ("case", "cases"), Joined.CUSTOMER: ("customer", "customers")}
_COLUMNS = {Joined.CASE: "case_id", Joined.CUSTOMER: "customer_id"}


def journey_sentence(journeys: Journeys, locale: Locale | None = None) -> str:
    """Say how many whole journeys met no defect, and what the stages would give."""
    found = journeys.complete or journeys.longest
    if found is None:
        return f"No {_who(journeys, one=True)} is whole in this part of the log."
    share = counted(found.share, found.interval, locale)
    each = number(found.interactions / found.journeys, 1, locale)
    passed = "all five stages" if found is journeys.complete else listed(found.stages)
    expected = number(100 * found.expected, 0, locale)
    return (
        f"Of 100 {_who(journeys)} who pass {passed}, {share} meet no defect "
        f"(n\u00a0{count(found.journeys, locale)}, {each} interactions each); the "
        f"stages by themselves would give {expected}. {reading(found)}"
    )


def reading(found: JourneySet) -> str:
    """Say what the difference between seen and expected means."""
    low, high = found.interval
    if found.expected < low:
        return "More go free than that: defects gather on some of them."
    if found.expected > high:
        return (
            "Fewer go free than that: more of them are hit than chance would have it."
        )
    return "Chance alone can explain the difference."


def cut_sentence(journeys: Journeys, locale: Locale | None = None) -> str:
    """Say which journeys are left out, so that none is lost silently."""
    log = journeys.log
    one, more = _JOINED[log.joined]
    parts = [f"{number_of(journeys.whole, one, more, locale)} whole"]
    if log.cut:
        parts.append(
            f"{number_of(log.cut, one, more, locale)} left out, as they began before "
            "the first day or lie partly in another part of the log"
        )
    if log.not_judged:
        parts.append(
            f"{number_of(log.not_judged, one, more, locale)} left out, with an "
            "interaction that was not judged or names no stage"
        )
    if log.loose:
        loose = number_of(log.loose, "interaction", "interactions", locale)
        parts.append(f"{loose} without a {one}")
    return f"Joined by {_COLUMNS[log.joined]}: {'; '.join(parts)}."


def joined(by: Joined) -> str:
    """Say what one journey is: the cases or the customers of the log."""
    return _JOINED[by][1].capitalize()


def _who(journeys: Journeys, *, one: bool = False) -> str:
    return _JOINED[journeys.log.joined][0 if one else 1]
