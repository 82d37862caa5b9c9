"""Adapters for referrals: cleaning, trees, reproduction, growth, word of mouth."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from qc.chain.company import EPOCH, Source
from qc.chain.earned_growth import (
    EarnedGrowth,
    Reason,
    Revenue,
    Totals,
    earned_growth,
    of_totals,
)
from qc.chain.referral_clumping import clumping, extinction, mean_tree
from qc.chain.referral_number import in_window, reproduction_of
from qc.chain.referral_people import Marked
from qc.chain.referral_rows import ACCEPTED, NOBODY, Cleaned, Flaw, Rows, cleaned
from qc.chain.referral_tree import Forest, forest
from qc.chain.word_of_mouth import Given, View, credited, returns
from qc.core.arrays import Floats, Ints
from qc.core.intervals import exact_rate
from tests.golden.adapters_repeat import columns

Case = dict[str, Any]


def referral_tree(inputs: Case, params: Case) -> Case:
    if "referrals_per_customer" in inputs:
        found = clumping(np.array(inputs["referrals_per_customer"]))
        return {
            "R": found.mean,
            "k_ml": found.k,
            "k_moments": found.moments,
            "loglik_negative_binomial": found.log_likelihood,
        }
    if "R_values" in inputs:
        return {
            "extinction": [
                extinction(mean, np.inf if k is None else k)
                for mean, k in inputs["rows"]
            ],
            "mean_tree_size": [mean_tree(mean) for mean in inputs["R_values"]],
        }
    names, joined, rows = _table(inputs)
    done = cleaned(rows)
    if "window_days" in params:
        return _window(joined, done, params)
    return _grown(names, done, forest(done.parent))


def _table(inputs: Case) -> tuple[list[str], Floats, Rows]:
    if "csv_customers" in inputs:
        who, since = columns(inputs["csv_customers"]).values()
        by, to, at = columns(inputs["csv_referrals"]).values()
    else:
        who, since = (list(each) for each in zip(*inputs["customers"], strict=True))
        by, to, at = (list(each) for each in zip(*inputs["referrals"], strict=True))
    number = {name: i for i, name in enumerate(who)}
    joined = _days(since)
    rows = Rows(
        referrer=_numbers(number, by),
        referred=_numbers(number, to),
        day=_days(at),
        joined=joined,
    )
    return who, joined, rows


def _numbers(number: dict[str, int], names: list[str]) -> Ints:
    return np.array([number.get(name, NOBODY) for name in names])


def _days(texts: list[str]) -> Floats:
    days = np.array(texts, dtype="datetime64[D]") - EPOCH
    return days.astype(np.int64).astype(float)


def _grown(names: list[str], done: Cleaned, trees: Forest) -> Case:
    flaws = list(Flaw)
    return {
        "n_customers": trees.customers,
        "rows": done.read,
        "accepted": done.accepted,
        "quarantined": {flaw.value: many for flaw, many in done.aside.items()},
        "generations": {str(g): n for g, n in enumerate(trees.generations.tolist())},
        "n_roots": len(trees.seeds),
        "trees_with_referrals": trees.growing,
        "largest_tree": trees.largest,
        "mean_tree_size": trees.mean_size,
        "share_earned": trees.share_earned,
        "reason_per_row": [
            "" if place == ACCEPTED else flaws[place].value
            for place in done.flaw.tolist()
        ],
        "generation": dict(zip(names, trees.generation.tolist(), strict=True)),
        "root": {
            name: names[root]
            for name, root in zip(names, trees.root.tolist(), strict=True)
        },
    }


def _window(joined: Floats, done: Cleaned, params: Case) -> Case:
    end, window = _days([params["observation_end"]])[0], params["window_days"]
    to = np.flatnonzero(done.parent != NOBODY)
    by = done.parent[to]
    found = Marked(customer=by, age=joined[to] - joined[by], mark=np.ones(len(to)))
    counts = in_window(found, end - joined, window)
    clumps, rng = clumping(counts), np.random.default_rng(1)
    redrawn = counts[rng.integers(len(counts), size=(4_000, len(counts)))].mean(axis=1)
    whole = reproduction_of(found, end - joined, rng, window)
    return {
        "n_observed_whole_window": clumps.customers,
        "referrals": clumps.referrals,
        "R": clumps.mean,
        "poisson_exact_ci": exact_rate(clumps.referrals, clumps.customers),
        "bootstrap_ci": np.percentile(redrawn, [2.5, 97.5]),
        "k_ml": whole.clumps.k,
        "loglik_negative_binomial": whole.clumps.log_likelihood,
        "k_moments": whole.clumps.moments,
        "share_of_customers_with_a_referral": whole.share.value,
        "share_of_referrals_from_top_tenth": whole.clumps.top_tenth,
        "naive_R_all_customers": whole.naive.value,
    }


def growth(inputs: Case, _params: Case) -> Case:
    if "rows" not in inputs:
        return _told(
            of_totals(
                Totals(
                    before=inputs["last_year"],
                    same=inputs["same_customers"],
                    earned=inputs["earned_new"],
                    bought=inputs["bought_new"],
                )
            )
        )
    _, before, now, why = zip(*inputs["rows"], strict=True)
    reasons = [reason.value for reason in Reason]
    return _told(
        earned_growth(
            Revenue(
                before=np.array(before, dtype=float),
                now=np.array(now, dtype=float),
                reason=np.array([reasons.index(each) for each in why]),
            )
        )
    )


def _told(found: EarnedGrowth) -> Case:
    return {
        "last_year": found.totals.before,
        "same_customers": found.totals.same,
        "nrr": found.retained.value,
        "earned_new": found.earned.value,
        "earned_growth": found.growth.value,
        "earned_growth_range": found.limits,
        "bought_growth": found.bought,
        "unknown_growth": found.unknown,
        "total_growth": found.total,
        "reason_known_share_of_new_revenue": found.known,
    }


def word_of_mouth(inputs: Case, params: Case) -> Case:
    if "rows" in inputs:
        return _credited(inputs, params)
    found = returns(
        Given(
            spend=inputs["campaign_spend"],
            won=inputs["campaign_customers"],
            margin_won=inputs.get("margin_campaign", 0.0),
            margin_referred=inputs["margin_referred"],
            reward=inputs["reward"],
            referred=inputs["referred_customers"],
            programme=inputs["programme_cost"],
            by_won=inputs.get("R_campaign", 0.0),
            by_referred=inputs.get("R_referred", 0.0),
        )
    )
    return {
        "campaign_direct_roi": found.campaign,
        "descendants_per_campaign_customer": found.descendants,
        "campaign_value_with_descendants": found.tree_margin,
        "campaign_cost_with_rewards": found.tree_cost,
        "campaign_roi_with_descendants": found.tree,
        "wom_margin": found.margin,
        "wom_cost": found.cost,
        "wom_roi": found.referred,
        "wom_break_even_quality_spend": found.break_even,
        "cost_per_customer_campaign": found.each_won,
        "cost_per_customer_wom": found.each_referred,
    }


def _credited(inputs: Case, params: Case) -> Case:
    names, sources, by, margins = (
        list(each) for each in zip(*inputs["rows"], strict=True)
    )
    number = {name: i for i, name in enumerate(names)}
    source = np.array([list(Source).index(Source(each)) for each in sources])
    parent = np.array([number.get(each, NOBODY) for each in by])
    margin = np.array(margins, dtype=float)
    direct = credited(source, parent, margin, View.DIRECT)
    tree = credited(source, parent, margin, View.TREE)
    trees = forest(parent)
    from_campaign = source[trees.root] == list(Source).index(Source.CAMPAIGN)
    reward, spend = params["reward_per_referral"], params["campaign_spend"]
    in_all = returns(
        Given(
            spend=spend,
            won=1.0,
            margin_won=direct[Source.CAMPAIGN],
            margin_referred=direct[Source.REFERRAL],
            reward=reward * (parent != NOBODY).sum(),
            referred=1.0,
        )
    )
    cost = spend + reward * (from_campaign & (parent != NOBODY)).sum()
    return {
        "direct_view": {
            "campaign_margin": direct[Source.CAMPAIGN],
            "organic_margin": direct[Source.ORGANIC],
            "word_of_mouth_margin": direct[Source.REFERRAL],
            "campaign_roi": in_all.campaign,
            "word_of_mouth_cost": in_all.cost,
            "word_of_mouth_roi": in_all.referred,
        },
        "tree_view": {
            "campaign_trees_margin": tree[Source.CAMPAIGN],
            "organic_trees_margin": tree[Source.ORGANIC],
            "campaign_cost": cost,
            "campaign_roi": tree[Source.CAMPAIGN] / cost - 1,
        },
        "total_margin": sum(direct.values()),
    }


ADAPTERS: dict[str, Callable[[Case, Case], Case]] = {
    "rel_referral_tree": referral_tree,
    "rel_earned_growth": growth,
    "rel_wom_campaign_roi": word_of_mouth,
}
