"""Looking through the values of a sample for what the owner of a file should know."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from statistics import median

from qc.core.plan import FieldPlan
from qc.intake.columns import Case
from qc.intake.offered import NEVER_ASKED
from qc.intake.remark import Remark, RemarkKind
from qc.intake.suggestion import Suggested
from qc.intake.values import seconds, span
from qc.intake.worked_out import SPANS

_SPAM = frozenset({"spam", "junk", "marked as spam", "is spam"})
_KINDS_OF_ROW = ("status", "category", "subcategory", "channel")


def remarks(case: Case, fields: Sequence[Suggested]) -> tuple[Remark, ...]:
    """Look through the sample of a file for what its owner should know."""
    plans = {one.plan.field: one.plan for one in fields}
    return (
        *_scores(case, plans),
        *_clocks(case, plans),
        *_worked_out(case, plans),
        *_answers_after_end(case, plans),
        *_spam(case, plans),
    )


def _scores(case: Case, plans: dict[str, FieldPlan]) -> Iterator[Remark]:
    plan = plans.get("score")
    if plan is None or not plan.column or not plan.values:
        return
    seen = {text.strip() for text in case.texts(plan.column)}
    used = tuple(pair for pair in plan.values if pair[0] in seen)
    rated = {text for text, score in plan.values if score}
    texts = [text.strip() for text in case.texts(plan.column) if text.strip()]
    asked = [text for text in texts if text.casefold() not in NEVER_ASKED]
    yield Remark(
        kind=RemarkKind.SCORE_WORDS,
        field="score",
        column=plan.column,
        pairs=tuple(sorted(used, key=_worth)),
        n=sum(text in rated for text in asked),
        of=len(asked),
    )


def _worth(pair: tuple[str, str]) -> tuple[bool, float, str]:
    """Put the best answer first, and what is no rating last."""
    text, score = pair
    return (not score, -float(score or 0), text)


def _clocks(case: Case, plans: dict[str, FieldPlan]) -> Iterator[Remark]:
    for plan in plans.values():
        if plan.remaining and plan.column:
            texts = [text for text in case.texts(plan.column) if text.strip()]
            below = sum(text.strip()[0] in "-\u2212(" for text in texts)
            yield Remark(
                kind=RemarkKind.CLOCK_LEFT,
                field=plan.field,
                column=plan.column,
                n=below,
                of=len(texts),
            )


def _worked_out(case: Case, plans: dict[str, FieldPlan]) -> Iterator[Remark]:
    for plan in plans.values():
        if plan.computed and plan.column:
            texts = case.texts(plan.column)
            empty = sum(text.strip() in plan.missing for text in texts)
            if empty:
                yield Remark(
                    kind=RemarkKind.SPAN_WORKED_OUT,
                    field=plan.field,
                    column=plan.column,
                    n=empty,
                    of=len(texts),
                )
        elif plan.computed:
            source = next(name for name, time in SPANS.items() if time == plan.field)
            column = plans[source].column or ""
            yield Remark(
                kind=RemarkKind.TIME_WORKED_OUT, field=plan.field, column=column
            )


def _answers_after_end(case: Case, plans: dict[str, FieldPlan]) -> Iterator[Remark]:
    """Compare the first response with the resolution, row by row."""
    answer, end = (_spans(case, plans, name) for name in SPANS)
    both = [(a, e) for a, e in zip(answer, end, strict=False) if None not in (a, e)]
    later = [(a, e) for a, e in both if a is not None and e is not None and a > e]
    if later:
        medians = (median(a for a, _ in later), median(e for _, e in later))
        yield Remark(
            kind=RemarkKind.ANSWER_AFTER_END,
            field="first_response_time",
            n=len(later),
            of=len(both),
            medians=medians,
        )


def _spans(case: Case, plans: dict[str, FieldPlan], name: str) -> list[float | None]:
    """Return the time taken in each row: as the file says, else between two times."""
    plan, start, stop = (plans.get(f) for f in (name, "opened_at", SPANS[name]))
    if plan is not None and plan.column:
        return [seconds(text, plan) for text in case.texts(plan.column)]
    if start is None or stop is None or not start.column or not stop.column:
        return []
    texts = zip(case.texts(start.column), case.texts(stop.column), strict=True)
    return [span(a, start, b, stop) for a, b in texts]


def _spam(case: Case, plans: dict[str, FieldPlan]) -> Iterator[Remark]:
    for name in _KINDS_OF_ROW:
        plan = plans.get(name)
        if plan is None or not plan.column:
            continue
        texts = [text.strip() for text in case.texts(plan.column)]
        spam = [text for text in texts if text.casefold() in _SPAM]
        if spam:
            yield Remark(
                kind=RemarkKind.SPAM,
                field=name,
                column=plan.column,
                n=len(spam),
                of=len(texts),
                pairs=tuple((word, "") for word in dict.fromkeys(spam)),
            )
