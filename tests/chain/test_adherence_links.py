"""What follows a skipped step: the next contact, not the same one."""

from __future__ import annotations

import numpy as np
import pytest

from qc.chain import adherence_links
from qc.chain.company import Company
from qc.chain.links import Arrow, Shown
from qc.chain.step_record import step_record
from qc.core.kinds import Stage
from qc.core.steps import Prescribed, Step
from tests.chain.small_company import company, contacts

SALE = list(Stage).index(Stage.SALE)
STEPS = {Stage.SALE: Prescribed(stage=Stage.SALE, steps=(Step(name="a"),))}


def of(customer: list[int], day: list[int], defective: list[float]) -> Company:
    n = len(day)
    made = contacts(
        day,
        customer=customer,
        agent=[0] * n,
        stage=[SALE] * n,
        steps=[0] * n,
        defective=defective,
        reopens=[0, 2, np.nan, *[0] * n][:n],
    )
    return company(made, agents=1, steps=("a", "b"))


def served(
    rng: np.random.Generator, *, later: float = 0.0, same: float = 0.0
) -> Company:
    """Return customers with two contacts; skipping in the first acts on one of both."""
    n = 1500
    skips = rng.random(n) < 0.3
    first = rng.random(n) < 0.15 + same * skips
    second = rng.random(n) < 0.15 + later * skips
    made = contacts(
        [1] * n + [20] * n,
        customer=[*range(n)] * 2,
        agent=[0, 1, 2] * (2 * n // 3),
        stage=[SALE] * (2 * n),
        steps=[*skips.astype(int).tolist(), *[0] * n],
        defective=[*first.tolist(), *second.tolist()],
    )
    return company(made, agents=3, steps=("a", "b"))


class TestTheBook:
    def test_next_and_last_contact_are_the_customers_own(self) -> None:
        found = adherence_links.outcomes(
            of([0, 1, 0, -1, -1], [1, 2, 3, 4, 5], [0, 1, 1, 0, 1])
        )

        assert found.after.tolist()[0] == 1
        assert np.isnan(found.after[1:]).all()
        assert found.before.tolist()[2] == 0
        assert found.again.tolist()[:2] == [0, 1]
        assert np.isnan(found.again[2])

    def test_a_contact_long_after_does_not_follow(self) -> None:
        far = 2 + adherence_links.WITHIN_DAYS
        found = adherence_links.outcomes(of([0, 0], [1, far], [0, 1]))

        assert np.isnan(found.after).all()


class TestStatistically:
    def test_harm_done_later_is_shown(self) -> None:
        made = served(np.random.default_rng(1), later=0.15)
        (one,) = adherence_links.links(made, step_record(made, STEPS))

        assert one.arrow is Arrow.ADHERENCE_SERVICE
        assert one.shown is Shown.SHOWN
        assert one.estimate.value == pytest.approx(0.15, abs=0.05)

    def test_a_contact_cut_short_is_not_an_effect(self) -> None:
        made = served(np.random.default_rng(2), same=0.30)
        (one,) = adherence_links.links(made, step_record(made, STEPS))

        assert one.shown is Shown.NOT_SHOWN
        assert one.naive is not None
        assert one.naive.value > 0.2

    def test_customers_who_already_differed_speak_against_it(self) -> None:
        rng = np.random.default_rng(3)
        n = 2000
        worse = rng.random(n) < 0.3  # these customers always fare worse
        bad = [(rng.random(n) < 0.1 + 0.2 * worse).tolist() for _ in range(3)]
        made = company(
            contacts(
                [1] * n + [20] * n + [40] * n,
                customer=[*range(n)] * 3,
                agent=[0] * (3 * n),
                stage=[SALE] * (3 * n),
                steps=[*[0] * n, *worse.astype(int).tolist(), *[0] * n],
                defective=[*bad[0], *bad[1], *bad[2]],
            ),
            agents=1,
            steps=("a", "b"),
        )
        (one,) = adherence_links.links(made, step_record(made, STEPS))

        assert one.estimate.excludes(0)
        assert one.against
        assert one.shown is Shown.NOT_SHOWN


class TestWhatIsLacking:
    def test_fields_are_named(self) -> None:
        made = company(contacts([1], agent=[0]), agents=1)
        (one,) = adherence_links.links(made, step_record(made, STEPS))

        assert one.shown is Shown.NO_DATA
        assert one.lacking == ("steps_done", "defective", "customer_id")

    def test_few_skips_are_too_few(self) -> None:
        made = of([0, 0, 1, 1], [1, 2, 3, 4], [0, 1, 0, 0])
        (one,) = adherence_links.links(made, step_record(made, STEPS))

        assert one.shown is Shown.TOO_LITTLE
