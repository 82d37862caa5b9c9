"""Who was asked for a rating, by the words of the ratings."""

from __future__ import annotations

from qc.core.plan import FieldPlan
from qc.intake.offered import FIELD, offered
from qc.intake.suggestion import Suggested

WORDS = (("Good", "1"), ("Bad", "0"), ("Offered", ""), ("Unoffered", ""))


def score(values: tuple[tuple[str, str], ...]) -> Suggested:
    plan = FieldPlan(field="score", column="Satisfaction Score", values=values)
    return Suggested(plan=plan, confidence=0.9)


def test_whoever_rated_or_did_not_answer_was_asked() -> None:
    (found,) = offered([score(WORDS)])
    assert (found.plan.field, found.plan.column) == (FIELD, "Satisfaction Score")
    assert found.plan.values == tuple(
        (word, "0" if word == "Unoffered" else "1") for word, _ in WORDS
    )


def test_without_a_word_for_it_nobody_knows() -> None:
    assert offered([score(WORDS[:2])]) == []
    assert offered([]) == []


def test_a_column_of_its_own_goes_first() -> None:
    own = Suggested(plan=FieldPlan(field=FIELD, column="Survey sent"), confidence=0.9)
    assert offered([score(WORDS), own]) == []
