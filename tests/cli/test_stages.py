"""`stages`: what it shows as text and data, what it refuses, what it answers."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests import sample_facts as facts
from tests.cli.conftest import Run

KEYS = [
    "schema",
    "days",
    "sentence",
    "shift",
    "stages",
    "stray",
    "total",
    "rolled",
    "journeys",
    "causes",
    "budgets",
    "costs",
]
LINES = "interaction_id,opened_at,stage,defective,reason"


class TestStages:
    def test_as_text(self, run: Run, sample: Path) -> None:
        ran = run("stages", "--workspace", sample)

        assert (ran.status, ran.err) == (1, "")
        assert ran.lines[0].startswith(
            "No stage stands out. Most defects are seen in support, 13 (12\u201314) of "
            "100 interactions (n 3,539), but chance"
        )
        assert f"{facts.ROWS:,} interactions = " in ran.lines[3]
        assert " + 202 further attempts" in ran.lines[3]
        assert any(line.startswith("Changed: delivery more") for line in ran.lines)
        assert "nan" not in ran.out.lower()

    def test_as_data(self, run: Run, sample: Path) -> None:
        found = run("stages", "--workspace", sample, "--json").json

        assert list(found) == KEYS
        assert found["schema"] == "qc.stages/1"
        names = [one["stage"] for one in found["stages"]]
        assert names == ["inquiry", "selection", "sale", "support", "news"]
        parts = ("judged", "not_judged", "again")
        rows = sum(one[part] for one in found["stages"] for part in parts)
        assert rows == facts.ROWS
        assert found["rolled"]["through"] == pytest.approx(0.60820, abs=1e-5)
        assert [way["joined"] for way in found["journeys"]] == ["case", "customer"]
        (certain,) = [
            one for one in found["causes"]["comparison"]["changes"] if one["certain"]
        ]
        assert certain["cause"] == "delivery"

    def test_causes_by_another_field_of_one_stage(self, run: Run, sample: Path) -> None:
        options = ("--by", "channel", "--at", "sale", "--before", "2026-03-16")

        causes = run("stages", "--workspace", sample, *options, "--json").json["causes"]

        assert (causes["by"], causes["stage"], causes["judged"]) == (
            "channel",
            "sale",
            2825,
        )
        assert {bar["cause"] for bar in causes["bars"]} == {"email", "phone", "chat"}
        assert causes["comparison"]["after"]["first"] == "2026-03-16"
        assert causes["comparison"]["before"]["last"] == "2026-03-15"

    def test_a_tolerance_for_every_stage(self, run: Run, sample: Path) -> None:
        options = ("--tolerance", "1e6", "--week", "2026-W09")

        ran = run("stages", "--workspace", sample, *options, "--json")

        assert ran.status == 0
        budgets = ran.json["budgets"]
        assert len(budgets) == 15
        assert {one["tolerance_dpmo"] for one in budgets} == {1e6}
        assert not any(one["broken"] for one in budgets)

    def test_the_shift_is_told(self, run: Run, sample: Path) -> None:
        plain = run("stages", "--workspace", sample, "--json").json
        ran = run("stages", "--workspace", sample, "--shift", "--json")

        assert ran.json["shift"] == 1.5
        assert ran.json["total"]["sigma"] == plain["total"]["sigma"] + 1.5
        shifted = run("stages", "--workspace", sample, "--shift")
        assert "plus the shift of 1.5" in shifted.out

    def test_parts_of_the_log(self, run: Run, sample: Path) -> None:
        options = ("--team", "Team 2", "--since", "2026-01-01", "--until", "2026-03-31")

        found = run("stages", "--workspace", sample, *options, "--json").json

        assert found["days"] == {"first": "2026-01-02", "last": "2026-03-31"}
        assert 0 < sum(one["interactions"] for one in found["stages"]) < 500


class TestSmallLogs:
    def test_without_defects_columns(
        self, run: Run, csv: Callable[..., Path], tmp_path: Path
    ) -> None:
        file = csv("interaction_id,opened_at,stage\nA,2026-03-04T09:00,sale\n")
        run("load", file, "--workspace", tmp_path / "w")

        ran = run("stages", "--workspace", tmp_path / "w")

        assert ran.status == 0
        assert ran.lines[0].startswith("No interaction can be judged")
        assert "1 interaction = 0 judged + 1 not judged" in ran.out

    def test_hostile_causes(
        self, run: Run, csv: Callable[..., Path], tmp_path: Path
    ) -> None:
        rows = [
            f'I{i},2026-03-04T09:00,sale,1,"\x1b[31m=cmd() <b>{i % 3}\u202e"'
            for i in range(9)
        ]
        file = csv("\n".join([LINES, *rows, ""]))
        run("load", file, "--workspace", tmp_path / "w")

        ran = run("stages", "--workspace", tmp_path / "w")

        assert ran.status == 1  # nine of nine: no tolerance allows for that
        assert "=cmd() <b>" in ran.out
        assert "\x1b" not in ran.out
        assert "\u202e" not in ran.out


class TestRefusals:
    @pytest.mark.parametrize("dpmo", ["0", "-1", "x", "nan", "inf", "1000001"])
    def test_a_tolerance_that_is_none(self, run: Run, sample: Path, dpmo: str) -> None:
        said = run("stages", "--workspace", sample, f"--tolerance={dpmo}").said

        assert said.endswith(
            f"{dpmo!r} is no number of defects per million, above 0, at most 1000000."
        )

    def test_a_field_that_is_no_cause(self, run: Run, sample: Path) -> None:
        said = run("stages", "--workspace", sample, "--by", "agent").said

        assert said.endswith(
            "'agent' is none of reason, category, product, channel, severity."
        )

    def test_an_empty_log(self, run: Run, tmp_path: Path) -> None:
        (tmp_path / "w").mkdir()

        said = run("stages", "--workspace", tmp_path / "w").said

        assert said.startswith("The log is empty. Load a file:")
