"""A simulated service company: its tables, and the truth behind them."""

from __future__ import annotations

import json
import math
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from qc.simulate.csv import csv_text, quoted_text
from qc.simulate.dirty import Dirty
from qc.simulate.history import simulate
from qc.simulate.outreach import send
from qc.simulate.profile import Profile
from qc.simulate.profiles import TEACHING
from qc.simulate.soil import soiled
from qc.simulate.tables import (
    Table,
    campaigns,
    customers,
    interactions,
    outreach,
    referrals,
    training,
    transactions,
)
from qc.simulate.truth import Truth, make_truth
from qc.simulate.world import make_world

START = date(2024, 1, 1)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Company:
    """The tables a company's systems would hand over, and the truth behind them.

    Attributes
    ----------
    tables : dict of table name to columns
        interactions, transactions, customers, referrals, campaigns, training,
        outreach; each a dict of equally long arrays. Missing is NaN, NaT or "".
    truth : Truth
        What was planted.
    """

    tables: dict[str, Table]
    truth: Truth

    def write(self, folder: Path, dirty: Dirty | None = None) -> tuple[Path, ...]:
        """Write one CSV a table, and truth.json; return the paths in that order.

        With `dirty` the files have faults, which truth.json lists under "dirty": for
        each fault the ids of its rows. Rows that come late are in a file of their own.

        Raises
        ------
        InvalidDirt
            If a table has too few rows for the faults.
        """
        contents, faults = self._clean() if dirty is None else self._soiled(dirty)
        truth = _plain(self.truth.summary() | faults)
        contents["truth.json"] = json.dumps(truth, indent=1, sort_keys=True) + "\n"
        folder.mkdir(parents=True, exist_ok=True)
        paths = []
        for name, content in contents.items():
            paths.append(folder / name)
            paths[-1].write_text(content, encoding="utf-8", newline="\n")
        return tuple(paths)

    def _clean(self) -> tuple[dict[str, str], dict[str, Any]]:
        return {f"{name}.csv": csv_text(t) for name, t in self.tables.items()}, {}

    def _soiled(self, dirty: Dirty) -> tuple[dict[str, str], dict[str, Any]]:
        found = soiled(self.tables, dirty, self.truth.seed)
        how = {"semicolon": dirty.semicolon, "mark": dirty.mark}
        written = {f"{n}.csv": quoted_text(t, **how) for n, t in found.tables.items()}
        return written, {"dirty": found.touched}


def make_company(
    profile: Profile = TEACHING, *, seed: int, start: date = START
) -> Company:
    """Simulate a company; the same arguments always give the same bytes.

    Parameters
    ----------
    profile : Profile
        What kind of company; `qc.simulate.PROFILES` holds ready-made ones.
    seed : int
    start : date
        First day of the log.

    Raises
    ------
    InvalidProfile
        If the company cannot be simulated, or would grow without bounds.
    """
    world = make_world(profile, seed=seed, start=start)
    history = simulate(world)
    tables = {
        "interactions": interactions(world, history),
        "transactions": transactions(world, history),
        "customers": customers(world, history),
        "referrals": referrals(world, history),
        "campaigns": campaigns(world, history),
        "training": training(world),
        "outreach": outreach(world, history, send(world, history)),
    }
    return Company(tables=tables, truth=make_truth(world, history))


def _plain(value: Any) -> Any:  # noqa: ANN401
    """Return the same value as JSON knows it: there is no infinity."""
    if isinstance(value, dict):
        return {key: _plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    infinite = isinstance(value, float) and math.isinf(value)
    return "infinity" if infinite else value
