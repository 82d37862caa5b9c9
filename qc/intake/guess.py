"""From the texts of a recognised column to a plan of how to read it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from qc.core.kinds import FieldKind, Stage
from qc.core.plan import MISSING_WORDS, FieldPlan
from qc.intake.aliases import Aliases
from qc.intake.numbers import NumberGuess, guess_numbers
from qc.intake.questions import Formats, Question, QuestionKind
from qc.intake.rating_words import words_of
from qc.intake.recognise import Recognised
from qc.intake.times import guess_times

_NO_VALUE = ("-", "--", "?", "None", "none", "NA", "n.a.", "#N/B", "(empty)", "(blank)")
_NO_NAME = ("-", "--", "?", "#N/B", "(empty)", "(blank)")
_YES = ("1", "true", "yes", "y", "t", "on", "met", "kept", "ok", "1.0")
_NO = ("0", "false", "no", "n", "f", "off", "violated", "missed", "breached", "0.0")
_KEPT = (
    ("within sla", "sla violated"),
    ("completed on time", "completed late"),
    ("on time", "late"),
    ("achieved", "failed"),
)
_COUNTED = ("reopens", "reassignments")
_MOSTLY = 0.5
_WITH_CLOCK = 12  # digits, as in 202603011405
_REMAINING = re.compile(r"[-+\u2212(]?[^-+\u2212(]*\d.*")


class Doubt(StrEnum):
    """What to look at before trusting a suggestion."""

    STAGE_ASSUMED = "stage-assumed"
    UNIT_ASSUMED = "unit-assumed"
    THOUSANDS_MARK = "thousands-mark"
    KEY_REPEATS = "key-repeats"
    KEY_MISSING = "key-missing"
    CLOSED_AS_RESOLVED = "closed-as-resolved"
    VALUES_UNREADABLE = "values-unreadable"
    TIMES_COUNT_ONCE = "times-count-once"


@dataclass(frozen=True, slots=True, kw_only=True)
class Guess:
    """How a column can be read.

    Attributes
    ----------
    plan : FieldPlan
    fit : float, 0 to 1
        Share of the texts that are not missing and can be read so.
    questions : tuple of Question
        What the texts do not decide; `plan` takes the first option.
    doubts : tuple of Doubt
    """

    plan: FieldPlan
    fit: float = 1.0
    questions: tuple[Question, ...] = ()
    doubts: tuple[Doubt, ...] = ()


def guess(
    found: Recognised, texts: Sequence[str], *, aliases: Aliases, zone: str
) -> Guess:
    """Propose how to read a column that was recognised.

    Parameters
    ----------
    found : Recognised
        With a field.
    texts : sequence of str
        A sample of the column.
    aliases : Aliases
        Whose field it is, and what words for stages and ratings mean.
    zone : str
        IANA zone of times that say neither offset nor zone; "" if nobody knows.

    Returns
    -------
    Guess
        Its ZONE and DATE_ORDER questions want the whole file or the owner.
    """
    name, table = found.field or "", aliases.table
    kind = table.fields[name].kind
    plan = _with_missing(FieldPlan(field=name, column=found.column), kind, texts)
    present = [text for text in texts if text.strip() not in plan.missing]
    if kind is FieldKind.TIME:
        plan = replace(plan, end_of_day=name in table.until)
        return _time(plan, present, found.zone or zone)
    if kind is FieldKind.NUMBER:
        return _number(plan, present, aliases, found.system)
    if kind is FieldKind.DURATION:
        return _duration(plan, present, found.unit)
    if kind is FieldKind.FLAG:
        return _left(plan, present) if found.remaining else _flag(plan, present)
    return _text(plan, kind, present, texts, aliases.stages)


def _with_missing(plan: FieldPlan, kind: FieldKind, texts: Sequence[str]) -> FieldPlan:
    named = kind in {FieldKind.TEXT, FieldKind.KEY}  # "NA" and "None" can be names
    seen = {text.strip() for text in texts}
    extra = tuple(word for word in (_NO_NAME if named else _NO_VALUE) if word in seen)
    if not extra and named:
        return plan
    return replace(plan, missing=(*MISSING_WORDS, *extra))


def _time(plan: FieldPlan, texts: Sequence[str], zone: str) -> Guess:
    times = guess_times(texts)
    plan = replace(
        plan,
        formats=times.options[0],
        zone=times.zone or zone or "UTC",
        months=times.months,
    )
    questions = []
    if len(times.options) == 2:
        questions.append(_question(plan, QuestionKind.DATE_ORDER, times.options, texts))
    if times.naive and not zone and any(map(_has_clock, texts)):
        questions.append(_question(plan, QuestionKind.ZONE, (), texts))
    return Guess(plan=plan, fit=times.fit, questions=tuple(questions))


def _has_clock(text: str) -> bool:
    """Tell a time of day from a day, which is the same in whatever zone it was."""
    return ":" in text or len(text.strip()) >= _WITH_CLOCK


def _number(
    plan: FieldPlan, texts: Sequence[str], aliases: Aliases, system: str | None
) -> Guess:
    if plan.field == "score":
        values = words_of(texts, aliases.ratings, system)
        if values:
            return Guess(plan=replace(plan, values=values))
    if plan.field in _COUNTED and texts and guess_times(texts).fit > _MOSTLY:
        plan = replace(plan, present_as="1", absent_as="0")
        return Guess(plan=plan, doubts=(Doubt.TIMES_COUNT_ONCE,))
    return _numbers(plan, texts, guess_numbers(texts))


def _numbers(plan: FieldPlan, texts: Sequence[str], numbers: NumberGuess) -> Guess:
    decimal, thousands = numbers.options[0]
    plan = replace(plan, decimal=decimal, thousands=thousands)
    questions: tuple[Question, ...] = ()
    if len(numbers.options) == 2:
        marked = [text for text in texts if not text.strip().lstrip("+-").isdigit()]
        questions = (_question(plan, QuestionKind.DECIMAL, numbers.options, marked),)
    doubts = (Doubt.THOUSANDS_MARK,) if numbers.rare_thousands else ()
    return Guess(plan=plan, fit=numbers.fit, questions=questions, doubts=doubts)


def _duration(plan: FieldPlan, texts: Sequence[str], unit: float | None) -> Guess:
    numbers = guess_numbers(texts)
    told = _numbers(replace(plan, seconds=unit or 1.0), texts, numbers)
    fit = min(1.0, numbers.fit + numbers.clocks)
    unsure = unit is None and numbers.fit > 0 and bool(texts)
    doubts = (*told.doubts, *((Doubt.UNIT_ASSUMED,) if unsure else ()))
    return replace(told, fit=fit, doubts=doubts)


def _left(plan: FieldPlan, texts: Sequence[str]) -> Guess:
    """Read the time left on a clock: it says whether a promise was kept."""
    read = sum(bool(_REMAINING.fullmatch(text.strip())) for text in texts)
    fit = read / len(texts) if texts else 1.0
    return Guess(plan=replace(plan, remaining=True), fit=fit)


def _flag(plan: FieldPlan, texts: Sequence[str]) -> Guess:
    values = _kept(texts) if plan.field.startswith("sla_") else ()
    known = {*_YES, *_NO} | {text.strip().lower() for text, _ in values}
    read = sum(text.strip().lower() in known for text in texts)
    fit = read / len(texts) if texts else 1.0
    return Guess(plan=replace(plan, values=values), fit=fit)


def _kept(texts: Sequence[str]) -> tuple[tuple[str, str], ...]:
    """Read the words for a kept and a broken promise, in the spellings that occur."""
    clean = [text.strip() for text in texts]
    seen = {text.lower() for text in clean}
    pairs = [pair for pair in _KEPT if seen & set(pair)]
    words = {
        word: flag for pair in pairs for word, flag in zip(pair, "10", strict=True)
    }
    spellings = [text for text in clean if text.lower() in words]
    spellings += [way for word in words for way in (word, word.capitalize())]
    return tuple((text, words[text.lower()]) for text in dict.fromkeys(spellings))


def _text(
    plan: FieldPlan,
    kind: FieldKind,
    present: Sequence[str],
    texts: Sequence[str],
    stages: Mapping[str, str],
) -> Guess:
    if plan.field == "stage":
        return _stage(plan, present, stages)
    if kind is FieldKind.KEY:
        repeats = (Doubt.KEY_REPEATS,) if len(set(present)) < len(present) else ()
        missing = (Doubt.KEY_MISSING,) if len(present) < len(texts) else ()
        return Guess(plan=plan, doubts=(*repeats, *missing))
    return Guess(plan=plan)


def _stage(plan: FieldPlan, texts: Sequence[str], stages: Mapping[str, str]) -> Guess:
    words = [text.strip() for text in texts]
    own = set(Stage)
    values = {
        word: stages[word.lower()]
        for word in dict.fromkeys(words)
        if word.lower() not in own and word.lower() in stages
    }
    read = sum(word.lower() in own or word in values for word in words)
    fit = read / len(words) if words else 1.0
    doubts = (Doubt.VALUES_UNREADABLE,) if fit < 1 else ()
    return Guess(
        plan=replace(plan, values=tuple(values.items())), fit=fit, doubts=doubts
    )


def _question(
    plan: FieldPlan,
    kind: QuestionKind,
    options: tuple[Formats, ...],
    texts: Sequence[str],
) -> Question:
    return Question(
        field=plan.field,
        column=plan.column or "",
        kind=kind,
        options=options,
        first=texts[0].strip() if texts else "",
        last=texts[-1].strip() if texts else "",
    )
