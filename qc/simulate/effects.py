"""The dated effects of a company: special causes and campaigns.

Days count from the first day of the log (day 0); a window is [start, end).
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Effect(StrEnum):
    """What a special cause changes."""

    DEFECTS = "defects"  # `size` is added to the logit of the defect share
    RESPONSE = "response"  # `size` multiplies the time to the first response


class Dimension(StrEnum):
    """Where a special cause acts."""

    STAGE = "stage"
    TEAM = "team"
    AGENT = "agent"


class CampaignKind(StrEnum):
    """How a campaign works."""

    ADVERTISING = "advertising"  # `size` more arrivals a day
    REFERRAL = "referral"  # referrals are `size` times as likely


@dataclass(frozen=True, slots=True, kw_only=True)
class Window:
    """Days from `start` up to, not including, `end`."""

    start: float
    end: float


@dataclass(frozen=True, slots=True, kw_only=True)
class SpecialCause:
    """A change of the process at one place for some time.

    `value` is a stage name, or the number of a team or agent, from 1. `reason`
    is the type most of its defects are of, if any.
    """

    what: Effect
    where: Dimension
    value: str
    during: Window
    size: float
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Campaign:
    """A campaign: kind, when, and how strong."""

    kind: CampaignKind
    during: Window
    size: float


def _advertising(start: float, end: float, size: float = 6.0) -> Campaign:
    return Campaign(
        kind=CampaignKind.ADVERTISING, during=Window(start=start, end=end), size=size
    )


TEACHING_CAUSES = (
    SpecialCause(
        what=Effect.DEFECTS,
        where=Dimension.STAGE,
        value="support",
        during=Window(start=301, end=322),
        size=1.0,
    ),
    SpecialCause(
        what=Effect.DEFECTS,
        where=Dimension.AGENT,
        value="4",
        during=Window(start=420, end=480),
        size=1.5,
    ),
    SpecialCause(
        what=Effect.RESPONSE,
        where=Dimension.TEAM,
        value="2",
        during=Window(start=200, end=210),
        size=2.0,
    ),
)
TEACHING_DATES = Window(start=150, end=420)
REFERRAL_CAMPAIGN = Campaign(
    kind=CampaignKind.REFERRAL, during=Window(start=380, end=410), size=1.8
)
TEACHING_CAMPAIGNS = (
    _advertising(60, 120),
    _advertising(240, 300),
    _advertising(420, 480),
    REFERRAL_CAMPAIGN,
)
