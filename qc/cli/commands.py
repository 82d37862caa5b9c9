"""What each command does."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import Any

import numpy as np

from qc.cli.arguments import lens, workspace_folder
from qc.core.errors import UnknownName
from qc.intake.mapping_read import read_mapping
from qc.intake.suggestion import Answers
from qc.review.assessment import Assessment
from qc.review.weekly import Review
from qc.view import payload, terminal, words
from qc.view.words import pages as say
from qc.workspace import Workspace
from qc.workspace.loading import LoadReport, Step

NOTHING, SIGNAL = 0, 1


def demo(arguments: argparse.Namespace) -> int:
    """Review the sample company."""
    from qc.workspace.sample import open_sample

    folder = arguments.workspace or workspace_folder(arguments) / "sample"
    return _show_review(arguments, open_sample(folder))


def review(arguments: argparse.Namespace) -> int:
    """Hold the weekly review."""
    return _show_review(arguments, _workspace(arguments))


def chart(arguments: argparse.Namespace) -> int:
    """Show one measure point by point."""
    one = _workspace(arguments).assess(arguments.measure, lens(arguments))
    return _show_chart(arguments, one)


def load(arguments: argparse.Namespace) -> int:
    """Take files in; each one whole or not at all."""
    workspace = _workspace(arguments)
    if arguments.measures:
        text = arguments.measures.read_text(encoding="utf-8")
        workspace.add_measures(text, arguments.measures.name)
    mapping = _mapping(arguments.mapping)
    answers = Answers(zone=arguments.zone, day_first=_day_first(arguments))
    for file in arguments.files:
        report = workspace.load(
            file,
            mapping=mapping,
            answers=answers,
            encoding=arguments.encoding,
            step=_tell(file),
        )
        _print(arguments, _load_payload(report, file), _load_text(report, file))
    return NOTHING


def series(arguments: argparse.Namespace) -> int:
    """Chart a CSV of date, value[, n]."""
    from qc.workspace.plain_series import assess_file

    one = assess_file(
        arguments.file,
        kind=arguments.kind,
        better=arguments.better,
        target=arguments.target,
        lens=lens(arguments),
    )
    return _show_chart(arguments, one)


def simulate(arguments: argparse.Namespace) -> int:
    """Write the logs of a simulated company."""
    from qc.simulate import PROFILES, make_company

    if arguments.profile not in PROFILES:
        raise UnknownName("profile", arguments.profile, PROFILES)
    profile = PROFILES[arguments.profile]
    company = make_company(profile, seed=arguments.seed, start=arguments.start)
    files = company.write(arguments.folder)
    written = {"schema": "qc.files/1", "files": [str(file) for file in files]}
    _print(arguments, written, "\n".join(str(file) for file in files))
    return NOTHING


def _workspace(arguments: argparse.Namespace) -> Workspace:
    return Workspace.open(workspace_folder(arguments))


def _show_review(arguments: argparse.Namespace, workspace: Workspace) -> int:
    held: Review = workspace.review(lens(arguments))
    text = terminal.review_text(held, workspace.set_aside_count)
    _print(arguments, payload.review_payload(held), text)
    return SIGNAL if held.signals else NOTHING


def _show_chart(arguments: argparse.Namespace, one: Assessment) -> int:
    _print(arguments, payload.chart_payload(one), terminal.chart_text(one))
    return SIGNAL if one.current else NOTHING


def _mapping(file: Path | None) -> Any:  # noqa: ANN401 - None or a Mapping
    if file is None:
        return None
    return read_mapping(file.read_text(encoding="utf-8"), file.name)


def _day_first(arguments: argparse.Namespace) -> bool | None:
    if arguments.day_first:
        return True
    return False if arguments.month_first else None


def _tell(file: Path) -> Any:  # noqa: ANN401 - a callable
    def told(step: Step) -> None:
        if sys.stderr.isatty():
            print(f"{file.name}: {say.STEPS[step]} ...", file=sys.stderr)  # noqa: T201

    return told


def _load_payload(report: LoadReport, file: Path) -> dict[str, Any]:
    return {
        "schema": "qc.load/1",
        "file": file.name,
        "batch": report.batch.id,
        "known": report.known,
        "mapping": report.plan.identity,
        "encoding": report.encoding,
        **payload.account_payload(report.account),
    }


def _load_text(report: LoadReport, file: Path) -> str:
    if report.known:
        return say.already_loaded(file.name, report.batch.id)
    return f"{file.name}: {words.account_sentence(report.account)}"


def _print(arguments: argparse.Namespace, data: dict[str, Any], text: str) -> None:
    shown = json.dumps(data, indent=2, allow_nan=False, default=_plain)
    print(shown if arguments.json else text)  # noqa: T201


def _plain(value: object) -> object:
    if isinstance(value, np.generic):
        return value.item()
    raise TypeError(f"{type(value).__name__} has no JSON form")
