"""`python -m qc limits`: what sets the limits of a measure: shown, changed, undone."""

from __future__ import annotations

import argparse
from dataclasses import replace
from typing import Any

from qc.cli import values, verbs
from qc.core.charts import PhasePlan
from qc.core.errors import QcError
from qc.core.kinds import ChartKind
from qc.review.assess import usual_plan
from qc.review.rebase import proposal
from qc.spc.charts import CHARTS
from qc.view.decisions_frame import decisions_data, decisions_text
from qc.view.words import rebase as say
from qc.view.words.decisions import turned_line
from qc.workspace import Workspace
from qc.workspace.decided import history, kept_chart
from qc.workspace.decisions import keep_chart, redo, save_plan, undo

NOTHING = 0
NBSP = "\u00a0"
SCHEMA = "qc.limits/1"
UNDO, HISTORY = "undo", "history"
_TURNS = {UNDO: undo, "redo": redo}


def add(commands: Any) -> argparse.ArgumentParser:  # noqa: ANN401
    """Add the command to those of the parser."""
    text = "show what sets the limits of a measure, or change it with a reason"
    verb: argparse.ArgumentParser = verbs.add(commands, "limits", text, run)
    add_option = verb.add_argument
    add_option(
        "words",
        nargs="+",
        metavar="[undo|redo|history] MEASURE",
        help="id of a measure card; before it, what to do with what was decided. undo "
        "and redo without a measure: whatever was decided last",
    )
    add_option(
        "--chart",
        type=values.one_of(ChartKind, *CHARTS),
        dest="kept_chart",
        metavar="KIND",
        help="take this chart for everyone",
    )
    add_option("--chart-by-data", action="store_true", help="overrule it no more")
    add_option(
        "--baseline",
        type=values.points,
        help="points that set the limits of each phase: a number, or all",
    )
    for option, told in (
        ("--phase", "a phase starts on this day"),
        ("--join", "no phase starts on this day any more"),
        ("--exclude", "leave the period of this day out of the limits"),
        ("--include", "leave it out no more"),
    ):
        add_option(option, type=values.day, action="append", default=[], help=told)
    add_option("--reason", default="", help="why; needed for every change")
    return verb


def run(arguments: argparse.Namespace) -> int:
    """Change the limits if asked to, or take that back; say what they rest on."""
    workspace = values.existing(arguments)
    verb, *rest = arguments.words
    if verb in _TURNS and len(rest) < 2:
        _turn(arguments, workspace, verb)
    elif verb == HISTORY and len(rest) == 1:
        _told_history(arguments, workspace, rest[0])
    elif not rest:
        _limits(arguments, workspace, verb)
    else:
        raise QcError(
            f"{' '.join(arguments.words)!r} is no measure. Write undo, redo or history "
            "before the id of one measure, or the id alone."
        )
    return NOTHING


def _turn(arguments: argparse.Namespace, workspace: Workspace, verb: str) -> None:
    found = _TURNS[verb](workspace, *arguments.words[1:])
    card = workspace.card(found.measure or workspace.available[0].id)
    line = turned_line(found, usual_plan(card), back=verb == UNDO).replace(NBSP, " ")
    data = {
        "schema": SCHEMA,
        "id": found.measure,
        "number": found.number,
        "about": found.topic.value,
        "done": line,
    }
    verbs.told(arguments, data, line)


def _told_history(
    arguments: argparse.Namespace, workspace: Workspace, name: str
) -> None:
    card = workspace.card(name)
    past, usual = history(workspace.warehouse, card.id), usual_plan(card)
    data = {"schema": SCHEMA, "id": card.id, "history": decisions_data(past, usual)}
    verbs.told(arguments, data, decisions_text(past, usual).replace(NBSP, " "))


def _limits(arguments: argparse.Namespace, workspace: Workspace, name: str) -> None:
    card = workspace.card(name)
    seen = workspace.plan(card.id)
    plan = seen or usual_plan(card)
    new = _changed(plan, arguments)
    if new != plan:
        save_plan(workspace, card.id, new, seen=seen, reason=arguments.reason)
    kept = kept_chart(workspace.warehouse, card)
    if arguments.kept_chart is not None or (arguments.chart_by_data and kept):
        keep_chart(
            workspace,
            card.id,
            arguments.kept_chart,
            seen=kept,
            reason=arguments.reason,
        )
    one = workspace.assess(card.id)
    found = proposal(one)
    told = [say.plan_line(new)]
    told += [] if found is None else [say.proposal_sentence(one, found)]
    chart = kept_chart(workspace.warehouse, workspace.card(card.id))
    data = {
        "schema": SCHEMA,
        "id": card.id,
        "baseline": new.freeze or "all",
        "phases": list(map(str, new.starts)),
        "excluded": list(map(str, new.excluded)),
        "chart": chart,
        "proposed": None if found is None else str(found.start),
    }
    verbs.told(arguments, data, "\n".join(told))


def _changed(plan: PhasePlan, arguments: argparse.Namespace) -> PhasePlan:
    asked = arguments.baseline
    starts = (set(plan.starts) | set(arguments.phase)) - set(arguments.join)
    excluded = (set(plan.excluded) | set(arguments.exclude)) - set(arguments.include)
    freeze = plan.freeze if asked is None else None if asked == "all" else asked
    return replace(
        plan,
        freeze=freeze,
        starts=tuple(sorted(starts)),
        excluded=tuple(sorted(excluded)),
    )
