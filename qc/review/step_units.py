"""Who leaves prescribed steps out: interactions of each unit, and those astray."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping

import numpy as np

from qc.chain.adherence import conformance, split
from qc.core.kinds import Stage
from qc.core.steps import Prescribed
from qc.core.units import UnitCounts
from qc.review.steps_followed import StepLog


def step_units(
    log: StepLog,
    prescribed: Mapping[Stage, Prescribed],
    *,
    stage: Stage | None = None,
    step: str | None = None,
) -> UnitCounts:
    """Answer: how often does each unit leave a step out?

    Parameters
    ----------
    log : StepLog
        By unit.
    prescribed : mapping of Stage -> Prescribed
    stage : Stage, optional
        Of this stage only.
    step : str, optional
        Without this step; left out, without any required step in its place.

    Returns
    -------
    UnitCounts
        Of the interactions at whose stage the step is prescribed.
    """
    judge = _astray if step is None else _lacking(step)
    known: dict[tuple[Stage, str], bool | None] = {}
    n: Counter[str | None] = Counter()
    bad: Counter[str | None] = Counter()
    for one in log.texts:
        if stage is not None and one.stage is not stage:
            continue
        key = (one.stage, one.text)
        if key not in known:
            known[key] = judge(one.text, prescribed.get(one.stage))
        if known[key] is not None:
            n[one.unit] += one.n
            bad[one.unit] += one.n if known[key] else 0
    unstated = n.pop(None, 0)
    names = tuple(sorted(map(str, n)))
    return UnitCounts(
        names=names,
        events=np.array([bad[name] for name in names], dtype=np.float64),
        n=np.array([n[name] for name in names], dtype=np.float64),
        unstated=float(unstated),
    )


def _astray(text: str, rules: Prescribed | None) -> bool | None:
    if rules is None or not rules.required:
        return None
    return not conformance(split(text), rules).conforming


def _lacking(step: str) -> Callable[[str, Prescribed | None], bool | None]:
    def judge(text: str, rules: Prescribed | None) -> bool | None:
        if rules is None or step not in rules.required:
            return None
        return step not in split(text)

    return judge
