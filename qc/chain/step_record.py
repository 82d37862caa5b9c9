"""Every contact beside the steps prescribed at its stage: what was left out, where.

Contacts that are still open, or without a record of steps, say nothing yet.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from qc.chain.adherence import Adherence, adherence
from qc.chain.company import NOBODY, Company
from qc.core.arrays import Bools, Floats, Ints, freeze
from qc.core.kinds import Stage
from qc.core.steps import Prescribed


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class StageSteps:
    """The contacts of one stage.

    Attributes
    ----------
    stage : Stage
    rows : (m,) int
        Rows of the contacts with a record of steps.
    found : Adherence
        Of these rows.
    silent : int
        Other contacts of the stage: open, or without a record.
    """

    stage: Stage
    rows: Ints
    found: Adherence
    silent: int

    def __post_init__(self) -> None:
        """Freeze the rows."""
        freeze(self, "rows")


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class StepRecord:
    """All contacts.

    Attributes
    ----------
    stages : tuple of StageSteps
        Stages with prescribed steps, in the order of a relationship.
    astray : (n,) float
        1 where a prescribed step was left out or done out of order, 0 where all were
        done in their place; NaN where nothing is known or prescribed.
    lacking : (n,) float
        1 where a step was left out, 0 where none was; NaN as above.
    """

    stages: tuple[StageSteps, ...]
    astray: Floats
    lacking: Floats

    def __post_init__(self) -> None:
        """Freeze the arrays."""
        freeze(self, "astray", "lacking")

    @property
    def known(self) -> int:
        """Contacts whose steps are known."""
        return int(np.isfinite(self.astray).sum())

    @property
    def names(self) -> tuple[str, ...]:
        """Prescribed steps of all stages, each name once."""
        every = (name for one in self.stages for name in one.found.steps)
        return tuple(dict.fromkeys(every))

    def of_step(self, name: str) -> tuple[Ints, Bools]:
        """Return the rows at whose stage a step is prescribed, and where it lacks."""
        parts = [
            (one.rows, one.found.skips[:, one.found.steps.index(name)])
            for one in self.stages
            if name in one.found.steps
        ]
        rows, skips = zip(*parts, strict=True)
        return np.concatenate(rows), np.concatenate(skips)


def step_record(company: Company, prescribed: Mapping[Stage, Prescribed]) -> StepRecord:
    """Answer: at which contacts were the prescribed steps left out?

    Parameters
    ----------
    company : Company
    prescribed : mapping of Stage to Prescribed
        A stage without steps is left aside.
    """
    contacts = company.contacts
    known = (contacts.steps != NOBODY) & _closed(company)
    stages = []
    astray, lacking = np.full((2, len(contacts)), np.nan)
    for place, stage in enumerate(Stage):
        rules = prescribed.get(stage)
        here = contacts.stage == place
        if rules is None or not rules.required or not here.any():
            continue
        rows = np.flatnonzero(here & known)
        codes = contacts.steps[rows]
        told = np.bincount(codes) > 0
        texts = [company.names.steps[code] for code in np.flatnonzero(told).tolist()]
        which = (np.cumsum(told) - 1)[codes]
        found = adherence(texts, which, rules)
        astray[rows] = found.missing > 0
        lacking[rows] = found.skips.any(axis=1)
        silent = int(here.sum()) - len(rows)
        one = StageSteps(stage=stage, rows=rows, found=found, silent=silent)
        stages.append(one)
    return StepRecord(stages=tuple(stages), astray=astray, lacking=lacking)


def _closed(company: Company) -> Bools:
    """Return the closed contacts; all of them where no log says when one ends."""
    closed: Bools = np.isfinite(company.contacts.resolved)
    return closed if closed.any() else np.ones(len(closed), dtype=bool)
