"""Words on the pictures of repeat business."""

from __future__ import annotations

import numpy as np

from qc.view.words.dates import day_month

SINCE_FIRST = "days since the first purchase"
HOVER_MEAN = "%{x:.0f} days: %{y:.2f} repeat purchases<extra></extra>"
HOVER_FAN = "%{x|%e %b %Y}: %{y:,.0f}<extra></extra>"
FAN_CAPTION = (
    "Repeat purchases added up: those of the last half year, then those forecast "
    "(dashed), between which bounds 95 of 100 such forecasts should lie."
)


def known_until(end: np.datetime64) -> str:
    """Say up to when purchases are known."""
    return f"known until {day_month(end)}"
