"""What people call what a load meets: the tables, and what is wrong with a row."""

from __future__ import annotations

from collections.abc import Mapping

from qc.core.kinds import TableName
from qc.core.plan import Fault

ZONE_ASSUMED = "Times that name no zone were taken as UTC; --zone names another."
LINES_COUNTED = (
    "No column is known to tell purchases apart, so each row counts as one, by its "
    "line number. If a column does, take the file out again (page Data) and name it: "
    "--column transaction_id=HEADER."
)

TABLES: Mapping[TableName, str] = {
    TableName.INTERACTIONS: "Interactions",
    TableName.TRANSACTIONS: "Transactions",
    TableName.CUSTOMERS: "Customers",
    TableName.REFERRALS: "Recommendations",
    TableName.CAMPAIGNS: "Campaigns",
    TableName.TRAINING: "Training records",
    TableName.OUTREACH: "News messages",
}

FAULTS: Mapping[Fault, str] = {
    Fault.TOO_FEW_FIELDS: "Too few fields",
    Fault.TOO_MANY_FIELDS: "Too many fields",
    Fault.UNCLOSED_QUOTE: "Quote never closed",
    Fault.FIELD_TOO_LONG: "Field too long",
    Fault.NUL_BYTE: "NUL byte",
    Fault.NOT_DECODABLE: "Not readable in this encoding",
    Fault.MISSING_REQUIRED: "Required value missing",
    Fault.NOT_A_TIME: "Not a time",
    Fault.NOT_A_NUMBER: "Not a number",
    Fault.NOT_A_DURATION: "Not a duration",
    Fault.NOT_A_FLAG: "Not a yes or no",
    Fault.UNKNOWN_STAGE: "Unknown stage",
    Fault.NO_SUCH_LOCAL_TIME: "Local time that never was",
    Fault.AMBIGUOUS_LOCAL_TIME: "Local time that came twice",
    Fault.NEGATIVE: "Below zero",
    Fault.NOT_YET: "Time that has not come yet",
    Fault.STILL_AHEAD: "Planned for later",
    Fault.ONESELF: "Recommended themselves",
    Fault.ENDS_BEFORE_START: "Ends before it starts",
    Fault.STAND_IN_TIME: "Stands for no date",
    Fault.BEFORE_OPENING: "Before the opening",
    Fault.UNKNOWN_INTERACTION: "Unknown interaction",
    Fault.FOOTER: "Footer of the report",
}
