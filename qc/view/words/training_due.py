"""What is said of who is due for training: for what, why, and what to do."""

from __future__ import annotations

import math
from collections.abc import Mapping

from qc.chain.due import Due, Reason
from qc.review.training import Training
from qc.view.escape import plain
from qc.view.locales import Locale
from qc.view.numbers import MISSING, SPACE, count, number, number_of, percent
from qc.view.words.collect import listing

DUE = "Who is due for training"
HOLDS = "A course holds"
HOLDING: Mapping[int, str] = {
    0: "for good",
    180: "half a year",
    365: "one year",
    730: "two years",
}
ACT = "Start an action: train"
NOBODY_DUE = "Nobody is due:"
HAD = "all agents at work had the courses that most had"
STEPS_DONE = "no step is left out by one agent more than chance gives"
NOT_KNOWN = (
    "Who is due cannot be told yet: that takes training records, or a log that says "
    "which steps were done."
)
DUE_HEADINGS = ("Agent", "Due for", "Why", "Chance alone")


def course(name: str) -> str:
    """Name a course."""
    return plain(name, limit=60) if name else "a course without a name"


def due_title(one: Due, found: Training) -> str:
    """Name what an agent is due for."""
    if one.reason is Reason.STEP:
        return f"step \u201c{plain(found.steps.steps[one.what], limit=60)}\u201d"
    return f"course \u201c{course(found.courses[one.what])}\u201d"


def due_row(
    one: Due, found: Training, called: Mapping[str, str], locale: Locale | None = None
) -> tuple[str, ...]:
    """Return the row of one agent who is due, as `DUE_HEADINGS`."""
    return (
        plain(called[found.agents[one.agent]]),
        due_title(one, found),
        why(one, found, locale),
        p_value(one.p_value, locale),
    )


def why(one: Due, found: Training, locale: Locale | None = None) -> str:
    """Say why an agent is due."""
    if one.reason is Reason.NEVER:
        return "never had it, as most others did"
    if one.reason is Reason.EXPIRED:
        return f"overdue by {count(one.overdue, locale)}{SPACE}days"
    n = int(found.steps.scored[one.agent, one.what])
    own, others = (percent(s, locale, decimals=1) for s in (one.share, one.others))
    return (
        f"leaves it out in {own} of {count(n, locale)} contacts, all others in "
        f"{others} (last {found.weeks} weeks)"
    )


def p_value(p: float, locale: Locale | None = None) -> str:
    """Say how often chance alone gives as much."""
    if not math.isfinite(p):
        return MISSING
    return f"below{SPACE}0.0001" if p < 1e-4 else number(p, 4, locale)


def due_line(found: Training) -> str:
    """Say how many agents are due, and for what."""
    steps = sorted({found.steps.steps[one.what] for one in found.due_steps})
    courses = sorted({found.courses[one.what] for one in found.due})
    agents = len({one.agent for one in (*found.due_steps, *found.due)})
    if not agents:
        return _nobody(found)
    what = [f"step \u201c{plain(step, limit=60)}\u201d" for step in steps]
    what += [f"course \u201c{course(name)}\u201d" for name in courses]
    return f"{number_of(agents, 'agent is', 'agents are', None)} due: {listing(what)}."


def _nobody(found: Training) -> str:
    """Say by what nobody is due, and no more than the tables tell."""
    told = [HAD] if found.found is not None else []
    if found.steps.scored.any():
        told.append(STEPS_DONE)
    return f"{NOBODY_DUE} {listing(told)}." if told else NOT_KNOWN


def action_title(found: Training) -> str:
    """Return the title of an action that trains those who are due."""
    if found.due_steps:
        names = sorted({found.steps.steps[one.what] for one in found.due_steps})
        steps = listing([f"\u201c{plain(name, limit=40)}\u201d" for name in names[:3]])
        return f"Train who leaves out {steps}"
    names = sorted({found.courses[one.what] for one in found.due})
    return f"Train who never had {listing([course(name) for name in names[:3]])}"
