"""What defects cost by cause: the same sums as plain Python."""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path

import numpy as np
import pytest

from qc.core.arrays import Floats
from qc.core.kinds import Stage
from qc.core.rates import NO_RATES, CostBy, RateName, Rates
from qc.review.cost_tallies import CostLog
from qc.review.tallies import CauseBy, CauseKind
from qc.store.cause_costs import cause_costs
from qc.store.causes import MOST_CAUSES
from qc.store.slices import Slice, Span
from qc.store.warehouse import Warehouse
from tests.store.logs import Row, fresh, load, row

HOSTILE = ("<script>", "=1+1", "o'hara\"; DROP TABLE x; --", "\0zero")
RATES = Rates(
    currency="EUR",
    named={RateName.DEFECT: 5, RateName.HOUR: 36},
    defect_by={
        CostBy.REASON: {HOSTILE[2]: 70.5, "reason 1": 0, "reason 2": 40},
        CostBy.SEVERITY: {"major": 100},
    },
)
BEFORE = Span(np.datetime64("2026-01-01"), np.datetime64("2026-01-10"))
AFTER = Span(np.datetime64("2026-01-11"), np.datetime64("2026-01-31"))


def rows_of(seed: int, count: int) -> list[Row]:
    rng = np.random.default_rng(seed)
    names = [*HOSTILE[:3], *(f"reason {k}" for k in range(20)), None, " "]
    weights = 1 / np.arange(1, len(names) + 1)
    picked = rng.choice(len(names), count, p=weights / weights.sum())
    return [
        row(
            f"I{i}",
            f"2026-01-{1 + i % 20:02d} 12:00",
            stage=("sale", "support")[i % 2],
            team=("north", "south")[i % 3 == 0],
            defective=(True, True, False, None)[i % 4],
            reason=names[picked[i]],
            severity=("major", " minor", None)[i % 3],
            handle_time=(600, None, -5, 1800)[i % 4 if i % 5 else 3],
            amount=(-20, 30, None, 0)[i // 4 % 4],
        )
        for i in range(count)
    ]


ROWS = rows_of(3, 600)


@pytest.fixture(scope="module")
def warehouse(tmp_path_factory: pytest.TempPathFactory) -> Warehouse:
    made = fresh(tmp_path_factory.mktemp("costs"))
    load(made, ROWS)
    return made


def parts(one: Row) -> tuple[float, float, float]:
    """Return what an interaction with a defect costs: rate, work, refund."""
    reason, severity = str(one["reason"] or "").strip(), str(one["severity"]).strip()
    by_reason = RATES.defect_by[CostBy.REASON].get(reason)
    rate = by_reason if by_reason is not None else {"major": 100.0}.get(severity, 5.0)
    work = max(float(str(one["handle_time"] or 0)), 0) / 3600 * 36
    return rate, work, max(-float(str(one["amount"] or 0)), 0)


def by_hand(rows: list[Row]) -> dict[str, Floats]:
    found: dict[str, Floats] = defaultdict(lambda: np.zeros(5))
    for one in rows:
        if one["defective"]:
            each = parts(one)
            cause = str(one["reason"] or "").strip()
            found[cause] += [1, *each, sum(each) ** 2]
    return found


def sums(log: CostLog, side: int = 0) -> dict[tuple[CauseKind, str], list[float]]:
    return {
        (one.kind, one.cause): [
            one.spent[side].defectives,
            one.spent[side].rate,
            one.spent[side].work,
            one.spent[side].refunds,
            one.spent[side].squares,
        ]
        for one in log.costs
    }


def test_the_dearest_and_the_rest(warehouse: Warehouse) -> None:
    wanted = by_hand(ROWS)
    unnamed = wanted.pop("")
    order = sorted(wanted, key=lambda c: (-wanted[c][1:4].sum(), -wanted[c][0], c))

    log = cause_costs(warehouse, CauseBy.REASON, [Span()], RATES)

    found = sums(log)
    assert [cause for kind, cause in found if kind is CauseKind.STATED] == order[:12]
    for cause in order[:MOST_CAUSES]:
        assert found[CauseKind.STATED, cause] == pytest.approx(wanted[cause])
    rest = sum(wanted[cause] for cause in order[MOST_CAUSES:])
    assert found[CauseKind.OTHER, ""] == pytest.approx(rest)
    assert found[CauseKind.NOT_STATED, ""] == pytest.approx(unnamed)
    assert log.judged == (sum(one["defective"] is not None for one in ROWS),)


def test_in_each_span_of_one_stage_and_team(warehouse: Warehouse) -> None:
    part = Slice.of(team=("north",))
    log = cause_costs(
        *(warehouse, CauseBy.CHANNEL, [BEFORE, AFTER], RATES),
        slice=part,
        stage=Stage.SALE,
    )

    mine = [one for one in ROWS if (one["stage"], one["team"]) == ("sale", "north")]
    for side, early in enumerate((True, False)):
        rows = [o for o in mine if (str(o["opened_local"]) < "2026-01-11") is early]
        wanted = sum(by_hand(rows).values())
        assert sums(log, side)[CauseKind.NOT_STATED, ""] == pytest.approx(wanted)


def test_without_rates_only_what_was_paid_back_is_known(warehouse: Warehouse) -> None:
    log = cause_costs(warehouse, CauseBy.CHANNEL, [Span()], NO_RATES)

    (only,) = log.costs
    bad = [one for one in ROWS if one["defective"]]
    back = sum(parts(one)[2] for one in bad)
    assert (only.spent[0].rate, only.spent[0].work) == (0, 0)
    assert only.spent[0].refunds == back
    assert only.spent[0].silent == sum(not parts(one)[2] for one in bad)


def test_a_log_with_no_column_but_the_defects(tmp_path: Path) -> None:
    made = fresh(tmp_path)
    load(made, [row("A", "2026-01-01 12:00", stage="sale", defective=True)])

    log = cause_costs(made, CauseBy.REASON, [Span()], RATES)

    (only,) = log.costs
    assert (only.spent[0].cost, only.spent[0].silent) == (5, 0)
