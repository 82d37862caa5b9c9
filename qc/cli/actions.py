"""`python -m qc actions`: the board of actions: list, add, move, check."""

from __future__ import annotations

import argparse
from dataclasses import replace
from typing import Any

from qc.cli import values, verbs
from qc.core.actions import OPEN, Action, Kind, Status, Verdict
from qc.core.kinds import Stage
from qc.view.actions_frames import (
    actions_payload,
    actions_text,
    check_payload,
    check_text,
)
from qc.view.numbers import own_scale
from qc.view.words.check import check_sentence
from qc.workspace import Lens, Workspace
from qc.workspace.actions import action, board, checked, keep, move, started

NOTHING, SIGNAL = 0, 1
_TEXTS = ("cause", "cause-code", "owner", "expected", "balancing", "follow-up")
_DAYS = ("signal", "due", "done", "check")


def add(commands: Any) -> None:  # noqa: ANN401
    """Add the command to those of the parser."""
    text = "list the actions of a workspace, add or move one, check whether it worked"
    verb = commands.add_parser("actions", help=text, description=text)
    parts = verb.add_subparsers(required=True, metavar="list|add|move|check")
    listed = verbs.add(parts, "list", "list open actions, or all", _list)
    listed.add_argument("--all", action="store_true", help="closed ones, too")
    new = verbs.add(parts, "add", "add an action to the board", _add)
    new.add_argument("title", help="what will be done, verb first")
    new.add_argument("--measure", required=True, metavar="ID", help="what to improve")
    _fields(new)
    moved = verbs.add(parts, "move", "move an action to another column", _move)
    moved.add_argument("number", type=int)
    moved.add_argument("status", type=values.one_of(Status), metavar="|".join(Status))
    _fields(moved)
    asked = verbs.add(parts, "check", "check whether an action worked", _check)
    asked.add_argument("number", type=int)
    asked.add_argument("--week", type=values.week, help="as of this week")


def _fields(verb: argparse.ArgumentParser) -> None:
    for name in _TEXTS:
        verb.add_argument(f"--{name}", metavar="TEXT")
    for name in _DAYS:
        verb.add_argument(f"--{name}", type=values.day, metavar="DAY")
    verb.add_argument("--kind", type=values.one_of(Kind), metavar="|".join(Kind))
    verb.add_argument("--stage", type=values.one_of(Stage), metavar="|".join(Stage))


def _filled(one: Action, arguments: argparse.Namespace) -> Action:
    names = [name.replace("-", "_") for name in (*_TEXTS, *_DAYS, "kind", "stage")]
    given = {name: getattr(arguments, name) for name in names}
    return replace(one, **{k: v for k, v in given.items() if v is not None})


def _list(arguments: argparse.Namespace) -> int:
    workspace = values.existing(arguments)
    found = board(workspace)
    if not arguments.all:
        found = tuple(one for one in found if one.status in OPEN)
    text = actions_text(found, _titles(workspace), workspace.today)
    verbs.told(arguments, actions_payload(found), text)
    return NOTHING


def _add(arguments: argparse.Namespace) -> int:
    workspace = values.existing(arguments)
    begun = replace(
        started(workspace, arguments.measure, None),
        title=arguments.title,
        measure=arguments.measure,
    )
    return _one(arguments, workspace, keep(workspace, _filled(begun, arguments)))


def _move(arguments: argparse.Namespace) -> int:
    workspace = values.existing(arguments)
    one = _filled(action(workspace, arguments.number), arguments)
    return _one(arguments, workspace, move(workspace, one, arguments.status))


def _one(arguments: argparse.Namespace, workspace: Workspace, one: Action) -> int:
    text = actions_text((one,), _titles(workspace), workspace.today)
    verbs.told(arguments, check_payload(one, None), text)
    return NOTHING


def _check(arguments: argparse.Namespace) -> int:
    """Check an action; 1 if it is not kept."""
    workspace = values.existing(arguments)
    one, lens = action(workspace, arguments.number), Lens(until=arguments.week)
    found = checked(workspace, one, lens)
    seen = workspace.assess(one.measure, lens)
    told = ""
    if found is not None:
        told = check_sentence(found, seen, one, own_scale(seen))
    verbs.told(
        arguments, check_payload(one, found, told), check_text(found, seen, one, told)
    )
    not_kept = found is not None and found.verdict is Verdict.NOT_KEPT
    return SIGNAL if not_kept else NOTHING


def _titles(workspace: Workspace) -> dict[str, str]:
    return {card.id: card.title for card in workspace.measures}
