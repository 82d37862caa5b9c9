"""What only the owner of a file knows: order of dates, decimal mark, time zone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from zoneinfo import available_timezones

import streamlit as st

from qc.intake.questions import Question, QuestionKind
from qc.intake.suggestion import NO_ANSWERS, Answers
from qc.view.escape import markdown
from qc.view.words import mapping as say

_MARKS = (".", ",")


def ask(
    key: str,
    questions: Sequence[Question],
    answers: Answers,
    known: Answers = NO_ANSWERS,
) -> Answers:
    """Ask each open question once for the file; add what is answered.

    Parameters
    ----------
    key : str
        Of the upload: another file has questions of its own.
    questions : sequence of Question
        What the columns chosen leave open.
    answers : Answers
    known : Answers
        What was said of this source before; offered as the answer.
    """
    first = {question.kind: question for question in reversed(questions)}
    if not first:
        return answers
    with st.container(border=True, key="qc-asking"):
        st.markdown(f"**{say.TO_ANSWER}**")
        columns = iter(st.columns([1, 1]))
        if first.keys() - {QuestionKind.ZONE}:
            with next(columns):
                answers = _written(key, first, answers, known)
        if QuestionKind.ZONE in first:
            zones = ["UTC", *sorted(available_timezones() - {"UTC"})]
            place = zones.index(known.zone) if known.zone in zones else 0
            zone = next(columns).selectbox(
                say.TIME_ZONE, zones, place, key=f"zone-{key}"
            )
            answers = replace(answers, zone=zone)
    return answers


def _written(
    key: str, first: dict[QuestionKind, Question], answers: Answers, known: Answers
) -> Answers:
    if dates := first.get(QuestionKind.DATE_ORDER):
        answers = replace(answers, day_first=_day_first(key, dates, known))
    if number := first.get(QuestionKind.DECIMAL):
        place = _MARKS.index(known.decimal) if known.decimal in _MARKS else None
        mark = st.radio(
            say.DECIMAL, _MARKS, index=place, horizontal=True, key=f"mark-{key}"
        )
        st.caption(markdown(say.about_column(number.column, number.first)))
        answers = replace(answers, decimal=mark)
    return answers


def _day_first(key: str, question: Question, known: Answers) -> bool | None:
    texts = [text for text in (question.first, question.last) if text] or [""]
    orders = say.day_orders(texts, question.options)
    picked = st.radio(
        say.DATE_ORDER,
        (True, False),
        index=None if known.day_first is None else 1 - known.day_first,
        format_func=lambda day_first: markdown(orders[0 if day_first else 1]),
        key=f"order-{key}",
    )
    return None if picked is None else bool(picked)
