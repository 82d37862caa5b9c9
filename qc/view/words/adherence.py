"""What is said of adherence: which steps are left out, where, and what follows."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np

from qc.chain.evidence import Estimate
from qc.chain.skipping import Following, Where
from qc.chain.step_record import StageSteps
from qc.core.kinds import Stage
from qc.core.steps import StepOrder
from qc.review.adherence import Adhering, StepSkipped
from qc.view.escape import plain
from qc.view.locales import Locale
from qc.view.numbers import DASH, MISSING, SPACE, count, number, number_of, percent
from qc.view.words.collect import listing, shortage
from qc.view.words.names import name

OVER_TIME = "Contacts with all prescribed steps, week by week"
STEPS = "Step by step: how often it is left out, and what follows"
WHERE = "Where it is left out"
BY = "By"
STAGES = "Stage by stage"
HOW = "How this is measured"
NO_STEPS = (
    "No contact says which steps were done. Load a log with a column of steps done "
    "(as in greet>identify>solve) on the Data page; then every step is followed here."
)
STEP_HEADINGS = (
    "Step",
    "Left out",
    "95 % interval",
    "n",
    "Defects in the next contact",
    "Your data",
    "Most often at",
    "Reopened, with defects",
    "Same contact (misleads)",
)
STAGE_HEADINGS = (
    "Stage",
    "Prescribed",
    "All steps in place",
    "95 % interval",
    "n",
    "Fitness (mean)",
    "Extra or out of order",
    "Open, or no record",
)
WAYS = ("stage", "team", "channel")


def headline(found: Adhering, locale: Locale | None = None) -> str:
    """Say which step is left out most, and whether it matters later."""
    if not found.steps or not found.steps[0].share.known:
        return NO_STEPS
    worst = found.steps[0]
    share = percent(worst.share.value, locale, decimals=1)
    return (
        f"Left out most often is \u201c{plain(worst.name, limit=60)}\u201d: in {share} "
        f"of contacts ({span(worst.share, locale)}, n{SPACE}"
        f"{count(worst.share.n, locale)}), last {found.weeks} weeks."
    )


def follows_line(found: Adhering, locale: Locale | None = None) -> str:
    """Say whether any step stands out by what follows."""
    clear = [one for one in found.steps if one.stands_out]
    if clear:
        worse = [one for one in clear if one.follows.later.difference.value > 0]
        named = listing([f"\u201c{plain(one.name, limit=60)}\u201d" for one in worse])
        if worse:
            return (
                f"After a contact without {named}, the customer's next contact has a "
                "defect more often than chance gives among so many steps. This is "
                "association, not proof."
            )
    every = found.any_step.later.difference
    if every.short:
        return shortage(every.short, locale)
    return (
        "Your data do not show that a skipped step harms the next contact: "
        f"{difference(found.any_step.later, locale)}, same agent and stage, over all "
        "steps."
    )


def same_line(found: Adhering, locale: Locale | None = None) -> str:
    """Say what goes with a skipped step in one contact, and why that misleads."""
    one = found.any_step.same
    if not one.difference.known:
        return ""
    return (
        f"In the same contact, defects differ by {difference(one, locale)}. Which came "
        "first is not known: a step skipped may cause the failure, and a contact that "
        "fails may be cut short."
    )


def difference(one: Following, locale: Locale | None = None) -> str:
    """Return a difference of shares with its interval."""
    value = one.difference.value
    if not math.isfinite(value):
        return MISSING
    low, high = (_signed(end, locale) for end in one.difference.interval)
    return f"{_signed(value, locale)}{SPACE}points ({low} to {high})"


def span(one: Estimate, locale: Locale | None = None) -> str:
    """Return an interval of shares."""
    low, high = one.interval
    if not math.isfinite(low):
        return MISSING
    return f"{number(100 * low, 1, locale)}{DASH}{percent(high, locale, decimals=1)}"


def step_row(one: StepSkipped, locale: Locale | None = None) -> tuple[str, ...]:
    """Return the row of a step, as `STEP_HEADINGS`."""
    return (
        plain(one.name, limit=60),
        percent(one.share.value, locale, decimals=1) if one.share.known else MISSING,
        span(one.share, locale),
        count(one.share.n, locale),
        difference(one.follows.later, locale),
        step_words(one, locale),
        most_at(one, locale),
        difference(one.follows.again, locale),
        difference(one.follows.same, locale),
    )


def step_words(one: StepSkipped, locale: Locale | None = None) -> str:
    """Say what the data show to follow a skipped step."""
    later = one.follows.later.difference
    if later.short:
        return f"Too few. {shortage(later.short, locale)}"
    if not one.stands_out:
        return "Not shown"
    return "More defects follow" if later.value > 0 else "Fewer defects follow"


def most_at(one: StepSkipped, locale: Locale | None = None) -> str:
    """Name the stage at which a step is left out most, and how often."""
    shares = one.stages.share
    known = [i for i in range(len(shares)) if np.isfinite(shares[i])]
    if not known:
        return MISSING
    most = max(known, key=lambda i: float(shares[i]))
    share = percent(float(shares[most]), locale, decimals=1)
    return f"{name(list(Stage)[most])}, {share}"


def stage_row(one: StageSteps, locale: Locale | None = None) -> tuple[str, ...]:
    """Return the row of a stage, as `STAGE_HEADINGS`."""
    found = one.found
    misplaced = int(((found.extra > 0) | (found.misplaced > 0)).sum())
    n = len(one.rows)
    known = found.conforming.known
    return (
        name(one.stage),
        plain(" > ".join(found.steps), limit=120),
        percent(found.conforming.value, locale, decimals=1) if known else MISSING,
        span(found.conforming, locale),
        count(n, locale),
        number(found.mean_fitness.value, 3, locale),
        percent(misplaced / n, locale, decimals=1) if n else MISSING,
        count(one.silent, locale),
    )


def where_of(one: StepSkipped, way: str) -> Where:
    """Return where a step is left out, by stage, team or channel."""
    return {"stage": one.stages, "team": one.teams, "channel": one.channels}[way]


def where_names(found: Adhering, way: str) -> list[str]:
    """Return what the groups of a way are called."""
    if way == "stage":
        return [name(stage) for stage in Stage]
    return [*(found.teams if way == "team" else found.channels)]


def where_cell(where: Where, place: int, locale: Locale | None = None) -> str:
    """Return the share of one group with its n; a dash without a contact."""
    n = int(where.n[place])
    if not n:
        return MISSING
    share = percent(float(where.share[place]), locale, decimals=1)
    return f"{share} (n{SPACE}{count(n, locale)})"


def balance_line(found: Adhering, locale: Locale | None = None) -> str:
    """Say how many contacts have a record of steps."""
    whole = number_of(found.known + found.silent, "contact", "contacts", locale)
    return (
        f"{whole} = {count(found.known, locale)} with their steps known + "
        f"{count(found.silent, locale)} open, without a record, or at a stage that "
        "prescribes none."
    )


def order_line(found: Adhering) -> str:
    """Say which stages prescribe an order."""
    free = [
        name(stage)
        for stage, rules in found.prescribed.items()
        if rules.order is StepOrder.ANY
    ]
    if not free:
        return "At every stage the steps have an order."
    return f"At {listing(free)} the steps may be done in any order; else in order."


HOW_LINES: Sequence[str] = (
    "In place: the longest common subsequence of the prescribed steps and of those "
    "done. All steps in place: none of the prescribed is missing from it; extra steps "
    "are allowed. Fitness = 2 L / (n + m): n prescribed, m done, L in their place.",
    "Only closed contacts with a record count: an open one may still be completed. "
    "Shares of steps are of the last 26 weeks, what follows is of the whole log.",
    "What follows: defects of the same customer's next contact within 180 days, after "
    "a contact with the step left out less after one without, within the same agent "
    "and stage (Mantel and Haenszel; interval by Sato's variance). A step is said to "
    "stand out only beyond 95 % for all steps together (Bonferroni).",
    "Intervals of shares: Wilson.",
)


def _signed(value: float, locale: Locale | None) -> str:
    if not math.isfinite(value):
        return MISSING
    shown = number(100 * value, 1, locale)
    return f"+{shown}" if value > 0 and shown[0].isdigit() else shown
