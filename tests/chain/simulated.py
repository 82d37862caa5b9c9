"""Simulated companies as the chain sees them, without a store between."""

from __future__ import annotations

from typing import Any

import numpy as np

from qc.chain.company import (
    EPOCH,
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
from qc.simulate import make_company
from qc.simulate.company import Company as Simulated
from qc.simulate.profile import Profile

_SOURCES = {"referral": Source.REFERRAL, "campaign": Source.CAMPAIGN}


def company(profile: Profile, seed: int) -> Company:
    """Simulate a company and see it as the chain does."""
    return seen(make_company(profile, seed=seed))


def seen(simulated: Simulated) -> Company:
    """Return the tables of a simulated company with one numbering of all names."""
    tables = simulated.tables
    return _Numbering(tables).company()


class _Numbering:
    def __init__(self, tables: dict[str, dict[str, Any]]) -> None:
        self.tables = tables
        log = tables["interactions"]
        self.customers = np.unique(
            np.concatenate(
                [
                    tables[table][column]
                    for table, column in (
                        ("interactions", "customer_id"),
                        ("transactions", "customer_id"),
                        ("customers", "customer_id"),
                        ("referrals", "referrer_id"),
                        ("referrals", "referred_id"),
                        ("outreach", "customer_id"),
                    )
                ]
            )
        )
        self.agents = np.unique(
            np.concatenate([log["agent"], tables["training"]["agent"]])
        )
        self.contacts = log["interaction_id"]
        self.campaigns = tables["campaigns"]["campaign_id"]

    def company(self) -> Company:
        log, sales = self._contacts(), self._sales()
        days = np.concatenate([log.day, sales.day])
        return Company(
            contacts=log,
            sales=sales,
            arrivals=self._arrivals(),
            referrals=self._referrals(),
            campaigns=self._campaigns(),
            trainings=self._trainings(),
            messages=self._messages(),
            names=self._names(),
            first=int(days.min()),
            last=int(days.max()),
        )

    def _contacts(self) -> Contacts:
        t = self.tables["interactions"]
        stages = [stage.value for stage in Stage]
        opened, promised = moment(t["opened_at"]), moment(t["promised_by"])
        resolved = moment(t["resolved_at"])
        severity = t["defect_severity"]
        grave = np.where(severity == "major", 1.0, np.where(severity == "", np.nan, 0))
        return Contacts(
            customer=_at(self.customers, t["customer_id"]),
            agent=_at(self.agents, t["agent"]),
            team=codes(t["team"]),
            channel=codes(t["channel"]),
            product=np.full(len(opened), NOBODY),
            reason=codes(t["reason"]),
            stage=_at(np.array(stages), t["stage"]),
            opened=opened,
            day=np.floor(opened).astype(np.int64),
            first_answer=moment(t["first_response_at"]),
            promised=promised,
            resolved=resolved,
            defective=t["defective"].astype(float),
            grave=grave,
            recovered=t["recovered"].astype(float),
            late=np.where(
                np.isnan(promised) | np.isnan(resolved), np.nan, resolved > promised
            ),
            attempt=t["attempt"].astype(float),
            reopens=t["reopens"].astype(float),
            score=t["score"].astype(float),
            steps=codes(t["steps_done"]),
        )

    def _sales(self) -> Sales:
        t = self.tables["transactions"]
        order = np.argsort(t["date"], kind="stable")
        return Sales(
            customer=_at(self.customers, t["customer_id"])[order],
            day=whole(t["date"])[order],
            amount=t["amount"].astype(float)[order],
            margin=t["margin"].astype(float)[order],
            contact=_at(self.contacts, t["interaction_id"])[order],
        )

    def _arrivals(self) -> Arrivals:
        t, n = self.tables["customers"], len(self.customers)
        kinds = list(Source)
        who = _at(self.customers, t["customer_id"])
        day = np.full(n, np.nan)
        source = np.full(n, kinds.index(Source.UNKNOWN))
        campaign = np.full(n, NOBODY)
        day[who] = np.floor(moment(t["joined_at"]))
        names = [_SOURCES.get(s, Source.ORGANIC) for s in t["source"].tolist()]
        source[who] = [kinds.index(s) for s in names]
        campaign[who] = _at(self.campaigns, t["campaign_id"])
        return Arrivals(day=day, source=source, campaign=campaign)

    def _referrals(self) -> Referrals:
        t = self.tables["referrals"]
        return Referrals(
            referrer=_at(self.customers, t["referrer_id"]),
            referred=_at(self.customers, t["referred_id"]),
            day=moment(t["recommended_at"]),
            converted=moment(t["converted_at"]),
            reward=t["reward"].astype(float),
        )

    def _campaigns(self) -> Campaigns:
        t = self.tables["campaigns"]
        return Campaigns(
            start=np.floor(moment(t["start"])),
            end=np.floor(moment(t["end"])),
            spend=t["spend"].astype(float),
            kind=codes(t["kind"]),
        )

    def _trainings(self) -> Trainings:
        t = self.tables["training"]
        order = np.argsort(t["trained_on"], kind="stable")
        return Trainings(
            agent=_at(self.agents, t["agent"])[order],
            day=whole(t["trained_on"])[order],
            course=codes(t["course"])[order],
            hours=t["hours"].astype(float)[order],
        )

    def _messages(self) -> Messages:
        t = self.tables["outreach"]
        order = np.argsort(t["sent_at"], kind="stable")
        return Messages(
            customer=_at(self.customers, t["customer_id"])[order],
            day=whole(t["sent_at"])[order],
            topic=codes(t["topic"])[order],
            opened=t["opened"].astype(float)[order],
            contact=_at(self.contacts, t["led_to_interaction"])[order],
        )

    def _names(self) -> Names:
        log, t = self.tables["interactions"], self.tables
        return Names(
            customers=tuple(self.customers.tolist()),
            agents=tuple(self.agents.tolist()),
            teams=known(log["team"]),
            channels=known(log["channel"]),
            reasons=known(log["reason"]),
            steps=known(log["steps_done"]),
            courses=known(t["training"]["course"]),
            campaigns=tuple(self.campaigns.tolist()),
            kinds=known(t["campaigns"]["kind"]),
            topics=known(t["outreach"]["topic"]),
        )


def moment(at: Any) -> Floats:  # noqa: ANN401 - a column of times
    """Return times as days since 1970; NaN where missing."""
    gone = np.isnat(at)
    minutes = (np.where(gone, EPOCH, at).astype("M8[m]") - EPOCH).astype("m8[m]")
    return np.where(gone, np.nan, minutes.astype(np.int64) / 1440)


def whole(at: Any) -> Ints:  # noqa: ANN401 - a column of times
    """Return days since 1970."""
    days: Ints = (at.astype("M8[D]") - EPOCH).astype(np.int64)
    return days


def known(texts: Any) -> tuple[str, ...]:  # noqa: ANN401 - a column of texts
    """Return the texts that occur, in order."""
    return tuple(text for text in np.unique(texts).tolist() if text)


def codes(texts: Any) -> Ints:  # noqa: ANN401 - a column of texts
    """Return the number of each text among those known; -1 for none."""
    return _at(np.array(known(texts), dtype=str), texts)


def _at(names: Any, texts: Any) -> Ints:  # noqa: ANN401 - columns of texts
    if not len(names):
        return np.full(len(texts), NOBODY)
    order = np.argsort(names)
    place = np.minimum(np.searchsorted(names[order], texts), len(names) - 1)
    found = order[place]
    return np.where(names[found] == texts, found, NOBODY).astype(np.int64)
