"""What the chain does, period by period: shares of customers, ready for a p chart.

A customer of late is one who bought within the 182 days before the period. A period
before which these days are not all on record is a gap: whoever is known from before the
first record is known because he stayed. Closed days take from the opportunities: nobody
can buy on them.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from qc.chain.company import EPOCH, NOBODY, Company, Source
from qc.chain.open_days import open_share
from qc.chain.supply import supply
from qc.chain.supply_orders import SILENT_AFTER, orders
from qc.chain.traffic import Traffic
from qc.chain.training_records import introduced, most_taken, records
from qc.core.arrays import Bools, Dates, Floats, Ints
from qc.core.chain_series import ChainSeries
from qc.core.series import Counts

HALF_YEAR = 182  # days
_NEVER = 10**6


def counts(  # noqa: PLR0913 - a company in two parts, what is counted and when
    company: Company,
    traffic: Traffic,
    what: ChainSeries,
    starts: Dates,
    end: Dates,
    *,
    silent_after: float = SILENT_AFTER,
    course_holds: float = math.inf,
) -> Counts:
    """Answer: of how many, in each period, how many did so?

    Parameters
    ----------
    company : Company
        Its contacts are not asked for.
    traffic : Traffic
        Its contacts by day and agent.
    what : ChainSeries
        Any but one that is counted on single contacts: those are summed by the log.
    starts : (k,) datetime64[D], increasing
    end : () datetime64[D]
        Day after the last period.
    silent_after : float, > 0
        Own usual times between orders after which a customer is silent.
    course_holds : float, > 0
        Days after which a course is to be repeated.

    Returns
    -------
    Counts
        Without opportunities where a period has none.
    """
    edges = np.append(starts, end).astype("datetime64[D]")
    grid = _Grid((edges - EPOCH).astype(np.int64))
    seen = _Seen(company, traffic, silent_after, course_holds)
    events, opportunities = _COUNTED[what](seen, grid)
    return Counts(at=starts, events=events, opportunities=opportunities)


@dataclass(frozen=True, slots=True)
class _Seen:
    """A company, and the traffic of its log."""

    company: Company
    traffic: Traffic
    silent_after: float
    course_holds: float

    @property
    def first(self) -> int:
        """First day on which all are on record who buy or ask."""
        days = (self.company.sales.day, self.traffic.day)
        return max((int(day.min()) for day in days if len(day)), default=_NEVER)

    def open_share(self, edges: Ints) -> Floats:
        """Return for what share of each period doors were open."""
        sales = self.company.sales.day
        day = np.concatenate([self.traffic.day, sales])
        many = np.concatenate([self.traffic.contacts, np.ones_like(sales)])
        return open_share(day, many, edges)


@dataclass(frozen=True, slots=True)
class _Grid:
    """Periods, by the days they begin on, and the day after the last."""

    edges: Ints

    def of(self, day: Ints | Floats) -> Ints:
        """Return the period of each day; -1 for one outside."""
        at = np.searchsorted(self.edges, day, side="right") - 1
        inside = (at >= 0) & (at < len(self.edges) - 1)
        return np.where(inside, at, -1)

    def known_from(self, first: int) -> Bools:
        """Say which periods begin on a day or later."""
        begins: Bools = self.edges[:-1] >= first
        return begins

    def tally(self, day: Ints | Floats, which: Bools) -> Floats:
        """Count what happened in each period."""
        return self.sum(day, which.astype(np.int64))

    def sum(self, day: Ints | Floats, many: Ints) -> Floats:
        """Add up how much happened in each period."""
        period, n = self.of(day), len(self.edges) - 1
        inside = period >= 0
        return np.bincount(period[inside], many[inside], n).astype(np.float64)


_Pair = tuple[Floats, Floats]


def _untrained(seen: _Seen, grid: _Grid) -> _Pair:
    """Count contacts by agents who had not had the main course, or too long ago."""
    traffic, taken = seen.traffic, records(seen.company)
    days = traffic.day
    log = int(days.min(initial=_NEVER)), int(days.max(initial=0))
    main = taken.course == most_taken(seen.company, *log)
    known = traffic.agent != NOBODY
    last = _last_before(taken.agent[main], taken.day[main], traffic.agent, days + 1)
    lacks = known & (days - last > min(seen.course_holds, _NEVER))
    here = grid.known_from(introduced(taken, main, traffic))
    return (
        grid.sum(days, traffic.contacts * lacks) * here,
        grid.sum(days, traffic.contacts * known) * here,
    )


def _again(seen: _Seen, grid: _Grid) -> _Pair:
    who, day = _buying(seen.company)
    return _among_buyers(seen, grid, who, day)


def _brought(seen: _Seen, grid: _Grid) -> _Pair:
    rows = seen.company.referrals
    fine = (rows.referrer != rows.referred) & np.isfinite(rows.day)
    return _among_buyers(
        seen, grid, rows.referrer[fine], np.floor(rows.day[fine]).astype(np.int64)
    )


def _referred(seen: _Seen, grid: _Grid) -> _Pair:
    arrivals = seen.company.arrivals
    brought = arrivals.source == [*Source].index(Source.REFERRAL)
    referred = seen.company.referrals.referred
    brought[referred[referred != NOBODY]] = True
    dated = np.isfinite(arrivals.day)
    return grid.tally(arrivals.day, dated & brought), grid.tally(arrivals.day, dated)


def _silent(seen: _Seen, grid: _Grid) -> _Pair:
    company = seen.company
    placed = orders(company.sales, seen.silent_after)
    found = supply(placed, company.arrivals.source, grid.edges)
    active = found.opening + found.new.sum(axis=1) + found.back
    here = grid.known_from(seen.first + HALF_YEAR)
    return (found.silent * here).astype(np.float64), (active * here).astype(np.float64)


def _opened(seen: _Seen, grid: _Grid) -> _Pair:
    sent = seen.company.messages
    known = np.isfinite(sent.opened)
    return grid.tally(sent.day, sent.opened == 1), grid.tally(sent.day, known)


_COUNTED: dict[ChainSeries, Callable[[_Seen, _Grid], _Pair]] = {
    ChainSeries.UNTRAINED: _untrained,
    ChainSeries.BOUGHT_AGAIN: _again,
    ChainSeries.BROUGHT_SOMEBODY: _brought,
    ChainSeries.REFERRED: _referred,
    ChainSeries.GONE_SILENT: _silent,
    ChainSeries.NEWS_OPENED: _opened,
}


def _buying(company: Company) -> tuple[Ints, Ints]:
    """Return who bought on which day, refunds left out."""
    paid = ~(company.sales.amount <= 0) & (company.sales.customer != NOBODY)
    return company.sales.customer[paid], company.sales.day[paid]


def _among_buyers(seen: _Seen, grid: _Grid, who: Ints, day: Ints) -> _Pair:
    """Count customers of late, and those of them who did something."""
    buyer, bought = _buying(seen.company)
    period = grid.of(day)
    begin = grid.edges[np.maximum(period, 0)]
    last = _last_before(buyer, bought, who, begin)
    counted = (period >= 0) & (begin - last <= HALF_YEAR)
    n = len(grid.edges) - 1
    once = np.unique(who[counted] * n + period[counted]) % n
    here = grid.known_from(seen.first + HALF_YEAR)
    did = np.bincount(once, minlength=n).astype(np.float64)
    return did * here, np.maximum(_chances(seen, grid), did) * here


def _chances(seen: _Seen, grid: _Grid) -> Floats:
    """Count customers of late by the open share of each period, in whole customers."""
    stock = _stock(*_buying(seen.company), grid)
    return np.rint(stock * seen.open_share(grid.edges))


def _stock(buyer: Ints, bought: Ints, grid: _Grid) -> Floats:
    """Count who bought within the half year before each period."""
    order = np.lexsort((bought, buyer))
    who, day = buyer[order], bought[order]
    until = day + HALF_YEAR
    same = who[1:] == who[:-1]
    until[:-1] = np.where(same, np.minimum(until[:-1], day[1:]), until[:-1])
    begins = grid.edges[:-1]
    joined = np.searchsorted(np.sort(day), begins, side="left")
    gone = np.searchsorted(np.sort(until), begins, side="left")
    return (joined - gone).astype(np.float64)


def _last_before(owner: Ints, day: Ints, asked: Ints, before: Ints) -> Ints:
    """Return the last day of each owner before a day; long ago where there is none."""
    never = np.full(len(asked), -_NEVER)
    if not len(day) or not len(asked):
        return never
    low = min(day.min(), before.min()) - 1
    wide = max(day.max(), before.max()) - low + 1
    keys = np.sort(owner * wide + day - low)
    at = np.searchsorted(keys, asked * wide + before - low) - 1
    found = keys[np.maximum(at, 0)]
    own = (at >= 0) & (found // wide == asked)
    return np.where(own, found % wide + low, never)
