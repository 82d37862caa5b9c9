"""Which columns can be read as what their headers say."""

from __future__ import annotations

from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace

from qc.core.plan import FieldPlan
from qc.intake.aliases import Aliases
from qc.intake.dialect import Dialect
from qc.intake.guess import Guess, guess
from qc.intake.headers import normalise, without_unit
from qc.intake.recognise import Recognised, Why, recognise
from qc.intake.sample import Rows, column
from qc.intake.suggestion import Answers, Refusal, Suggested

_FITS = 0.5
_EXCERPT = 40


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """Everything that is known about the file."""

    dialect: Dialect
    rows: Rows
    aliases: Aliases
    answers: Answers

    def texts(self, name: str) -> tuple[str, ...]:
        """Return the sample of one column."""
        return column(self.rows, self.dialect.columns.index(name))

    def has_texts(self, name: str) -> bool:
        """Tell whether the sample of a column holds anything."""
        return any(text.strip() for text in self.texts(name))

    def is_empty(self, plan: FieldPlan) -> bool:
        """Tell whether the sample holds no value for a field."""
        texts = self.texts(plan.column) if plan.column else ()
        return all(text.strip() in plan.missing for text in texts)

    def told(self, found: Recognised) -> bool:
        """Tell whether the owner chose this column."""
        return found.column in dict(self.answers.columns).values()


def read_columns(case: Case) -> tuple[list[Suggested], tuple[Refusal, ...]]:
    """Recognise and guess; where values do not fit, let another column have a try."""
    ruled_out: set[tuple[str, str]] = set()
    refusals: list[Refusal] = []
    while True:
        found = _recognised(case, ruled_out)
        guesses = [(one, _guess(case, one)) for one in found]
        unfit = [one for one, g in guesses if g.fit < _FITS and not case.told(one)]
        if not unfit and (empty := _empty(case, found, ruled_out)):
            ruled_out.add(empty)
            continue
        if not unfit:
            return [_suggested(one, g) for one, g in guesses], tuple(refusals)
        ruled_out |= {(one.column, one.field or "") for one in unfit}
        refusals += [_refusal(case, one) for one in unfit]


def _empty(
    case: Case, found: list[Recognised], ruled_out: AbstractSet[tuple[str, str]]
) -> tuple[str, str] | None:
    """Find a column without any value, where another of its field has some."""
    for one in found:
        if (
            not one.field
            or case.told(one)
            or any(map(str.strip, case.texts(one.column)))
        ):
            continue
        pair = (one.column, one.field)
        others = _recognised(case, ruled_out | {pair})
        heir = next((other for other in others if other.field == one.field), None)
        if heir is not None and case.has_texts(heir.column):
            return pair
    return None


def _recognised(
    case: Case, ruled_out: AbstractSet[tuple[str, str]]
) -> list[Recognised]:
    """Recognise headers, each of several equal ones once; then heed the answers."""
    dialect = case.dialect
    original = dict(zip(dialect.columns, dialect.columns, strict=True))
    for twin in dialect.twins:
        first, *others = dialect.copies(twin)
        original |= {first: twin, **dict.fromkeys(others, "")}
    found = recognise(
        tuple(original.values()),
        case.aliases,
        ruled_out={(original[column], field) for column, field in ruled_out},
    )
    named = [replace(r, column=c) for r, c in zip(found, original, strict=True)]
    told = dict(case.answers.columns)
    free = [one for one in named if one.field and one.field not in told]
    return [one for one in free if not case.told(one)] + [
        _told(case, field, name) for field, name in told.items() if name
    ]


def _told(case: Case, field: str, name: str) -> Recognised:
    """Take the owner's word for the field; what the header says besides still holds."""
    header, aliases = normalise(name), case.aliases
    shorter = without_unit(header.name)
    system = aliases.system(case.dialect.columns)
    unit = header.unit or (shorter.unit if shorter else None)
    return Recognised(
        column=name,
        field=field,
        confidence=1.0,
        system=system,
        unit=unit or aliases.units.get(system or ""),
        zone=header.zone,
        remaining=any(alias.remaining for alias in aliases.names.get(header.name, ())),
        why=Why.TOLD,
    )


def _guess(case: Case, found: Recognised) -> Guess:
    texts = case.texts(found.column)
    zone = case.answers.zone or ""
    return guess(found, texts, aliases=case.aliases, zone=zone)


def _suggested(found: Recognised, guessed: Guess) -> Suggested:
    return Suggested(
        plan=guessed.plan,
        confidence=round(found.confidence * guessed.fit, 2),
        system=found.system,
        why=found.why,
        questions=guessed.questions,
        doubts=guessed.doubts,
    )


def _refusal(case: Case, found: Recognised) -> Refusal:
    texts = (text.strip() for text in case.texts(found.column))
    example = next((text[:_EXCERPT] for text in texts if text), "")
    return Refusal(column=found.column, field=found.field or "", example=example)
