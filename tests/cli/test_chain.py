"""`chain`: the evidence as text and as data."""

from __future__ import annotations

from pathlib import Path

from tests.cli.conftest import Run


def test_says_what_the_data_show(run: Run, sample: Path) -> None:
    ran = run("chain", "--workspace", sample)

    assert (ran.status, ran.err) == (0, "")
    assert ran.lines[0] == "Does training become goodwill?"
    assert "Adherence \u2192 service: not shown" in ran.lines
    assert any("it misleads" in line for line in ran.lines)


def test_as_data_every_arrow_has_its_evidence(run: Run, sample: Path) -> None:
    data = run("chain", "--workspace", sample, "--json").json

    assert data["schema"] == "qc.chain/1"
    assert len(data["stations"]) == 6
    assert len(data["arrows"]) == 9
    skipped = next(one for one in data["arrows"] if one["arrow"] == "adherence-service")
    assert skipped["shown"] == "not-shown"
    assert skipped["estimate"]["method"] == "mantel-haenszel"
    assert skipped["naive"]["value"] > 0.2
