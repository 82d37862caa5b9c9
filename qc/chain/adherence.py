"""Were the prescribed steps done? Missing, extra and out of order, by interaction.

The longest common subsequence of what is prescribed and what was done says which steps
were done in their place; on a line of steps it is the optimal alignment.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from qc.chain.evidence import Estimate, Want, mean_of, share_of
from qc.core.arrays import Bools, Floats, Ints, freeze
from qc.core.errors import InvalidSeries
from qc.core.intervals import CONFIDENCE
from qc.core.steps import SEPARATOR, Prescribed, StepOrder

MINIMUM = {Want.CASES: 20}
OPEN = -1


@dataclass(frozen=True, slots=True, kw_only=True)
class Conformance:
    """One interaction beside its prescribed steps.

    Attributes
    ----------
    required, done, common : int
        n steps required, m done (optional ones left aside), L of them in their place.
    skipped, misplaced : tuple of str
        Required steps not done at all, and done out of their order.
    """

    required: int
    done: int
    common: int
    skipped: tuple[str, ...]
    misplaced: tuple[str, ...]

    @property
    def fitness(self) -> float:
        """2 L / (n + m): 1 as prescribed; NaN where nothing is prescribed."""
        if not self.required:
            return float("nan")
        return 2 * self.common / (self.required + self.done)

    @property
    def missing(self) -> int:
        """Required steps not done in their place, n - L."""
        return self.required - self.common

    @property
    def extra(self) -> int:
        """Steps done that the prescription has no place for, m - L."""
        return self.done - self.common

    @property
    def conforming(self) -> bool:
        """Whether no required step is missing; extra ones are allowed."""
        return self.missing == 0

    @property
    def completeness(self) -> float:
        """Share of the required steps done in whichever order."""
        n = self.required
        return 1 - len(self.skipped) / n if n else float("nan")


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Adherence:
    """All interactions of a stage.

    Attributes
    ----------
    steps : tuple of str
        Required steps, in order.
    scored : (n,) bool
        Closed, with a record of steps; all else below is 0 elsewhere, fitness NaN.
    fitness : (n,) float
    missing, extra, misplaced : (n,) int
    skips : (n, steps) bool
        Which steps were left out.
    mean_fitness, conforming : Estimate
        Of the interactions scored.
    """

    steps: tuple[str, ...]
    scored: Bools
    fitness: Floats
    missing: Ints
    extra: Ints
    misplaced: Ints
    skips: Bools
    mean_fitness: Estimate
    conforming: Estimate

    def __post_init__(self) -> None:
        """Freeze the arrays."""
        freeze(self, "scored", "fitness", "missing", "extra", "misplaced", "skips")

    @property
    def waiting(self) -> int:
        """Interactions that say nothing yet: still open, or without a record."""
        return int((~self.scored).sum())


def conformance(done: Sequence[str], prescribed: Prescribed) -> Conformance:
    """Answer: which prescribed steps were done, and in their order?

    Parameters
    ----------
    done : sequence of str
        As they were done. Optional steps are neither missing nor extra.
    prescribed : Prescribed
        Where its order is any, a step done is in its place.
    """
    required = prescribed.required
    optional = set(prescribed.names) - set(required)
    steps = [step for step in done if step not in optional]
    skipped = tuple(step for step in required if step not in steps)
    if prescribed.order is StepOrder.ANY:
        placed = [step for step in required if step in steps]
    else:
        placed = _common(required, steps)
    return Conformance(
        required=len(required),
        done=len(steps),
        common=len(placed),
        skipped=skipped,
        misplaced=tuple(
            step for step in required if step in steps and step not in placed
        ),
    )


def adherence(
    texts: Sequence[str],
    which: Ints,
    prescribed: Prescribed,
    *,
    confidence: float = CONFIDENCE,
) -> Adherence:
    """Answer: how well are the steps of a stage followed?

    Parameters
    ----------
    texts : sequence of str
        The different texts of `steps_done`, steps parted by ``>``; an empty one means
        that nothing was done.
    which : (n,) int
        Position in `texts` of each interaction; `OPEN` for one that is not closed or
        has no record: it is counted as such, never as missing steps.
    prescribed : Prescribed
    """
    if np.any((which < OPEN) | (which >= len(texts))):
        raise InvalidSeries(
            f"Interactions point at the texts 0 to {len(texts) - 1}, or at -1; got "
            f"{which.min()} to {which.max()}."
        )
    found = [conformance(split(text), prescribed) for text in texts]
    scored = which >= 0
    nothing = Conformance(required=0, done=0, common=0, skipped=(), misplaced=())
    found.append(nothing)  # at -1
    fitness = np.array([one.fitness for one in found])[which]
    missing = np.array([one.missing for one in found], dtype=np.int64)[which]
    n = int(scored.sum()) if prescribed.required else 0
    good = int((scored & (missing == 0)).sum()) if prescribed.required else 0
    return Adherence(
        steps=prescribed.required,
        scored=scored,
        fitness=fitness,
        missing=missing,
        extra=np.array([one.extra for one in found], dtype=np.int64)[which],
        misplaced=np.array([len(one.misplaced) for one in found])[which],
        skips=_skips(found, prescribed.required)[which],
        mean_fitness=mean_of(fitness[np.isfinite(fitness)], confidence),
        conforming=share_of(good, n, confidence, MINIMUM),
    )


def split(text: str) -> list[str]:
    """Return the steps that a text names."""
    names = (part.strip() for part in text.split(SEPARATOR))
    return [name for name in names if name]


def _skips(found: Sequence[Conformance], required: tuple[str, ...]) -> Bools:
    table = [[step in one.skipped for step in required] for one in found]
    return np.array(table, dtype=bool).reshape(len(found), len(required))


def _common(required: Sequence[str], done: Sequence[str]) -> list[str]:
    """Return a longest common subsequence."""
    n, m = len(required), len(done)
    best = np.zeros((n + 1, m + 1), dtype=np.int64)
    for i in range(n - 1, -1, -1):
        for j in range(m - 1, -1, -1):
            same = required[i] == done[j]
            longer = max(best[i + 1, j], best[i, j + 1])
            best[i, j] = best[i + 1, j + 1] + 1 if same else longer
    found, i, j = [], 0, 0
    while i < n and j < m:
        if required[i] == done[j]:
            found.append(required[i])
            i, j = i + 1, j + 1
        elif best[i + 1, j] >= best[i, j + 1]:
            i += 1
        else:
            j += 1
    return found
