"""Planted causes and quiet companies, from files to the review: a seed of the table."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from qc.core.series import Counts
from qc.simulate.profiles import TEACHING
from qc.workspace import Lens, Workspace
from tests.simulations.planted_causes import (
    CAUSES,
    CHRISTMAS,
    Cause,
    acted_on,
    made,
    monday,
    signals,
)

pytestmark = pytest.mark.statistical


@pytest.fixture(scope="module")
def teaching() -> Iterator[Workspace]:
    with made("teaching", 3, tables=("interactions",)) as workspace:
        yield workspace


@pytest.fixture(scope="module")
def nothing() -> Iterator[Workspace]:
    tables = ("interactions", "transactions", "customers", "referrals")
    with made("null_flat", 3, tables=tables) as workspace:
        yield workspace


def test_these_are_the_causes_it_is_made_with() -> None:
    planted = {(cause.during.start, cause.during.end) for cause in TEACHING.causes}

    assert planted == {(cause.day, cause.end) for cause in CAUSES}


@pytest.mark.parametrize("cause", CAUSES, ids=lambda cause: cause.what)
def test_a_planted_cause_is_found_in_two_weeks(
    teaching: Workspace, cause: Cause
) -> None:
    assert any(signals(teaching, cause, cause.weeks[:2]))


@pytest.mark.parametrize("week", [CHRISTMAS, 59])
def test_without_a_cause_nothing_is_to_be_acted_on(
    nothing: Workspace, week: int
) -> None:
    assert acted_on(nothing, week) == []


def test_at_christmas_fewer_customers_could_buy(nothing: Workspace) -> None:
    lens = Lens(until=monday(CHRISTMAS - 1))
    found = nothing.assess("customers-buying-again", lens)

    assert isinstance(found.series, Counts)
    before, then = found.series.opportunities[-2:]
    assert then / before == pytest.approx(0.65, abs=0.05)  # Wednesday and Thursday
    assert not found.current
