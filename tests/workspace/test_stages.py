"""The five stages of the sample, held against sums by hand with pandas."""

from __future__ import annotations

import math
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from qc.core.errors import NothingToShow
from qc.core.kinds import MeasureKind, Stage
from qc.review.tallies import STAGES, CauseBy, Joined
from qc.workspace import Lens, Workspace
from qc.workspace.days import looked_at, recent
from qc.workspace.stage_budgets import budgets
from qc.workspace.stages import causes, causes_known, stages_report
from tests import sample_facts as facts
from tests.workspace.conftest import Load, day, team

FILE = Path(__file__).resolve().parents[2] / "data" / "sample" / "interactions.csv"


@pytest.fixture(scope="module")
def table() -> pd.DataFrame:
    """The sample as pandas reads it; one row says nothing of defects."""
    return pd.read_csv(FILE, parse_dates=["opened_at"])


def first_pass(table: pd.DataFrame) -> pd.Series[float]:
    """Share of first attempts without a defect, by stage."""
    return 1 - table[table["attempt"] == 1].groupby("stage")["defective"].mean()


class TestTheSample:
    def test_yields_by_stage(self, sample: Workspace, table: pd.DataFrame) -> None:
        found = stages_report(sample)

        for one in found.stages:
            rows = table[table["stage"] == one.stage.value]
            first = rows.loc[rows["attempt"] == 1, "defective"]
            assert one.tally.interactions == len(rows)
            assert one.tally.again == len(rows) - len(first)
            assert one.tally.judged == first.count()
            assert one.first_pass == pytest.approx(1 - first.sum() / first.count())
        share = first_pass(table)
        assert found.rolled is not None
        assert found.rolled.through == pytest.approx(share.prod())
        assert found.total.dpo == pytest.approx(table["defective"].mean())
        assert found.weakest is not None
        assert found.weakest.stage is Stage.SUPPORT
        assert sum(t.interactions for t in found.tallies) == len(table)

    @pytest.mark.parametrize("joined", Joined)
    def test_journeys(
        self, sample: Workspace, table: pd.DataFrame, joined: Joined
    ) -> None:
        (way,) = [w for w in stages_report(sample).journeys if w.log.joined is joined]

        share = first_pass(table)
        columns = (f"{joined.value}_id", "stage", "defective", "attempt")
        rows: dict[str, list[tuple[str, float]]] = {}
        firsts: dict[str, list[str]] = {}
        for key, stage, bad, attempt in zip(
            *(table[c].tolist() for c in columns), strict=True
        ):
            rows.setdefault(key, []).append((stage, bad))
            if attempt == 1 or stage not in firsts.setdefault(key, []):
                firsts.setdefault(key, []).append(stage)
        whole: dict[tuple[str, ...], list[tuple[bool, float]]] = {}
        unclear = 0
        for key, contacts in rows.items():
            if any(bad != bad for _, bad in contacts):
                unclear += 1
                continue
            seen = {stage for stage, _ in contacts}
            passed = tuple(s.value for s in STAGES if s.value in seen)
            free = not any(bad for _, bad in contacts)
            chance = math.prod(float(share[stage]) for stage in firsts[key])
            whole.setdefault(passed, []).append((free, chance))
        assert way.log.not_judged == unclear
        assert {one.stages for one in way.sets} == set(whole)
        for one in way.sets:
            journeys = whole[one.stages]
            assert one.journeys == len(journeys)
            assert one.defect_free == sum(free for free, _ in journeys)
            expected = np.mean([chance for _, chance in journeys])
            assert one.expected == pytest.approx(expected)

    def test_causes(self, sample: Workspace, table: pd.DataFrame) -> None:
        found = causes(sample, stage=Stage.SUPPORT)

        bad = table[(table["stage"] == "support") & (table["defective"] == 1)]
        counts = bad["reason"].value_counts()
        assert {bar.cause: bar.count for bar in found.bars} == counts.to_dict()
        judged = table.loc[table["stage"] == "support", "defective"].count()
        assert (found.judged, found.defectives) == (judged, len(bad))

    def test_the_planted_cause_is_found(
        self, sample: Workspace, table: pd.DataFrame
    ) -> None:
        split = np.datetime64(facts.DELIVERY)

        compared = causes(sample, split=split).comparison

        assert compared is not None
        (one,) = compared.certain
        assert one.cause == "delivery"
        rates = []
        for low, high in (("2026-06-22", "2026-08-17"), ("2026-08-17", "2026-09-03")):
            side = table[(table["opened_at"] >= low) & (table["opened_at"] < high)]
            judged = side[side["defective"].notna()]
            rates.append((judged["reason"] == "delivery").mean())
        assert one.change.ratio == pytest.approx(rates[1] / rates[0])

    def test_without_a_date_eight_weeks_are_held_against_eight(
        self, sample: Workspace
    ) -> None:
        compared = causes(sample).comparison

        assert compared is not None
        spans = (compared.before, compared.after)
        assert [str(days.first) for days in spans] == ["2026-05-11", "2026-07-06"]
        assert [days.length for days in spans] == [56, 56]

    def test_budgets_of_a_tolerance(
        self, sample: Workspace, table: pd.DataFrame
    ) -> None:
        found = budgets(sample, tolerance_dpmo=150_000)

        assert len(found) == 15
        (one,) = [
            s
            for s in found
            if s.stage is Stage.SUPPORT and s.window.period.value == "month"
        ]
        september = table[
            (table["opened_at"] >= "2026-09-01") & (table["stage"] == "support")
        ]
        assert (one.events, one.opportunities) == (
            september["defective"].sum(),
            september["defective"].count(),
        )
        assert one.budget is not None
        whole = len(september) * 30 / 2
        assert one.budget.used == pytest.approx(one.events / (0.15 * whole))

    def test_budgets_of_the_cards(self, sample: Workspace) -> None:
        found = budgets(sample)

        cards = {
            card.title: card.specification.tolerance_dpmo
            for card in sample.available
            if card.specification.tolerance_dpmo is not None
            and card.kind in {MeasureKind.SHARE, MeasureKind.RATE}
        }
        assert {one.measure: one.tolerance_dpmo for one in found} == cards

    def test_parts_and_days(self, sample: Workspace, table: pd.DataFrame) -> None:
        lens = Lens(filters=team("Team 3"), first=day("2026-03-02"))

        found = stages_report(sample, lens)

        rows = table[(table["team"] == "Team 3") & (table["opened_at"] >= "2026-03-02")]
        assert sum(t.interactions for t in found.tallies) == len(rows)
        for way in found.journeys:
            assert way.log.cut > 0
            assert (
                way.log.whole_interactions
                + way.log.cut_interactions
                + way.log.unjudged_interactions
            ) == len(rows)

    def test_as_it_stood_at_the_end_of_a_week(
        self, sample: Workspace, table: pd.DataFrame
    ) -> None:
        lens = Lens(until=day("2026-03-04"))

        found = stages_report(sample, lens)

        rows = table[table["opened_at"] < "2026-03-09"]
        assert sum(t.interactions for t in found.tallies) == len(rows)
        assert [way.log.cut for way in found.journeys] == [0, 0]
        assert found.days is not None
        assert str(found.days.last) == "2026-03-08"

    def test_the_last_weeks(self, sample: Workspace) -> None:
        lens = recent(sample, Lens(), 4)

        assert str(lens.first) == "2026-08-03"
        assert recent(sample, Lens(), None) == Lens()
        assert recent(sample, Lens(until=day("2025-03-12")), 52).first == day(
            "2025-03-03"
        )

    def test_fields_for_causes(self, sample: Workspace) -> None:
        assert causes_known(sample) == (
            *(CauseBy.REASON, CauseBy.CHANNEL, CauseBy.SEVERITY),
        )


class TestSmallLogs:
    def test_an_empty_log_says_what_to_do(self, workspace: Workspace) -> None:
        for ask in (stages_report, causes, budgets, looked_at):
            with pytest.raises(NothingToShow, match="The log is empty"):
                ask(workspace)

    def test_one_row(self, load: Load) -> None:
        workspace = load(
            "interaction_id,opened_at,stage,defects,reason\nA,2026-03-04T09:00,sale,3,x\n"
        ).workspace

        found, why = stages_report(workspace), causes(workspace)

        assert found.stages[2].first_pass == 0
        assert found.stages[2].per_interaction.dpu == 3
        assert found.journeys == ()
        assert [bar.cause for bar in why.bars] == ["x"]
        assert why.comparison is None
        assert all(
            one.budget is None or one.broken
            for one in budgets(workspace, tolerance_dpmo=1)
        )

    def test_no_word_of_defects(self, load: Load) -> None:
        workspace = load(
            "interaction_id,opened_at,stage\nA,2026-03-04T09:00,sale\n"
            "B,2026-03-05T09:00,news\n"
        ).workspace

        found, why = stages_report(workspace), causes(workspace)

        assert found.weakest is None
        assert sum(t.not_judged for t in found.tallies) == 2
        assert (why.judged, why.bars) == (0, ())

    def test_days_without_any_row(self, load: Load) -> None:
        workspace = load(
            "interaction_id,opened_at,stage,defective\nA,2026-03-04T09:00,sale,1\n"
        ).workspace
        lens = Lens(first=day("2027-01-01"))

        assert stages_report(workspace, lens).days is None
        assert causes(workspace, lens).comparison is None
        assert budgets(workspace, lens, tolerance_dpmo=10) == ()

    def test_a_split_outside_the_log_compares_nothing(self, sample: Workspace) -> None:
        for split in ("2001-01-01", "2025-03-03", "2099-01-01"):
            assert causes(sample, split=np.datetime64(split)).comparison is None


def test_the_clock_of_the_sample_is_fixed(sample: Workspace) -> None:
    assert sample.today == np.datetime64(datetime(2026, 11, 18, tzinfo=UTC).date())
