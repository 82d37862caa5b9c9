"""The program as a program: `python -m qc`, its streams and its exit status."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

import qc.cli.commands
from tests.cli.conftest import Run

ROOT = Path(__file__).resolve().parents[2]


def started(*argv: str | Path, **environment: str) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "-m", "qc", *map(str, argv)],
        cwd=ROOT,
        env={**os.environ, **environment},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )


class TestProgram:
    def test_exit_status_and_streams(self, sample: Path) -> None:
        program = started("review", "--workspace", sample, PYTHONUTF8="1")
        out, err = program.communicate(timeout=60)
        assert program.returncode == 1
        assert out.decode().startswith("Week 2026-W35")
        assert err == b""

    def test_a_terminal_without_all_signs(self, sample: Path) -> None:
        plain = {"PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0"}
        program = started("chart", "steps-skipped", "--workspace", sample, **plain)
        out, err = program.communicate(timeout=60)
        assert program.returncode == 1
        assert out.startswith(b"Prescribed steps skipped\n")
        assert err == b""

    def test_a_reader_that_has_seen_enough(self, sample: Path) -> None:
        program = started("review", "--workspace", sample, "--json")
        assert program.stdout is not None
        assert program.stderr is not None
        program.stdout.close()
        assert program.wait(60) == 2
        assert program.stderr.read() == b""
        program.stderr.close()

    def test_wrong_use(self) -> None:
        program = started("chart")
        out, err = program.communicate(timeout=60)
        assert program.returncode == 2
        assert out == b""
        assert b"Traceback" not in err


class TestInterrupts:
    def test_stopped_by_the_user(
        self, run: Run, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def interrupted(_: object) -> int:
            raise KeyboardInterrupt

        monkeypatch.setattr(qc.cli.commands, "demo", interrupted)
        assert run("demo").said == "Stopped; nothing half-done was kept."

    def test_a_full_disk(self, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
        def full(_: object) -> int:
            raise OSError(28, "No space left on device")

        monkeypatch.setattr(qc.cli.commands, "demo", full)
        assert run("demo").said == ("Cannot go on: [Errno 28] No space left on device")
