"""`capability`: a verdict with its uncertainty, or a reason why there is none."""

from __future__ import annotations

from pathlib import Path

from tests.cli.conftest import Run

SALES, HOURS, RATINGS = "sale-defective", "support-resolution-time", "satisfaction"
UNSTABLE = "support-defective"
STEADY = ("--week", "2026-W12")  # before the newcomers
KEYS = [
    "schema",
    "id",
    "stratum",
    "refusal",
    "no_index",
    "sentence",
    "signals",
    "specification",
    "tolerance",
    "verdict",
    "values",
    "level",
    "law",
    "departure",
    "indices",
    "budgets",
]


class TestText:
    def test_of_counts(self, run: Run, sample: Path) -> None:
        ran = run("capability", SALES, "--workspace", sample)

        assert (ran.status, ran.err) == (0, "")
        assert ran.lines[:3] == [
            "Sales with a defect",
            "Able: it keeps within the 150,000 per million tolerated.",
            "72 defects in 863 cases of the baseline: 83,430 per million "
            "(65,849\u2013103,914 with 95 % confidence).",
        ]
        assert "Sep 2026, to 2 Sep" in ran.lines

    def test_of_values(self, run: Run, sample: Path) -> None:
        ran = run("capability", HOURS, *STEADY, "--workspace", sample)

        assert any(line.startswith("65 of 2,493 single") for line in ran.lines)
        assert any("(K = 4.1, N = 24)" in line for line in ran.lines)

    def test_of_ratings(self, run: Run, sample: Path) -> None:
        ran = run("capability", RATINGS, *STEADY, "--workspace", sample)

        assert any(line.startswith("Ratings on 5 levels") for line in ran.lines)

    def test_an_unstable_process_is_refused_in_words(
        self, run: Run, sample: Path
    ) -> None:
        ran = run("capability", UNSTABLE, "--workspace", sample)

        assert ran.status == 0
        assert ran.lines[1].startswith("No capability: since 17 Aug 2026 the chart")
        assert "Sigma level" not in ran.out
        assert "The tolerance was broken." in ran.out

    def test_every_measure_is_told(self, run: Run, sample: Path) -> None:
        review = run("review", "--workspace", sample, "--json").json
        for measure in review["measures"]:
            ran = run("capability", measure["id"], "--workspace", sample)
            assert ran.status == 0
            assert ran.out.startswith(measure["title"])
            assert " nan" not in ran.out.lower()


class TestOptions:
    def test_a_tolerance(self, run: Run, sample: Path) -> None:
        ran = run("capability", SALES, "--tolerance", 50_000, "--workspace", sample)

        assert ran.lines[1].startswith("Not able: steady, but above the 50,000 per")

    def test_the_shift(self, run: Run, sample: Path) -> None:
        ran = run("capability", SALES, "--shift", "--workspace", sample)

        assert any("Sigma level, 1.5 added" in line for line in ran.lines)
        assert "The shift is an assumption." in ran.out

    def test_a_part_of_the_log_and_a_new_phase(self, run: Run, sample: Path) -> None:
        part = ("--team", "Team 2", "--json", "--workspace", sample)
        team = run("capability", SALES, *part).json
        assert team["stratum"] == "team Team 2"

        phase = ("--phase", "2026-01-19", "--week", "2026-W29")
        ran = run("capability", UNSTABLE, *phase, "--workspace", sample, "--json")
        assert ran.json["refusal"] is None
        assert ran.json["budgets"][1]["end"] == "2026-07-19"

    def test_as_data(self, run: Run, sample: Path) -> None:
        data = run("capability", HOURS, *STEADY, "--workspace", sample, "--json").json

        assert list(data) == KEYS
        assert data["schema"] == "qc.capability/1"
        assert data["values"]["n"] == data["level"]["n"] == 2493
        assert not data["indices"]  # no law fits, and there are too few without one


class TestRefusals:
    def test_what_is_no_tolerance(self, run: Run, sample: Path) -> None:
        ran = run("capability", SALES, "--tolerance", -3, "--workspace", sample)

        assert ran.said == (
            "A tolerance is a number of defects per million, above 0 and at most "
            "1,000,000; got -3."
        )

    def test_an_unknown_measure(self, run: Run, sample: Path) -> None:
        ran = run("capability", "sale-defect", "--workspace", sample)

        assert "Did you mean 'sale-defective'?" in ran.said

    def test_an_empty_log(self, run: Run, tmp_path: Path) -> None:
        ran = run("capability", SALES, "--workspace", tmp_path)

        assert ran.said.startswith("The log is empty. Load a file:")
