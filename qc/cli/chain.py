"""`python -m qc chain`: does training become goodwill? Each arrow, its evidence."""

from __future__ import annotations

import argparse
from typing import Any

from qc.chain.links import Shown
from qc.cli import values, verbs
from qc.view.chain_frames import chain_payload, chain_text
from qc.workspace.chain import chain

NOTHING, SIGNAL = 0, 1


def add(commands: Any) -> None:  # noqa: ANN401
    """Add the command to those of the parser."""
    text = "test the chain from training to goodwill, arrow by arrow"
    verbs.add(commands, "chain", text, run)


def run(arguments: argparse.Namespace) -> int:
    """Print the table of evidence; 1 if an arrow shows the opposite."""
    found = chain(values.existing(arguments))
    verbs.told(arguments, chain_payload(found), chain_text(found))
    return SIGNAL if found.count(Shown.OPPOSITE) else NOTHING
