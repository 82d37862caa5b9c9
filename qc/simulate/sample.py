"""The company whose log is shipped in data/sample."""

from __future__ import annotations

from datetime import date

from qc.simulate.company import Company, make_company
from qc.simulate.profiles import SAMPLE

SAMPLE_SEED = 204
SAMPLE_START = date(2025, 3, 3)


def make_sample() -> Company:
    """Simulate the company in data/sample, byte for byte."""
    return make_company(SAMPLE, seed=SAMPLE_SEED, start=SAMPLE_START)
