"""What is said of prescribed steps: which are left out, out of order, or extra."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from qc.core.kinds import Stage
from qc.review.steps_followed import StageFollowed, StepsFollowed, StepShare
from qc.view.escape import plain
from qc.view.locales import Locale
from qc.view.numbers import count, number_of, percent
from qc.view.words.compare import noun
from qc.view.words.names import name
from qc.view.words.stages import span

SECTION = "Are the prescribed steps followed?"
STAGE = "Steps of"
EVERY_STAGE = "All stages"
STEP = "Without"
ANY_STEP = "Any step in its place"
TABLE = "Every step as a table"
SKIPPED, MISPLACED = "left out", "out of order"
NO_STEPS = (
    "The log does not say which steps were done. Map a column of steps when you load "
    "it, or an event log: then this part shows which prescribed ones are left out."
)
NOTHING = "No interaction of these stages and days has a record of its steps."
UNITS = "Who leaves steps out more than others?"
MIXED = (
    "Stages differ in how often steps are left out. Choose one stage to hold like "
    "against like."
)
NOTE = (
    "Shares of the interactions of each stage. Solid: left out, with its 95\u00a0% "
    "interval. Hatched: done, but not in the order prescribed."
)
DEFINITION = (
    "Interactions that are closed and have a record of steps, held against the steps "
    "prescribed for their stage (data/steps.toml, or steps.toml of the workspace). A "
    "step is out of order if it is not in the longest part of the prescribed order "
    "that was kept. Optional steps are never missing, and never extra."
)
COLUMNS = (
    "Stage",
    "Step",
    "What is meant",
    "Interactions",
    "Left out",
    "Left out, share",
    "95 % interval",
    "Out of order",
    "Out of order, share",
)
_MOST_NAMED = 5
_CUT = 40


def sentence(found: StepsFollowed, locale: Locale | None = None) -> str:
    """Say how many interactions are as prescribed, and what is left out most often."""
    if not found.n:
        return NOTHING
    followed = sum(one.followed for one in found.stages)
    n = number_of(found.n, "interaction", "interactions", locale)
    have = "has" if found.n == 1 else "have"
    share = percent(followed / found.n, locale)
    start = f"{share} of {n} {have} every prescribed step in its place."
    most = max(found.steps, key=lambda step: step.share)
    if not most.skipped:
        return start
    return (
        f"{start} Most often left out: {step_name(most)}, in "
        f"{percent(most.share, locale, decimals=1)} ({span(most.interval, locale)}) of "
        f"{count(most.n, locale)}."
    )


def notes(found: StepsFollowed, locale: Locale | None = None) -> Iterator[str]:
    """Say what is extra, done twice, not known yet, or was not read."""
    for one in found.stages:
        if one.extras:
            yield f"{name(one.stage)}: {_extras(one, locale)}."
    if again := sum(one.repeated for one in found.stages):
        told = number_of(again, "interaction", "interactions", locale)
        yield f"In {told} a step was done more than once."
    if silent := sum(one.silent for one in found.stages):
        told = number_of(silent, "interaction is", "interactions are", locale)
        has = "has" if silent == 1 else "have"
        yield f"{told} still open, or {has} no record of steps: not counted."
    if found.unread:
        told = number_of(found.unread, "interaction", "interactions", locale)
        yield f"{told} with sequences of steps that are very rare were not read."


def step_name(step: StepShare) -> str:
    """Name a step with its stage: "check in support"."""
    return f"{plain(step.name, limit=_CUT)} in {name(step.stage).lower()}"


def card_words(stage: Stage | None, step: str | None) -> str:
    """Name the share by which units are compared."""
    at = "" if stage is None else f" in {name(stage).lower()}"
    if step is None:
        return f"Interactions{at} without every step in its place"
    return f"Interactions{at} without the step {plain(step, limit=_CUT)}"


def units_title(dimension: str) -> str:
    """Ask who leaves steps out: "Do agents differ in what they leave out?"."""
    return f"Do {noun(dimension, 2)} differ in what they leave out?"


def step_option(step: str | None) -> str:
    """Name a choice of the step."""
    return ANY_STEP if step is None else plain(step, limit=_CUT)


def stage_option(stage: Stage | None) -> str:
    """Name a choice of the stage."""
    return EVERY_STAGE if stage is None else name(stage)


def _extras(one: StageFollowed, locale: Locale | None) -> str:
    named: Sequence[tuple[str, int]] = one.extras[:_MOST_NAMED]
    told = [f"{plain(step, limit=_CUT)} ({count(n, locale)})" for step, n in named]
    more = len(one.extras) - len(named)
    rest = f" and {count(more, locale)} more" if more else ""
    return f"steps that nobody prescribed: {', '.join(told)}{rest}"
