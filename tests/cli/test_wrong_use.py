"""`review` and `chart` asked for what is not there, or cannot be."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.conftest import Run

DEFECTS = "support-defective"


class TestRefusals:
    @pytest.mark.parametrize(
        ("argv", "message"),
        [
            (
                ("chart", "suport-defective"),
                "No measure is called 'suport-defective'. Did you mean "
                "'support-defective'?",
            ),
            (
                ("review", "--rules", "nsh"),
                "No rule set is called 'nsh'. Did you mean 'nhs'?",
            ),
            (
                ("review", "--team", "Team 5"),
                "No team is called 'Team 5'. Did you mean 'Team 4'?",
            ),
            (
                ("review", "--channel", "fax"),
                "No channel is called 'fax'. Known: chat, email, phone.",
            ),
            (
                ("chart", DEFECTS, "--product", "x"),
                "The log has no product to choose 'x' from.",
            ),
            (
                ("chart", "support-reassigned"),
                "The log cannot answer 'support-reassigned': it has no reassignments. "
                "Load a file that has, or map its columns.",
            ),
        ],
    )
    def test_names(
        self, run: Run, sample: Path, argv: tuple[str, ...], message: str
    ) -> None:
        assert run(*argv, "--workspace", sample).said == message

    def test_a_chart_that_does_not_suit(self, run: Run, sample: Path) -> None:
        said = run("chart", DEFECTS, "--chart", "xbar", "--workspace", sample).said
        assert said == (
            "An X-bar and S chart needs means and spreads of samples; this measure "
            "gives counts of events and opportunities. Remove `chart` from its card, "
            "or choose xmr or run."
        )

    def test_a_folder_that_does_not_exist(self, run: Run, tmp_path: Path) -> None:
        folder = tmp_path / "typo"
        for command in (("review",), ("chart", DEFECTS)):
            assert run(*command, "--workspace", folder).said == (
                f"There is no folder {folder}. Correct --workspace, or load a file "
                "into it."
            )
        assert not folder.exists()

    def test_an_empty_workspace(self, run: Run, tmp_path: Path) -> None:
        said = run("review", "--workspace", tmp_path, "--team", "x").said
        assert said == (
            "The log is empty. Load a file: on the Data page, or with "
            "`python -m qc load FILE`."
        )

    def test_a_file_as_a_folder(self, run: Run, tmp_path: Path) -> None:
        file = tmp_path / "file"
        file.write_text("x")
        assert str(file) in run("review", "--workspace", file).said

    @pytest.mark.parametrize(
        ("options", "message"),
        [
            (("--week", "2026-W60"), "There is no week 2026-W60."),
            (
                ("--week", "soon"),
                "'soon' is not a date; write it as 2026-11-16.",
            ),
            (
                ("--since", "16.11.2026"),
                "'16.11.2026' is not a date; write it as 2026-11-16.",
            ),
            (
                ("--baseline", "0"),
                "'0' is neither a number of points nor all.",
            ),
            (
                ("--chart", "pie"),
                "'pie' is none of p, p-prime, p-prime-probability, p-prime-corrected, ",
            ),
            (("--by", "year"), "'year' is none of day, week, month."),
            (("--nonsense",), "unrecognized arguments: --nonsense"),
        ],
    )
    def test_options(
        self, run: Run, sample: Path, options: tuple[str, ...], message: str
    ) -> None:
        said = run("review", "--workspace", sample, *options).said
        assert message in said
        assert said.startswith("usage: python -m qc")

    @pytest.mark.parametrize("argv", [(), ("revew",), ("chart",), ("load",)])
    def test_commands(self, run: Run, argv: tuple[str, ...]) -> None:
        assert run(*argv).said.startswith("usage: python -m qc")

    def test_help(self, run: Run) -> None:
        ran = run("--help")
        assert ran.status == 0
        assert "Exit status: 0 nothing to act on, 1 a signal to act on" in ran.out
        for command in ("demo", "load", "review", "chart", "series", "simulate"):
            assert run(command, "--help").out.startswith(
                f"usage: python -m qc {command}"
            )
