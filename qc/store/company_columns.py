"""What each column of a company is made of: expressions over the fields of a table.

Moments are days with their fraction, by the clock on the wall where the row happened.
"""

from __future__ import annotations

from qc.core.kinds import Stage
from qc.store import owed
from qc.store.company_codes import Codes

_DAY = 86_400_000_000.0  # microseconds


def _moment(local: str) -> str:
    return f"epoch_us({local}) / {_DAY!r}"


def _since_opened(time: str) -> str:
    """Return a moment as the clock read that stood where the case was opened."""
    opened = "epoch_us(opened_local) - epoch_us(opened_at)"
    return f"({opened} + epoch_us({time})) / {_DAY!r}"


def _flag(condition: str) -> str:
    return f"({condition})::DOUBLE"


_GRAVE = (
    "CASE lower(trim(severity)) WHEN 'major' THEN true WHEN 'grave' THEN true "
    "WHEN 'critical' THEN true WHEN 'high' THEN true WHEN 'minor' THEN false "
    "WHEN 'low' THEN false WHEN 'medium' THEN false END"
)
_STAGES = "CASE stage " + " ".join(
    f"WHEN '{stage.value}' THEN {place}" for place, stage in enumerate(Stage)
)

CONTACTS = {
    "stage": f"coalesce({_STAGES} END, -1)::BIGINT",
    "opened": _moment("opened_local"),
    "first_answer": _since_opened("first_response_at"),
    "promised": _since_opened("promised_by"),
    "resolved": _since_opened("resolved_at"),
    "defective": _flag(owed.FAULTY),
    "grave": _flag(_GRAVE),
    "recovered": _flag("recovered"),
    "late": _flag(owed.LATE),
    "attempt": "attempt",
    "reopens": "reopens",
    "score": "score",
}
CONTACT_FIELDS = (
    "customer_id",
    "agent",
    "team",
    "channel",
    "product",
    "reason",
    "stage",
    "steps_done",
    "opened_at",
    "first_response_at",
    "promised_by",
    "resolved_at",
    "defective",
    "defects",
    "severity",
    "recovered",
    "sla_resolution_met",
    "sla_response_met",
    "attempt",
    "reopens",
    "score",
)
CONTACT_CODES = {
    "customer": (Codes.CUSTOMER, "customer_id"),
    "agent": (Codes.AGENT, "agent"),
    "team": (Codes.TEAM, "team"),
    "channel": (Codes.CHANNEL, "channel"),
    "product": (Codes.PRODUCT, "product"),
    "reason": (Codes.REASON, "reason"),
    "steps": (Codes.STEPS, "steps_done"),
}

SALES = {"moment": _moment("date_local"), "amount": "amount", "margin": "margin"}
SALE_FIELDS = ("customer_id", "amount", "margin", "interaction_id")

MESSAGES = {"moment": _moment("sent_at_local"), "opened": _flag("opened")}
MESSAGE_FIELDS = ("customer_id", "topic", "opened", "led_to_interaction")

ARRIVALS = {"joined": _moment("joined_at_local"), "source": "source"}
ARRIVAL_FIELDS = ("source", "campaign_id")

REFERRALS = {
    "day": _moment("recommended_at_local"),
    "converted": _moment("converted_at_local"),
    "reward": "reward",
}
REFERRAL_FIELDS = ("referrer_id", "referred_id", "converted_at_local", "reward")

CAMPAIGNS = {
    "start": _moment("start_local"),
    "end": _moment("end_local"),
    "spend": "spend",
}
CAMPAIGN_FIELDS = ("kind", "end_local", "spend")

TRAININGS = {"moment": _moment("trained_on_local"), "hours": "hours"}
TRAINING_FIELDS = ("agent", "course", "hours")
