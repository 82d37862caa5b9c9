"""What each command does."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np

from qc.cli import loaded, reading, values
from qc.cli.formats import followed
from qc.cli.waiting import newest_known
from qc.core.errors import QcError, UnknownName
from qc.core.kinds import TableName
from qc.review.assessment import Assessment
from qc.review.weekly import Review
from qc.view import payload, terminal
from qc.view.clocks_frames import clocks_payload, clocks_text
from qc.view.words import pages as say
from qc.workspace import Workspace
from qc.workspace.clocks import both_clocks
from qc.workspace.loading import LoadReport, Step
from qc.workspace.personal import listed
from qc.workspace.resources import rule_set, text_of

NOTHING, SIGNAL = 0, 1


def demo(arguments: argparse.Namespace) -> int:
    """Review the sample company."""
    from qc.workspace.sample import open_sample

    folder = arguments.workspace or values.workspace_folder(arguments) / "sample"
    return _show_review(arguments, followed(arguments, open_sample(folder)))


def review(arguments: argparse.Namespace) -> int:
    """Hold the weekly review."""
    return _show_review(arguments, values.existing(arguments))


def chart(arguments: argparse.Namespace) -> int:
    """Show one measure point by point."""
    workspace = values.existing(arguments)
    asked = values.checked_lens(arguments, workspace)
    one = workspace.assess(arguments.measure, asked)
    both = both_clocks(workspace, arguments.measure, asked)
    more = newest_known(workspace, one, asked)
    if both is not None:
        more += f"\n{clocks_text(both)}"
    data = {"clocks": [] if both is None else clocks_payload(both)}
    return _show_chart(arguments, one, more, data)


def load(arguments: argparse.Namespace) -> int:
    """Take files in; each one whole or not at all."""
    options: dict[str, Any] = {
        "mapping": values.mapping(arguments),
        "answers": reading.answers(arguments),
        "encoding": arguments.encoding,
        "part": arguments.member,
        "afresh": arguments.ask_again,
    }
    folder = values.workspace_folder(arguments)
    workspace = followed(arguments, Workspace.open(folder))
    if arguments.keep_names is not None:
        workspace.keep_names(arguments.keep_names)
    if cards := arguments.measures:
        workspace.add_measures(text_of(cards), cards.name)
    for file in arguments.files:
        report = _loaded(workspace, file, options)
        told = (file.name, report, listed(workspace, report.batch))
        _print(arguments, loaded.data(*told), loaded.text(*told))
    return NOTHING


def series(arguments: argparse.Namespace) -> int:
    """Chart a CSV of date, value[, n]."""
    from qc.workspace.plain_series import assess_file

    rules = None
    if arguments.workspace:
        workspace = values.existing(arguments)
        rules = rule_set(arguments.rules or workspace.default_rules, workspace.rules)
    one = assess_file(
        arguments.file,
        kind=arguments.kind,
        better=arguments.better,
        target=arguments.target,
        lens=values.lens(arguments),
        rules=rules,
    )
    return _show_chart(arguments, one)


def simulate(arguments: argparse.Namespace) -> int:
    """Write the logs of a simulated company."""
    from qc.simulate import PROFILES, Dirty, make_company

    if arguments.profile not in PROFILES:
        raise UnknownName("profile", arguments.profile, PROFILES)
    profile = PROFILES[arguments.profile]
    company = make_company(profile, seed=arguments.seed, start=arguments.start)
    dirty = None
    if arguments.dirty or arguments.semicolon:
        told = arguments.semicolon
        dirty = Dirty.each(arguments.dirty, semicolon=told, mark=told)
    files = company.write(arguments.folder, dirty)
    if arguments.workspace:
        workspace = Workspace.open(arguments.workspace)
        full = {
            name
            for name, table in company.tables.items()
            if any(map(len, table.values()))
        }
        for file in files:
            if file.stem.removesuffix("-late") in full & set(TableName):
                workspace.load(file, simulated=True)
    written = {"schema": "qc.files/1", "files": [str(file) for file in files]}
    _print(arguments, written, "\n".join(str(file) for file in files))
    return NOTHING


def _loaded(workspace: Workspace, file: Path, options: dict[str, Any]) -> LoadReport:
    """Load one file; of several, say which one is refused."""
    try:
        return workspace.load(file, step=_tell(file), **options)
    except QcError as refusal:
        if not str(refusal).startswith(file.name):
            refusal.args = (f"{file.name}: {refusal}",)
        raise


def _show_review(arguments: argparse.Namespace, workspace: Workspace) -> int:
    held: Review = workspace.review(values.checked_lens(arguments, workspace))
    text = terminal.review_text(held, workspace.set_aside_count)
    _print(arguments, payload.review_payload(held), text)
    return SIGNAL if held.to_act_on else NOTHING


def _show_chart(
    arguments: argparse.Namespace,
    one: Assessment,
    more: str = "",
    data: dict[str, Any] | None = None,
) -> int:
    _print(
        arguments,
        payload.chart_payload(one) | (data or {}),
        terminal.chart_text(one) + more,
    )
    return SIGNAL if one.current else NOTHING


def _tell(file: Path) -> Callable[[Step], None]:
    def told(step: Step) -> None:
        if sys.stderr.isatty():
            print(f"{file.name}: {say.STEPS[step]} ...", file=sys.stderr)  # noqa: T201

    return told


def _print(arguments: argparse.Namespace, data: dict[str, Any], text: str) -> None:
    shown = json.dumps(data, indent=2, allow_nan=False, default=_plain)
    print(shown if arguments.json else text)  # noqa: T201


def _plain(value: object) -> object:
    if isinstance(value, np.generic):
        return value.item()
    raise TypeError(f"{type(value).__name__} has no JSON form")
