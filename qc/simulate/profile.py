"""What kind of company is simulated: sizes, habits, and the effects planted in it."""

from __future__ import annotations

import math
from dataclasses import dataclass

from qc.core.errors import QcError
from qc.core.kinds import Stage
from qc.simulate.effects import (
    TEACHING_CAMPAIGNS,
    TEACHING_CAUSES,
    TEACHING_DATES,
    Campaign,
    CampaignKind,
    Dimension,
    SpecialCause,
    Window,
)

STAGES = tuple(Stage)
CHANNELS = ("email", "phone", "chat")
CHANNEL_SHARES = (0.40, 0.35, 0.25)
CHAT = CHANNELS.index("chat")
STRONGEST_CAMPAIGN = 2.0
"""Referral campaigns cannot make referrals more than this many times as likely."""


MOST_REPRODUCTION = 0.8


class InvalidProfile(QcError):
    """A company that cannot be simulated."""


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
    referral_mean, referral_shape, referral_delay : float
        Referrals per buyer at trust 0.85, the gamma shape of their spread, and
        the mean working days they come after the first purchase.
    defect_hr, defect_days : float
        Factor on the purchase hazard for this many days after a defect.
    training_* : float
        Effect on the defect probability and on each step's probability to be
        missed, both reached as 1-exp(-(e+1)/buildup); window of the dates;
        whether the weakest agents are trained first.
    newcomers, newcomers_day, newcomers_trained
        Agents, as many in each team, who come on a day of the log, and when they
        have the core course, if ever; part of `agents`.
    newcomer_miss : float
        What is added to a newcomer's probability to leave out the check, until
        training makes it nothing.
    unchecked_kept : float
        Factor on the probability that a promise is kept where the check was left
        out.
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
    referral_delay: float = 100.0
    referred_rate: float = 1.16
    reward: float = 25.0
    defect_hr: float = 0.60
    defect_days: float = 180.0
    training_effect: float = -0.04
    training_steps: float = -0.01
    training_buildup: float = 21.0
    training_days: Window = TEACHING_DATES
    worst_first: bool = False
    newcomers: int = 0
    newcomers_day: float = 0.0
    newcomers_trained: float = math.inf
    newcomer_miss: float = 0.0
    unchecked_kept: float = 1.0
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
        """Refuse what cannot be simulated, naming every fault."""
        faults = [*_staff_faults(self), *_cause_faults(self), *_growth_faults(self)]
        if faults:
            raise InvalidProfile(
                f"The profile {self.name!r} cannot be simulated: {' '.join(faults)}"
            )

    @property
    def reproduction(self) -> float:
        """Referred customers per customer, roughly: at trust 0.85, without campaign."""
        return self.referral_mean * (1 - self.drop_out) ** 2


def _staff_faults(profile: Profile) -> list[str]:
    faults = []
    if profile.days < 1 or profile.warmup < 0:
        faults.append(
            f"{profile.days} days after {profile.warmup} days of warm-up are no log; "
            "take at least 1 day, and no negative warm-up."
        )
    if profile.teams < 1 or profile.agents < 1 or profile.agents % profile.teams:
        faults.append(
            f"{profile.agents} agents cannot form {profile.teams} equal teams; "
            "choose a multiple."
        )
    if not 0 <= profile.newcomers <= profile.agents or (
        profile.teams > 0 and profile.newcomers % profile.teams
    ):
        faults.append(
            f"{profile.newcomers} newcomers cannot join {profile.teams} teams alike; "
            f"choose a multiple, at most {profile.agents}."
        )
    if not 0 <= profile.never_trained <= profile.agents - profile.newcomers:
        faults.append(
            f"never_trained is {profile.never_trained} of "
            f"{profile.agents - profile.newcomers} agents; choose a number between."
        )
    if len(profile.kept) != profile.teams:
        faults.append(
            f"kept has {len(profile.kept)} probabilities for {profile.teams} teams; "
            "give one for each team."
        )
    if len(profile.stage_logits) != len(STAGES):
        faults.append(
            f"stage_logits has {len(profile.stage_logits)} numbers; "
            f"give one for each of the {len(STAGES)} stages."
        )
    return faults


def _cause_faults(profile: Profile) -> list[str]:
    known = {
        Dimension.STAGE: [stage.value for stage in STAGES],
        Dimension.TEAM: [str(i + 1) for i in range(profile.teams)],
        Dimension.AGENT: [str(i + 1) for i in range(profile.agents)],
    }
    return [
        f"A special cause acts on {cause.where.value} {cause.value!r}; "
        f"choose one of {', '.join(known[cause.where])}."
        for cause in profile.causes
        if cause.value not in known[cause.where]
    ]


def _growth_faults(profile: Profile) -> list[str]:
    faults = [
        f"A referral campaign of size {campaign.size} is too strong; "
        f"choose at most {STRONGEST_CAMPAIGN}."
        for campaign in profile.campaigns
        if campaign.kind is CampaignKind.REFERRAL and campaign.size > STRONGEST_CAMPAIGN
    ]
    if profile.reproduction >= MOST_REPRODUCTION:
        faults.append(
            f"Each customer would bring {profile.reproduction:.2f} others, so the "
            "company would hardly stop growing; lower referral_mean until it is "
            f"below {MOST_REPRODUCTION}."
        )
    return faults
