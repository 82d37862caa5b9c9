"""The automatic path: from headers and a sample of rows to a suggestion."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from qc.core.errors import InvalidLog, UnknownName
from qc.core.kinds import FieldKind, Stage
from qc.core.plan import FieldPlan
from qc.core.table import Table
from qc.core.tables import INTERACTIONS
from qc.intake.adds import only_adds
from qc.intake.aliases import Aliases
from qc.intake.columns import Case, read_columns
from qc.intake.dialect import Dialect
from qc.intake.guess import Doubt
from qc.intake.headers import known_zone
from qc.intake.offered import offered
from qc.intake.questions import QuestionKind
from qc.intake.remarks import remarks
from qc.intake.sample import Rows
from qc.intake.steps import find_steps, picked
from qc.intake.suggestion import (
    NO_ANSWERS,
    Answers,
    Suggested,
    Suggestion,
    settled_to,
)
from qc.intake.worked_out import worked_out

_ASSUMED = 0.3
_BORROWED = 0.6
_EXCERPT = 40


def suggest(
    dialect: Dialect, rows: Rows, aliases: Aliases, *, answers: Answers = NO_ANSWERS
) -> Suggestion:
    """Propose which columns are which fields, and how to read them.

    Parameters
    ----------
    dialect : Dialect
    rows : tuple of tuple of str
        First and last rows of the file.
    aliases : Aliases
        The table of known headers.
    answers : Answers
        What the owner has said; overrules what is found.

    Returns
    -------
    Suggestion
        A column is left out where less than half of its sample can be read.

    Raises
    ------
    UnknownName
        If an answer names a field, column or stage that does not exist.
    """
    table = aliases.table
    _check(answers, dialect, table)
    case = Case(dialect=dialect, rows=rows, aliases=aliases, answers=answers)
    fields, refusals = read_columns(case)
    events = find_steps(case, fields) if table is INTERACTIONS else None
    if events is not None:
        fields = picked(case, events, fields)
    clashes = _clashes(case, fields)
    fields = [answered(field, answers) for field in _lent(case, fields)]
    free = table is INTERACTIONS and events is None
    fields += offered(fields) if free else []
    adds = free and only_adds(fields, answers, refusals)
    if adds:
        fields = [field for field in fields if field.plan.field != table.time]
    elif events is not None:
        fields += _stage(fields, answers)
    elif table is INTERACTIONS:
        fields += [*_resolved_as_closed(fields, answers), *_stage(fields, answers)]
        fields = worked_out(fields, answers)
    keyed = answers.line_as_id or events is not None
    if answers.line_as_id:
        fields = [field for field in fields if field.plan.field != table.key]
    return Suggestion(
        dialect=dialect,
        fields=tuple(fields),
        samples=tuple((name, _few(case.texts(name))) for name in dialect.columns),
        missing=_missing(fields, table, keyed=keyed, adds=adds),
        clashes=clashes,
        refusals=refusals,
        remarks=remarks(case, fields),
        system=aliases.system(dialect.columns),
        line_as_id=answers.line_as_id,
        table=table.name,
        adds=adds,
        events=events,
    )


def _check(answers: Answers, dialect: Dialect, table: Table) -> None:
    for field, name in answers.columns:
        if field not in table.fields:
            raise UnknownName("field", field, table.fields)
        if name and name not in dialect.columns:
            raise UnknownName("column", name, dialect.columns)
    stages = [stage.value for stage in Stage]
    if answers.stage is not None and answers.stage not in stages:
        raise UnknownName("stage", answers.stage, stages)
    if answers.zone is not None and known_zone(answers.zone) is None:
        raise InvalidLog(
            f"No IANA time zone is called {answers.zone!r}. "
            "Use for example Europe/Berlin."
        )


def _clashes(case: Case, fields: Sequence[Suggested]) -> tuple[tuple[str, str], ...]:
    """Find fields whose header occurs twice, unless the owner chose the column."""
    dialect = case.dialect
    twins = {copy: twin for twin in dialect.twins for copy in dialect.copies(twin)}
    chosen = dict(case.answers.columns).values()
    return tuple(
        (field.plan.field, twins[column])
        for field in fields
        if (column := field.plan.column) in twins and column not in chosen
    )


def _lent(case: Case, fields: list[Suggested]) -> list[Suggested]:
    """Let a column of times without any value be read as the opening times are."""
    of = case.aliases.table
    model = next((f for f in fields if f.plan.field == of.time), None)
    if model is None or case.is_empty(model.plan):
        return fields
    plan, questions = model.plan, model.questions
    lent: list[Suggested] = []
    for field in fields:
        own = field.plan
        if of.fields[own.field].kind is FieldKind.TIME and case.is_empty(own):
            own = replace(own, formats=plan.formats, zone=plan.zone)
            asked = [
                replace(q, field=own.field, column=own.column or "") for q in questions
            ]
            field = replace(field, plan=own, questions=tuple(asked))
        lent.append(field)
    return lent


def answered(field: Suggested, answers: Answers) -> Suggested:
    """Answer the questions of a field, as far as the answers do."""
    if answers.day_first is not None:
        field = settled_to(field, 0 if answers.day_first else 1)
    for question in field.questions:
        for marks in question.options:
            if question.kind is QuestionKind.DECIMAL and marks[0] == answers.decimal:
                plan = replace(field.plan, decimal=marks[0], thousands=marks[1])
                rest = tuple(q for q in field.questions if q is not question)
                return replace(field, plan=plan, questions=rest)
    return field


def _resolved_as_closed(
    fields: Sequence[Suggested], answers: Answers
) -> list[Suggested]:
    """Where only closing is known, it also stands for the resolution."""
    names = {field.plan.field for field in fields} | dict(answers.columns).keys()
    return [
        replace(
            field,
            plan=replace(field.plan, field="resolved_at"),
            confidence=min(field.confidence, _BORROWED),
            doubts=(*field.doubts, Doubt.CLOSED_AS_RESOLVED),
        )
        for field in fields
        if field.plan.field == "closed_at" and "resolved_at" not in names
    ]


def _stage(fields: Sequence[Suggested], answers: Answers) -> list[Suggested]:
    if any(field.plan.field == "stage" for field in fields):
        return []
    if answers.stage is not None:
        plan = FieldPlan(field="stage", constant=answers.stage)
        return [Suggested(plan=plan, confidence=1.0)]
    plan = FieldPlan(field="stage", constant=Stage.SUPPORT.value)
    doubts = (Doubt.STAGE_ASSUMED,)
    return [Suggested(plan=plan, confidence=_ASSUMED, doubts=doubts)]


def _missing(
    fields: Sequence[Suggested], table: Table, *, keyed: bool, adds: bool
) -> tuple[str, ...]:
    names = {field.plan.field for field in fields}
    if adds:
        names.add(table.time)
    if keyed:
        names.add(table.key)
    return tuple(name for name in table.required if name not in names)


def _few(texts: Sequence[str]) -> tuple[str, ...]:
    clean = dict.fromkeys(text.strip()[:_EXCERPT] for text in texts if text.strip())
    return tuple(clean)[:3]
