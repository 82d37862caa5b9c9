"""What defects cost as plain data for `--json`; part of `qc.stages/1`."""

from __future__ import annotations

import math
from typing import Any

from qc.core.rates_items import rates_items
from qc.review.cause_costs import CauseCost, Costs
from qc.view.stages_payload import comparison_payload
from qc.view.words import cause_costs as say
from qc.view.words.cause_units import CauseUnit
from qc.view.words.causes import change_sentence


def costs_payload(found: Costs) -> dict[str, Any]:
    """Return the costs with every number behind them."""
    unit, compared = CauseUnit(rates=found.rates), found.comparison
    told = change_sentence(compared, unit=unit)
    return {
        "rates": rates_items(found.rates),
        "defectives": found.spent.defectives,
        "without_cost": found.spent.silent,
        "cost": found.spent.cost,
        "causes": [_cause(one) for one in found.causes],
        "comparison": compared and {**comparison_payload(compared), "sentence": told},
        "sentence": say.costs_sentence(found),
    }


def _cause(one: CauseCost) -> dict[str, Any]:
    bar, spent = one.bar, one.spent
    known = math.isfinite(bar.share)
    return {
        "kind": bar.kind,
        "cause": bar.cause,
        "causes": bar.causes,
        "defectives": spent.defectives,
        "without_cost": spent.silent,
        "cost": spent.cost,
        "rate": spent.rate,
        "work": spent.work,
        "refunds": spent.refunds,
        "share": bar.share if known else None,
        "interval": list(bar.interval) if known else [None, None],
        "cumulated": bar.cumulated if known else None,
        "vital": bar.vital,
    }
