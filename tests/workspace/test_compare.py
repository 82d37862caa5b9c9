"""Comparisons of a workspace: which weeks, which units, and what it refuses."""

from __future__ import annotations

import pytest

from qc.core.errors import InvalidCard, NothingToShow, UnknownName
from qc.workspace import Lens, Workspace
from qc.workspace.compare import comparison, dimensions, measures, short_run
from qc.workspace.personal import called, names_hidden
from tests.workspace.conftest import Load, day, team
from tests.workspace.units import agents

NAMES = [f"agent {i:02}" for i in range(12)]
DEFECTS = "support-defective"


@pytest.fixture
def log(load: Load) -> Workspace:
    return load(agents(NAMES)).workspace


class TestComparison:
    def test_is_of_the_last_13_whole_weeks(self, log: Workspace) -> None:
        found = comparison(log, DEFECTS, "agent")

        assert (found.scope.first, found.scope.last) == (
            day("2026-05-11"),
            day("2026-08-09"),
        )
        assert found.cases == 13 * 12 * 10
        assert found.unstated == 31

    def test_calls_out_the_one_unlike_the_others(self, log: Workspace) -> None:
        found = comparison(log, DEFECTS, "agent")

        (out,) = found.standing_out
        assert called(log, "agent", [out.name], asked=True) == {out.name: "agent 00"}
        assert len(found.units) == 12

    @pytest.mark.parametrize(
        ("lens", "weeks", "cases"),
        [
            (Lens(), None, 14 * 120),
            (Lens(), 4, 4 * 120),
            (Lens(until=day("2026-06-10")), 2, 2 * 120),
            (Lens(first=day("2026-06-01"), last=day("2026-06-07")), 13, 120),
        ],
        ids=["all", "four", "as of a week", "days"],
    )
    def test_takes_other_weeks_when_asked(
        self, log: Workspace, lens: Lens, weeks: int | None, cases: int
    ) -> None:
        assert comparison(log, DEFECTS, "agent", lens, weeks=weeks).cases == cases

    def test_judges_by_the_least_number_of_cases(self, log: Workspace) -> None:
        found = comparison(log, DEFECTS, "agent", weeks=2, minimum=21)

        assert found.funnel is None
        assert len(found.few) == 12

    def test_before_a_week_is_complete_takes_what_there_is(self, load: Load) -> None:
        log = load(agents(NAMES[:3], weeks=1, a_week=3)).workspace

        assert comparison(log, DEFECTS, "agent", minimum=2).cases == 9

    def test_of_every_measure_and_dimension_of_the_sample(
        self, sample: Workspace
    ) -> None:
        for dimension in dimensions(sample):
            for card in measures(sample):
                found = comparison(sample, card.id, dimension, weeks=None)
                each = (*found.units, *found.few)
                assert each
                assert found.funnel is None or found.units

    def test_of_a_part_keeps_to_it(self, sample: Workspace) -> None:
        part = Lens(filters=team("Team 1"))

        found = comparison(sample, "steps-skipped", "agent", part)

        whole = comparison(sample, "steps-skipped", "agent")
        assert 0 < found.cases < whole.cases
        assert found.scope.stratum == "team Team 1"

    def test_of_5000_agents(self, load: Load) -> None:
        names = [f"a{i}" for i in range(5_000)]
        log = load(agents(names, weeks=2, a_week=11)).workspace

        found = comparison(log, DEFECTS, "agent")
        run = short_run(log, found, Lens())

        assert len(found.units) + len(found.few) == 5_000
        assert found.cases == 5_000 * 22
        assert run is not None
        assert len(run.names) == 30


class TestShortRun:
    def test_has_every_unit_week_by_week(self, log: Workspace) -> None:
        run = short_run(log, comparison(log, DEFECTS, "agent"), Lens())

        assert run is not None
        shown = called(log, "agent", run.names, asked=True)
        assert set(shown.values()) == set(NAMES)
        assert len(run.part) == 12 * 13

    def test_of_one_week_is_nothing(self, log: Workspace) -> None:
        found = comparison(log, DEFECTS, "agent", weeks=1, minimum=5)

        assert short_run(log, found, Lens()) is None


class TestNames:
    def test_of_people_are_hidden_until_asked_for(self, log: Workspace) -> None:
        assert names_hidden(log, "agent", asked=False)
        assert not names_hidden(log, "agent", asked=True)
        for code, _ in log.strata("agent"):
            assert called(log, "agent", [code], asked=False) == {code: code}
            assert called(log, "agent", [code], asked=True)[code] in NAMES
        assert not names_hidden(log, "team", asked=False)


class TestRefusals:
    def test_a_dimension_the_log_lacks(self, log: Workspace) -> None:
        assert dimensions(log) == ("agent", "stage")
        with pytest.raises(NothingToShow) as refused:
            comparison(log, DEFECTS, "team")

        assert str(refused.value) == (
            "The log does not say which team an interaction is of; it has agent, "
            "stage. Map the column when you load the file, or compare another way."
        )

    def test_what_is_no_dimension(self, log: Workspace) -> None:
        with pytest.raises(UnknownName, match="No dimension is called 'agnet'"):
            comparison(log, DEFECTS, "agnet")

    def test_days_between_events(self, sample: Workspace) -> None:
        with pytest.raises(InvalidCard, match="compare a share or a rate"):
            comparison(sample, "days-between-grave-failures", "team")

    def test_an_empty_log(self, workspace: Workspace) -> None:
        with pytest.raises(NothingToShow, match="The log is empty"):
            comparison(workspace, DEFECTS, "agent")
        assert dimensions(workspace) == ()
        assert measures(workspace) == ()
