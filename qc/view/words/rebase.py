"""When limits no longer describe the process, in words."""

from __future__ import annotations

from qc.core.charts import PhasePlan
from qc.review.assessment import Assessment
from qc.review.rebase import Proposal
from qc.view.locales import Locale
from qc.view.numbers import own_scale
from qc.view.words.dates import the_period, unit_of

_TEXT = (
    "Since {since} the level is {after} instead of {before}, for {points} {unit}s now. "
    "If you know why and it will stay, start a new phase there: its limits, and the "
    "verdict on the target, then describe the process as it is."
)
LIMITS_KEPT = "Kept: the limits follow the new plan."
IN_FORCE = "Limits in force: {freeze}; phases start {starts}; left out {excluded}."
FIRST = "first {n} points of a phase"
ALL = "all points of a phase"
NONE, ONE_PHASE = "nothing", "once"


def proposal_sentence(
    one: Assessment, found: Proposal, locale: Locale | None = None
) -> str:
    """Say since when and by how much the level has moved, and what to do."""
    scale = own_scale(one, locale)
    return _TEXT.format(
        since=the_period(one, found.start),
        before=scale.value(found.before),
        after=scale.value(found.after),
        points=found.points,
        unit=unit_of(one),
    )


def plan_line(plan: PhasePlan) -> str:
    """Say what sets the limits of a measure."""
    freeze = ALL if plan.freeze is None else FIRST.format(n=plan.freeze)
    starts = ", ".join(map(str, plan.starts)) or ONE_PHASE
    excluded = ", ".join(map(str, plan.excluded)) or NONE
    return IN_FORCE.format(freeze=freeze, starts=starts, excluded=excluded)
