"""What is said of training: what it changed, who had it, who is due and for what."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

import numpy as np

from qc.chain.links import Arrow, Link
from qc.chain.training_links import Tested
from qc.review.training import Curve, Training
from qc.view.locales import Locale
from qc.view.numbers import MISSING, SPACE, count, number, number_of, percent
from qc.view.words import chain as say
from qc.view.words.collect import shortage
from qc.view.words.training_due import course

EFFECT = "What training changed"
OUTCOME = "Look at"
COVERAGE = "Who had which course"
EVERYONE = "Agent by agent"
CURVE = "Do agents get better with each contact?"
CURVE_TABLE = "The curve as a table"
HANDS = "Contacts in untrained hands, week by week"
WEEKS = "The picture as a table: week by week"
HOW = "How this is measured"
NAMES = "Show names"
NO_TABLE = (
    "No training is loaded. Load a table with agent, day, course and hours on the Data "
    "page; then what training changed, and who is due for it, is shown here."
)
OUTCOMES: Mapping[Arrow, str] = {
    Arrow.TRAINING_ADHERENCE: "steps skipped",
    Arrow.TRAINING_SERVICE: "defects",
}
WEEK, CHANGE, LOW, HIGH, CELLS = (
    "Weeks since training",
    "Effect (points)",
    "from",
    "to",
    "Agents",
)
COURSE_HEADINGS = (
    "Course",
    "Agents at work who had it",
    "Share",
    "Hours in all",
    "Days since (median)",
)
CURVE_HEADINGS = ("Contacts handled before", "Share with a defect", "Contacts")


def effect_line(found: Training, link: Link, locale: Locale | None = None) -> str:
    """Say what the tested course changed in one outcome."""
    if found.course is None:
        return "No agent took a course within the weeks of the log."
    name = course(found.courses[found.course])
    verdict = say.verdict(link, locale)
    return f"Course \u201c{name}\u201d. {verdict}"


def checks_line(one: Tested, locale: Locale | None = None) -> str:
    """Say whether the checks of the design hold."""
    before = one.whole.pre_trend
    points = f"{number(100 * before.value, 1, locale)}{SPACE}points"
    if not before.known:
        first = "The weeks before training are too few to be checked"
    elif one.before_differs:
        first = (
            f"Before training these agents already went another way ({points}): the "
            "effect is in doubt"
        )
    else:
        first = f"The weeks before training show nothing ({points}), as they should"
    second = "a second estimate by other assumptions bears it out"
    if one.roads_differ:
        second = "a second estimate by other assumptions does not bear it out"
    if not one.whole.effect.excludes(0):
        return f"{first}."
    return f"{first}; {second}."


def who_line(one: Tested, locale: Locale | None = None) -> str:
    """Say which agents and weeks the estimate is made of."""
    agents = len(one.whole.agents)
    parts = [
        f"{number_of(one.whole.cells, 'trained week', 'trained weeks', locale)} of "
        f"agents, {number_of(agents, 'agent', 'agents', locale)} seen untrained"
    ]
    if one.whole.left_out:
        left = number_of(one.whole.left_out, "trained week", "trained weeks", locale)
        parts.append(f"{left} left out: nobody untrained was at work to compare with")
    if len(one.whole.agents_left_out):
        many = number_of(
            len(one.whole.agents_left_out), "agent was", "agents were", locale
        )
        parts.append(f"{many} trained before the log begins")
    return "; ".join(parts) + "."


def week_rows(one: Tested, locale: Locale | None = None) -> list[tuple[object, ...]]:
    """Return the rows of the event study: weeks before and after."""
    rows: list[tuple[object, ...]] = []
    for part in (one.whole.before, one.whole.after):
        reach = reach_of(one) * part.error
        for week, effect, half, cells in zip(
            part.week.tolist(), part.effect, reach, part.cells.tolist(), strict=True
        ):
            ends = (100 * (effect - half), 100 * (effect + half))
            rows.append(
                (
                    week,
                    number(100 * float(effect), 1, locale),
                    *(number(float(end), 1, locale) for end in ends),
                    cells,
                )
            )
    return rows


def reach_of(one: Tested) -> float:
    """Return how many standard errors an interval of 95 % reaches."""
    effect = one.whole.effect
    half = (effect.interval[1] - effect.interval[0]) / 2
    known = math.isfinite(half) and effect.error > 0
    return half / effect.error if known else math.nan


def course_rows(found: Training, locale: Locale | None = None) -> list[tuple[str, ...]]:
    """Return one row a course, as `COURSE_HEADINGS`."""
    if found.found is None:
        return []
    working = found.working
    rows: list[tuple[str, ...]] = []
    for place, name in enumerate(found.courses):
        had = found.found.times[working, place] > 0
        since = found.found.since[working, place]
        known = since[np.isfinite(since)]
        rows.append(
            (
                course(name),
                f"{count(int(had.sum()), locale)} of {count(len(had), locale)}",
                percent(float(had.mean()), locale) if len(had) else MISSING,
                number(float(found.found.hours[:, place].sum()), 0, locale),
                count(float(np.median(known).round()), locale)
                if len(known)
                else MISSING,
            )
        )
    return rows


def had(since: float, hours: float, locale: Locale | None = None) -> str:
    """Say how long ago an agent had a course, and how many hours of it in all."""
    if not math.isfinite(since):
        return MISSING
    ago = f"{count(float(since), locale)}{SPACE}days ago"
    return f"{ago}, {number(float(hours), 0, locale)}{SPACE}h" if hours else ago


def records_line(found: Training, locale: Locale | None = None) -> str:
    """Say what was not counted, or counted without hours."""
    if found.found is None:
        return ""
    parts = []
    if found.found.planned:
        many = number_of(found.found.planned, "record lies", "records lie", locale)
        parts.append(f"{many} ahead and are not counted yet")
    if found.found.unknown_hours:
        many = number_of(
            found.found.unknown_hours, "record has", "records have", locale
        )
        parts.append(f"{many} no hours")
    return f"{'; '.join(parts).capitalize()}." if parts else ""


def curve_line(curve: Curve, locale: Locale | None = None) -> str:
    """Say whether agents get better with each contact."""
    slope = curve.found.slope
    if not slope.known:
        return "Too few contacts with a defect to see a learning curve."
    left = percent(curve.found.per_doubling, locale)
    low, high = (percent(2**end, locale) for end in slope.interval)
    span = f"{left} ({low} to {high})"
    told = f"Twice as many contacts handled leave {span} of the defects"
    if slope.short:
        return f"{told}; indicative only. {shortage(slope.short, locale)}"
    if not slope.excludes(0):
        return f"Your data do not show this. {told}, so chance could explain it."
    return f"{told}."


def curve_note(curve: Curve, locale: Locale | None = None) -> str:
    """Say what the curve cannot know."""
    if not curve.from_start:
        return ""
    many = number_of(curve.from_start, "agent was", "agents were", locale)
    return (
        f"{many} at work in the first four weeks of the log already: what they handled "
        "before is not counted, so their curve looks flatter than it was."
    )


HOW_LINES: Sequence[str] = (
    "Effect: share of contacts with a defect (or a step skipped) in trained weeks, "
    "less what it would have been: level of the agent + level of the week, both "
    "learned from untrained weeks only. Mean over trained weeks, weighted by contacts.",
    "Interval: \u00b1 t \u00d7 \u221a((A \u2212 1)/A \u00d7 \u03a3(effect without "
    "agent i \u2212 mean)\u00b2), A agents, Student's t with A \u2212 1 degrees of "
    "freedom.",
    "The course tested is the one that most agents took within the log. Its choice "
    "looks at no result. A week within which an agent was trained is left out.",
    "Before against after alone is never the effect: it also counts what changed for "
    "all, and that those trained after a bad time come back to their usual by "
    "themselves.",
    "Due for a step: an exact test of each agent against all others (hypergeometric), "
    "by Holm's steps, so that with all agents alike anybody is named in 1 of 20 cases. "
    "Due for a course: at work in the last 26 weeks, and without a course that at "
    "least half of those at work had.",
    "Learning curve: share = A \u00d7 n^b, n the contacts handled, each agent with a "
    "level of their own (Poisson quasi-likelihood, robust interval).",
)
