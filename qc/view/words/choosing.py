"""What the pickers of chart and period say."""

from __future__ import annotations

from qc.core.kinds import Period
from qc.view.words.names import name

CHART_PICKER = "Chart"
PERIOD_PICKER = "Period"
BY_DATA = "As the data say"
OTHER_VIEW = "Another chart or period"


def by_card(period: Period) -> str:
    """Name the period of the measure's card: "Week, as the card says"."""
    return f"{name(period)}, as the card says"
