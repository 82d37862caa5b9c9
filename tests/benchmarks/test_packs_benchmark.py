"""The benchmark of packs does what a click does, on as many charts as it says."""

from __future__ import annotations

import time

import pytest

from qc.review.weekly import Review
from qc.view.pack import Format
from tests.benchmarks import packs


def test_as_many_measures_and_signals_as_asked() -> None:
    held = packs.review(6, 2)

    assert len(held.assessments) == 6
    assert {one.measure.id for one, _ in held.to_act_on} == {"m0", "m1"}


@pytest.mark.parametrize("form", [Format.PPTX, Format.XLSX])  # the slowest
def test_a_click_on_forty_measures_is_well_below_three_seconds(form: Format) -> None:
    held = packs.review(40, 8)
    packs.click(packs.review(2, 1), form)  # imports are timed by the script

    spent = _cpu(held, form)

    assert spent < 3


def _cpu(held: Review, form: Format) -> float:
    start = time.process_time()
    assert len(packs.click(held, form)) > 10_000
    return time.process_time() - start
