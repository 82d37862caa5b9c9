"""The chain of a workspace: training, adherence, service, arrows; hostile texts."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from qc.chain.due import Reason
from qc.chain.links import Arrow, Node, Shown
from qc.core.kinds import Stage
from qc.view.adherence_frames import stages_frame, steps_frame, where_frame
from qc.view.event_study import event_figure
from qc.view.learning_chart import learning_figure
from qc.view.service_frames import service_frame
from qc.view.step_list import cases_frame
from qc.view.training_frames import (
    agents_frame,
    courses_frame,
    curve_frame,
    due_frame,
    weeks_frame,
)
from qc.view.words import adherence as say_adherence
from qc.view.words import chain as say_chain
from qc.view.words import service as say_service
from qc.view.words import service_times as say_times
from qc.view.words import training_due as say
from qc.workspace import Workspace
from qc.workspace.adherence_chain import adhering
from qc.workspace.adherence_list import step_list
from qc.workspace.chain import chain, station_of
from qc.workspace.resources import house_measures
from qc.workspace.service_numbers import service_numbers
from qc.workspace.training import expiring, training
from tests import sample_facts as facts

HOSTILE = "<script>alert(1)</script>\u202e![x](http://evil.test)"
STEP = "<b onclick=1 ![x](javascript:1)"
STEPS = f"""[support]
steps = [{{ step = "greet" }}, {{ step = "{STEP}" }}]
"""


CARD = """[[measure]]
id = "first"
title = "Answer"
question = "How soon?"
kind = "duration"
direction = "lower"
target = 1
specification = { upper = 4 }
clock = { start = "opened_at", stop = "first_response_at" }
"""


def upload(workspace: Workspace, name: str, rows: list[dict[str, object]]) -> None:
    text = io.StringIO()
    writer = csv.DictWriter(text, list(rows[0]))
    writer.writeheader()
    writer.writerows(rows)
    with workspace.upload(text.getvalue().encode()) as file:
        workspace.load(file, name=f"{name}.csv", simulated=True)


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    """A workspace whose agents, teams, steps and courses mean harm."""
    workspace = Workspace.open(tmp_path_factory.mktemp("hostile"))
    day = np.datetime64("2026-01-05", "D")
    rows: list[dict[str, object]] = [
        {
            "interaction_id": f"I{i}",
            "customer_id": f"{HOSTILE}{i % 40}",
            "opened_at": f"{day + np.timedelta64(i // 4, 'D')} 09:{i % 60:02d}",
            "resolved_at": f"{day + np.timedelta64(i // 4, 'D')} 18:00",
            "stage": "support",
            "agent": f"{HOSTILE}{i % 4}",
            "team": f"=cmd(){HOSTILE}{i % 2}",
            "channel": HOSTILE,
            "defective": int(i % 5 == 0),
            "score": 1 + i % 5,
            "steps_done": "greet" if i % 4 == 0 else f"greet>{STEP}",
        }
        for i in range(480)
    ]
    upload(workspace, "log", rows)
    taken: list[dict[str, object]] = [
        {
            "agent": f"{HOSTILE}{i}",
            "trained_on": f"{day + np.timedelta64(60, 'D')}",
            "course": HOSTILE,
            "hours": 4,
        }
        for i in range(3)
    ]
    upload(workspace, "training", taken)
    (workspace.folder / "steps.toml").write_text(STEPS, encoding="utf-8")
    return workspace


class TestTheSample:
    def test_training(self, sample: Workspace) -> None:
        found = training(sample)

        assert found.courses == ("core", "product", "tone")
        assert found.course == 0
        assert found.working.all()
        assert [one.shown for one in found.links] == [Shown.SHOWN, Shown.NOT_SHOWN]
        never = [one for one in found.due if found.courses[one.what] == "core"]
        assert [one.reason for one in never] == [Reason.NEVER] * facts.DUE
        steps = {found.steps.steps[one.what] for one in found.due_steps}
        assert steps == {"check", "close"}
        assert {one.agent for one in found.due_steps} <= {one.agent for one in never}

    def test_a_course_that_expires_makes_more_due(self, sample: Workspace) -> None:
        late = [one.reason for one in expiring(training(sample), 100).due]

        assert late.count(Reason.EXPIRED) >= 10

    def test_adherence(self, sample: Workspace) -> None:
        found = adhering(sample)

        assert (found.known, found.silent) == (11684, 27)
        assert found.steps[0].name == "check"
        assert found.links[0].shown is Shown.NOT_SHOWN
        assert "Your data do not show" in say_adherence.follows_line(found)
        assert found.chart is not None
        assert found.chart.chart is not None
        last = found.chart.chart.value[-1]
        assert last == pytest.approx(
            0.586, abs=0.001
        )  # as the card says: 41.4 % skipped

    def test_service(self, sample: Workspace) -> None:
        found = service_numbers(sample)

        assert [one.stage for one in found.stages] == list(Stage)
        assert say_service.value(say_service.RESPONSIVE, found.whole) == "67.9\u00a0%"
        assert found.wished.zone.desired == 5
        assert not found.wished.told
        assert found.consistent is not None
        assert say_times.time_lines(found) == [say_times.NO_ZONE]
        assert "depends on who serves" in say_times.apart_line(found)
        assert found.apart_chart is not None
        assert found.apart_chart.chart is not None
        monthly = found.apart_chart.chart.value
        assert monthly[-5:].min() > monthly[:10].max()  # as agents came untrained
        assert service_frame(found).iloc[0]["95 % interval   "] == (
            "0.0\u20131.6\u00a0points \u00b7 4\u00a0teams"
        )
        one = service_numbers(sample, Stage.SALE)
        assert one.responsive is not None
        assert one.responsive.measure.stage is Stage.SALE

    def test_all_stations_and_arrows(self, sample: Workspace) -> None:
        found = chain(sample)

        assert [one.node for one in found.stations] == list(Node)
        assert all(one.chart is not None for one in found.stations)
        assert [one.arrow for one in found.links] == list(Arrow)
        assert found.count(Shown.NO_DATA) == 0


def test_a_card_knows_its_station() -> None:
    cards = {card.id: station_of(card) for card in house_measures()}

    assert cards["customers-referring"] is Node.LOYALTY
    assert cards["promises-broken"] is Node.TRUST
    assert cards["steps-skipped"] is Node.ADHERENCE
    assert cards["support-defective"] is Node.SERVICE
    assert cards["breaches"] is Node.SERVICE
    assert {station_of(card) for card in house_measures()} <= {None, *Node}


class TestHostile:
    def test_no_table_and_no_sentence_carries_markup(self, hostile: Workspace) -> None:
        found, steps, service = (
            training(hostile),
            adhering(hostile),
            service_numbers(hostile),
        )
        called = {name: f"Agent {i}" for i, name in enumerate(found.agents)}
        frames = [
            due_frame(found, called),
            courses_frame(found),
            agents_frame(found, called),
            steps_frame(steps),
            where_frame(steps, "team"),
            stages_frame(steps),
            service_frame(service),
            cases_frame(step_list(hostile), None),
        ]

        cells = [str(cell) for one in frames for cell in every(one)]
        assert not [cell for cell in cells if "\u202e" in cell or "\n" in cell]
        assert any(one.reason is Reason.STEP for one in found.due_steps)
        assert say.due_line(found).startswith("2 agents are due")
        assert len(say.action_title(found)) <= 120
        assert "evil" not in repr(called)

    def test_the_pictures_can_be_drawn(self, hostile: Workspace) -> None:
        found = training(hostile)
        one = found.tested[Arrow.TRAINING_SERVICE]

        assert one is not None
        assert found.curve is not None
        assert len(event_figure(one).data) == 2
        assert len(weeks_frame(one)) > 6
        assert learning_figure(found.curve).data
        assert len(curve_frame(found.curve)) == len(found.curve.n)

    def test_the_chain_speaks(self, hostile: Workspace) -> None:
        found = chain(hostile)

        assert all(say_chain.verdict(one) for one in found.links)
        assert found.link(Arrow.TRAINING_ADHERENCE) is not None
        lacking = {one.node: one.lacking for one in found.stations if one.lacking}
        assert set(lacking) >= {Node.LOYALTY, Node.GOODWILL}


class TestNothing:
    def test_an_empty_workspace_has_no_figure_and_no_fault(
        self, tmp_path: Path
    ) -> None:
        workspace = Workspace.open(tmp_path)

        assert training(workspace).found is None
        assert adhering(workspace).known == 0
        assert service_numbers(workspace).whole.contacts == 0
        assert chain(workspace).count(Shown.NO_DATA) >= 5

    def test_a_time_with_target_and_limit_has_its_place(self, tmp_path: Path) -> None:
        workspace = Workspace.open(tmp_path)
        workspace.add_measures(CARD, "measures.toml")
        row = {"opened_at": "2026-03-02 09:00", "first_response_at": "2026-03-02 11:00"}
        rows: list[dict[str, object]] = [{"interaction_id": i, **row} for i in range(3)]
        upload(workspace, "log", rows)

        (line,) = say_times.time_lines(service_numbers(workspace))
        assert "half are done after 2.0\u00a0h, which is 0.67" in line

    def test_one_contact(self, tmp_path: Path) -> None:
        workspace = Workspace.open(tmp_path)
        row = {"interaction_id": 1, "opened_at": "2026-03-02 09:00", "agent": "Ann"}
        upload(workspace, "log", [{**row, "stage": "sale", "defective": 1, "score": 5}])

        found = service_numbers(workspace)
        assert say_service.value(say_service.CONSISTENT, found.whole) == "\u2013"
        assert say_service.value(say_service.OUTSTANDING, found.whole) == (
            "100.0\u00a0%"
        )
        assert training(workspace).curve is not None
        assert say_chain.headline(chain(workspace)).startswith("No arrow")


def every(table: pd.DataFrame) -> Iterator[object]:
    yield from table.columns
    for row in table.itertuples(index=False):
        yield from row
