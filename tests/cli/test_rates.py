"""`python -m qc rates`: said, told, taken back, refused."""

from __future__ import annotations

from pathlib import Path

from tests.cli.conftest import Run


def test_said_told_and_taken_back(run: Run, tmp_path: Path) -> None:
    at = ("--workspace", tmp_path / "ours")

    none = run("rates", "currency=EUR", *at)
    said = run("rates", "hour=38.5", "promise=3..6", "reason.late reply=60", *at)
    data = run("rates", *at, "--json").json
    gone = run("rates", "hour=", *at)
    exported = run("settings", "export", *at).out

    assert none.lines == [
        "No rates are given. Money is shown only where you say what things cost."
    ]
    assert [line.replace("\u00a0", " ") for line in said.lines] == [
        "An hour of work: 38.50 EUR",
        "A broken promise: 3\u20136 EUR",
        "An interaction with a defect, reason late reply: 60 EUR",
    ]
    assert data == {
        "schema": "qc.rates/1",
        "rates": {
            "currency": "EUR",
            "hour": 38.5,
            "promise": [3, 6],
            "reason": {"late reply": 60},
        },
    }
    assert len(gone.lines) == 2
    assert '[rates]\ncurrency = "EUR"\npromise = [3, 6]\n' in exported
    assert '[rates.reason]\n"late reply" = 60' in exported


def test_refused(run: Run, tmp_path: Path) -> None:
    at = ("--workspace", tmp_path / "ours")

    assert (
        "there is no such rate. Did you mean 'hour'?" in run("rates", "hous=3", *at).err
    )
    assert "'hour' says no rate. Write it as hour=38.5" in run("rates", "hour", *at).err
    assert run("rates", "hour=-1", *at).status == 2
