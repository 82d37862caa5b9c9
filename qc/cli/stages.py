"""`python -m qc stages`: where on the way customers meet defects, and why."""

from __future__ import annotations

import argparse
import math
from typing import Any

from qc.cli import values, verbs
from qc.core.kinds import Stage
from qc.review.causes import Causes
from qc.review.stage_budgets import Spending
from qc.review.tallies import CauseBy
from qc.view.cost_payload import costs_payload
from qc.view.stages_payload import stages_payload
from qc.view.stages_text import stages_text
from qc.workspace.stage_budgets import budgets
from qc.workspace.stage_costs import Asked, costs
from qc.workspace.stages import causes, stages_report

NOTHING, SIGNAL = 0, 1
SHIFT = 1.5


def add(commands: Any) -> None:  # noqa: ANN401
    """Add the command to those of the parser."""
    text = (
        "say where on the way customers meet defects, why, and what of it is tolerated"
    )
    verb = verbs.add(commands, "stages", text, run)
    option = verb.add_argument
    option(
        "--by",
        dest="cause",
        type=values.one_of(CauseBy),
        default=CauseBy.REASON,
        metavar="|".join(CauseBy),
        help="what the defects are sorted by (default: reason)",
    )
    option(
        "--at",
        type=values.one_of(Stage),
        metavar="|".join(Stage),
        help="the causes of this stage only",
    )
    option(
        "--before",
        type=values.day,
        metavar="DATE",
        help="compare the causes of 56 days before this day with those from it on "
        "(default: the last 8 whole weeks with the 8 before)",
    )
    option(
        "--tolerance",
        type=_dpmo,
        metavar="DPMO",
        help="tolerated defects per million, at every stage (default: of the cards)",
    )
    option("--shift", action="store_true", help="add 1.5 to sigma levels, and say so")
    verbs.looks_at_a_part(verb)


def run(arguments: argparse.Namespace) -> int:
    """Show stages, journeys, causes, costs and budgets.

    A signal to act on: a cause that became more frequent than chance would have it,
    or a budget of the running month that is used up beyond chance.
    """
    workspace = values.existing(arguments)
    lens = values.checked_lens(arguments, workspace)
    shift = SHIFT if arguments.shift else 0.0
    report = stages_report(workspace, lens, shift=shift)
    found = causes(
        workspace,
        lens,
        by=arguments.cause,
        stage=arguments.at,
        split=arguments.before,
    )
    spent = budgets(workspace, lens, tolerance_dpmo=arguments.tolerance)
    asked = Asked(by=arguments.cause, stage=arguments.at, split=arguments.before)
    money = costs(workspace, lens, asked)
    data = {**stages_payload(report, found, spent), "costs": costs_payload(money)}
    verbs.told(arguments, data, stages_text(report, found, money, spent))
    return SIGNAL if _worse(found) or any(map(_surely_broken, spent)) else NOTHING


def _worse(found: Causes) -> bool:
    compared = found.comparison
    return compared is not None and any(
        one.change.ratio > 1 for one in compared.certain
    )


def _surely_broken(one: Spending) -> bool:
    made = one.budget
    return made is not None and made.used_interval[0] > 1


def _dpmo(text: str) -> float:
    """Read a tolerance; defects per million lie between 0 and a million."""
    try:
        value = float(text)
    except ValueError:
        value = math.nan
    if not 0 < value <= 1e6:
        raise argparse.ArgumentTypeError(
            f"{text!r} is no number of defects per million, above 0, at most 1000000."
        )
    return value
