"""What a chart would say if its limits were set otherwise; nothing is kept."""

from __future__ import annotations

from qc.core.charts import PhasePlan
from qc.core.kinds import MeasureKind
from qc.review.assess import assess
from qc.review.assessment import Assessment
from qc.workspace.calendars import with_holidays
from qc.workspace.reviewing import on_periods
from qc.workspace.workspace import Workspace


def tried(workspace: Workspace, one: Assessment, plan: PhasePlan) -> Assessment:
    """Judge a measure that was judged before once more, by another plan."""
    used = with_holidays(plan, one.measure, workspace.warehouse) or plan
    if one.measure.kind is not MeasureKind.GAP:
        used = on_periods(used, one.measure.by) or used
    return assess(
        one.measure, one.series, rule_set=one.rules, plan=used, stratum=one.stratum
    )
