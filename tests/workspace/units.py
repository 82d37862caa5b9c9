"""Logs of many agents, one of them unlike the others."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence

import numpy as np

FIRST = np.datetime64("2026-05-04", "D")  # a Monday


def agents(
    names: Sequence[str], *, weeks: int = 14, a_week: int = 10, odd: int = 0
) -> bytes:
    """Return a log in which each agent has 2 of 10 defective, the odd one 7.

    Cases and defects are spread evenly; every 50th case names no agent.
    """
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(["interaction_id", "opened_at", "stage", "agent", "defective"])
    number = 0
    for week in range(weeks):
        for i, name in enumerate(names):
            for case in range(a_week):
                number += 1
                day = FIRST + np.timedelta64(7 * week + (case + i) % 7, "D")
                bad = (case * 7 + week + i) % 10 < (7 if i == odd else 2)
                who = "" if number % 50 == 0 else name
                opened = f"{day}T09:00:00"
                writer.writerow([f"I{number}", opened, "support", who, int(bad)])
    return text.getvalue().encode()
