"""Run commands as a user does, and look at what they say."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from qc.cli import main

SAMPLE = Path(__file__).resolve().parents[2] / "data" / "sample" / "interactions.csv"


@dataclass(frozen=True, slots=True, kw_only=True)
class Ran:
    """What a command left: exit status, and what it wrote."""

    status: int
    out: str
    err: str

    @property
    def json(self) -> Any:  # noqa: ANN401
        """What it wrote, as data."""
        return json.loads(self.out)

    @property
    def said(self) -> str:
        """The message of a refusal."""
        assert self.status == 2
        assert self.out == ""
        return self.err.rstrip("\n")

    @property
    def lines(self) -> list[str]:
        """What it wrote, with spaces that break."""
        return self.out.replace("\xa0", " ").splitlines()


Run = Callable[..., Ran]


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run a command; options are texts, or paths."""
    monkeypatch.delenv("QC_WORKSPACE", raising=False)
    monkeypatch.setenv("COLUMNS", "200")

    def go(*argv: object) -> Ran:
        capsys.readouterr()
        try:
            status = main([str(part) for part in argv])
        except SystemExit as end:  # wrong use, said by argparse
            status = int(end.code or 0)
        out, err = capsys.readouterr()
        return Ran(status=status, out=out, err=err)

    return go


@pytest.fixture(scope="session")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace that holds the sample log."""
    folder = tmp_path_factory.mktemp("cli") / "workspace"
    assert main(["load", str(SAMPLE), "--workspace", str(folder)]) == 0
    return folder


@pytest.fixture
def csv(tmp_path: Path) -> Callable[..., Path]:
    """Write a file."""

    def write(text: str | bytes, name: str = "log.csv") -> Path:
        file = tmp_path / name
        file.write_bytes(text if isinstance(text, bytes) else text.encode())
        return file

    return write
