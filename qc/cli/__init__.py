"""The command line: `python -m qc demo | load | review | chart | series | simulate`.

Exit status: 0 nothing to act on, 1 a signal to act on, 2 wrong use or bad data.
"""

from __future__ import annotations

import argparse
import contextlib
import os
import sys
from collections.abc import Sequence

from qc.cli.arguments import parser
from qc.cli.formats import asked
from qc.core.errors import NeedsAnswer, QcError
from qc.view import locales
from qc.view.words.refusals import refused

NOTHING, SIGNAL, WRONG = 0, 1, 2
_HOW_TO_ANSWER = (
    "On the command line: --day-first or --month-first, --decimal, --zone, "
    "--column FIELD=HEADER, --store-personal FIELD, --line-as-id (line numbers stand "
    "for the key), --table NAME, --sheet or --member NAME; or a --mapping file "
    "(there: personal = true)."
)


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and return its exit status."""
    _write_any_sign()
    arguments = parser().parse_args(argv)
    with locales.reading(asked(arguments)):
        return _done(arguments)


def _done(arguments: argparse.Namespace) -> int:
    """Do what is asked; say what is in the way."""
    try:
        status = int(arguments.run(arguments))
        sys.stdout.flush()
        return status
    except NeedsAnswer as question:
        _say(f"{refused(question)}\n{_HOW_TO_ANSWER}")
    except QcError as refusal:
        _say(refused(refusal))
    except BrokenPipeError:  # the reader of a pipe has seen enough
        _write_nowhere()
    except KeyboardInterrupt:
        _say("Stopped; nothing half-done was kept.")
    except OSError as fault:
        _say(f"Cannot go on: {fault}")
    return WRONG


def _say(text: str) -> None:
    print(text, file=sys.stderr)  # noqa: T201


def _write_any_sign() -> None:
    """Let a terminal that lacks a sign show another one instead of failing."""
    for stream in (sys.stdout, sys.stderr):
        with contextlib.suppress(AttributeError, ValueError):
            stream.reconfigure(errors="replace")  # type: ignore[union-attr]


def _write_nowhere() -> None:
    """Keep the interpreter from writing into the closed pipe as it ends."""
    with contextlib.suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
