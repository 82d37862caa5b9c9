"""The columns of an interaction log: one list behind intake, store and measures."""

from __future__ import annotations

from dataclasses import dataclass

from qc.core.kinds import FieldKind

_TEXTS = (
    "customer_id case_id account agent team channel stage status category "
    "subcategory product region priority reason severity steps_done"
)
_TIMES = "opened_at first_response_at promised_by resolved_at closed_at updated_at"
_NUMBERS = (
    "score nps ces defects opportunities reopens reassignments replies amount attempt"
)
_DURATIONS = (
    "first_response_time first_response_time_business resolution_time "
    "resolution_time_business handle_time wait_time"
)
_FLAGS = (
    "defective sla_response_met sla_resolution_met first_contact_resolution recovered "
    "steps_followed rating_offered"
)


LATER = frozenset({"rating_offered", "severity"})
"""Fields younger than the first logs: a row without one is the same row as before."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """One column of the log: its name and how text becomes its value.

    Durations are stored in seconds, times as UTC with the local time beside.
    """

    name: str
    kind: FieldKind

    @property
    def required(self) -> bool:
        """A row without it cannot be an interaction."""
        return self.name in {"interaction_id", "opened_at"}


def _fields(names: str, kind: FieldKind) -> tuple[Field, ...]:
    return tuple(Field(name=name, kind=kind) for name in names.split())


FIELDS: dict[str, Field] = {
    field.name: field
    for field in (
        Field(name="interaction_id", kind=FieldKind.KEY),
        *_fields(_TEXTS, FieldKind.TEXT),
        *_fields(_TIMES, FieldKind.TIME),
        *_fields(_NUMBERS, FieldKind.NUMBER),
        *_fields(_DURATIONS, FieldKind.DURATION),
        *_fields(_FLAGS, FieldKind.FLAG),
    )
}

DIMENSIONS = ("stage", "team", "channel", "agent", "product", "category", "priority")
"""Columns a review can be filtered and stratified by."""
