"""Adapters for repeat business: histories, models, spend, curves, Cox's model."""

from __future__ import annotations

import csv
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np

from qc.chain.btyd import LAWS, Fit, Model, fit, log_likelihood
from qc.chain.cox import Cox, Ties, cox
from qc.chain.cox_sums import Rows
from qc.chain.forecast import alive, expected, of_a_new_customer, total
from qc.chain.histories import Histories, histories
from qc.chain.logrank import compared
from qc.chain.mcf import ByAge, Cumulative, by_age, cumulative
from qc.chain.mcf_bootstrap import Events, resampled
from qc.chain.purchases import Purchases, purchases, starts
from qc.chain.repurchase import second
from qc.chain.search import Top
from qc.chain.spend import Spend, expected_spend, fit_spend, spend_likelihood
from qc.core.arrays import Bools, Floats, Ints
from qc.core.survival import Waiting, kept, waiting

Case = dict[str, Any]
Columns = dict[str, list[str]]

DAY = np.timedelta64(1, "D")


def columns(path: Path) -> Columns:
    """Return the columns of a file as texts."""
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file))
    return {name: list(cells) for name, *cells in zip(*rows, strict=True)}


def numbers(cells: list[str]) -> Floats:
    return np.array([float(cell or "nan") for cell in cells])


# purchases


def rfm(inputs: Case, params: Case) -> Case:
    names, bought = _bought(inputs, only_paid=params["drop_nonpositive_amounts"])
    end = np.datetime64(params["observation_end"])
    found = histories(bought, end)
    late = bought.day > end
    per_customer = {
        names[who]: {"x": x, "t_x_days": last, "T_days": age, "mean_repeat_spend": mean}
        for who, x, last, age, mean in zip(
            found.customer,
            found.repeats,
            found.last,
            found.age,
            found.spend,
            strict=True,
        )
    }
    return {
        "customers": per_customer,
        "n_customers": len(found),
        "sum_x": found.repeats.sum(),
        "n_zero_repeat": (found.repeats == 0).sum(),
        "sum_t_x_days": found.last.sum(),
        "sum_T_days": found.age.sum(),
        "sum_mean_repeat_spend": np.nansum(found.spend),
        "rows_after_end": bought.rows[late].sum(),
        "merged_rows": bought.rows[~late].sum() - (~late).sum(),
    }


def _bought(inputs: Case, *, only_paid: bool = False) -> tuple[list[str], Purchases]:
    if "csv" in inputs:
        who, when, much = columns(inputs["csv"]).values()
    else:
        who, when, much = (list(each) for each in zip(*inputs["rows"], strict=True))
    names, customer = np.unique(who, return_inverse=True)
    found = purchases(
        customer.astype(np.int64),
        np.array(when, dtype="datetime64[m]").astype("datetime64[D]"),
        np.array(much, dtype=float),
        only_paid=only_paid,
    )
    return names.tolist(), found


# models of buying till they leave

MODELS = {
    "bgnbd": Model.BG_NBD,
    "mbgnbd": Model.MBG_NBD,
    "paretonbd": Model.PARETO_NBD,
}


def _summary(inputs: Case) -> tuple[dict[str, int], Histories]:
    table = columns(inputs["csv"])
    names = table["customer_id"]
    found = Histories(
        customer=np.arange(len(names)),
        repeats=np.array(table["x"], dtype=np.int64),
        last=np.array(table["t_x_days"], dtype=np.int64),
        age=np.array(table["T_days"], dtype=np.int64),
        spend=numbers(table["mean_repeat_spend"]),
    )
    return {name: i for i, name in enumerate(names)}, found


def btyd(inputs: Case, params: Case) -> Case:
    place, customers = _summary(inputs)
    model = MODELS[params["model"]]
    if "params" not in params:
        found = fit(customers, model)
        reached = found.top.log_likelihood
        return {"params": found.params, "loglik": reached, "n": found.customers}
    theta = np.array([params["params"][name] for name in LAWS[model].names])
    given = Fit(model=model, top=_given(theta), customers=len(customers))
    days = 7.0 * params["horizon"]
    coming, here = expected(given, customers, days), alive(given, customers)
    return {
        "loglik": log_likelihood(theta, model, customers),
        "expected_purchases_new_customer": [
            of_a_new_customer(given, 7 * weeks) for weeks in params["t"]
        ],
        "cond_expected_total": total(given, customers, days).value,
        "customers": {
            name: {"cond_expected": coming[i], "p_alive": here[i]}
            for name, i in place.items()
        },
    }


def _given(theta: Floats) -> Top:
    unknown = np.full((len(theta), len(theta)), np.nan)
    return Top(theta=theta, covariance=unknown, log_likelihood=np.nan)


def gamma_gamma(inputs: Case, params: Case) -> Case:
    place, customers = _summary(inputs)
    if "params" not in params:
        found = fit_spend(customers)
        return {
            "params": dict(zip("pqv", found.top.theta, strict=True)),
            "loglik": found.top.log_likelihood,
            "n": found.customers,
            "corr_x_spend": found.related,
        }
    theta = np.array([params["params"][name] for name in "pqv"])
    given = Spend(top=_given(theta), customers=0, left_out=0, related=0.0)
    told = customers.repeats > 0
    x, mean = customers.repeats[told].astype(float), customers.spend[told]
    each = expected_spend(given, customers)
    return {
        "loglik": spend_likelihood(x, mean)(theta)[0],
        "cond_mean_spend": {name: each[i] for name, i in place.items()},
        "population_mean": given.mean,
    }


# curves


def mcf(inputs: Case, params: Case) -> Case:
    customer, age, ends = _events(inputs)
    curve = cumulative(customer, age, ends)
    at = by_age(curve, np.array(params.get("times", []), dtype=float))
    found: Case = {
        "n_units": curve.customers,
        "n_events": len(age),
        "steps": _steps(curve),
        "at": _at_ages(at),
        "naive_referrals_per_customer": len(age) / len(ends),
    }
    if params.get("bootstrap"):
        events = Events(customer=customer, age=age, ends=ends)
        drawn = resampled(events, at.age, np.random.default_rng(20261122))
        parts = (drawn.age, drawn.error, drawn.lower, drawn.upper)
        found["bootstrap"] = list(zip(*parts, strict=True))
    return found


def _steps(curve: Cumulative) -> list[Any]:
    parts = (curve.age, curve.observed, curve.events, curve.mean, curve.error)
    return list(zip(*parts, strict=True))


def _at_ages(at: ByAge) -> list[Any]:
    parts = (at.age, at.mean, at.error, at.lower, at.upper, at.observed)
    return list(zip(*parts, strict=True))


def _events(inputs: Case) -> tuple[Ints, Floats, Floats]:
    if "events" in inputs:
        sizes = [len(each) for each in inputs["events"]]
        customer = np.repeat(np.arange(len(sizes)), sizes)
        age = np.concatenate([np.array(each, float) for each in inputs["events"]])
        return customer, age, np.array(inputs["end"], dtype=float)
    if "csv_customers" in inputs:
        return _referrals(inputs)
    _, bought = _bought(inputs)
    end = np.datetime64(inputs["observation_end"])
    return _repeats(bought, end)


def _repeats(bought: Purchases, end: np.datetime64) -> tuple[Ints, Floats, Floats]:
    first = starts(bought)
    began = np.repeat(bought.day[first], np.diff(np.append(first, len(bought))))
    age = (bought.day - began) / DAY
    again = (age > 0) & (bought.day <= end)
    return bought.customer[again], age[again], (end - bought.day[first]) / DAY


def _referrals(inputs: Case) -> tuple[Ints, Floats, Floats]:
    people, rows = columns(inputs["csv_customers"]), columns(inputs["csv_events"])
    number = {name: i for i, name in enumerate(people["customer_id"])}
    joined = numbers(people["joined_day"])
    customer = np.array([number[name] for name in rows["referrer_id"]])
    age = numbers(rows["referral_day"]) - joined[customer]
    return customer, age, inputs["observation_end_day"] - joined


def survival(inputs: Case, params: Case) -> Case:
    if "group" in params or "group" in inputs:
        return _compared(inputs, params)
    waited, came = _waits(inputs, params)
    curve = waiting(waited, came, confidence=params["level"])
    parts = (curve.time, curve.at_risk, curve.answered, curve.share, curve.error)
    return {
        "n": curve.cases,
        "n_events": curve.cases - curve.open_cases,
        "n_open": curve.open_cases,
        "median": curve.median,
        "median_ci": curve.median_interval,
        "median_of_closed_only": np.median(waited[came]) if came.any() else np.nan,
        "steps": list(zip(*parts, curve.lower, curve.upper, strict=True)),
        "at": lambda time: _still(curve, time),
        "repurchase_share": lambda time: _done(curve, time),
    }


def _still(curve: Waiting, time: float) -> list[float]:
    _, share, low, high = _done(curve, time)
    return [time, 1 - share, 1 - high, 1 - low]


def _done(curve: Waiting, time: float) -> list[float]:
    found = kept(curve, time)
    return [time, found.share, *found.interval]


def _waits(inputs: Case, params: Case) -> tuple[Floats, Bools]:
    if "csv" not in inputs:
        waited, came = inputs.values()
        return np.array(waited, dtype=float), np.array(came, dtype=bool)
    if "report_time_min" in inputs:
        waited, came, own = _tickets(inputs)
        return waited[own], came[own]
    _, bought = _bought(inputs)
    found = second(bought, np.datetime64(params["observation_end"]))
    return found.waited, found.came


def _tickets(inputs: Case) -> tuple[Floats, Bools, Bools]:
    table = columns(inputs["csv"])
    opened, answered = (
        numbers(table[name]) for name in ("opened_min", "first_response_min")
    )
    came = ~np.isnan(answered)
    waited = np.where(came, answered, inputs["report_time_min"]) - opened
    own = np.ones(len(waited), dtype=bool)
    for name, value in inputs.get("filter", {}).items():
        own &= np.array(table[name]) == value
    return waited, came, own


def _compared(inputs: Case, params: Case) -> Case:
    if "csv" not in inputs:
        waited, came = (np.array(inputs[name], float) for name in ("time", "event"))
        found = compared(waited, came > 0, np.array(inputs["group"]) - 1)
        return _tested(found)
    waited, came, _ = _tickets(inputs)
    table = columns(inputs["csv"])
    group = np.array([params["order"].index(name) for name in table[params["group"]]])
    _, strata = np.unique(table[params["strata"]], return_inverse=True)
    within = compared(waited, came, group, strata)
    return {
        **_tested(compared(waited, came, group)),
        "stratified_chi2": within.statistic,
        "stratified_p": within.p_value,
    }


def _tested(found: Any) -> Case:  # noqa: ANN401
    return {
        "chi2": found.statistic,
        "df": found.df,
        "p": found.p_value,
        "observed": found.observed,
        "expected_events": found.expected,
    }


# Cox's model


def cox_startstop(inputs: Case, params: Case) -> Case:
    table = columns(inputs["csv"]) if "csv" in inputs else inputs["rows"]
    names = params["covariates"]
    rows = Rows(
        start=np.array(table["start"], dtype=float),
        stop=np.array(table["stop"], dtype=float),
        event=np.array(table["event"], dtype=float) > 0,
        x=np.column_stack([np.array(table[name], dtype=float) for name in names]),
    )
    whose = table.get("customer_id", np.arange(len(rows.start)))
    _, customer = np.unique(whose, return_inverse=True)
    found = cox(rows, customer)
    other = cox(rows, customer, ties=Ties.BRESLOW)
    lower, upper = found.ratio_interval(confidence=params["level"])
    return {
        **_effects(found, names),
        "n_rows": found.rows,
        "n_events": found.events,
        "z": dict(zip(names, found.coefficient / found.error, strict=True)),
        "p": dict(zip(names, found.p_value, strict=True)),
        "hazard_ratio": {
            name: ends
            for name, *ends in zip(names, found.ratio, lower, upper, strict=True)
        },
        "loglik_null": found.at_none,
        "lr_chi2": 2 * (found.log_likelihood - found.at_none),
        "breslow": _effects(other, names),
        "cluster_se": dict(zip(names, found.robust, strict=True)),
    }


def _effects(found: Cox, names: list[str]) -> Case:
    return {
        "coef": dict(zip(names, found.coefficient, strict=True)),
        "se": dict(zip(names, found.error, strict=True)),
        "loglik": found.log_likelihood,
    }


ADAPTERS: dict[str, Callable[[Case, Case], Case]] = {
    "rel_btyd": btyd,
    "rel_cox_startstop": cox_startstop,
    "rel_gamma_gamma": gamma_gamma,
    "rel_mcf": mcf,
    "rel_rfm_summary": rfm,
    "rel_survival_km": survival,
}
