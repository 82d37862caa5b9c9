"""What will happen to the target if nothing changes, in one sentence."""

from __future__ import annotations

from qc.core.kinds import Assurance, Direction
from qc.review.assessment import Assessment
from qc.view.locales import Locale
from qc.view.numbers import SPACE, own_scale, percent
from qc.view.words.dates import unit_of
from qc.view.words.ranges import as_target

TEXTS = {
    Assurance.PASS: "Will keep meeting {target} unless the process changes.",
    Assurance.FAIL: "Will keep missing {target} until the process changes; "
    "asking people to try harder will not do it.",
    Assurance.HIT_OR_MISS: "Will meet {target} some {unit}s and miss others "
    "by chance{share}.",
}
_NO_TARGET = "No target set."
_NO_DIRECTION = "No good direction set, so the target is not judged."
_NO_LIMITS = "Too early to judge the target: no limits yet."


def assurance_sentence(assessment: Assessment, locale: Locale | None = None) -> str:
    """Say whether the target will be met if nothing changes, or why that is unknown."""
    target = assessment.measure.target
    if target is None:
        return _NO_TARGET
    kind = assessment.assured.kind
    if kind is Assurance.NONE:
        neither = assessment.measure.direction is Direction.NEITHER
        return _NO_DIRECTION if neither else _NO_LIMITS
    unit = unit_of(assessment)
    return TEXTS[kind].format(
        target=as_target(target, own_scale(assessment, locale)),
        unit=unit,
        share=_share(assessment.assured.misses, unit, locale),
    )


def _share(misses: float | None, unit: str, locale: Locale | None) -> str:
    """Return the share of periods that will miss; rounded, but never to none or all."""
    if misses is None:
        return ""
    if misses < 0.01:
        about = f"under 1{SPACE}%"
    elif misses > 0.99:
        about = f"over 99{SPACE}%"
    else:
        about = f"about {percent(misses, locale)}"
    return f" ({about} of {unit}s)"
