"""The tables on the command line: how much of each, and do they know each other?"""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from dataclasses import astuple
from typing import Any

import numpy as np

from qc.cli import values, verbs
from qc.core.errors import NothingToShow
from qc.store.tables import Extent
from qc.store.tables_links import Link
from qc.view.words import tables_loaded as say
from qc.workspace.reviewing import EMPTY
from qc.workspace.tables import Overview, overview


def add(commands: Any) -> argparse.ArgumentParser:  # noqa: ANN401
    """Add the command."""
    text = "say how much of each table is loaded, and whether they know each other"
    verb: argparse.ArgumentParser = verbs.add(commands, "tables", text, run)
    return verb


def run(arguments: argparse.Namespace) -> int:
    """Tell of every table."""
    found = overview(values.existing(arguments))
    if not found.extents:
        raise NothingToShow(EMPTY)
    verbs.told(arguments, data(found), "\n".join(_lines(found)))
    return 0


def data(found: Overview) -> dict[str, Any]:
    """Return what there is of every table as plain data."""
    return {
        "schema": "qc.tables/1",
        "tables": [_extent(one) for one in found.extents],
        "links": [_link(link) for link in found.links],
    }


def _lines(found: Overview) -> Iterator[str]:
    for one in found.extents:
        yield say.extent_line(one.table, one.rows, one.first, one.last)
    lines = (say.link_line(*astuple(link)) for link in found.links)
    told = [line for line in lines if line]
    yield from (f"  {line}" for line in told)
    if found.links and not told:
        yield f"  {say.nothing_lost()}"


def _extent(one: Extent) -> dict[str, Any]:
    days = (None if np.isnat(day) else str(day) for day in (one.first, one.last))
    first, last = days
    return {"table": one.table, "rows": one.rows, "first": first, "last": last}


def _link(link: Link) -> dict[str, Any]:
    return {
        "table": link.table,
        "field": link.field,
        "names": link.joins,
        "known_from": list(link.homes),
        "rows": link.rows,
        "unknown": link.lost,
    }
