"""`demo`, `review` and `chart`: what they show, as text and as data."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests import sample_facts as facts
from tests.cli.conftest import Run
from tests.workspace.conftest import STEADY, weekly

REVIEW = [
    "schema",
    "week",
    "rule_set",
    "rows",
    "week_rows",
    "digest",
    "signals",
    "cannot_meet_target",
    "measures",
]
MEASURE = [
    "id",
    "title",
    "stratum",
    "stage",
    "kind",
    "direction",
    "by",
    "target",
    "chart",
    "unit",
    "because",
    "statistics",
    "newest",
    "baselines",
    "variation",
    "assurance",
    "misses_target",
    "warnings",
    "findings",
    "sentence",
    "evidence",
    "beside",
]
POINT = [
    "at",
    "value",
    "n",
    "centre",
    "lower",
    "upper",
    "phase",
    "in_baseline",
    "excluded",
    "beyond",
]
FINDING = [
    "rule",
    "side",
    "meaning",
    "current",
    "since",
    "until",
    "points",
    "before",
    "after",
    "change",
    "change_low",
    "change_high",
]
BASELINE = ["centre", "spread", "subgroups", "memory", "first", "last"]
SIGNALS = [
    "support-defective",
    "promises-broken",
    "contacts-defective",
    "defects-per-contact",
    "support-promise-broken",
    "steps-skipped",
]
DEFECTS = "support-defective"


class TestReview:
    def test_as_text(self, run: Run, sample: Path) -> None:
        ran = run("review", "--workspace", sample)
        assert ran.status == 1
        assert ran.err == ""
        lines = ran.lines
        assert lines[0] == "Week 2026-W35, 24 Aug to 30 Aug 2026"
        assert lines[1].startswith(
            f"{facts.ROWS:,} interactions, 152 of them in this week"
        )
        assert "19 measures: 6 concerns; the rest steady." in lines
        assert "To act on" in lines
        assert sum(line.lstrip().startswith("! ") for line in lines) == 6
        assert sum(line.lstrip().startswith("+ ") for line in lines) == 0

    def test_as_data(self, run: Run, sample: Path) -> None:
        ran = run("review", "--workspace", sample, "--json")
        assert ran.status == 1
        review = ran.json
        assert list(review) == REVIEW
        assert review["schema"] == "qc.review/1"
        assert (review["week"], review["rule_set"]) == ("2026-08-24", "default")
        assert (review["rows"], review["week_rows"]) == (facts.ROWS, 152)
        assert review["signals"] == SIGNALS
        for measure in review["measures"]:
            assert list(measure) == [*MEASURE, "tier"]
            assert list(measure["newest"]) == POINT
            assert all(list(one) == BASELINE for one in measure["baselines"])
            assert all(list(one) == FINDING for one in measure["findings"])

    def test_nothing_to_act_on(self, run: Run, sample: Path) -> None:
        ran = run("review", "--workspace", sample, "--week", "2025-W33")
        assert ran.status == 0
        assert ran.lines[0] == "Week 2025-W33, 11 Aug to 17 Aug 2025"
        assert "To act on" not in ran.out

    @pytest.mark.parametrize("week", ["2026-W35", "2026W35", "2026-08-26"])
    def test_as_of_a_week(self, run: Run, sample: Path, week: str) -> None:
        ran = run("review", "--workspace", sample, "--week", week, "--json")
        assert ran.json["week"] == "2026-08-24"

    def test_parts_of_the_log(self, run: Run, sample: Path) -> None:
        options = ("--team", "Team 2", "--team", "Team 3", "--stage", "support")
        review = run("review", "--workspace", sample, *options, "--json").json
        strata = {measure["stratum"] for measure in review["measures"]}
        assert strata == {"stage support, team Team 2 or Team 3"}

    def test_another_rule_set(self, run: Run, sample: Path) -> None:
        ran = run("review", "--workspace", sample, "--rules", "nhs", "--json")
        assert ran.json["rule_set"] == "nhs"

    def test_the_running_week(self, run: Run, sample: Path) -> None:
        ran = run("review", "--workspace", sample, "--partial", "--json")
        assert ran.json["week"] == "2026-08-31"

    def test_a_span(self, run: Run, sample: Path) -> None:
        span = ("--since", "2025-11-17", "--until", "2026-03-15")
        review = run("review", "--workspace", sample, *span, "--json").json
        assert review["week"] == "2026-03-09"

    def test_the_workspace_of_the_environment(
        self, run: Run, sample: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("QC_WORKSPACE", str(sample))
        assert run("review", "--week", "2025-W33").status == 0

    def test_the_default_workspace(
        self, run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.chdir(tmp_path)
        assert run("review").said.startswith("The log is empty. Load a file:")
        assert (tmp_path / ".qc" / "workspace" / "state.sqlite").exists()


class TestChart:
    def test_as_text(self, run: Run, sample: Path) -> None:
        ran = run("chart", DEFECTS, "--workspace", sample)
        assert ran.status == 1
        title, sentence, *rest = ran.lines
        assert title == "Support with a defect"
        assert sentence.startswith("Worse than usual range: 40.0 %")
        points = [line for line in rest if "  n " in line]
        assert len(points) == 78
        assert [line[0] for line in points[-2:]] == ["!", "!"]

    def test_as_data(self, run: Run, sample: Path) -> None:
        one = run("chart", DEFECTS, "--workspace", sample, "--json").json
        assert list(one) == ["schema", *MEASURE, "points", "clocks"]
        assert one["schema"] == "qc.chart/1"
        assert len(one["points"]) == 78
        assert all(list(point) == POINT for point in one["points"])
        assert one["points"][-1] == one["newest"]

    def test_phases_limits_and_exclusions(self, run: Run, sample: Path) -> None:
        limits = (
            "--phase",
            "2026-04-27",
            "--baseline",
            "20",
            "--exclude",
            "2025-03-26",
        )
        options = (*limits, "--chart", "p-prime")
        one = run("chart", "steps-skipped", "--workspace", sample, *options, "--json")
        assert one.status == 0
        assert one.json["chart"] == "p-prime"
        assert [b["subgroups"] for b in one.json["baselines"]] == [20, 18]
        excluded = [p["at"] for p in one.json["points"] if p["excluded"]]
        assert excluded == ["2025-03-24"]

    def test_limits_from_all_points(self, run: Run, sample: Path) -> None:
        one = run(
            "chart", DEFECTS, "--workspace", sample, "--baseline", "all", "--json"
        )
        assert [b["subgroups"] for b in one.json["baselines"]] == [78]

    @pytest.mark.parametrize(("by", "points"), [("day", 549), ("month", 17)])
    def test_periods(self, run: Run, sample: Path, by: str, points: int) -> None:
        one = run("chart", DEFECTS, "--workspace", sample, "--by", by, "--json").json
        assert one["by"] == by
        assert len(one["points"]) == points

    def test_every_measure_can_be_shown(self, run: Run, sample: Path) -> None:
        review = run("review", "--workspace", sample, "--json").json
        for measure in review["measures"]:
            ran = run("chart", measure["id"], "--workspace", sample)
            assert ran.status in {0, 1}
            assert ran.out.startswith(measure["title"])
            assert "nan" not in ran.out.lower()


class TestDemo:
    def test_the_sample_needs_no_workspace(
        self, run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.chdir(tmp_path)
        first = run("demo", "--json")
        assert first.status == 1
        *log, skipped = SIGNALS  # the chain's tables are there, too
        chain = ["contacts-untrained", "customers-referring", skipped]
        assert first.json["signals"] == [*log, *chain]
        assert (tmp_path / ".qc" / "workspace" / "sample").is_dir()
        assert run("demo", "--json").json == first.json

    def test_a_log_of_ones_own_is_no_sample(
        self, run: Run, csv: Callable[..., Path], tmp_path: Path
    ) -> None:
        folder = tmp_path / "mine"
        run("load", csv(weekly(STEADY)), "--workspace", folder)
        assert run("demo", "--workspace", folder).said == (
            f"{folder} holds a log of your own. The sample needs a folder to itself; "
            "name another one."
        )
