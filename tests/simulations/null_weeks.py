"""Many charts, a year, no cause: in how many weeks is there anything to act on?"""

from __future__ import annotations

import numpy as np

from qc.core.arrays import Floats
from qc.spc.multiplicity import SHARE, adjusted
from tests.simulations.judging import automatic, judged, weekly_evidence
from tests.simulations.processes import PROCESSES

MIX = {
    "normal values": 70,
    "medians of 25 skewed times": 40,
    "medians of 9 skewed times": 10,
    "10 % of 30": 30,
    "2 % of 50": 20,
    "20 % of 300": 40,
    "20 % of 300, variance x 7": 25,
    "1 defect a week": 15,
    "8 defects a week": 30,
    "days between events": 20,
}
"""300 charts, as a company with many teams would have them."""
BASELINE, WEEKS = 24, 52


def evidence_of_a_year(seed: int, weeks: int = WEEKS) -> Floats:
    """Return the evidence of every chart in every week after the baseline, (m, w)."""
    rng = np.random.default_rng(seed)
    rows = []
    for name, many in MIX.items():
        process = PROCESSES[name]
        for _ in range(many):
            series = process.series(rng, BASELINE + weeks)
            chart = judged(process, series, automatic(process, series))
            rows.append(weekly_evidence(series, chart, BASELINE))
    return np.array(rows)


def listed(p: Floats, share: float = SHARE) -> Floats:
    """Return how many charts the false discovery list of each week has, (w,)."""
    lists = [np.nansum(adjusted(week) <= share) for week in p.T]
    return np.array(lists, dtype=np.float64)
