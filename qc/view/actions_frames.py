"""Actions and their checks as tables, as text and as data for the command line."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from qc.core.actions import Action
from qc.review.assessment import Assessment
from qc.review.check import Check
from qc.review.check_levels import Difference, Level
from qc.view.escape import plain
from qc.view.numbers import Scale
from qc.view.words import actions as say
from qc.view.words import check as say_check

if TYPE_CHECKING:
    import pandas as pd

ACTIONS_SCHEMA, ACTION_SCHEMA = "qc.actions/1", "qc.action/1"
_COLUMNS = ("No", "Action", "Measure", "Owner", "Status", "When", "Result")
_DAYS = ("signal", "due", "done", "check", "resolved")
_TEXTS = (
    *("title", "measure", "stage", "cause_code", "cause", "kind", "owner", "status"),
    *("expected", "balancing", "result", "follow_up"),
)


def actions_frame(
    found: Sequence[Action], titles: Mapping[str, str], today: np.datetime64
) -> pd.DataFrame:
    """Return actions as a table, one a row."""
    import pandas as pd

    rows = [
        (
            one.number,
            plain(one.title),
            plain(titles.get(one.measure, one.measure)),
            plain(one.owner),
            say.STATUS[one.status],
            say.when_line(one, today),
            "" if one.result is None else say.VERDICT[one.result],
        )
        for one in found
    ]
    return pd.DataFrame(rows, columns=list(_COLUMNS))


def levels_frame(found: Check, scale: Scale) -> pd.DataFrame:
    """Return the levels of a check as a table."""
    import pandas as pd

    rows = say_check.level_rows(found, scale)
    return pd.DataFrame(list(rows), columns=list(say_check.HEADINGS))


def actions_text(
    found: Sequence[Action], titles: Mapping[str, str], today: np.datetime64
) -> str:
    """Return the board as lines of plain text."""
    head = say.summary_line(found, today).replace("**", "")
    rows = [
        f"{one.number:>4}  {say.STATUS[one.status]:<12}  {plain(one.title)}\n"
        f"      {plain(titles.get(one.measure, one.measure))} \u00b7 "
        f"{plain(one.owner) or say.NO_OWNER} \u00b7 {say.when_line(one, today)}"
        for one in found
    ]
    return "\n".join([head, *rows])


def check_text(found: Check | None, one: Assessment, action: Action, told: str) -> str:
    """Return the check of an action as plain text."""
    head = f"{action.number}  {plain(action.title)}"
    if found is None:
        return f"{head}\nNot done yet: nothing to check."
    lines = [head, f"{say_check.verdict_line(found)}. {told}"]
    if rule := say_check.rule_sentence(found):
        lines.append(rule)
    lines += say_check.how_lines(found, one)
    return "\n".join(lines)


def action_payload(one: Action) -> dict[str, Any]:
    """Return an action as plain data."""
    days = {name: getattr(one, name) for name in _DAYS}
    return {
        "number": one.number,
        "version": one.version,
        **{name: str(getattr(one, name) or "") or None for name in _TEXTS},
        **{name: None if day is None else str(day) for name, day in days.items()},
    }


def actions_payload(found: Sequence[Action]) -> dict[str, Any]:
    """Return actions as plain data, schema qc.actions/1."""
    return {
        "schema": ACTIONS_SCHEMA,
        "actions": [action_payload(one) for one in found],
    }


def check_payload(one: Action, found: Check | None, told: str = "") -> dict[str, Any]:
    """Return an action with its check as plain data, schema qc.action/1."""
    return {
        "schema": ACTION_SCHEMA,
        "action": action_payload(one),
        "check": None if found is None else _check(found, told),
    }


def _check(found: Check, told: str) -> dict[str, Any]:
    spread, balance = found.spread, found.balance
    return {
        "verdict": str(found.verdict),
        "why": str(found.why),
        "sentence": told,
        "points": found.points,
        "points_needed": found.needs.after,
        "left_out": found.left_out,
        "rules": None if found.rule is None else str(found.rule),
        "excess": None if spread is None else spread.excess,
        "memory": None if spread is None else spread.memory,
        "against": [
            {
                "reference": str(one.reference),
                "meaning": None if one.meaning is None else str(one.meaning),
                **_difference(one.difference),
            }
            for one in found.against
        ],
        "balancing": None
        if balance is None
        else {"measure": balance.measure, "worse": balance.worse},
    }


def _difference(gap: Difference) -> dict[str, Any]:
    low, high = gap.interval
    return {
        "before": _level(gap.before),
        "after": _level(gap.after),
        "difference": gap.size,
        "low": low if math.isfinite(low) else None,
        "high": high if math.isfinite(high) else None,
        "confidence": gap.confidence,
    }


def _level(level: Level) -> dict[str, Any]:
    return {
        "value": level.value,
        "points": level.points,
        "cases": level.cases,
        "first": str(level.first.astype("datetime64[D]")),
        "last": str(level.last.astype("datetime64[D]")),
    }
