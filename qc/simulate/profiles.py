"""The ready-made companies."""

from __future__ import annotations

import math
from dataclasses import replace
from types import MappingProxyType

from qc.simulate.effects import (
    Campaign,
    CampaignKind,
    Dimension,
    Effect,
    SpecialCause,
    Window,
)
from qc.simulate.profile import Profile

TEACHING = Profile()

STEADY = replace(
    TEACHING,
    name="steady",
    campaigns=tuple(
        c for c in TEACHING.campaigns if c.kind is CampaignKind.ADVERTISING
    ),
    causes=(),
    training_effect=0.0,
    training_steps=0.0,
    end_backlog=1.0,
)

NULL_EFFECTS = replace(
    STEADY,
    name="null_effects",
    campaigns=(),
    chat_sd=0.0,
    drop_out_defect=TEACHING.drop_out,
    defect_delay=0.0,
    kept=(0.92,) * 4,
    trust_to_referral=0.0,
    referred_rate=1.0,
    defect_hr=1.0,
    step_miss_defect=0.0,
)

NULL_FLAT = replace(
    NULL_EFFECTS,
    name="null_flat",
    agent_sd=0.0,
    purchase_shape=math.inf,
    leave_shape=math.inf,
    referral_shape=math.inf,
)

TINY = replace(
    TEACHING,
    name="tiny",
    days=120,
    agents=8,
    never_trained=2,
    campaigns=(
        Campaign(
            kind=CampaignKind.ADVERTISING, during=Window(start=30, end=60), size=6.0
        ),
        Campaign(kind=CampaignKind.REFERRAL, during=Window(start=70, end=90), size=1.8),
    ),
    causes=(
        SpecialCause(
            what=Effect.DEFECTS,
            where=Dimension.STAGE,
            value="support",
            during=Window(start=60, end=81),
            size=1.0,
        ),
        SpecialCause(
            what=Effect.RESPONSE,
            where=Dimension.TEAM,
            value="2",
            during=Window(start=40, end=50),
            size=2.0,
        ),
    ),
    training_days=Window(start=35, end=84),
)

SAMPLE = replace(
    TEACHING,
    name="sample",
    days=78 * 7 + 3,
    warmup=540,
    never_trained=3,
    newcomers=8,
    newcomers_day=56 * 7,
    newcomer_miss=0.75,
    unchecked_kept=0.25,
    organic=2.2,
    campaigns=(
        Campaign(
            kind=CampaignKind.ADVERTISING, during=Window(start=42, end=84), size=1.0
        ),
        Campaign(
            kind=CampaignKind.ADVERTISING, during=Window(start=238, end=280), size=1.0
        ),
    ),
    causes=(
        SpecialCause(
            what=Effect.DEFECTS,
            where=Dimension.STAGE,
            value="support",
            during=Window(start=532, end=549),
            size=1.8,
            reason="delivery",
        ),
        SpecialCause(
            what=Effect.RESPONSE,
            where=Dimension.TEAM,
            value="2",
            during=Window(start=448, end=469),
            size=12.0,
        ),
    ),
    chat_sd=0.0,
    leave_shape=3.0,
    leave_mean=50.0,
    contact_gap=30.0,
    news_share=0.15,
    outreach_gap=300.0,
    trust_prior=(4.0, 0.6),
    trust_half_life=60.0,
    trust_to_referral=10.0,
    referral_mean=0.5,
    referral_shape=1.0,
    referral_delay=45.0,
    training_effect=0.0,
    training_steps=-0.045,
    training_buildup=7.0,
    training_days=Window(start=175, end=203),
    step_miss=0.05,
    end_backlog=1.0,
)

PROFILES = MappingProxyType(
    {
        profile.name: profile
        for profile in (
            TEACHING,
            STEADY,
            NULL_EFFECTS,
            NULL_FLAT,
            TINY,
            SAMPLE,
        )
    }
)
"""Every ready-made company by name."""
