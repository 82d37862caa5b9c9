"""Trust in a workspace: the index of all customers, who is at risk, one history."""

from __future__ import annotations

import math
import threading
from weakref import WeakKeyDictionary

import numpy as np

from qc.chain import trust_links
from qc.chain.company import Company, date_of
from qc.chain.evidence import Estimate, Method, around
from qc.chain.links import Link
from qc.chain.rhythm import silences
from qc.chain.trust_history import history
from qc.chain.trust_risk import Coming, at_risk, low_limit
from qc.chain.trust_study import Study, study
from qc.chain.trust_validation import validations
from qc.core.arrays import Floats
from qc.core.intervals import CONFIDENCE, normal_quantile
from qc.review.assessment import Assessment
from qc.review.repeat import RepeatForecast
from qc.review.trust import CustomerTrust, RiskList, Trust
from qc.workspace.company import company_of
from qc.workspace.repeat import bought_of
from qc.workspace.workspace import Workspace

LISTED = 100
BROKEN = "promises-broken"  # the card with the control chart
_SEED = 20_240_601
_studying = threading.Lock()
_kept: WeakKeyDictionary[Company, Study] = WeakKeyDictionary()


def study_of(company: Company) -> Study:
    """Return what trust is asked for, worked out once while the company is the same."""
    with _studying:
        found = _kept.get(company)
        if found is None:
            found = _kept[company] = study(company)
        return found


def links(company: Company) -> tuple[Link, ...]:
    """Return the arrows into and out of trust."""
    return trust_links.links_of(company, study_of(company))


def trust(workspace: Workspace) -> Trust:
    """Answer: how far do customers trust us, and does that foretell anything?"""
    company = company_of(workspace)
    found = study_of(company)
    served = found.index.evidence > 0
    value = found.index.value[served]
    rng = np.random.default_rng(_SEED)
    return Trust(
        lacking=lacking(company),
        last=date_of(found.last),
        mean=_mean(value),
        value=value,
        evidence=found.index.evidence[served],
        limit=low_limit(found.index.prior),
        prior=found.index.prior,
        memory=found.memory,
        weeks=found.weeks,
        promised=len(found.promises),
        kept=int(found.promises.kept.sum()),
        validations=validations(found.standing, found.outcomes, rng),
        chart=_chart(workspace),
    )


def relationships_at_risk(
    workspace: Workspace, forecast: RepeatForecast | None
) -> RiskList:
    """Answer: whose trust is low or broken, and what hangs on it?

    Parameters
    ----------
    workspace : Workspace
    forecast : RepeatForecast or None
        None where no purchases are loaded.
    """
    company = company_of(workspace)
    coming = quiet = None
    if forecast is not None:
        coming = _coming(forecast)
        _, bought = bought_of(workspace)
        quiet = silences(bought.purchases, bought.end)
    risk = at_risk(company, study_of(company), coming, quiet)
    first = risk.customer[:LISTED].tolist()
    worth = forecast.worth if forecast is not None else None
    return RiskList(
        risk=risk,
        names=tuple(company.names.customers[i] for i in first),
        worth=worth.worth if worth is not None else None,
        currency=forecast.currency if forecast is not None else "",
        short=forecast.ahead.short if forecast is not None else (),
        lacking=lacking(company),
    )


def customer_trust(workspace: Workspace, customer: int) -> CustomerTrust:
    """Answer: what was promised to one customer, and how did trust move?

    Parameters
    ----------
    workspace : Workspace
    customer : int
        In the numbering of `company_of`.
    """
    company = company_of(workspace)
    found = study_of(company)
    return CustomerTrust(
        name=company.names.customers[customer],
        history=history(found, customer),
        usual=found.index.prior.mean,
    )


def lacking(company: Company) -> tuple[str, ...]:
    """Return the fields without which nobody's trust can be told."""
    if len(study_of(company).promises):
        return ()
    some = company.contacts
    fields = []
    if not (some.customer >= 0).any():
        fields.append("customer_id")
    if not (np.isfinite(some.defective) | np.isfinite(some.late)).any():
        fields.append(trust_links.DEFECTIVE)
    return tuple(fields) or ("customer_id", trust_links.DEFECTIVE)


def _coming(forecast: RepeatForecast) -> Coming:
    ahead, worth = forecast.ahead, forecast.worth
    unknown = np.full(len(ahead.histories), np.nan)
    error = forecast.money[-1].error if forecast.money else math.nan
    if not math.isfinite(error) and not ahead.short:
        last = ahead.models[0].totals[-1]
        variance = last.of_chance + last.of_learning + last.of_model
        error = math.sqrt(variance) / last.value if last.value > 0 else 0.0
    return Coming(
        customer=ahead.histories.customer,
        purchases=unknown if ahead.short else ahead.each,
        worth=unknown if worth is None else worth.each,
        error=error if math.isfinite(error) else 0.0,
    )


def _chart(workspace: Workspace) -> Assessment | None:
    known = {card.id for card in workspace.available}
    return workspace.assess(BROKEN) if BROKEN in known else None


def _mean(value: Floats) -> Estimate:
    n = len(value)
    mean = float(value.mean()) if n else math.nan
    error = float(value.std(ddof=1)) / math.sqrt(n) if n > 1 else math.nan
    return Estimate(
        value=mean,
        interval=around(mean, normal_quantile(CONFIDENCE) * error),
        error=error,
        n=n,
        method=Method.MEAN,
    )
