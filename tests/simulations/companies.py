"""Simulated companies seen as the chain sees a real one: panels, exposures, steps."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType

import numpy as np

from qc.chain.exposure import Exposure, Moments, Watched, exposure, follow_up
from qc.chain.panel import NEVER, Panel, weekly
from qc.core.arrays import Bools, Floats, Ints
from qc.simulate import make_company
from qc.simulate.company import Company
from qc.simulate.effects import Dimension, Effect, SpecialCause, Window
from qc.simulate.profile import STAGES, Profile
from qc.simulate.profiles import NULL_EFFECTS, NULL_FLAT, STEADY, TEACHING

_IMPROVING = tuple(
    SpecialCause(
        what=Effect.DEFECTS,
        where=Dimension.STAGE,
        value=stage.value,
        during=Window(start=270, end=10_000),
        size=-0.5,
    )
    for stage in STAGES
)

SCENARIOS: Mapping[str, Profile] = MappingProxyType(
    {
        "effects": replace(
            STEADY,
            training_effect=TEACHING.training_effect,
            training_steps=TEACHING.training_steps,
        ),
        "no effect": replace(STEADY, defect_hr=1.0),
        "no effect, all improve": replace(STEADY, defect_hr=1.0, causes=_IMPROVING),
        "no effect, weakest trained first": replace(
            STEADY, defect_hr=1.0, worst_first=True
        ),
        "no effect, all improve, weakest trained first": replace(
            STEADY, defect_hr=1.0, causes=_IMPROVING, worst_first=True
        ),
        "teaching": TEACHING,
        "null_effects": NULL_EFFECTS,
        "null_flat": NULL_FLAT,
    }
)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Seen:
    """What a log says of a company; `truth` stays with the company."""

    company: Company
    agent: Ints
    customer: Ints
    stage: Ints
    day: Ints
    defect: Floats  # NaN where not known yet
    buyer: Ints
    bought: Ints
    faulty_sale: Bools
    customers: int


def seen(profile: Profile, seed: int) -> Seen:
    company = make_company(profile, seed=seed)
    log, sales = company.tables["interactions"], company.tables["transactions"]
    first = np.datetime64(company.truth.start, "D")
    names = np.concatenate([log["customer_id"], sales["customer_id"]])
    known, who = np.unique(names, return_inverse=True)
    n = len(log["customer_id"])
    bad = set(log["interaction_id"][log["defective"] == 1].tolist())
    return Seen(
        company=company,
        agent=np.searchsorted(company.truth.agents["agent"], log["agent"]),
        customer=who[:n],
        stage=np.searchsorted(sorted(STAGES), log["stage"]),
        day=_days(log["opened_at"], first),
        defect=log["defective"],
        buyer=who[n:],
        bought=_days(sales["date"], first),
        faulty_sale=np.array([i in bad for i in sales["interaction_id"].tolist()]),
        customers=len(known),
    )


def panel_of(found: Seen) -> Panel:
    """Agents by weeks; weeks begin on the weekday of training."""
    truth = found.company.truth
    trained_on = truth.agents["trained_on"]
    first = np.datetime64(truth.start, "D")
    never = np.isnat(trained_on)
    trained = np.where(never, NEVER, _days(np.where(never, first, trained_on), first))
    starts = int(truth.profile.training_days.start)
    return weekly(found.agent, found.day, found.defect, trained, starts=starts)


def exposure_of(
    found: Seen, *, faulty_sales: bool = False, until_today: bool = False
) -> Exposure:
    """Days after a defect and otherwise, by customer; the arguments are mistakes."""
    profile = found.company.truth.profile
    bad = found.defect == 1
    buys = Moments(customer=found.buyer, day=found.bought)
    contacts = Moments(customer=found.customer, day=found.day)
    watched = follow_up(buys, contacts, found.customers)
    if until_today:
        last = np.full(found.customers, profile.days - 1)
        watched = Watched(start=watched.start, until=last)
    return exposure(
        watched,
        contacts.only(bad),
        buys if faulty_sales else buys.only(~found.faulty_sale),
        (0, int(profile.defect_days)),
    )


def _days(at: np.ndarray, first: np.datetime64) -> Ints:
    return (at.astype("datetime64[D]") - first).astype(np.int64)
