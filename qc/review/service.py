"""Service in three numbers: consistent, responsive, outstanding, with their charts."""

from __future__ import annotations

from dataclasses import dataclass

from qc.chain.between_groups import Between
from qc.chain.responsive import Responsive, Zone
from qc.chain.service_numbers import Service
from qc.core.kinds import Stage
from qc.review.assessment import Assessment


@dataclass(frozen=True, slots=True, kw_only=True)
class Wished:
    """What customers put up with and wish, and who said so.

    Attributes
    ----------
    zone : Zone
        Of the scores.
    card : str
        Title of the measure card that it comes from; empty without one.
    told : bool
        Whether the desired level was set as the card's target; else the highest
        score given is taken.
    """

    zone: Zone
    card: str
    told: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeZone:
    """A time with what is adequate and desired of it, as a measure card says.

    Attributes
    ----------
    card : str
        Its title.
    zone : Zone
        In hours: the card's upper specification, and its target.
    found : Responsive
        Of the last weeks.
    """

    card: str
    zone: Zone
    found: Responsive


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class ServiceNumbers:
    """What a workspace knows of service.

    Attributes
    ----------
    whole : Service
        Of all stages.
    stages : tuple of Service
        Of each stage with a contact.
    wished : Wished
    consistent, responsive, outstanding : Assessment or None
        Their charts: how much agents differ month by month, shares week by week.
    stage : Stage or None
        That the charts are of; None for all.
    times : tuple of TimeZone
        Of each card of a time that has both a target and an upper specification.
    weeks : int
        That the numbers tell of.
    apart : Between or None
        How much of the times to the solution depends on who serves.
    apart_chart : Assessment or None
        The same, month by month.
    """

    whole: Service
    stages: tuple[Service, ...]
    wished: Wished
    consistent: Assessment | None
    responsive: Assessment | None
    outstanding: Assessment | None
    stage: Stage | None
    times: tuple[TimeZone, ...]
    weeks: int
    apart: Between | None = None
    apart_chart: Assessment | None = None
