"""`python -m qc limits`: what sets the limits of a measure, shown or changed."""

from __future__ import annotations

import argparse
from dataclasses import replace
from typing import Any

from qc.cli import values, verbs
from qc.core.charts import PhasePlan
from qc.review.assess import usual_plan
from qc.review.rebase import proposal
from qc.view.words import rebase as say

NOTHING = 0


def add(commands: Any) -> argparse.ArgumentParser:  # noqa: ANN401
    """Add the command to those of the parser."""
    text = "show what sets the limits of a measure, or change it with a reason"
    verb: argparse.ArgumentParser = verbs.add(commands, "limits", text, run)
    add_option = verb.add_argument
    add_option("measure", help="id of a measure card")
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
    """Change the limits if asked to, and say what they rest on."""
    workspace = values.existing(arguments)
    card = workspace.card(arguments.measure)
    plan = workspace.plan(card.id) or usual_plan(card)
    new = _changed(plan, arguments)
    if new != plan:
        workspace.save_plan(card.id, new, reason=arguments.reason)
    one = workspace.assess(card.id)
    found = proposal(one)
    told = [say.plan_line(new)]
    told += [] if found is None else [say.proposal_sentence(one, found)]
    data = {
        "schema": "qc.limits/1",
        "id": card.id,
        "baseline": new.freeze or "all",
        "phases": list(map(str, new.starts)),
        "excluded": list(map(str, new.excluded)),
        "proposed": None if found is None else str(found.start),
    }
    verbs.told(arguments, data, "\n".join(told))
    return NOTHING


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
