"""What kind of company is simulated: sizes, habits, and the effects planted in it.

Days count from the first day of the log (day 0); a window is [start, end).
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from qc.core.errors import QcError
from qc.core.kinds import Stage

STAGES = tuple(Stage)
CHANNELS = ("email", "phone", "chat")
CHANNEL_SHARES = (0.40, 0.35, 0.25)
CHAT = CHANNELS.index("chat")
STRONGEST_CAMPAIGN = 2.0
"""Referral campaigns cannot make referrals more than this many times as likely."""


class InvalidProfile(QcError):
    """A company that cannot be simulated."""


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
REFERRAL_CAMPAIGN = Campaign(
    kind=CampaignKind.REFERRAL, during=Window(start=380, end=410), size=1.8
)
TEACHING_CAMPAIGNS = (
    _advertising(60, 120),
    _advertising(240, 300),
    _advertising(420, 480),
    REFERRAL_CAMPAIGN,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """Every parameter of the company; the defaults are the profile `teaching`.

    Attributes
    ----------
    days, warmup : int
        Length of the log, and of the unlogged time before it.
    organic : float
        New customers a day, outside campaigns.
    stage_logits : (5,) floats
        Logit of the defect share of an untrained average agent, by stage.
    agent_sd, chat_sd : float
        Spread of skill between agents, and of chat between weeks, in logits.
    purchase_*, leave_*, contact_gap, news_share
        Relationship phase: gamma shapes, mean days, and the share of other
        contacts that are about news.
    response_*, slow_*, chat_speed, defect_delay
        First response: median minutes, sd of the log; share and median days of
        the slow lane; factor for chat; logged factor if defective.
    kept : (teams,) floats
        Probability that a promise is kept.
    trust_prior, trust_half_life
        a0, b0 and the days after which an experience weighs half.
    trust_to_repeat, trust_to_referral : float
        Log factors per unit of trust above 0.85.
    referral_mean, referral_shape : float
        Referrals per buyer at trust 0.85, and the gamma shape of their spread.
    defect_hr, defect_days : float
        Factor on the purchase hazard for this many days after a defect.
    training_* : float
        Effect on the defect probability and on each step's probability to be
        missed, both reached as 1-exp(-(e+1)/buildup); window of the dates;
        whether the weakest agents are trained first.
    end_backlog, end_backlog_days : float
        Factor on response times in the last days of the log.
    """

    name: str = "teaching"
    days: int = 540
    warmup: int = 0
    agents: int = 24
    teams: int = 4
    never_trained: int = 4
    organic: float = 4.0
    campaigns: tuple[Campaign, ...] = TEACHING_CAMPAIGNS
    causes: tuple[SpecialCause, ...] = TEACHING_CAUSES
    stage_logits: tuple[float, ...] = (-2.2, -1.95, -2.3, -1.85, -2.6)
    agent_sd: float = 0.30
    chat_sd: float = 0.50
    drop_out: float = 0.16
    drop_out_defect: float = 0.32
    purchase_shape: float = 1.2
    purchase_gap: float = 95.0
    leave_shape: float = 1.5
    leave_mean: float = 500.0
    contact_gap: float = 60.0
    news_share: float = 0.20
    outreach_gap: float = 90.0
    rework: float = 0.20
    response_minutes: float = 38.0
    response_sd: float = 0.9
    chat_speed: float = 0.3
    defect_delay: float = 0.35
    slow_share: float = 0.04
    slow_days: float = 2.0
    kept: tuple[float, ...] = (0.92, 0.92, 0.60, 0.92)
    trust_prior: tuple[float, float] = (8.0, 1.5)
    trust_half_life: float = 180.0
    trust_to_repeat: float = 0.0
    trust_to_referral: float = 5.0
    referral_mean: float = 0.40
    referral_shape: float = 0.35
    referred_rate: float = 1.16
    reward: float = 25.0
    defect_hr: float = 0.60
    defect_days: float = 180.0
    training_effect: float = -0.04
    training_steps: float = -0.01
    training_buildup: float = 21.0
    training_days: Window = Window(start=150, end=420)
    worst_first: bool = False
    step_miss: float = 0.03
    step_miss_defect: float = 0.10
    step_swap: float = 0.03
    amount: float = 60.0
    margin: float = 0.70
    spend: float = 18.0
    end_backlog: float = 8.0
    end_backlog_days: float = 4.0
    max_customers: int = 500_000

    def __post_init__(self) -> None:
        """Refuse what cannot be simulated."""
        if self.agents % self.teams:
            raise InvalidProfile(
                f"{self.agents} agents cannot form {self.teams} equal teams. "
                "Choose a multiple."
            )
        if len(self.kept) != self.teams:
            raise InvalidProfile(
                f"kept has {len(self.kept)} probabilities for {self.teams} teams. "
                "Give one for each team."
            )
        if self.reproduction >= 0.8:
            raise InvalidProfile(
                f"Each customer would bring {self.reproduction:.2f} others, so the "
                "company would hardly stop growing. Lower referral_mean until it is "
                "below 0.80."
            )

        for campaign in self.campaigns:
            referral = campaign.kind is CampaignKind.REFERRAL
            if referral and campaign.size > STRONGEST_CAMPAIGN:
                raise InvalidProfile(
                    f"A referral campaign of size {campaign.size} is too strong. "
                    f"Choose at most {STRONGEST_CAMPAIGN}."
                )

    @property
    def reproduction(self) -> float:
        """Referred customers per customer, roughly: at trust 0.85, without campaign."""
        return self.referral_mean * (1 - self.drop_out) ** 2
