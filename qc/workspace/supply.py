"""Customers of a workspace as a supply: who comes, stays, goes, and is at risk."""

from __future__ import annotations

import numpy as np

from qc.chain.btyd import fit
from qc.chain.company import EPOCH, Company
from qc.chain.histories import Histories, histories
from qc.chain.purchases import purchases
from qc.chain.referral_people import people
from qc.chain.supply import leaves, supply
from qc.chain.supply_concentration import Concentration, Of, concentration
from qc.chain.supply_lead import LONG, Lead, lead
from qc.chain.supply_orders import Orders, orders
from qc.chain.supply_promises import promises, saying
from qc.chain.supply_risk import Ahead, at_risk
from qc.core.arrays import Ints
from qc.core.calendar import all_starts, complete, next_start
from qc.core.errors import NothingToShow
from qc.core.kinds import Direction, MeasureKind, Period
from qc.core.series import Counts
from qc.core.supply_card import SupplyCard
from qc.review.assessment import Assessment
from qc.review.supply import SupplyReport
from qc.workspace import resources
from qc.workspace.cabinet import Cabinet
from qc.workspace.chain_charts import card, dates, different, judged
from qc.workspace.company import company_of
from qc.workspace.rates import rates_of
from qc.workspace.workspace import Workspace

SEED = 20_260_102  # of all that is drawn anew
YEAR = 364  # days: whole weeks


def supply_report(workspace: Workspace, by: Period = Period.WEEK) -> SupplyReport:
    """Answer: is our supply of customers safe and growing?

    Parameters
    ----------
    workspace : Workspace
    by : Period
        Weeks or months.

    Raises
    ------
    NothingToShow
        Without a purchase, or without a whole period.
    """
    company, told = company_of(workspace), supply_card(workspace)
    found, leaving = bought(company, told)
    edges = whole_periods(workspace, company, by)
    times = lead(found, edges)
    year = int(edges[-1]) - YEAR, int(edges[-1])
    theirs = saying(company.names.reasons, told.their_promise)
    known = _histories(found, company.last)
    late = np.minimum(found.due, leaving)[found.latest]
    return SupplyReport(
        by=by,
        card=told,
        customers=company.names.customers,
        flow=supply(found, people(company).source, edges, leaving),
        lead=times,
        rhythm=_rhythm(workspace, times, by),
        parts=_parts(company, found, year),
        year=year,
        risk=at_risk(
            found,
            known,
            fit(known),
            Ahead(today=company.last, days=told.ahead_days),
            late < found.due[found.latest],
        ),
        promises=promises(company.contacts, theirs, edges)
        if len(company.contacts)
        else None,
        told_leaving=bool(saying(company.names.reasons, told.leaving).any()),
        rates=rates_of(workspace),
    )


def supply_card(cabinet: Cabinet) -> SupplyCard:
    """Return when customers count as silent: as the house says, or the workspace.

    Raises
    ------
    InvalidCard
        With every fault of the workspace's file.
    """
    return resources.supply_of(cabinet.folder)


def bought(company: Company, told: SupplyCard) -> tuple[Orders, Ints]:
    """Return the orders, and for each the day on which its customer leaves.

    Raises
    ------
    NothingToShow
        Without a purchase.
    """
    found = orders(company.sales, told.silent_after)
    if not len(found):
        raise NothingToShow(
            "No purchases are loaded, so nobody can be said to come back or to stay "
            "away. Load a table of transactions on the Data page."
        )
    reasons = saying(company.names.reasons, told.leaving)
    says = np.append(reasons, False)[company.contacts.reason]
    says &= company.contacts.customer >= 0
    who, day = company.contacts.customer[says], company.contacts.day[says]
    return found, leaves(found, who, day)


def whole_periods(workspace: Workspace, company: Company, by: Period) -> Ints:
    """Return the first day of each whole period of the log, and the day after the last.

    Raises
    ------
    NothingToShow
        Without a whole period.
    """
    tables = (company.contacts.day, company.sales.day, company.messages.day)
    days = dates(different(next((day for day in tables if len(day)), tables[0])))
    known = days[days <= workspace.today]
    starts = all_starts(known[0], known[-1], by) if len(known) else known
    starts = starts[complete(known, by, workspace.today)] if len(known) else known
    if not len(starts):
        raise NothingToShow(
            f"There is no whole {by} on record yet. Load more days, or wait until one "
            "is over."
        )
    after = next_start(starts[-1:], by)
    found: Ints = (np.append(starts, after) - EPOCH).astype(np.int64)
    return found


def _rhythm(workspace: Workspace, times: Lead, by: Period) -> Assessment | None:
    if not times.n.any():
        return None
    measure = card(
        "chain-rhythm",
        "Orders later than is usual with the customer",
        MeasureKind.SHARE,
        Direction.LOWER,
        by=by,
        question="Do customers take longer to come back than they used to?",
        definition=(
            "Share of the orders in the period, first orders left out, that came more "
            f"than {LONG:g} times the customer's own usual time after the one before."
        ),
    )
    at = EPOCH + times.start.astype("timedelta64[D]")
    series = Counts(
        at=at,
        events=times.long.astype(np.float64),
        opportunities=times.n.astype(np.float64),
    )
    return judged(workspace, measure, series)


def _parts(company: Company, found: Orders, year: tuple[int, int]) -> Concentration:
    """Share out the last year, by the best unit that is told."""
    inside = (found.day >= year[0]) & (found.day < year[1])
    some = found.take(inside)
    units = {Of.MARGIN: some.margin, Of.AMOUNT: some.amount}
    of = next((u for u, v in units.items() if np.isfinite(v).any()), Of.ORDERS)
    money = np.nan_to_num(units.get(of, np.ones(len(some))))
    each = np.bincount(some.customer, money, company.customers).astype(np.float64)
    active = np.bincount(some.customer, minlength=company.customers) > 0
    return concentration(each[active], np.random.default_rng(SEED), of)


def _histories(found: Orders, last: int) -> Histories:
    days = EPOCH + found.day.astype("timedelta64[D]")
    money = np.nan_to_num(found.amount)
    return histories(
        purchases(found.customer, days, money), EPOCH + np.timedelta64(last, "D")
    )
