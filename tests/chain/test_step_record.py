"""Contacts beside their prescribed steps."""

from __future__ import annotations

import numpy as np

from qc.chain.due import Reason
from qc.chain.step_record import StepRecord, step_record
from qc.chain.training_due import (
    at_work,
    due_courses,
    due_steps,
    steps_by_agent,
)
from qc.chain.training_records import taken
from qc.core.kinds import Stage
from qc.core.steps import Prescribed, Step
from tests.chain.small_company import company, contacts

SALE, SUPPORT = list(Stage).index(Stage.SALE), list(Stage).index(Stage.SUPPORT)
TEXTS = ("a>b", "b>a", "a", "b>c")


def rules(stage: Stage, *names: str) -> dict[Stage, Prescribed]:
    steps = tuple(Step(name=name) for name in names)
    return {stage: Prescribed(stage=stage, steps=steps)}


def record(**columns: list[float]) -> StepRecord:
    n = len(columns["steps"])
    made = contacts(list(range(n)), stage=columns.pop("stage", [SALE] * n), **columns)
    return step_record(
        company(made, agents=3, steps=TEXTS), rules(Stage.SALE, "a", "b")
    )


class TestTheBook:
    def test_each_contact_says_what_it_lacks_and_what_is_out_of_order(self) -> None:
        found = record(steps=[0, 1, 2, 3], resolved=[1, 1, 1, 1])

        assert found.lacking.tolist() == [0, 0, 1, 1]
        assert found.astray.tolist() == [0, 1, 1, 1]
        rows, lacks = found.of_step("a")
        assert rows[lacks].tolist() == [3]

    def test_open_contacts_and_those_without_a_record_say_nothing(self) -> None:
        found = record(steps=[0, 2, -1], resolved=[1, np.nan, 1])

        assert found.known == 1
        assert found.stages[0].silent == 2

    def test_where_no_log_tells_the_end_each_record_counts(self) -> None:
        assert record(steps=[0, 2]).known == 2

    def test_a_stage_that_prescribes_nothing_is_left_aside(self) -> None:
        found = record(steps=[0, 0], stage=[SALE, SUPPORT])

        assert np.isnan(found.astray[1])
        assert [one.stage for one in found.stages] == [Stage.SALE]

    def test_a_step_of_two_stages_is_counted_once(self) -> None:
        made = contacts([0, 1], stage=[SALE, SUPPORT], steps=[2, 2])
        both = rules(Stage.SALE, "a", "b") | rules(Stage.SUPPORT, "b")
        found = step_record(company(made, steps=TEXTS), both)

        rows, lacks = found.of_step("b")
        assert found.names == ("a", "b")
        assert rows.tolist() == [0, 1]
        assert lacks.all()


class TestWhoIsDue:
    def test_for_a_step_left_out_more_often_than_all_others(self) -> None:
        agent = [0] * 60 + [1] * 60 + [2] * 60
        steps = [2] * 20 + [0] * 160
        made = contacts([9] * 180, stage=[SALE] * 180, agent=agent, steps=steps)
        of = company(made, agents=3, steps=TEXTS)
        found = steps_by_agent(of, step_record(of, rules(Stage.SALE, "a", "b")), 0)

        (one,) = due_steps(found, at_work(of, 0))
        assert (one.agent, found.steps[one.what], one.reason) == (0, "b", Reason.STEP)
        assert found.skipped.tolist() == [[0, 20], [0, 0], [0, 0]]
        assert not due_steps(found, np.array([False, True, True]))

    def test_for_a_course_that_half_of_those_at_work_had(self) -> None:
        of = company(
            contacts([100, 100, 100, 5], agent=[0, 1, 2, 3]),
            agents=4,
            courses=("core", "rare"),
            trained=[(0, 50, 0, 8), (1, 50, 0, 8), (1, 60, 1, 2), (2, 200, 0, 8)],
        )
        found, working = taken(of, today=110), at_work(of, since=90)

        assert working.tolist() == [True, True, True, False]
        assert found.planned == 1
        (one,) = due_courses(found, working)
        assert (one.agent, one.what, one.reason) == (2, 0, Reason.NEVER)
        late = due_courses(found, working, holds=30)
        assert [each.reason for each in late] == [
            Reason.NEVER,
            Reason.EXPIRED,
            Reason.EXPIRED,
        ]
        assert late[1].overdue == 30

    def test_nobody_where_nobody_works(self) -> None:
        of = company(contacts([]), agents=0)

        assert not due_courses(taken(of, today=0), at_work(of, 0))
