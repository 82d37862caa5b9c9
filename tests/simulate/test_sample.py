"""The shipped sample: made by this code, and telling the story of data/README.md."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from scipy.stats import binom

from qc.core.arrays import Bools, Floats
from qc.core.series import Counts
from qc.simulate import PROFILES, Company
from qc.simulate.sample import SAMPLE_SEED, SAMPLE_START

SHIPPED = Path("data/sample")
WEEKS = 78
BASELINE = 24


def week(day: str) -> int:
    return int((np.datetime64(day) - np.datetime64(SAMPLE_START)).astype(int) // 7)


def weekly(company: Company, rows: Bools, bad: Bools) -> Counts:
    """Defective interactions and all of them, in every whole week."""
    opened = company.tables["interactions"]["opened_at"]
    of_week = (opened - np.datetime64(SAMPLE_START)).astype(int) // (7 * 1440)
    return Counts(
        at=np.datetime64(SAMPLE_START) + 7 * np.arange(WEEKS),
        events=np.bincount(of_week[rows & bad], minlength=WEEKS)[:WEEKS].astype(float),
        opportunities=np.bincount(of_week[rows], minlength=WEEKS)[:WEEKS].astype(float),
    )


def z(company: Company, rows: Bools, bad: Bools) -> Floats:
    """Distance of every whole week from a baseline of the first 24, in sigmas."""
    counts = weekly(company, rows, bad)
    share, n = counts.value, counts.n
    p = counts.events[:BASELINE].sum() / n[:BASELINE].sum()
    result: Floats = (share - p) / np.sqrt(p * (1 - p) / n)
    return result


def stage(company: Company, name: str) -> Bools:
    return np.equal(company.tables["interactions"]["stage"], name)


def defective(company: Company) -> Bools:
    return np.equal(company.tables["interactions"]["defective"], 1)


def answered_late(company: Company) -> Bools:
    t = company.tables["interactions"]
    return t["first_response_at"] - t["opened_at"] > np.timedelta64(4, "h")


def test_the_shipped_files_are_what_the_generator_makes(
    sample: Company, tmp_path: Path
) -> None:
    made = sample.write(tmp_path)

    assert {path.name for path in made} == {path.name for path in SHIPPED.iterdir()}
    for path in made:
        assert path.read_bytes() == (SHIPPED / path.name).read_bytes(), path.name


def test_the_command_in_the_readme_names_this_company() -> None:
    text = Path("data/README.md").read_text(encoding="utf-8")

    assert (
        f"qc simulate data/sample --profile {PROFILES['sample'].name} "
        f"--seed {SAMPLE_SEED} --start {SAMPLE_START.isoformat()}"
    ) in text


def test_it_is_small_and_ends_within_a_week(sample: Company) -> None:
    opened = sample.tables["interactions"]["opened_at"]

    assert sum(path.stat().st_size for path in SHIPPED.iterdir()) < 2_500_000
    assert 9_000 < len(opened) < 14_000
    assert opened[-1].astype("datetime64[D]") == np.datetime64("2026-09-02")
    assert sample.truth.end.strftime("%A") == "Wednesday"
    assert len(sample.truth.open_cases) >= 5


def test_weeks_are_big_enough_for_a_chart_by_stage(sample: Company) -> None:
    sizes = {name: stage(sample, name).sum() / WEEKS for name in ("inquiry", "support")}

    assert sizes["inquiry"] > 25
    assert 30 < sizes["support"] < 60


class TestTheStory:
    def test_support_defects_are_a_current_concern(self, sample: Company) -> None:
        support = z(sample, stage(sample, "support"), defective(sample))

        assert np.flatnonzero(support > 3).tolist() == [76, 77]
        assert week("2026-08-17") == 76

    def test_they_are_mostly_of_one_type(self, sample: Company) -> None:
        t = sample.tables["interactions"]
        now = t["opened_at"] >= np.datetime64("2026-08-17")
        rows = now & defective(sample) & stage(sample, "support")

        assert np.mean(t["reason"][rows] == "delivery") > 0.7

    def test_training_made_an_improvement(self, sample: Company) -> None:
        skipped = z(sample, *self.skipped(sample))
        trained = sample.truth.agents["trained_on"]
        better = slice(week("2025-09-15"), week("2026-03-30"))

        assert np.nanmin(trained.astype("datetime64[D]")) == np.datetime64("2025-08-25")
        assert np.all(skipped[better] < 0)
        assert np.sum(skipped[better] < -3) >= 6
        assert np.all(np.abs(skipped[: week("2025-08-25")]) < 3)

    def test_newcomers_who_were_not_trained_leave_out_the_check(
        self, sample: Company
    ) -> None:
        t, agents = sample.tables["interactions"], sample.truth.agents
        new = np.isin(t["agent"], agents["agent"][agents["came_on"] > SAMPLE_START])
        known = t["steps_done"] != ""
        unchecked = known & (np.char.find(t["steps_done"], "check") < 0)
        skipped = z(sample, *self.skipped(sample))

        assert np.isnat(agents["trained_on"][agents["came_on"] > SAMPLE_START]).all()
        assert t["opened_at"][new].min() >= np.datetime64("2026-03-30")
        assert unchecked[new & known].mean() > 0.7
        assert unchecked[~new & known].mean() < 0.1
        assert np.all(skipped[week("2026-03-30") :] > 0)

    def test_then_promises_are_broken_and_fewer_customers_refer(
        self, sample: Company
    ) -> None:
        t, came = sample.tables["interactions"], sample.tables["referrals"]
        broken = t["resolved_at"] > t["promised_by"]
        rows = (t["status"] == "closed") & (t["team"] != "Team 3")
        before = rows & (t["opened_at"] < np.datetime64("2026-03-30"))
        day = came["recommended_at"]
        a_quarter = np.timedelta64(91, "D")
        last = np.sum(day > np.datetime64("2026-09-02") - a_quarter)
        first = np.datetime64("2026-03-30")

        assert broken[before].mean() < 0.12
        assert broken[rows & ~before].mean() > 0.18
        assert last < 0.75 * np.sum((day > first - a_quarter) & (day < first))

    @staticmethod
    def skipped(company: Company) -> tuple[Bools, Bools]:
        followed = company.tables["interactions"]["steps_followed"]
        return ~np.isnan(followed), followed == 0

    def test_slow_answers_of_one_team_came_and_went(self, sample: Company) -> None:
        t = sample.tables["interactions"]
        slow = [week(day) for day in ("2026-05-25", "2026-06-01", "2026-06-08")]
        team = z(sample, t["team"] == "Team 2", answered_late(sample))
        rest = z(sample, t["team"] != "Team 2", answered_late(sample))
        support = z(sample, stage(sample, "support"), answered_late(sample))

        assert np.all(team[slow] > 3)
        assert np.all(rest[slow] < 3)
        assert np.all(support[slow] > 2)
        assert np.any(support[slow] > 3)

    def test_promises_of_team_three_are_kept_less(self, sample: Company) -> None:
        t = sample.tables["interactions"]
        closed, kept = t["status"] == "closed", t["resolved_at"] <= t["promised_by"]
        closed &= t["opened_at"] < np.datetime64("2026-03-30")
        share = {
            team: kept[closed & (t["team"] == team)].mean()
            for team in np.unique(t["team"])
        }

        assert share.pop("Team 3") == pytest.approx(0.58, abs=0.04)
        assert list(share.values()) == pytest.approx([0.89] * 3, abs=0.03)

    @pytest.mark.parametrize("name", ["inquiry", "selection", "sale"])
    def test_the_other_stages_are_steady(self, sample: Company, name: str) -> None:
        counts = weekly(sample, stage(sample, name), defective(sample))
        start = counts.events[:BASELINE].sum() / counts.n[:BASELINE].sum()
        share = counts.events.sum() / counts.n.sum()
        by_chance = binom.sf(counts.events - 1, counts.n, start)

        assert np.all(by_chance > 0.00135)
        assert share == pytest.approx(start, abs=0.03)
