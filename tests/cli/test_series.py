"""`series`: a chart of any CSV of dates and numbers, without a workspace."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.cli.conftest import Run

File = Callable[..., Path]
MONDAY = date(2026, 1, 5)
STEADY = [12, 9, 14, 11, 8, 13, 10, 12, 9, 11, 15, 10, 12, 8, 11, 13]


def rows(values: list[object], n: object = None, step: int = 7) -> str:
    tail = "" if n is None else f",{n}"
    days = (MONDAY + timedelta(days=step * i) for i in range(len(values)))
    return "\n".join(f"{at},{x}{tail}" for at, x in zip(days, values, strict=True))


class TestSeries:
    @pytest.mark.parametrize(
        ("step", "by", "n", "kind", "chart"),
        [
            (1, "day", 100, "share", "p"),
            (7, "week", 100, "share", "p"),
            (31, "month", 100, "share", "p"),
            (7, "week", 10, "rate", "u"),
            (1, "day", None, "score", "xmr"),
            (7, "week", None, "score", "xmr"),
            (31, "month", None, "score", "xmr"),
        ],
    )
    def test_kind_and_period_are_found(  # noqa: PLR0913 - parameters
        self,
        run: Run,
        csv: File,
        step: int,
        by: str,
        n: int | None,
        kind: str,
        chart: str,
    ) -> None:
        ran = run("series", csv(rows([*STEADY], n, step), "late.csv"), "--json")
        assert ran.status == 0
        one = ran.json
        assert one["schema"] == "qc.chart/1"
        assert (one["id"], one["title"]) == ("series", "late")
        assert (one["by"], one["kind"], one["chart"]) == (by, kind, chart)
        assert len(one["points"]) == 16
        assert one["variation"] == "common"

    def test_a_signal(self, run: Run, csv: File) -> None:
        file = csv(rows([*STEADY, 40], 100))
        ran = run("series", file, "--better", "lower", "--target", "0.2")
        assert ran.status == 1
        assert ran.lines[0] == "log"
        assert ran.lines[1].startswith("Worse than usual range: 40.0 %")
        assert ran.lines[-1].startswith("!")
        assert (
            run("series", file, "--better", "higher", "--json")
            .json["variation"]
            .startswith("improvement")
        )
        assert run("series", file, "--json").json["variation"].startswith("neutral")

    def test_a_gap_is_no_zero(self, run: Run, csv: File) -> None:
        lines = rows([*STEADY], 100).splitlines()
        del lines[5]
        one = run("series", csv("\n".join(lines)), "--json").json
        assert one["points"][5]["value"] is None
        assert one["points"][5]["n"] == 0
        assert one["variation"] == "common"

    def test_gaps_as_text(self, run: Run, csv: File) -> None:
        ran = run("series", csv(rows([*STEADY[:8], "", *STEADY[8:]])))
        assert ran.status == 0
        assert "nan" not in ran.out.lower()

    def test_options(self, run: Run, csv: File) -> None:
        file = csv(rows([*STEADY], 100))
        options = ("--kind", "rate", "--by", "day", "--rules", "nelson")
        one = run("series", file, *options, "--json").json
        assert (one["kind"], one["by"]) == ("rate", "day")
        assert len(one["points"]) == 15 * 7 + 1
        options = ("--since", "2026-02-02", "--until", "2026-03-01", "--chart", "run")
        one = run("series", file, *options, "--json").json
        assert [p["at"] for p in one["points"]] == [
            "2026-02-02",
            "2026-02-09",
            "2026-02-16",
            "2026-02-23",
        ]
        assert one["chart"] == "run"
        one = run("series", file, "--week", "2026-W03", "--json").json
        assert one["points"][-1]["at"] == "2026-01-12"

    def test_one_row_and_no_row_left(self, run: Run, csv: File) -> None:
        assert run("series", csv("2026-01-05,1\n")).status == 0
        ran = run("series", csv("2026-01-05,1\n"), "--since", "2027-01-01")
        assert ran.status == 0
        assert run("series", csv("2026-01-05,,\n")).status == 0

    @pytest.mark.parametrize("value", ["0", "5"])
    def test_values_that_never_change(self, run: Run, csv: File, value: str) -> None:
        for n in (None, 5):
            ran = run("series", csv(rows([value] * 20, n)), "--target", "0.5")
            assert ran.status == 0
            assert ran.err == ""


class TestRefusals:
    def test_faults_by_line(self, run: Run, csv: File) -> None:
        said = run("series", csv("date,value\n5.1.2026,1\n2026-01-12,x\n")).said
        assert said.splitlines() == [
            "log.csv cannot be charted:",
            "- line 2: '5.1.2026' is no date such as 2026-11-16.",
            "- line 3: 'x' is no number such as 0.12.",
        ]

    @pytest.mark.parametrize(
        ("text", "options", "message"),
        [
            ("", (), "log.csv has no rows."),
            (rows([0.1, 0.2], 50), (), "0.1 on 2026-01-05 is no number of events."),
            (rows([1, 2]), ("--kind", "share"), "has no third column n"),
            (rows([1, 2], 9), ("--target", "5"), "lies between 0 and 1; got 5."),
            (rows([1, 2], 9), ("--rules", "x"), "No rule set is called 'x'."),
            (rows([1, 2], 9), ("--by", "month"), "more than one row in a month"),
            (rows([1] * 20, 9), ("--chart", "t"), "A t chart needs times between"),
            (rows([1, 2]), ("--kind", "gap"), "'gap' is none of share, rate, score."),
            (rows([1, 2]), ("--target", "low"), "invalid float value: 'low'"),
            (rows([1, 2]), ("--team", "x"), "unrecognized arguments: --team"),
        ],
    )
    def test_messages(
        self, run: Run, csv: File, text: str, options: tuple[str, ...], message: str
    ) -> None:
        assert message in run("series", csv(text), *options).said

    def test_no_file(self, run: Run, tmp_path: Path) -> None:
        said = run("series", tmp_path / "none.csv").said
        assert said.startswith("Cannot go on: [Errno 2] No such file or directory")


_GAP = st.just("")
_NUMBERS = st.lists(st.integers(0, 30) | _GAP, max_size=40) | st.lists(
    st.integers(-5, 30) | st.floats(allow_nan=False) | _GAP, max_size=40
)


class TestAlways:
    @settings(
        suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60
    )
    @given(
        _NUMBERS,
        st.sampled_from([None, 0, 1, 10, 1e6]),
        st.sampled_from([1, 2, 7, 30, 400]),
        st.sampled_from([(), ("--json",), ("--better", "higher", "--target", "0.5")]),
    )
    def test_any_numbers_get_a_chart_or_a_message(  # noqa: PLR0913 - parameters
        self,
        run: Run,
        csv: File,
        numbers: list[object],
        n: object,
        step: int,
        options: tuple[str, ...],
    ) -> None:
        ran = run("series", csv(rows(numbers, n, step)), *options)
        assert ran.status in {0, 1, 2}
        assert bool(ran.err) == (ran.status == 2)
        assert bool(ran.out) == (ran.status != 2)
        if options == ("--json",) and ran.status != 2:
            assert ran.json["schema"] == "qc.chart/1"
