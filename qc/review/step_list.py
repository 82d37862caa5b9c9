"""Single interactions beside their prescribed steps: the least fitting ones first."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from qc.chain.adherence import Conformance, conformance, split
from qc.core.arrays import Dates, Ints, freeze
from qc.core.kinds import Stage
from qc.core.steps import Prescribed


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class StepRows:
    """Closed interactions with a record of their steps.

    Attributes
    ----------
    ids : tuple of str, n
    opened : (n,) datetime64
        Local time.
    stage, text : (n,) int
        Place in `list(Stage)`, and in `texts`.
    texts : tuple of str
        The different texts of steps.
    """

    ids: tuple[str, ...]
    opened: Dates
    stage: Ints
    text: Ints
    texts: tuple[str, ...]

    def __post_init__(self) -> None:
        """Freeze the arrays."""
        freeze(self, "opened", "stage", "text")


@dataclass(frozen=True, slots=True, kw_only=True)
class StepCase:
    """One interaction whose steps are not those prescribed."""

    id: str
    opened: np.datetime64
    stage: Stage
    done: str
    found: Conformance


@dataclass(frozen=True, slots=True, kw_only=True)
class StepList:
    """Interactions of some days whose steps are not those prescribed.

    Attributes
    ----------
    first, last : datetime64[D]
    weeks : int
    known : int
        Interactions with prescribed steps and a record of what was done.
    cases : tuple of StepCase
        The least fitting first, then the newest.
    """

    first: np.datetime64
    last: np.datetime64
    weeks: int
    known: int
    cases: tuple[StepCase, ...]


def step_cases(
    rows: StepRows, prescribed: Mapping[Stage, Prescribed]
) -> tuple[int, tuple[StepCase, ...]]:
    """Answer: which interactions are farthest from the prescribed steps?

    Returns
    -------
    int, tuple of StepCase
        How many have prescribed steps; and those of a fitness below 1: the least
        fitting first, then those that lack most, then the newest.
    """
    stages = list(Stage)
    wide = len(rows.texts) + 1
    pairs, which = np.unique(rows.stage * wide + rows.text, return_inverse=True)
    found = [
        _beside(rows.texts[pair % wide], prescribed.get(stages[pair // wide]))
        for pair in pairs.tolist()
    ]
    fitness = np.array([one.fitness for one in found], dtype=np.float64)[which]
    missing = np.array([one.missing for one in found], dtype=np.int64)[which]
    order = np.lexsort((-rows.opened.astype(np.int64), -missing, fitness))
    cases = tuple(
        StepCase(
            id=rows.ids[i],
            opened=rows.opened[i],
            stage=stages[rows.stage[i]],
            done=rows.texts[rows.text[i]],
            found=found[which[i]],
        )
        for i in order.tolist()
        if fitness[i] < 1
    )
    return int(np.isfinite(fitness).sum()), cases


def _beside(text: str, rules: Prescribed | None) -> Conformance:
    if rules is None:
        return Conformance(required=0, done=0, common=0, skipped=(), misplaced=())
    return conformance(split(text), rules)
