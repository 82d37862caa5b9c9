"""The chart of a check: split at the action, each side by limits of its own."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from qc.core.charts import PhasePlan
from qc.core.series import take
from qc.review.assess import assess
from qc.review.assessment import Assessment
from qc.review.check import Dates
from qc.review.check_spans import stretches


def split(one: Assessment, dates: Dates) -> Assessment:
    """Answer: how does the measure look before and since the action?

    Returns
    -------
    Assessment
        From the first point that stands for "before" on; limits before are set by
        those points, limits since by the points since (once there are 8). Without
        a point on both sides it is the chart as it was.
    """
    if one.plain is None:
        return one
    found = stretches(one, signal=dates.signal, done=dates.done, due=dates.due)
    ahead = np.flatnonzero(found.before | found.between)
    since = np.flatnonzero(found.since)
    if not ahead.size or not since.size:
        return one
    first, count = int(ahead[0]), int(found.before.sum())
    days = one.plain.at.astype("datetime64[D]")
    skipped = one.plain.excluded.copy()
    if count:  # what lies between the points that stand for "before" did not
        newest = int(np.flatnonzero(found.before)[-1])
        skipped[first:newest] |= ~found.before[first:newest]
    plan = PhasePlan(
        starts=(days[since[0]],),
        freeze=count or None,
        excluded=tuple(days[first:][skipped[first:]]),
    )
    part = take(one.series, np.arange(len(one.series)) >= first)
    card = replace(one.measure, chart=one.plain.kind)
    return assess(card, part, rule_set=one.rules, plan=plan, stratum=one.stratum)
