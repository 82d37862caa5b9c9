"""What can be simulated, and what is refused."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from qc.simulate import PROFILES, InvalidProfile, Profile, make_company
from qc.simulate.effects import (
    Campaign,
    CampaignKind,
    Dimension,
    Effect,
    SpecialCause,
    Window,
)

NOW = Window(start=1, end=2)


def cause(where: Dimension, value: str) -> SpecialCause:
    return SpecialCause(
        what=Effect.DEFECTS, where=where, value=value, during=NOW, size=1.0
    )


def test_a_profile_goes_by_its_name() -> None:
    assert all(PROFILES[name].name == name for name in PROFILES)
    assert set(PROFILES) == {
        "teaching",
        "steady",
        "null_effects",
        "null_flat",
        "tiny",
        "sample",
    }
    assert PROFILES["teaching"] == Profile()


@pytest.mark.parametrize("name", ["null_effects", "null_flat"])
def test_a_null_company_has_no_effect_at_all(name: str) -> None:
    null = PROFILES[name]

    assert not null.causes
    assert not null.campaigns
    assert null.training_effect == null.training_steps == null.chat_sd == 0
    assert null.trust_to_repeat == null.trust_to_referral == 0
    assert null.defect_hr == null.referred_rate == null.end_backlog == 1
    assert null.defect_delay == null.step_miss_defect == 0
    assert null.drop_out == null.drop_out_defect
    assert len(set(null.kept)) == 1


class TestRefusals:
    @pytest.mark.parametrize(
        ("change", "says"),
        [
            (
                lambda p: replace(p, agents=10),
                "10 agents cannot form 4 equal teams; choose a multiple.",
            ),
            (
                lambda p: replace(p, kept=(0.9,)),
                "kept has 1 probabilities for 4 teams; give one for each team.",
            ),
            (
                lambda p: replace(p, never_trained=25),
                "never_trained is 25 of 24 agents; choose a number between.",
            ),
            (
                lambda p: replace(p, newcomers=6),
                "6 newcomers cannot join 4 teams alike; choose a multiple, at most 24.",
            ),
            (
                lambda p: replace(p, newcomers=8, never_trained=17),
                "never_trained is 17 of 16 agents; choose a number between.",
            ),
            (
                lambda p: replace(p, days=0),
                "0 days after 0 days of warm-up are no log; take at least 1 day, and "
                "no negative warm-up.",
            ),
            (
                lambda p: replace(p, stage_logits=(-2.0,)),
                "stage_logits has 1 numbers; give one for each of the 5 stages.",
            ),
            (
                lambda p: replace(p, causes=(cause(Dimension.TEAM, "5"),)),
                "A special cause acts on team '5'; choose one of 1, 2, 3, 4.",
            ),
            (
                lambda p: replace(p, causes=(cause(Dimension.STAGE, "Sale"),)),
                "A special cause acts on stage 'Sale'; choose one of inquiry, "
                "selection, sale, support, news.",
            ),
            (
                lambda p: replace(
                    p,
                    campaigns=(
                        Campaign(kind=CampaignKind.REFERRAL, during=NOW, size=2.5),
                    ),
                ),
                "A referral campaign of size 2.5 is too strong; choose at most 2.0.",
            ),
            (
                lambda p: replace(p, referral_mean=1.2),
                "Each customer would bring 0.85 others, so the company would hardly "
                "stop growing; lower referral_mean until it is below 0.8.",
            ),
        ],
    )
    def test_a_fault_is_named(
        self, change: Callable[[Profile], Profile], says: str
    ) -> None:
        with pytest.raises(InvalidProfile) as error:
            change(Profile())

        assert str(error.value) == (
            f"The profile 'teaching' cannot be simulated: {says}"
        )

    def test_all_faults_are_named_at_once(self) -> None:
        with pytest.raises(
            InvalidProfile, match=r"equal teams.*warm-up|warm-up.*equal"
        ):
            replace(Profile(), agents=10, days=0)

    def test_a_company_that_grows_too_big(self) -> None:
        with pytest.raises(InvalidProfile) as error:
            make_company(replace(PROFILES["tiny"], max_customers=100), seed=1)

        assert str(error.value) == (
            "The company grows beyond 100 customers. Take fewer days, fewer "
            "arrivals, or raise max_customers."
        )
