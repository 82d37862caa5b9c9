"""How files of one source were read last time, and reading the next one like them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date
from typing import Any

from qc.core.kinds import Stage, TableName
from qc.core.plan import FieldPlan, LoadPlan
from qc.core.tables import TABLES
from qc.intake.headers import known_zone, normalise
from qc.intake.offered import FIELD as OFFERED
from qc.intake.remark import Remark, RemarkKind
from qc.intake.suggest import answered
from qc.intake.suggestion import NO_ANSWERS, Answers, StepsAnswer, Suggestion

_DAY_FIRST = re.compile(r"%d[/-]%m")
_MONTH_FIRST = re.compile(r"(?<!%Y[/-])%m[/-]%d")


@dataclass(frozen=True, slots=True, kw_only=True)
class Remembered:
    """What is known of a source: of all files with the same headers.

    Attributes
    ----------
    since : date
        The day on which it was first read so.
    answers : Answers
        Which column is which field, and what its owner said.
    mapping : str or None
        The text of a mapping file, where one was used.
    name : str
        Of the mapping file.
    encoding : str or None
        As declared by the owner.
    """

    since: date
    answers: Answers = NO_ANSWERS
    mapping: str | None = None
    name: str = ""
    encoding: str | None = None

    def like(self, other: Remembered) -> bool:
        """Tell whether both read a file in the same way."""
        return replace(self, since=other.since) == other

    def plain(self) -> dict[str, Any]:
        """Return it as JSON can hold it."""
        return {**asdict(self), "since": self.since.isoformat()}


def from_plain(kept: object) -> Remembered | None:
    """Read what `plain` wrote; None where it is something else."""
    try:
        table = dict(kept)  # type: ignore[call-overload]
        said = dict(table["answers"])
        said["columns"] = tuple((str(f), str(c)) for f, c in said["columns"])
        said["table"] = TableName(said["table"]) if said["table"] else None
        steps = said.get("steps")
        said["steps"] = StepsAnswer(**steps) if steps else None
        said["personal"] = tuple(map(str, said.get("personal", ())))
        answers = _checked(Answers(**said))
        since = date.fromisoformat(table["since"])
        return Remembered(**{**table, "answers": answers, "since": since})
    except (KeyError, TypeError, ValueError):
        return None


def _checked(answers: Answers) -> Answers:
    """Refuse (ValueError) answers that no file can be read by."""
    fields = TABLES[answers.table or TableName.INTERACTIONS].fields
    sound = (
        all(field in fields for field, _ in answers.columns)
        and fields.keys() >= {*answers.personal}
        and (answers.zone is None or known_zone(answers.zone) is not None)
        and answers.stage in {None, *Stage}
        and answers.decimal in {None, ".", ","}
        and answers.day_first in {None, True, False}
    )
    if not sound:
        raise ValueError("no answers of this version")
    return answers


def learned(plan: LoadPlan, answers: Answers) -> Answers:
    """Return the answers that lead to a plan again, for a file of the same source.

    Columns that were left out stay out. What follows from other columns is not
    said: it will follow again.
    """
    return Answers(
        zone=answers.zone,
        day_first=_day_first(plan),
        decimal=_decimal(plan) or answers.decimal,
        columns=tuple(_columns(plan)),
        line_as_id=plan.line_as_id,
        stage=next((p.constant for p in plan.fields if p.field == "stage"), None),
        table=plan.table,
        adds=plan.adds or None,
        steps=_steps(plan, answers),
        personal=tuple(part.field for part in plan.fields if part.personal),
    )


def adapted(answers: Answers, columns: Sequence[str]) -> Answers:
    """Return the answers in the words of another file of the same source.

    A header can name another zone or unit and is the same column all the same.
    """
    by_name = {normalise(column).name: column for column in columns}
    there = frozenset(columns)
    return replace(
        answers,
        day_first=None,
        decimal=None,
        columns=tuple(
            (field, found)
            for field, column in answers.columns
            if (found := _find(column, there, by_name)) is not None
        ),
        steps=_renamed(answers.steps, there, by_name),
    )


def as_last_time(suggestion: Suggestion, answers: Answers) -> Suggestion:
    """Settle by what was known last time what the file itself leaves open.

    Where the file shows another order of dates by itself, the file is right, and
    the change is told.
    """
    known = Answers(day_first=answers.day_first, decimal=answers.decimal)
    fields = tuple(answered(field, known) for field in suggestion.fields)
    orders = {_order(field.plan.formats) for field in fields} - {None}
    other = {not answers.day_first} if answers.day_first is not None else set()
    told = (
        (Remark(kind=RemarkKind.ORDER_CHANGED, field="opened_at"),)
        if orders and orders == other
        else ()
    )
    return replace(suggestion, fields=fields, remarks=(*told, *suggestion.remarks))


def _renamed(
    steps: StepsAnswer | None, there: frozenset[str], by_name: Mapping[str, str]
) -> StepsAnswer | None:
    if steps is None or not steps.case:
        return steps
    case, step, time = (_find(column, there, by_name) for column in steps.columns)
    if case is None or step is None or time is None:
        return None
    return replace(steps, case=case, step=step, time=time)


def _find(column: str, there: frozenset[str], by_name: Mapping[str, str]) -> str | None:
    if not column or column in there:
        return column
    return by_name.get(normalise(column).name)


def _columns(plan: LoadPlan) -> Iterator[tuple[str, str]]:
    for field in TABLES[plan.table].fields:
        part = plan.field(field)
        if plan.events is not None and (part is None or part.column is None):
            continue  # picked by the names of the steps
        if plan.events is not None and field == TABLES[plan.table].time:
            continue
        if (
            field == OFFERED
            and part is not None
            and _follows(part, plan.field("score"))
        ):
            continue
        if part is None or part.column is not None or not part.computed:
            yield field, (part.column or "") if part else ""


def _follows(part: FieldPlan, score: FieldPlan | None) -> bool:
    """Say whether who was asked is read from the words of the ratings."""
    return score is not None and part.column == score.column


def _steps(plan: LoadPlan, answers: Answers) -> StepsAnswer | None:
    """Return which columns hold the steps of a case, and which of these ends it."""
    if plan.events is None:
        return answers.steps
    ends = answers.steps.ends if answers.steps is not None else None
    events = plan.events
    return StepsAnswer(case=events.case, step=events.event, time=events.time, ends=ends)


def _day_first(plan: LoadPlan) -> bool | None:
    """Return the order of day and month, where the plan has one order."""
    return _order([form for part in plan.fields for form in part.formats])


def _order(forms: Sequence[str]) -> bool | None:
    orders = {True for form in forms if _DAY_FIRST.search(form)}
    orders |= {False for form in forms if _MONTH_FIRST.search(form)}
    return orders.pop() if len(orders) == 1 else None


def _decimal(plan: LoadPlan) -> str | None:
    """Return the decimal mark, where the numbers show it."""
    shown = {p.decimal for p in plan.fields if p.decimal == "," or p.thousands}
    return shown.pop() if len(shown) == 1 else None
