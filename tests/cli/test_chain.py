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


def test_lists_single_contacts_beside_their_steps(run: Run, sample: Path) -> None:
    asked = ("chain", "--part", "adherence", "--workspace", sample)
    ran, data = run(*asked), run(*asked, "--json").json

    assert ran.status == 0
    assert ran.lines[0].replace("\u00a0", " ") == (
        "220 of 565 contacts with a record of steps, 3 Aug 2026 to 30 Aug 2026, did "
        "not go as prescribed; the 20 that fit least are listed."
    )
    assert len(ran.lines) == 23
    assert (data["schema"], data["known"], len(data["contacts"])) == (
        *("qc.steps/1", 565),
        220,
    )
    assert data["contacts"][0] == {
        "interaction_id": "I11448",
        "opened": "2026-08-20T14:36:00",
        "stage": "selection",
        "fitness": 0.5,
        "missing": 3,
        "extra": 1,
        "out_of_order": ["solve"],
        "left_out": ["greet", "check"],
        "steps_done": "identify>close>solve",
    }
