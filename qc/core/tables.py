"""The tables a company hands over: one closed list behind intake, store and questions.

Interactions are one of them: what holds for a table holds for the log.
"""

from __future__ import annotations

from qc.core.fields import FIELDS
from qc.core.kinds import FieldKind, TableName
from qc.core.plan import Fault
from qc.core.table import Check, Table, TableField


def _key(name: str, joins: str | None = None) -> TableField:
    return TableField(name=name, kind=FieldKind.KEY, needed=True, joins=joins)


def _text(name: str, joins: str | None = None, *, needed: bool = False) -> TableField:
    return TableField(name=name, kind=FieldKind.TEXT, needed=needed, joins=joins)


def _time(name: str, *, needed: bool = False) -> TableField:
    return TableField(name=name, kind=FieldKind.TIME, needed=needed)


def _number(name: str) -> TableField:
    return TableField(name=name, kind=FieldKind.NUMBER)


def _table(  # noqa: PLR0913 - the parts of a definition
    name: TableName,
    time: str,
    *fields: TableField,
    strict: tuple[str, ...] = (),
    made_of: tuple[str, ...] = (),
    checks: tuple[Check, ...] = (),
    planned: tuple[str, ...] = (),
    until: tuple[str, ...] = (),
) -> Table:
    times = [field.name for field in fields if field.kind is FieldKind.TIME]
    return Table(
        name=name,
        fields={field.name: field for field in fields},
        time=time,
        clocks={field: f"{field}_local" for field in times},
        strict=strict,
        made_of=made_of,
        checks=checks,
        planned=planned,
        until=until,
    )


INTERACTIONS = Table(
    name=TableName.INTERACTIONS,
    fields=FIELDS,
    time="opened_at",
    clocks={"opened_at": "opened_local"},
    strict=("stage",),
    planned=("promised_by",),
    until=("promised_by",),
)

_TRANSACTIONS = _table(
    TableName.TRANSACTIONS,
    "date",
    _key("transaction_id"),
    _text("customer_id", "customer_id", needed=True),
    _time("date", needed=True),
    _number("amount"),  # below zero: a refund
    _number("margin"),
    _text("interaction_id", "interaction_id"),
    checks=(Check(field="date", fault=Fault.NOT_YET),),
)
_CUSTOMERS = _table(
    TableName.CUSTOMERS,
    "joined_at",
    _key("customer_id", "customer_id"),
    _time("joined_at"),
    _text("source"),
    _text("campaign_id", "campaign_id"),
    checks=(Check(field="joined_at", fault=Fault.NOT_YET),),
)
_REFERRALS = _table(
    TableName.REFERRALS,
    "recommended_at",
    _key("referral_id"),
    _text("referrer_id", "customer_id", needed=True),
    _text("referred_id", "customer_id", needed=True),
    _time("recommended_at", needed=True),
    _time("converted_at"),
    _number("reward"),
    made_of=("referrer_id", "referred_id"),
    checks=(
        Check(field="referred_id", fault=Fault.ONESELF, other="referrer_id"),
        Check(field="recommended_at", fault=Fault.NOT_YET),
        Check(field="converted_at", fault=Fault.NOT_YET),
        Check(
            field="converted_at",
            fault=Fault.ENDS_BEFORE_START,
            other="recommended_at",
        ),
        Check(field="reward", fault=Fault.NEGATIVE),
    ),
)
_CAMPAIGNS = _table(
    TableName.CAMPAIGNS,
    "start",
    _key("campaign_id", "campaign_id"),
    _text("kind"),
    _time("start", needed=True),
    _time("end"),
    _number("spend"),
    strict=("end",),
    checks=(
        Check(field="end", fault=Fault.ENDS_BEFORE_START, other="start"),
        Check(field="spend", fault=Fault.NEGATIVE),
    ),
    planned=("start", "end"),
    until=("end",),
)
_TRAINING = _table(
    TableName.TRAINING,
    "trained_on",
    _key("training_id"),
    _text("agent", "agent", needed=True),
    _time("trained_on", needed=True),
    _time("ended_on"),
    _text("course"),
    _number("hours"),
    strict=("ended_on",),
    made_of=("agent", "trained_on", "course"),
    checks=(
        Check(field="trained_on", fault=Fault.STILL_AHEAD),
        Check(field="ended_on", fault=Fault.ENDS_BEFORE_START, other="trained_on"),
        Check(field="hours", fault=Fault.NEGATIVE),
    ),
    planned=("trained_on", "ended_on"),
    until=("ended_on",),
)
_OUTREACH = _table(
    TableName.OUTREACH,
    "sent_at",
    _key("outreach_id"),
    _text("customer_id", "customer_id", needed=True),
    _time("sent_at", needed=True),
    _text("topic"),
    TableField(name="opened", kind=FieldKind.FLAG),
    _text("led_to_interaction", "interaction_id"),
    made_of=("customer_id", "sent_at", "topic"),
    checks=(Check(field="sent_at", fault=Fault.NOT_YET),),
)

TABLES: dict[TableName, Table] = {
    table.name: table
    for table in (
        INTERACTIONS,
        _TRANSACTIONS,
        _CUSTOMERS,
        _REFERRALS,
        _CAMPAIGNS,
        _TRAINING,
        _OUTREACH,
    )
}
"""Every table by its name, the log first."""
