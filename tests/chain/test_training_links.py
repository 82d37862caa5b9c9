"""Arrows from training: what draws them, what speaks against them, what they lack."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from qc.chain import training_links, training_records
from qc.chain.company import Company
from qc.chain.links import Arrow, Design, Shown
from qc.chain.panel import NEVER
from qc.chain.step_record import step_record
from qc.core.kinds import Stage
from qc.core.steps import Prescribed, Step
from tests.chain.small_company import company, contacts

AGENTS, WEEKS, A_WEEK, MONDAY = 24, 40, 12, 4
SALE = list(Stage).index(Stage.SALE)
STEPS = {Stage.SALE: Prescribed(stage=Stage.SALE, steps=(Step(name="a"),))}


def trained(rng: np.random.Generator, effect: float, *, early: float = 0.0) -> Company:
    """Simulate agents trained in weeks 14 to 30, the last four never.

    `early` acts for the six weeks before training: they were chosen for it.
    """
    weeks = np.linspace(14, 30, AGENTS).astype(int)
    weeks[-4:] = 10**3
    agent, week, _ = (part.ravel() for part in np.indices((AGENTS, WEEKS, A_WEEK)))
    since = week - weeks[agent]
    p = 0.2 + effect * (since >= 0) + early * ((since < 0) & (since >= -6))
    order = np.argsort(week, kind="stable")
    bad = (rng.random(len(p)) < p)[order]
    days = (MONDAY + 7 * week)[order]
    of = contacts(
        days.tolist(),
        agent=agent[order].tolist(),
        stage=[SALE] * len(days),
        steps=bad.astype(int).tolist(),
        defective=bad.tolist(),
    )
    courses = [(a, MONDAY + 7 * int(w), 1, 8.0) for a, w in enumerate(weeks[:-4])]
    return company(
        of,
        agents=AGENTS,
        steps=("a", "b"),
        courses=("tone", "core"),
        trained=[(0, MONDAY, 0, 1.0), *courses],
    )


@pytest.fixture(scope="module")
def taught() -> Company:
    return trained(np.random.default_rng(1), -0.10)


class TestTheBook:
    def test_both_arrows_are_drawn_where_training_helps(self, taught: Company) -> None:
        found = training_links.links(taught, step_record(taught, STEPS))

        assert [one.arrow for one in found] == [
            Arrow.TRAINING_ADHERENCE,
            Arrow.TRAINING_SERVICE,
        ]
        for one in found:
            assert one.shown is Shown.SHOWN
            assert one.design is Design.WITH_CONTROLS
            assert one.estimate.value == pytest.approx(-0.10, abs=0.05)
            assert one.naive is not None
            assert one.beside is not None
            assert one.lag == (0, 7 * 26 - 1)

    def test_the_course_that_most_took_is_tested(self, taught: Company) -> None:
        course = training_records.main_course(taught)

        assert course == 1
        days = training_records.trained_from(taught, 1)
        assert days[0] == MONDAY + 7 * 14
        assert (days[-4:] == NEVER).all()

    def test_agents_chosen_in_a_bad_time_speak_against_it(self) -> None:
        found = trained(np.random.default_rng(2), -0.10, early=0.15)
        one = training_links.tested(found, found.contacts.defective, 1)

        assert one is not None
        assert one.before_differs
        link = training_links.link_of(Arrow.TRAINING_SERVICE, one)
        assert link.shown is Shown.NOT_SHOWN

    def test_worse_after_training_is_the_opposite(self) -> None:
        found = trained(np.random.default_rng(3), 0.12)
        one = training_links.tested(found, found.contacts.defective, 1)

        assert training_links.link_of(Arrow.TRAINING_SERVICE, one).shown is (
            Shown.OPPOSITE
        )

    def test_a_course_without_a_name_is_one_more(self, taught: Company) -> None:
        gone = replace(
            taught,
            trainings=replace(
                taught.trainings, course=np.full(len(taught.trainings), -1)
            ),
        )

        assert training_records.courses(gone) == ("tone", "core", "")
        assert training_records.main_course(gone) == 2


class TestWhatIsLacking:
    def test_without_a_table_of_training_it_is_named(self) -> None:
        of = company(contacts([1, 2], agent=[0, 1], defective=[0, 1]), agents=2)
        adherence, service = training_links.links(of, step_record(of, STEPS))

        assert service.shown is Shown.NO_DATA
        assert service.lacking == ("training",)
        assert adherence.lacking == ("training", "steps_done")

    def test_few_agents_are_too_few(self) -> None:
        days = [day for day in range(4, 150, 7) for _ in range(3)]
        of = company(
            contacts(
                days, agent=[0, 1, 2] * (len(days) // 3), defective=[0] * len(days)
            ),
            agents=3,
            courses=("core",),
            trained=[(0, 60, 0, 8), (1, 74, 0, 8)],
        )
        _, service = training_links.links(of, step_record(of, STEPS))

        assert service.shown is Shown.TOO_LITTLE
        assert {one.what for one in service.estimate.short} >= {"agents", "untrained"}

    def test_training_before_the_log_leaves_nothing_to_compare(self) -> None:
        of = company(
            contacts([50, 60], agent=[0, 1], defective=[0, 1]),
            agents=2,
            courses=("core",),
            trained=[(0, 1, 0, 8)],
        )

        assert training_records.main_course(of) is None
        _, service = training_links.links(of, step_record(of, STEPS))
        assert service.shown is Shown.TOO_LITTLE
        assert not service.estimate.known

    def test_no_contact_at_all(self) -> None:
        of = company(contacts([]), courses=("core",), trained=[], agents=0)

        for one in training_links.links(of, step_record(of, STEPS)):
            assert one.shown is Shown.NO_DATA
