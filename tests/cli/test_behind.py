"""`python -m qc behind`: from a signal, or a day, to the interactions."""

from __future__ import annotations

from tests.cli.conftest import Run


def test_of_the_gravest_signal(run: Run, sample: object) -> None:
    ran = run("behind", "support-defective", "--workspace", sample)

    assert ran.status == 0
    assert ran.lines[0] == "107 interactions of 17 Aug to 30 Aug 2026"
    assert len(ran.lines) == 108
    assert [line[0] for line in ran.lines[1:51]] == ["!"] * 50
    assert [line[0] for line in ran.lines[51:]] == [" "] * 57


def test_of_a_day_as_data(run: Run, sample: object) -> None:
    ran = run(
        *("behind", "support-defective", "--day", "2026-08-26"),
        *("--workspace", sample, "--json"),
    )

    found = ran.json
    assert (found["schema"], found["first"], found["last"]) == (
        "qc.interactions/1",
        "2026-08-24",
        "2026-08-30",
    )
    assert (found["total"], found["counted"], found["events"]) == (60, 60, 24)
    assert [row["event"] for row in found["rows"]] == [True] * 24 + [False] * 36


def test_of_rare_events(run: Run, sample: object) -> None:
    ran = run("behind", "days-between-grave-failures", "--workspace", sample)

    assert ran.status == 0
    assert ran.lines[0] == "33 interactions of 2 Sep 2026"
    assert [line[0] for line in ran.lines[1:3]] == ["!", " "]


def test_a_day_without_a_point(run: Run, sample: object) -> None:
    said = run(
        "behind", "support-defective", "--day", "2020-01-01", "--workspace", sample
    ).said

    assert (
        "No point of 'support-defective' holds 2020-01-01; the chart goes from " in said
    )
