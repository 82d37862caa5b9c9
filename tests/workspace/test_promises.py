"""Promises broken: counted on single contacts, as the chain sees them."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import numpy as np
import pytest

from qc.chain.company import EPOCH
from qc.core.series import Counts
from qc.simulate import PROFILES, make_company
from qc.workspace import Lens, Workspace
from qc.workspace.company import company_of

CARD = "promises-broken"
NOW = datetime(2026, 3, 1, tzinfo=UTC)
LOG = (
    "interaction_id,team,opened_at,promised_by,resolved_at,defective,defects\n"
    "right-in-time,A,2026-02-02 10:00,2026-02-03 10:00,2026-02-03 09:00,0,\n"
    "wrong-and-late,A,2026-02-03 10:00,2026-02-04 10:00,2026-02-05 09:00,1,\n"
    "wrong-by-its-count,B,2026-02-04 10:00,,,,2\n"
    "open-and-over,B,2026-02-05 10:00,2026-02-06 10:00,,,\n"
    "open-not-yet-due,B,2026-02-06 10:00,2026-03-09 10:00,,0,\n"
    "nothing-known,B,2026-02-07 10:00,,,,\n"
    "next-week,B,2026-02-09 10:00,2026-02-20 10:00,2026-02-10 10:00,0,0\n"
)


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    folder = tmp_path_factory.mktemp("promises")
    (folder / "log.csv").write_text(LOG, encoding="utf-8")
    workspace = Workspace.open(folder / "w", now=lambda: NOW)
    workspace.load(folder / "log.csv")
    return workspace


def counts(workspace: Workspace, lens: Lens) -> Counts:
    found = workspace.assess(CARD, lens).series
    assert isinstance(found, Counts)
    return found


def test_by_hand(small: Workspace) -> None:
    found = counts(small, Lens(keep_partial=True))
    assert found.events.tolist() == [4, 0]  # wrong, late, wrong, over
    assert found.opportunities.tolist() == [7, 2]


def test_it_has_parts(small: Workspace) -> None:
    found = counts(small, Lens(keep_partial=True, filters=(("team", ("A",)),)))
    assert (found.events[0], found.opportunities[0]) == (2, 4)


def test_the_card_counts_what_trust_counts(tmp_path: Path) -> None:
    make_company(PROFILES["tiny"], seed=4).write(tmp_path / "files")
    workspace = Workspace.open(tmp_path / "w")
    workspace.load(tmp_path / "files" / "interactions.csv", simulated=True)
    found = counts(workspace, Lens(keep_partial=True))
    contacts = company_of(workspace).contacts
    week = np.searchsorted((found.at - EPOCH).astype(int), contacts.day, side="right")
    for flags, whole in (
        (np.nan_to_num([contacts.defective, contacts.late]), found.events),
        (np.isfinite([contacts.defective, contacts.late]), found.opportunities),
    ):
        sums = np.bincount(week, flags.sum(axis=0), minlength=len(whole) + 1)[1:]
        np.testing.assert_array_equal(sums, whole)
