"""What the pickers of chart and period say."""

from __future__ import annotations

from qc.core.kinds import ChartKind, Period
from qc.view.words.names import name

CHART_PICKER = "Chart"
PERIOD_PICKER = "Period"
BY_DATA = "As the data say"
OTHER_VIEW = "Rules, chart and period"
PART = "Part of the log"
WHOLE = "all of it"
KEEP_HINT = (
    "So far only this view shows it. To take this chart for everyone, in reviews and "
    "exports too, say why:"
)
DROP_HINT = "This chart was decided on for everyone. To leave it to the data again:"
KEEP_CHART, DROP_CHART = "Take this chart for everyone", "Leave it to the data"
KEPT, DROPPED = "Kept: everyone sees this chart now.", "The data choose the chart now."


def by_card(period: Period) -> str:
    """Name the period of the measure's card: "Week, as the card says"."""
    return f"{name(period)}, as the card says"


def by_default(kind: ChartKind | None) -> str:
    """Name what is drawn where no chart is asked for."""
    return BY_DATA if kind is None else f"{name(kind)}, as decided"


def part_label(stratum: str) -> str:
    """Label of the filters: "Part of the log: team North"."""
    return f"{PART}: {stratum or WHOLE}"
