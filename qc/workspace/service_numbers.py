"""Service of a workspace in three numbers, each with its control chart."""

from __future__ import annotations

import numpy as np

from qc.chain import service_numbers as pure
from qc.chain.company import Company
from qc.chain.responsive import Zone
from qc.chain.service_times import apart_in_time, times_by_period
from qc.core.kinds import Direction, MeasureKind, Period, Stage
from qc.core.measures import Measure
from qc.core.series import Counts, Series, Values
from qc.review.assessment import Assessment
from qc.review.service import ServiceNumbers, TimeZone, Wished
from qc.workspace.chain_charts import (
    RECENT,
    card,
    judged,
    places,
    since,
    whole,
)
from qc.workspace.company import company_of
from qc.workspace.workspace import Workspace

_MOMENTS = {"first_response_at": "first_answer", "resolved_at": "resolved"}
LEAST = 1.0  # of a scale without a word on what is adequate


def service_numbers(workspace: Workspace, stage: Stage | None = None) -> ServiceNumbers:
    """Answer: how consistent, responsive and outstanding is service?

    Parameters
    ----------
    workspace : Workspace
    stage : Stage, optional
        Draw the charts of this stage only.
    """
    company = company_of(workspace)
    start, wished = since(company), wished_scores(workspace, company)
    rows = [pure.service(company, start, wished.zone, each) for each in Stage]
    return ServiceNumbers(
        whole=pure.service(company, start, wished.zone),
        stages=tuple(one for one in rows if one.contacts),
        wished=wished,
        consistent=_consistent(workspace, company, stage),
        responsive=responsive_chart(workspace, company, stage),
        outstanding=_outstanding(workspace, company, stage, wished.zone.desired),
        stage=stage,
        times=_times(workspace, company, start),
        weeks=RECENT,
        apart=apart_in_time(company, start),
        apart_chart=_apart_chart(workspace, company, stage),
    )


def wished_scores(workspace: Workspace, company: Company) -> Wished:
    """Return what is adequate and desired of the scores, from the card of scores."""
    found = next(
        (
            one
            for one in workspace.measures
            if one.kind is MeasureKind.SCORE and one.value == "score"
        ),
        None,
    )
    scores = company.contacts.score
    top = float(np.nanmax(scores)) if np.isfinite(scores).any() else 5.0
    target = None if found is None else found.target
    least = None if found is None else found.specification.lower
    desired = top if target is None else target
    adequate = LEAST if least is None else least
    if adequate == desired:
        adequate = desired - 1
    return Wished(
        zone=Zone(adequate=adequate, desired=desired),
        card="" if found is None else found.title,
        told=target is not None,
    )


def _times(workspace: Workspace, company: Company, start: int) -> tuple[TimeZone, ...]:
    contacts, found = company.contacts, []
    for one in workspace.measures:
        clock, wished = one.clock, one.target
        limit = one.specification.upper
        if clock is None or one.kind is not MeasureKind.DURATION or wished == limit:
            continue
        if clock.start != "opened_at" or clock.stop not in _MOMENTS or clock.counted:
            continue
        if wished is None or limit is None:
            continue
        zone = Zone(adequate=limit, desired=wished)
        here = pure.at_stage(contacts, one.stage) & (contacts.day >= start)
        told = pure.hours_until(company, here, _MOMENTS[clock.stop], zone)
        if told is not None:
            found.append(TimeZone(card=one.title, zone=zone, found=told))
    return tuple(found)


def responsive_chart(
    workspace: Workspace, company: Company, stage: Stage | None = None
) -> Assessment | None:
    """Judge the share of promises kept, by the week in which the case was opened."""
    starts = whole(company, Period.WEEK, workspace.today)
    place = places(company.contacts.day, starts, Period.WEEK)
    here = pure.at_stage(company.contacts, stage) & (place >= 0)
    found = pure.in_time(company.contacts, here, place, len(starts))
    measure = card(
        "chain-responsive",
        "Solved in the time promised",
        MeasureKind.SHARE,
        Direction.HIGHER,
        stage=stage,
    )
    series = Counts(at=starts, events=found.events, opportunities=found.cases)
    return _judged(workspace, measure, series)


def _outstanding(
    workspace: Workspace, company: Company, stage: Stage | None, desired: float
) -> Assessment | None:
    starts = whole(company, Period.WEEK, workspace.today)
    place = places(company.contacts.day, starts, Period.WEEK)
    here = pure.at_stage(company.contacts, stage) & (place >= 0)
    found = pure.as_desired(company.contacts, here, place, len(starts), desired)
    measure = card(
        "chain-outstanding",
        "Rated as customers wish",
        MeasureKind.SHARE,
        Direction.HIGHER,
        stage=stage,
    )
    series = Counts(at=starts, events=found.events, opportunities=found.cases)
    return _judged(workspace, measure, series)


def _consistent(
    workspace: Workspace, company: Company, stage: Stage | None
) -> Assessment | None:
    """Judge month by month how much agents differ: fewer contacts say too little."""
    starts = whole(company, Period.MONTH, workspace.today)
    place = places(company.contacts.day, starts, Period.MONTH)
    here = pure.at_stage(company.contacts, stage) & (place >= 0)
    rho, n = pure.unevenness(company.contacts, here, place, len(starts))
    measure = card(
        "chain-consistent",
        "Differences between agents",
        MeasureKind.SCORE,
        Direction.LOWER,
        stage=stage,
        by=Period.MONTH,
    )
    series = Values(at=starts, value=rho, n=np.where(np.isnan(rho), 0.0, n))
    return _judged(workspace, measure, series)


def _apart_chart(
    workspace: Workspace, company: Company, stage: Stage | None
) -> Assessment | None:
    """Judge how much of the times depends on who serves, by the month of solving."""
    starts, contacts = whole(company, Period.MONTH, workspace.today), company.contacts
    solved = np.floor(np.nan_to_num(contacts.resolved, nan=-1.0)).astype(np.int64)
    place = places(solved, starts, Period.MONTH)
    here = pure.at_stage(contacts, stage) & (place >= 0)
    share, n = times_by_period(contacts, here, place, len(starts))
    measure = card(
        "chain-consistent-time",
        "Share of times that depends on who serves",
        MeasureKind.SCORE,
        Direction.LOWER,
        stage=stage,
        by=Period.MONTH,
    )
    series = Values(at=starts, value=share, n=np.where(np.isnan(share), 0.0, n))
    return _judged(workspace, measure, series)


def _judged(
    workspace: Workspace, measure: Measure, series: Series
) -> Assessment | None:
    if not len(series.at) or series.missing.all():
        return None
    return judged(workspace, measure, series)
