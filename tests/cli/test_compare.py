"""`compare` and `agreement`: what they show, as text and as data; exit status."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.conftest import Run
from tests.workspace.units import agents

DEFECTS = "support-defective"
NAMES = [f"Secret {i:02}" for i in range(12)]


@pytest.fixture
def log(run: Run, csv: Callable[..., Path], tmp_path: Path) -> Path:
    folder = tmp_path / "workspace"
    file = csv(agents(NAMES), "agents.csv")
    assert run("load", file, "--workspace", folder).status == 0
    return folder


class TestCompare:
    def test_says_who_stands_out_by_code(self, run: Run, log: Path) -> None:
        ran = run("compare", DEFECTS, "--dimension", "agent", "--workspace", log)

        assert ran.status == 1
        assert ran.lines[1] == "11 May 2026 to 9 Aug 2026 · 1,560 cases"
        assert ran.lines[2].startswith("1 of 12 agents stands out: Agent ")
        assert "Secret" not in ran.out
        assert sum(line.startswith("!") for line in ran.lines) == 1

    def test_by_name_when_asked(self, run: Run, log: Path) -> None:
        ran = run(
            *("compare", DEFECTS, "--dimension", "agent", "--workspace", log),
            "--names",
        )

        assert "1 of 12 agents stands out: Secret 00 (worse)." in ran.lines[2]

    def test_as_data(self, run: Run, log: Path) -> None:
        ran = run(
            *("compare", DEFECTS, "--dimension", "agent", "--workspace", log),
            *("--weeks", "4", "--json"),
        )

        assert ran.json["schema"] == "qc.compare/1"
        assert ran.json["cases"] == 480
        assert len(ran.json["units"]) == 12
        assert "Secret" not in ran.out
        assert len(ran.json["short_run"]["points"]) == 48

    def test_nobody_standing_out_is_nothing_to_act_on(
        self, run: Run, sample: Path
    ) -> None:
        ran = run(
            *("compare", "satisfaction", "--dimension", "team"), "--workspace", sample
        )

        assert ran.status == 0
        assert ran.lines[0] == "Satisfaction"

    @pytest.mark.parametrize(
        ("more", "what"),
        [
            (("--dimension", "team"), "The log does not say which team"),
            (("--dimension", "x"), "No dimension is called 'x'."),
            (("--dimension", "agent", "--minimum", "1"), "cannot be judged by 1"),
            (("--dimension", "agent", "--agent", "Nobody"), "No agent is called"),
        ],
    )
    def test_refuses_in_words(
        self, run: Run, log: Path, more: tuple[str, ...], what: str
    ) -> None:
        ran = run("compare", DEFECTS, "--workspace", log, *more)

        assert what in ran.said

    @pytest.mark.parametrize("weeks", ["0", "many"])
    def test_weeks_are_a_number_or_all(self, run: Run, log: Path, weeks: str) -> None:
        ran = run(
            *("compare", DEFECTS, "--dimension", "agent", "--workspace", log),
            *("--weeks", weeks),
        )

        assert ran.status == 2
        assert f"'{weeks}' is neither a number of weeks nor all." in ran.err


class TestLately:
    def test_says_who_changed_by_code(self, run: Run, log: Path) -> None:
        asked = ("lately", DEFECTS, "--dimension", "agent", "--workspace", log)
        ran = run(*asked)
        assert ran.status == 0
        assert ran.lines[0].startswith("No agent changed in the newest 2 weeks")
        assert ran.lines[1].startswith("12 agents in 1 measure, against the 12 weeks")

        told = run(*asked, "--weeks", "1", "--json").json
        assert told["schema"] == "qc.lately/1"
        assert (told["weeks"], len(told["changes"])) == (1, 12)
        assert "Secret" not in str(told)


class TestAgreement:
    RATINGS = "item,rater,rating,date\n" + "".join(
        f"T{i},{rater},{code},2026-0{1 + i % 4}-15\n"
        for i in range(40)
        for rater, code in (("Ann", i % 3), ("Bo", i % 3 if i % 8 else 2))
    )

    def test_as_text(self, run: Run, csv: Callable[..., Path]) -> None:
        ran = run("agreement", csv(self.RATINGS, "qa.csv"))

        assert ran.status == 0
        assert ran.lines[0] == "qa.csv: 80 ratings of 40 items by 2 raters"
        assert ran.lines[1] == (
            "The raters judge alike. Their ratings can be charted and compared."
        )
        assert ran.lines[2].startswith("Cohen's kappa 0.8")
        assert any("Landis and Koch" in line for line in ran.lines)
        assert ran.lines[-1].startswith("Share of items on which they disagree")

    def test_as_data(self, run: Run, csv: Callable[..., Path]) -> None:
        ran = run("agreement", csv(self.RATINGS), "--json", "--level", "nominal")

        assert ran.json["schema"] == "qc.agreement/1"
        assert (ran.json["level"], ran.json["because"]) == ("nominal", "asked")
        assert ran.json["weighted"] is None
        assert ran.json["over_time"]["points"]

    def test_refuses_every_fault_in_words(
        self, run: Run, csv: Callable[..., Path]
    ) -> None:
        ran = run("agreement", csv("item,rater,rating\n,A,x\n1,,x\n", "qa.csv"))

        assert ran.said.splitlines()[:3] == [
            "qa.csv cannot be read as ratings:",
            "- line 2: no item.",
            "- line 3: no rater.",
        ]

    def test_of_one_code_only(self, run: Run, csv: Callable[..., Path]) -> None:
        ran = run("agreement", csv("item,A,B\n1,ok,ok\n2,ok,ok\n"), "--json")

        assert ran.json["value"] is None
        assert ran.json["pairs_agreeing"] == 1
