"""Defects over the five stages in sentences: yields, journeys, what was counted."""

from __future__ import annotations

import math
from collections.abc import Sequence

from qc.core.intervals import Interval
from qc.core.kinds import Stage
from qc.review.stages import StagesReport, StageYield
from qc.review.tallies import STAGES, StageTally
from qc.view.locales import Locale
from qc.view.numbers import DASH, MISSING, count, number, number_of, worded
from qc.view.numbers import percent as as_percent
from qc.view.words.dates import full_date
from qc.view.words.names import name

QUESTION = "Where on the way do customers meet defects?"
TITLE = "Five stages"
ALL_FIGURES = "All figures of the stages"
FORMULAS = "What is counted, and the formulas with their numbers"
NO_DATA = "no data"
PERIOD = "Days"
PERIODS: dict[int | None, str] = {
    None: "Whole log",
    52: "Last 52 weeks",
    26: "Last 26 weeks",
    13: "Last 13 weeks",
    4: "Last 4 weeks",
}
_SHIFT = "Sigma levels with the 1.5 shift"
_SHIFT_HELP = (
    "An old convention adds 1.5 to allow for drift over time. It is an assumption, "
    "not a finding of your data; without it a sigma level says what was seen."
)
FIRST_PASS_HELP = (
    "First-pass yield: share of judged interactions without a defect. A later repair "
    "does not mend it."
)
NOTHING_JUDGED = (
    "No interaction can be judged: the log has neither `defective` nor `defects`. "
    "Map a column to one of them on the Data page."
)


def shift() -> str:
    """Name the switch of the 1.5 shift."""
    return worded(_SHIFT)


def shift_help() -> str:
    """Say what the 1.5 shift is."""
    return worded(_SHIFT_HELP)


def weakest_sentence(report: StagesReport, locale: Locale | None = None) -> str:
    """Say at which stage most defects are met, if chance does not explain it."""
    one = report.weakest
    if one is None:
        return NOTHING_JUDGED.replace("`", "")
    low, high = one.first_pass_interval
    share = of_hundred(1 - one.first_pass, (1 - high, 1 - low), locale)
    n = f"n\u00a0{count(one.tally.judged, locale)}"
    where = name(one.stage).lower()
    if len(report.rolled_over) == 1:
        return f"All data are of {where}: {share} interactions have a defect ({n})."
    if report.clear:
        return f"Most defects are met in {where}: {share} interactions ({n})."
    return (
        f"No stage stands out. Most defects are seen in {where}, {share} "
        f"interactions ({n}), but chance alone could explain the order."
    )


def rolled_sentence(report: StagesReport, locale: Locale | None = None) -> str:
    """Say how many customers pass each stage once without a defect."""
    if report.rolled is None or len(report.rolled_over) < 2:
        return ""
    share = of_hundred(report.rolled.through, report.rolled.interval, locale)
    over = len(report.rolled_over)
    stages = "the five stages" if over == len(STAGES) else _listed(report.rolled_over)
    return (
        f"With one interaction at each of {stages}, {share} customers would meet no "
        "defect."
    )


def balance_sentence(report: StagesReport, locale: Locale | None = None) -> str:
    """Say that every row was counted: judged, not judged, without a stage."""
    tallies = report.tallies
    rows = sum(tally.interactions for tally in tallies)
    named = [tally for tally in tallies if tally.stage is not None]
    judged = sum(tally.judged for tally in named)
    silent = sum(tally.not_judged for tally in named)
    parts = [
        f"{count(judged, locale)} judged",
        f"{count(silent, locale)} not judged",
    ]
    if again := sum(tally.again for tally in named):
        parts.append(number_of(again, "further attempt", "further attempts", locale))
    if report.stray is not None:
        stray = count(report.stray.interactions, locale)
        parts.append(f"{stray} without one of the five stages")
    whole = number_of(rows, "interaction", "interactions", locale)
    return f"{whole} = {' + '.join(parts)}{_days(report)}"


def contradiction_sentence(
    tallies: Sequence[StageTally], locale: Locale | None = None
) -> str:
    """Say where flag and number of defects disagree; empty where they do not."""
    found = sum(tally.contradicting for tally in tallies)
    if not found:
        return ""
    told = number_of(found, "interaction", "interactions", locale)
    return (
        f"In {told} the flag `defective` and the number of `defects` disagree; the "
        "flag is believed."
    )


def free_sentence(one: StageYield, locale: Locale | None = None) -> str:
    """Say how many of 100 customers are without a defect after this stage."""
    left = number(100 * one.through, 0, locale)
    return f"{left} of 100 customers still without a defect"


def details(one: StageYield, locale: Locale | None = None) -> str:
    """Return interval, n and DPMO of a stage on one line."""
    if not one.tally.judged:
        return NO_DATA
    return (
        f"{span(one.first_pass_interval, locale)} \u00b7 "
        f"n\u00a0{count(one.tally.judged, locale)}"
    )


def card_note(one: StageYield, *, weakest: bool, locale: Locale | None = None) -> str:
    """Say what the picture of a stage shows; mark the weakest in words, too."""
    if not one.tally.judged:
        return "Nobody is known to be lost here."
    told = f"{free_sentence(one, locale)}."
    return f"**Most defects.** {told}" if weakest else told


def dpmo(value: float, locale: Locale | None = None) -> str:
    """Return defects per million opportunities: "115,027"."""
    return number(value, 0, locale)


def sigma(value: float, interval: Interval, locale: Locale | None = None) -> str:
    """Return a sigma level; without any defect only its lower end is known."""
    if math.isinf(value) and value > 0:
        return f"\u2265\u00a0{number(interval[0], 2, locale)}"
    return number(value, 2, locale)


def percent(share: float, locale: Locale | None = None) -> str:
    """Return a share with one decimal; a dash where there is none."""
    return as_percent(share, locale, decimals=1) if math.isfinite(share) else MISSING


def span(interval: Interval, locale: Locale | None = None) -> str:
    """Return an interval of a share: "86.8-90.1 %"."""
    low, high = interval
    if math.isnan(low):
        return MISSING
    return f"{number(100 * low, 1, locale)}{DASH}{percent(high, locale)}"


def of_hundred(share: float, interval: Interval, locale: Locale | None = None) -> str:
    """Return a share as people count: "17 (16-18) of 100"."""
    return f"{counted(share, interval, locale)} of 100"


def listed(stages: Sequence[Stage]) -> str:
    """Name stages in a row: "inquiry, selection and sale"."""
    return _listed(stages)


def period(weeks: int | None) -> str:
    """Name a choice of days."""
    return PERIODS[weeks]


def counted(share: float, interval: Interval, locale: Locale | None = None) -> str:
    """Return how many of a hundred, with the interval: "17 (16-18)"."""
    low, high = (number(100 * end, 0, locale) for end in interval)
    return f"{number(100 * share, 0, locale)} ({low}{DASH}{high})"


def _listed(stages: Sequence[Stage]) -> str:
    names = [name(stage).lower() for stage in stages]
    if len(names) < 2:
        return "".join(names)
    return f"{', '.join(names[:-1])} and {names[-1]}"


def _days(report: StagesReport) -> str:
    if report.days is None:
        return ""
    first, last = full_date(report.days.first), full_date(report.days.last)
    return f" \u00b7 {first} to {last}" if first != last else f" \u00b7 {first}"
