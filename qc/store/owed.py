"""What every contact owes: the right result, and one in time where a time was promised.

Expressions over one row of the log, NULL where a promise cannot be judged.
"""

from __future__ import annotations

from qc.store.query import KNOWN_UNTIL

FAULTY = "coalesce(defective, defects > 0)"
LATE = (
    "CASE WHEN promised_by IS NULL THEN NOT coalesce(sla_resolution_met, "
    "sla_response_met) WHEN resolved_at IS NOT NULL THEN resolved_at > promised_by "
    f"WHEN {KNOWN_UNTIL} > promised_by THEN true END"
)
MADE = f"(({FAULTY}) IS NOT NULL)::INTEGER + (({LATE}) IS NOT NULL)::INTEGER"
BROKEN = f"coalesce(({FAULTY})::INTEGER, 0) + coalesce(({LATE})::INTEGER, 0)"
FIELDS = (
    "defective",
    "defects",
    "promised_by",
    "resolved_at",
    "sla_resolution_met",
    "sla_response_met",
)
