"""What the automatic path proposes for a file, and what it still has to be told."""

from __future__ import annotations

from dataclasses import dataclass, replace

from qc.core.kinds import TableName
from qc.core.plan import EventPlan, FieldPlan, LoadPlan
from qc.core.tables import INTERACTIONS
from qc.intake.answers import NO_ANSWERS, Answers, StepsAnswer
from qc.intake.dialect import Dialect
from qc.intake.guess import Doubt
from qc.intake.obstacles import lacking, may_be_stored, twice
from qc.intake.questions import Probe, Question, QuestionKind, ask, settle
from qc.intake.recognise import Why
from qc.intake.remark import Remark
from qc.intake.table_kind import TableKind, which_table
from qc.intake.traits import Personal

__all__ = [
    "NO_ANSWERS",
    "Answers",
    "Refusal",
    "StepsAnswer",
    "Suggested",
    "Suggestion",
    "resolve",
    "settled_to",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Suggested:
    """One field: how to read it, how sure that is (0 to 1), why, what is open."""

    plan: FieldPlan
    confidence: float
    system: str | None = None
    why: Why | None = None
    questions: tuple[Question, ...] = ()
    doubts: tuple[Doubt, ...] = ()
    failures: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Refusal:
    """A column whose header says one thing and whose values another."""

    column: str
    field: str
    example: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Suggestion:
    """A proposal for the mapping screen.

    Attributes
    ----------
    fields : tuple of Suggested
        In the order of the columns, then fields without a column of their own.
    samples : tuple of (column, texts)
        Up to three different texts of every column.
    personal : tuple of Personal
        Columns that look as if they named people, and what becomes of them.
    missing : tuple of str
        Required fields for which no column was found.
    clashes : tuple of (field, header)
        Headers that occur more than once and would be imported.
    refusals : tuple of Refusal
    remarks : tuple of Remark
        What a look at the values says.
    system : str or None
        The helpdesk system that wrote the file, by its headers.
    table : TableName
        Whose fields these are.
    kind : TableKind or None
        How sure that is; None where nobody looked.
    adds : bool
        The rows add to interactions that are known, as they do not say when one was
        opened, or as they are told to.
    events : EventPlan or None
        Each row is a step of a case, and the case the interaction.
    step_names : tuple of str
        What the steps are called, the most frequent first.
    """

    dialect: Dialect
    fields: tuple[Suggested, ...]
    samples: tuple[tuple[str, tuple[str, ...]], ...]
    personal: tuple[Personal, ...] = ()
    missing: tuple[str, ...] = ()
    clashes: tuple[tuple[str, str], ...] = ()
    refusals: tuple[Refusal, ...] = ()
    remarks: tuple[Remark, ...] = ()
    system: str | None = None
    line_as_id: bool = False
    table: TableName = TableName.INTERACTIONS
    kind: TableKind | None = None
    adds: bool = False
    events: EventPlan | None = None
    step_names: tuple[str, ...] = ()

    @property
    def unmapped(self) -> tuple[str, ...]:
        """Columns that supply no field."""
        used = {suggested.plan.column for suggested in self.fields}
        if self.events is not None:
            used |= {*self.events.columns}
        return tuple(name for name in self.dialect.columns if name not in used)

    @property
    def questions(self) -> tuple[Question, ...]:
        """Everything still open; a time zone is asked once for the file."""
        found = [question for field in self.fields for question in field.questions]
        zones = [q for q in found if q.kind is QuestionKind.ZONE]
        return (*(q for q in found if q.kind is not QuestionKind.ZONE), *zones[:1])

    def plan(self, name: str = "recognised") -> LoadPlan:
        """Return the plan, if nothing stands in its way.

        An open time zone does not: times are then taken as they stand, as UTC.

        Raises
        ------
        NeedsAnswer
            If the table or a header is doubtful, a required field is missing, a
            column looks as if it named people, or dates or decimal marks can be read
            in two ways.
        """
        if self.kind is not None and self.kind.doubtful:
            raise which_table(self.kind)
        for field, header in self.clashes:
            raise twice(field, header, self.dialect)
        for field in self.missing:
            refused = [(r.column, r.example) for r in self.refusals if r.field == field]
            there = {one.plan.field for one in self.fields if one.plan.column}
            raise lacking(field, self.table, there, refused)
        self._ask()
        return LoadPlan(
            name=name,
            columns=self.dialect.columns,
            delimiter=self.dialect.delimiter,
            skip=self.dialect.skip,
            fields=tuple(suggested.plan for suggested in self.fields),
            line_as_id=self.line_as_id,
            table=self.table,
            adds=self.adds,
            events=self._events(),
        )

    @property
    def end_of_case(self) -> str:
        """The step whose last time is that of the resolution; empty if none is."""
        plans = (one.plan for one in self.fields if one.plan.field == "resolved_at")
        return next((plan.event or "" for plan in plans if plan.pick), "")

    def _ask(self) -> None:
        """Ask what only the owner of the file can know."""
        for personal in self.personal:
            if personal.asked:
                raise may_be_stored(personal)
        for suggested in self.fields:
            for question in suggested.questions:
                if question.kind is not QuestionKind.ZONE:
                    raise ask(question, suggested.failures)

    def _events(self) -> EventPlan | None:
        """Return the steps, whose times are read as the first of a case is."""
        if self.events is None:
            return None
        first = next(f.plan for f in self.fields if f.plan.field == INTERACTIONS.time)
        return replace(self.events, formats=first.formats, zone=first.zone)


def resolve(suggestion: Suggestion, probe: Probe) -> Suggestion:
    """Settle the order of day and month by the whole file, as far as it decides.

    A file speaks one language: columns that fit both orders follow the others,
    if these agree.
    """
    fields = [_probed(suggested, probe) for suggested in suggestion.fields]
    orders = {order for _, order in fields if order is not None}
    shared = orders.pop() if len(orders) == 1 else None
    settled = tuple(
        settled_to(field, shared if order is None else order) for field, order in fields
    )
    return replace(suggestion, fields=settled)


def settled_to(suggested: Suggested, order: int | None) -> Suggested:
    """Take option `order` (0 day first, 1 month first) of a question of dates.

    Nothing changes where there is no such question, nor where None is the order or
    the column mixes both.
    """
    question = _date_question(suggested)
    if question is None or order is None or _mixes(suggested.failures):
        return suggested
    rest = tuple(other for other in suggested.questions if other is not question)
    plan = replace(suggested.plan, formats=question.options[order])
    return replace(suggested, plan=plan, questions=rest)


def _probed(suggested: Suggested, probe: Probe) -> tuple[Suggested, int | None]:
    question = _date_question(suggested)
    if question is None:
        return suggested, None
    failures = tuple(probe(question.column, formats) for formats in question.probes)
    formats = settle(question, failures)
    order = None if formats is None else question.options.index(formats)
    return replace(suggested, failures=failures), order


def _date_question(suggested: Suggested) -> Question | None:
    kind = QuestionKind.DATE_ORDER
    return next((q for q in suggested.questions if q.kind is kind), None)


def _mixes(failures: tuple[int, ...]) -> bool:
    return bool(failures) and min(failures[:-1]) > failures[-1]
