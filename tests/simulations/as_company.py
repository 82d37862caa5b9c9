"""Simulated tables as the chain's `Company`, without a workspace in between."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from qc.chain.company import (
    NOBODY,
    Arrivals,
    Campaigns,
    Company,
    Contacts,
    Messages,
    Names,
    Referrals,
    Sales,
    Source,
    Trainings,
)
from qc.core.arrays import Floats, Ints
from qc.core.kinds import Stage
from qc.simulate.company import Company as Simulated

SOURCES = {"referral": Source.REFERRAL, "campaign": Source.CAMPAIGN}


def as_company(simulated: Simulated) -> Company:
    """Return what a workspace would read of these tables."""
    tables = simulated.tables
    log, sales = tables["interactions"], tables["transactions"]
    people, told = tables["customers"], tables["referrals"]
    news, courses = tables["outreach"], tables["training"]
    customers = _Codes(
        log["customer_id"],
        sales["customer_id"],
        people["customer_id"],
        told["referrer_id"],
        told["referred_id"],
        news["customer_id"],
    )
    agents = _Codes(log["agent"], courses["agent"])
    steps, teams = _Codes(log["steps_done"]), _Codes(log["team"])
    course = _Codes(courses["course"])
    order = np.argsort(log["opened_at"], kind="stable")
    log = {name: column[order] for name, column in log.items()}
    contacts = _contacts(log, customers, agents, steps, teams)
    row = {name: place for place, name in enumerate(log["interaction_id"].tolist())}
    bought, sent = _days(sales["date"]), _moments(news["sent_at"])
    last = contacts.day.max()
    return Company(
        contacts=contacts,
        sales=Sales(
            customer=customers.of(sales["customer_id"]),
            day=bought,
            amount=sales["amount"].astype(float),
            margin=sales["margin"].astype(float),
            contact=_rows(sales["interaction_id"], row),
        ),
        arrivals=_arrivals(people, customers),
        referrals=Referrals(
            referrer=customers.of(told["referrer_id"]),
            referred=customers.of(told["referred_id"]),
            day=_moments(told["recommended_at"]),
            converted=_moments(told["converted_at"]),
            reward=told["reward"].astype(float),
        ),
        campaigns=_campaigns(tables["campaigns"]),
        trainings=Trainings(
            agent=agents.of(courses["agent"]),
            day=_days(courses["trained_on"]),
            course=course.of(courses["course"]),
            hours=courses["hours"].astype(float),
        ),
        messages=Messages(
            customer=customers.of(news["customer_id"]),
            day=np.floor(sent).astype(np.int64),
            topic=_Codes(news["topic"]).of(news["topic"]),
            opened=news["opened"].astype(float),
            contact=_rows(news["led_to_interaction"], row),
        ),
        names=Names(
            customers=customers.names,
            agents=agents.names,
            teams=teams.names,
            steps=steps.names,
            courses=course.names,
            campaigns=tuple(tables["campaigns"]["campaign_id"].tolist()),
            channels=_Codes(log["channel"]).names,
            reasons=_Codes(log["reason"]).names,
            topics=_Codes(news["topic"]).names,
        ),
        first=int(min(contacts.day.min(), bought.min(initial=last))),
        last=int(last),
    )


class _Codes:
    """Names in order, and their numbers; an empty text is nobody."""

    def __init__(self, *columns: NDArray[Any]) -> None:
        every = np.unique(np.concatenate(columns).astype(str))
        self.sorted = every[every != ""]

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(self.sorted.tolist())

    def of(self, column: NDArray[Any]) -> Ints:
        at = np.searchsorted(self.sorted, column)
        return np.where(column == "", NOBODY, at).astype(np.int64)


def _contacts(
    log: dict[str, NDArray[Any]],
    customers: _Codes,
    agents: _Codes,
    steps: _Codes,
    teams: _Codes,
) -> Contacts:
    opened, resolved = _moments(log["opened_at"]), _moments(log["resolved_at"])
    promised = _moments(log["promised_by"])
    end = np.floor(opened.max()) + 1
    overdue = np.where(promised < end, 1.0, np.nan)
    late = np.where(np.isnan(resolved), overdue, (resolved > promised).astype(float))
    severity = log["defect_severity"]
    grave = np.where(severity == "", np.nan, (severity == "major").astype(float))
    places = {stage.value: place for place, stage in enumerate(Stage)}
    return Contacts(
        customer=customers.of(log["customer_id"]),
        agent=agents.of(log["agent"]),
        team=teams.of(log["team"]),
        channel=_Codes(log["channel"]).of(log["channel"]),
        product=np.full(len(opened), NOBODY),
        reason=_Codes(log["reason"]).of(log["reason"]),
        journey=_Codes(log["case_id"]).of(log["case_id"]),
        stage=np.array([places[stage] for stage in log["stage"].tolist()]),
        opened=opened,
        day=np.floor(opened).astype(np.int64),
        first_answer=_moments(log["first_response_at"]),
        promised=promised,
        resolved=resolved,
        defective=log["defective"],
        grave=grave,
        recovered=log["recovered"],
        late=np.where(np.isnan(promised), np.nan, late),
        attempt=log["attempt"].astype(float),
        reopens=log["reopens"],
        score=log["score"],
        steps=steps.of(log["steps_done"]),
    )


def _arrivals(people: dict[str, NDArray[Any]], customers: _Codes) -> Arrivals:
    n, who = len(customers.names), customers.of(people["customer_id"])
    sources = [*Source]
    day = np.full(n, np.nan)
    source, campaign = np.full(n, sources.index(Source.UNKNOWN)), np.full(n, NOBODY)
    day[who] = np.floor(_moments(people["joined_at"]))
    source[who] = [
        sources.index(SOURCES.get(one, Source.ORGANIC))
        for one in people["source"].tolist()
    ]
    campaign[who] = _Codes(people["campaign_id"]).of(people["campaign_id"])
    return Arrivals(day=day, source=source, campaign=campaign)


def _campaigns(table: dict[str, NDArray[Any]]) -> Campaigns:
    return Campaigns(
        start=_days(table["start"]).astype(float),
        end=_days(table["end"]).astype(float),
        spend=table["spend"].astype(float),
        kind=_Codes(table["kind"]).of(table["kind"]),
    )


def _rows(names: NDArray[Any], row: dict[str, int]) -> Ints:
    return np.array([row.get(name, NOBODY) for name in names.tolist()], dtype=np.int64)


def _days(at: NDArray[Any]) -> Ints:
    return at.astype("datetime64[D]").astype(np.int64)


def _moments(at: NDArray[Any]) -> Floats:
    minutes = at.astype("datetime64[m]")
    found: Floats = minutes.astype(np.int64) / (24 * 60)
    return np.where(np.isnat(minutes), np.nan, found)
