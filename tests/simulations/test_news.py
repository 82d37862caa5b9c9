"""Uptake of news on simulated companies: one seed of the table."""

from __future__ import annotations

import pytest

from tests.simulations.news import GIVEN, TIMES, tried

pytestmark = pytest.mark.statistical


def test_what_is_planted_is_shown_and_nothing_else() -> None:
    ratio, planted, difference, given = tried("steady", 4)

    assert ratio.covers
    assert difference.covers
    assert not difference.found.excludes(0)
    assert planted.covers
    assert planted.truth == TIMES
    assert planted.found.excludes(1)
    assert 0 < given.truth < GIVEN
    assert given.covers
    assert given.found.excludes(0)
