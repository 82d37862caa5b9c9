"""The A3 page of an action as HTML: seven boxes that fill themselves, for print.

No script, no reference to elsewhere; every text is escaped here.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from qc.core.actions import Action, Cause
from qc.review.assessment import Assessment
from qc.review.causes import Causes
from qc.review.check import Check
from qc.view import words
from qc.view.escape import markup
from qc.view.numbers import count, own_scale, percent
from qc.view.spark import Frame, trend_svg
from qc.view.style_actions import A3_CSS
from qc.view.svg import data_uri
from qc.view.theme import tokens
from qc.view.words import a3 as say
from qc.view.words import actions as say_actions
from qc.view.words import check as say_check
from qc.view.words.causes import cause_name

WIDTH, HEIGHT, BARS, MOST = 640, 150, 5, 120
_LONG = 1300


@dataclass(frozen=True, slots=True, kw_only=True)
class A3:
    """What the page is filled with.

    Attributes
    ----------
    drawn : Assessment or None
        The chart, split at the action; None where the log lacks the measure.
    check : Check or None
        None before the action is done.
    pareto : Causes or None
        Causes of the defects at its stage.
    titles : mapping
        Titles of the measures by id.
    """

    action: Action
    drawn: Assessment | None
    check: Check | None
    balancing: Assessment | None
    pareto: Causes | None
    causes: Sequence[Cause]
    titles: Mapping[str, str]
    today: np.datetime64


def a3_html(page: A3) -> str:
    """Return the page as a piece of HTML, to be styled by `A3_CSS`."""
    one = page.action
    left = (_background(page), _state(page), _goal(page), _causes(page))
    right = (_countermeasure(page), _check(page), _follow_up(page))
    line = say_actions.head_line(one, page.titles.get(one.measure, one.measure))
    boxes = [*left, *right]
    told = [
        _box(place, heading, body)
        for place, (heading, body) in enumerate(
            zip(say.HEADINGS, boxes, strict=True), 1
        )
    ]
    owner = markup(one.owner) or say_actions.NO_OWNER
    return (
        f'<article class="qc-a3"><div class="top"><h1>{markup(one.title)}</h1>'
        f"<p>{markup(line)} &#183; {owner}</p></div>"
        f'<div class="two"><div>{"".join(told[:4])}</div>'
        f"<div>{''.join(told[4:])}</div></div></article>"
    )


def a3_document(page: A3) -> str:
    """Return the page as a file of its own."""
    return (
        '<!doctype html><html lang="en"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width,initial-scale=1">'
        f"<title>{markup(page.action.title)}</title><style>{tokens()}"
        ":root{color-scheme:light}body{margin:1rem;background:#fdfcf9}"
        f"{A3_CSS}</style></head><body>{a3_html(page)}</body></html>"
    )


def _box(place: int, heading: str, body: str) -> str:
    head = f'<div class="h" role="heading" aria-level="2"><b>{place}</b>{heading}</div>'
    return f"<section>{head}{body}</section>"


def _lines(texts: Iterable[str]) -> str:
    return "".join(f"<p>{markup(text, limit=_LONG)}</p>" for text in texts if text)


def _background(page: A3) -> str:
    drawn, one = page.drawn, page.action
    signal = say.signal_line(one)
    if drawn is None or drawn.chart is None:
        return _lines((signal, say.NO_CHART))
    frame = Frame(width=WIDTH, height=HEIGHT, points=min(len(drawn.chart), MOST))
    picture = data_uri(trend_svg(drawn, frame))
    image = f'<img src="{picture}" alt="{markup(drawn.measure.title)}">'
    return _lines((drawn.measure.question, signal)) + image


def _state(page: A3) -> str:
    return _lines(_numbers(page)) + _pareto(page)


def _numbers(page: A3) -> tuple[str, ...]:
    drawn, check = page.drawn, page.check
    if drawn is None or drawn.chart is None:
        return (say.NO_NUMBERS,)
    scale = own_scale(drawn)
    if check is not None and check.headline is not None:
        level = check.headline.difference.before
        points = f"{count(level.points)} {words.unit_of(drawn)}s"
        return (say.before_line(scale.value(level.value), points, count(level.cases)),)
    return (
        say.latest_line(
            words.latest_with_n(drawn, scale), words.usual_range(drawn, scale)
        ),
    )


def _pareto(page: A3) -> str:
    found = page.pareto
    if found is None or not found.bars:
        return ""
    rows = "".join(
        f"<tr><td>{markup(cause_name(bar.kind, bar.cause, bar.causes))}</td>"
        f'<td class="n">{count(bar.count)}</td>'
        f'<td class="n">{percent(bar.share)}</td></tr>'
        for bar in found.bars[:BARS]
    )
    what = say.defects_by(page.action)
    return (
        f'<table><tr><th>{what}</th><th class="n">{say.COUNT}</th>'
        f'<th class="n">{say.SHARE}</th></tr>{rows}</table>'
    )


def _goal(page: A3) -> str:
    one, drawn = page.action, page.drawn
    target = "" if drawn is None else words.target_text(drawn, own_scale(drawn))
    watched = page.titles.get(one.balancing, one.balancing)
    return _lines(say.goal_lines(one.expected, target, watched))


def _causes(page: A3) -> str:
    known = {cause.code: cause.title for cause in page.causes}
    one = page.action
    return _lines((known.get(one.cause_code, one.cause_code), one.cause)) or _lines(
        (say.NO_CAUSE,)
    )


def _countermeasure(page: A3) -> str:
    one = page.action
    return _lines((one.title, say.who_line(one), say.days_line(one)))


def _check(page: A3) -> str:
    check, drawn = page.check, page.drawn
    if check is None or drawn is None:
        return _lines((say.NOT_DONE,))
    told = say_check.check_sentence(check, drawn, page.action, own_scale(drawn))
    other = page.balancing
    fine = own_scale(drawn if other is None else other)
    return (
        f'<p class="verdict">{say_check.verdict_line(check)}</p>'
        + _lines((told, say_check.rule_sentence(check)))
        + _lines((say_check.balance_sentence(check, other, fine),))
        + _levels(check, drawn)
    )


def _levels(check: Check, drawn: Assessment) -> str:
    rows = say_check.level_rows(check, own_scale(drawn))
    if not rows:
        return ""
    shown = "".join(
        f'<tr><td>{markup(row[0])}</td><td class="n">{markup(row[1])}</td>'
        f'<td class="n">{row[2]}</td><td class="n">{row[3]}</td></tr>'
        for row in rows
    )
    heads = "".join(f'<th class="n">{head}</th>' for head in say_check.HEADINGS[1:4])
    return f"<table><tr><th>{say_check.HEADINGS[0]}</th>{heads}</tr>{shown}</table>"


def _follow_up(page: A3) -> str:
    one = page.action
    status = f"{say_actions.STATUS[one.status]}. "
    status += say_actions.when_line(one, page.today)
    return _lines((status, one.follow_up or say.NO_FOLLOW_UP))
