"""Who was asked for a rating: where the words of the ratings themselves tell it."""

from __future__ import annotations

from collections.abc import Sequence

from qc.core.plan import FieldPlan
from qc.intake.recognise import Why
from qc.intake.suggestion import Suggested

FIELD = "rating_offered"
NEVER_ASKED = frozenset({"unoffered", "not offered"})


def offered(fields: Sequence[Suggested]) -> list[Suggested]:
    """Return who was asked, from a column of ratings that says "Offered" as well.

    Empty where another column tells it, or the ratings do not: a contact without a
    rating may or may not have been asked.
    """
    found = {one.plan.field: one for one in fields}
    score = found.get("score")
    if score is None or FIELD in found or score.plan.pick is not None:
        return []
    words = score.plan.values
    if not any(text.casefold() in NEVER_ASKED for text, _ in words):
        return []
    asked = tuple(
        (text, "0" if text.casefold() in NEVER_ASKED else "1") for text, _ in words
    )
    plan = FieldPlan(
        field=FIELD,
        column=score.plan.column,
        values=asked,
        missing=score.plan.missing,
    )
    why = score.why or Why.PLAIN
    return [Suggested(plan=plan, confidence=score.confidence, why=why)]
