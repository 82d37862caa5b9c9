"""In which formats a command writes numbers and days."""

from __future__ import annotations

import argparse

from qc.core.errors import UnknownName
from qc.view.locales import ENGLISH, Locale, read_by
from qc.workspace import Workspace
from qc.workspace.locale import locale_of, named


def offer(verb: argparse.ArgumentParser) -> None:
    """Let a command be asked for the formats of one place."""
    verb.add_argument(
        "--locale",
        type=_locale,
        metavar="TAG",
        help="formats of numbers and days in texts, as en-US or de-DE "
        "(default: those of the workspace; JSON stays plain)",
    )


def asked(arguments: argparse.Namespace) -> Locale:
    """Return the formats a command begins with: those asked for, else plain ones."""
    locale: Locale | None = getattr(arguments, "locale", None)
    return ENGLISH if locale is None or arguments.json else locale


def followed(arguments: argparse.Namespace, workspace: Workspace) -> Workspace:
    """Go on in the formats of a workspace, unless the command was asked for others."""
    if not arguments.json and arguments.locale is None:
        read_by(locale_of(workspace.warehouse))
    return workspace


def _locale(text: str) -> Locale:
    try:
        return named(text)
    except UnknownName as fault:
        raise argparse.ArgumentTypeError(str(fault)) from fault
