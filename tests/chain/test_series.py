"""Shares of customers by period: counted as a person would count them."""

from __future__ import annotations

import math
from dataclasses import fields, replace
from datetime import date

import numpy as np
import pytest

from qc.chain.company import EPOCH, NOBODY, Company, Contacts, Source, date_of
from qc.chain.series import HALF_YEAR, counts
from qc.chain.supply_orders import orders
from qc.chain.traffic import traffic_of
from qc.chain.training_records import main_course, records
from qc.core.chain_series import ChainSeries
from qc.core.series import Counts
from qc.simulate import PROFILES
from qc.simulate.clock import HOLIDAYS
from tests.chain.simulated import company

WEEK = np.timedelta64(7, "D")


@pytest.fixture(scope="module")
def some() -> Company:
    return company(replace(PROFILES["tiny"], days=420), seed=5)


def counted(
    some: Company, what: ChainSeries, holds: float = math.inf
) -> tuple[Counts, np.ndarray]:
    first = EPOCH + np.timedelta64(some.first, "D")
    last = EPOCH + np.timedelta64(some.last, "D")
    starts = np.arange(first, last - WEEK, WEEK)
    asked = some, traffic_of(some.contacts), what, starts, starts[-1] + WEEK
    found = counts(*asked, course_holds=holds)
    return found, (starts - EPOCH).astype(int)


def buyers(some: Company, before: int) -> set[int]:
    pairs = zip(some.sales.customer, some.sales.day, some.sales.amount, strict=True)
    return {int(c) for c, d, a in pairs if before - HALF_YEAR <= d < before and a > 0}


def known(some: Company) -> int:
    return int(max(some.sales.day.min(), some.contacts.day.min())) + HALF_YEAR


def holidays(near: int) -> set[int]:
    year = int(str(date_of(near))[:4])
    days = [date(y, *day) for y in (year, year + 1) for day in HOLIDAYS]
    return {int((np.datetime64(day) - EPOCH).astype(int)) for day in days}


def within(who: np.ndarray, day: np.ndarray, start: int) -> set[int]:
    pairs = zip(who, np.floor(day), strict=True)
    return {int(w) for w, d in pairs if start <= d < start + 7}


def half_trained(log: Contacts, pairs: list[tuple[int, int]]) -> int:
    """Go from training to training, until half of those seen by then have had it."""
    for day in sorted({day for _, day in pairs}):
        seen = {*log.agent[log.day <= day].tolist()} - {NOBODY}
        had = {agent for agent, on in pairs if on <= day}
        if 2 * len(had & seen) >= len(seen):
            return day
    raise AssertionError


class TestByHand:
    def test_buying_again(self, some: Company) -> None:
        found, starts = counted(some, ChainSeries.BOUGHT_AGAIN)
        paid = some.sales.amount > 0
        assert np.array_equal(found.missing, starts < known(some))
        for k, start in enumerate(starts):
            stock = buyers(some, start) if start >= known(some) else set()
            now = within(some.sales.customer[paid], some.sales.day[paid], start)
            closed = {start + d for d in range(7)} & holidays(start)
            assert found.opportunities[k] <= len(stock)
            assert bool(closed) == (found.opportunities[k] < len(stock)) or not stock
            assert found.events[k] == len(stock & now)
        assert found.events.sum() > 0

    def test_bringing_somebody(self, some: Company) -> None:
        found, starts = counted(some, ChainSeries.BROUGHT_SOMEBODY)
        rows = some.referrals
        for k, start in enumerate(starts):
            stock = buyers(some, start) if start >= known(some) else set()
            assert found.events[k] == len(
                stock & within(rows.referrer, rows.day, start)
            )
        assert found.events.sum() > 0

    def test_falling_silent(self, some: Company) -> None:
        found, starts = counted(some, ChainSeries.GONE_SILENT)
        placed = orders(some.sales)
        lines = [*zip(placed.customer, placed.day, placed.due, strict=True)]
        for k, start in enumerate(starts):
            dues = {int(c): due for c, day, due in lines if day < start + 7}  # the last
            stayed = {int(c): due for c, day, due in lines if day < start}
            active = {c for c, due in stayed.items() if due >= start}
            active |= {int(c) for c, day, _ in lines if start <= day < start + 7}
            silent = {c for c, due in dues.items() if start <= due < start + 7}
            seen = start >= known(some)
            assert found.opportunities[k] == len(active) * seen
            assert found.events[k] == len(silent & active) * seen
        assert found.events.sum() > 0

    def test_coming_by_recommendation(self, some: Company) -> None:
        found, starts = counted(some, ChainSeries.REFERRED)
        brought = {*some.referrals.referred.tolist()}
        told = some.arrivals.source == [*Source].index(Source.REFERRAL)
        brought |= {*np.flatnonzero(told).tolist()}
        everybody = np.arange(some.customers)
        for k, start in enumerate(starts):
            new = within(everybody, some.arrivals.day, start)
            assert found.opportunities[k] == len(new)
            assert found.events[k] == len(new & brought)

    @pytest.mark.parametrize("holds", [math.inf, 60.0])
    def test_untrained_hands(self, some: Company, holds: float) -> None:
        found, starts = counted(some, ChainSeries.UNTRAINED, holds)
        log, taken = some.contacts, records(some)
        main = taken.course == main_course(some)
        pairs = [*zip(taken.agent[main], taken.day[main], strict=True)]
        assert np.array_equal(found.missing, starts < half_trained(log, pairs))
        later = starts[~found.missing][0]
        lacking = 0
        for agent, day in zip(log.agent, log.day, strict=True):
            if later <= day < starts[-1] + 7 and agent != NOBODY:
                had = (a == agent and 0 <= day - d <= holds for a, d in pairs)
                lacking += not any(had)
        assert found.events.sum() == lacking > 0

    def test_without_a_record_nobody_is_called_untrained(self, some: Company) -> None:
        told = some.trainings
        empty = {one.name: getattr(told, one.name)[:0] for one in fields(told)}
        none = replace(told, **empty)
        found, _ = counted(replace(some, trainings=none), ChainSeries.UNTRAINED)
        assert found.missing.all()

    def test_news(self, some: Company) -> None:
        found, _ = counted(some, ChainSeries.NEWS_OPENED)
        assert 0 < found.events.sum() < found.opportunities.sum()


class TestAlways:
    @pytest.mark.parametrize("what", [x for x in ChainSeries if not x.of_log])
    def test_a_share_is_a_share(self, some: Company, what: ChainSeries) -> None:
        found, starts = counted(some, what)
        assert np.all(found.events <= found.opportunities)
        assert len(found) == len(starts)
        assert what.tables
