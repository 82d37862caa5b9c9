"""The first arrows on simulated companies: a few seeds of the table."""

from __future__ import annotations

import pytest

from qc.chain.links import Arrow, Shown
from tests.simulations.training_arrows import SEEDS, arrows, most_false

pytestmark = pytest.mark.statistical
NOTHING = ("null_effects", "null_flat", "no effect, all improve, weakest trained first")


def test_where_nothing_is_planted_hardly_an_arrow_is_drawn() -> None:
    shown = [one.shown for name in NOTHING for one in arrows(name, 2)]

    assert len(shown) == 9
    assert shown.count(Shown.SHOWN) <= 1


def test_training_that_helps_is_found_and_a_cut_contact_is_not_blamed() -> None:
    adherence, service, skipped = arrows("effects", 1)

    assert adherence.shown is Shown.SHOWN
    assert service.shown is Shown.SHOWN
    assert skipped.arrow is Arrow.ADHERENCE_SERVICE
    assert skipped.shown is Shown.NOT_SHOWN
    assert skipped.naive is not None
    assert skipped.naive.value > 0.15


def test_false_arrows_may_exceed_the_level_by_chance_alone() -> None:
    assert most_false(SEEDS) == pytest.approx(0.134, abs=0.001)
