"""The few lines that the README and the package itself show must run as they stand."""

from __future__ import annotations

import doctest
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import qc

ROOT = Path(__file__).resolve().parents[1]
README = ROOT / "README.md"
LOG = ROOT / "data" / "sample" / "interactions.csv"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a log.csv, to run the lines in."""
    shutil.copy(LOG, tmp_path / "log.csv")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def lines_of_the_docstring() -> str:
    return "".join(
        example.source for example in doctest.DocTestParser().get_examples(_docstring())
    )


def lines_of_the_readme() -> str:
    blocks = []
    if README.exists():
        text = README.read_text(encoding="utf-8")
        blocks = re.findall(r"^```python\n(.*?)^```", text, re.DOTALL | re.MULTILINE)
    block = next((block for block in blocks if "Workspace.open" in block), None)
    if block is None:
        pytest.skip("README.md shows no ```python block that opens a workspace")
    return str(block)


def _docstring() -> str:
    assert qc.__doc__ is not None
    return qc.__doc__


def run(lines: str, capsys: pytest.CaptureFixture[str]) -> list[str]:
    exec(compile(lines, "lines", "exec"), {"__name__": "__main__"})
    return capsys.readouterr().out.replace("\xa0", " ").splitlines()


def test_the_lines_of_the_package(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    said = run(lines_of_the_docstring(), capsys)
    assert [line.split(" - ")[0] for line in said] == [
        "Support with a defect",
        "Promises broken",
        "Contacts with a defect",
        "Defects per contact",
        "Promises broken in support",
        "Prescribed steps skipped",
    ]
    assert (folder / "my-workspace").is_dir()


def test_the_lines_of_the_readme(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    said = run(lines_of_the_readme(), capsys)
    assert any("Support with a defect" in line for line in said)
    assert {path.name for path in folder.iterdir()} > {"log.csv"}


def test_both_show_the_same_lines() -> None:
    readme = [line for line in lines_of_the_readme().splitlines() if line.strip()]
    assert readme == lines_of_the_docstring().splitlines()


def test_names() -> None:
    assert set(qc.__all__) == {"Lens", "QcError", "Workspace", "sentence"}
    assert all(getattr(qc, name) is not None for name in qc.__all__)
    with pytest.raises(AttributeError, match=r"^qc has no 'Worksapce'; it has Lens,"):
        _ = qc.Worksapce


def test_the_package_alone_imports_no_library() -> None:
    """Any part of it runs its first file: that one must be light."""
    heavy = ("pandas", "numpy", "duckdb", "scipy", "streamlit", "plotly")
    code = f"import qc, sys; print([m for m in {heavy!r} if m in sys.modules])"
    found = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, check=True
    )
    assert found.stdout.strip() == b"[]"


@pytest.mark.parametrize("told", ["", "3"])
def test_programs_take_one_thread_unless_told_otherwise(told: str) -> None:
    """Small matrices gain nothing by more, and figures would hang on the machine."""
    name = "OPENBLAS_NUM_THREADS"
    others = {key: value for key, value in os.environ.items() if key != name}
    code = f"import qc.one_thread, os; print(os.environ[{name!r}])"
    found = subprocess.run(
        [sys.executable, "-c", code],
        cwd=ROOT,
        capture_output=True,
        check=True,
        env=others | ({name: told} if told else {}),
    )
    assert found.stdout.decode().strip() == (told or "1")
