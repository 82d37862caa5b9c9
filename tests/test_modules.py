"""A line per module in qc/README.md: the first line of the module itself."""

from __future__ import annotations

import ast
from pathlib import Path

LIST = Path("qc/README.md")


def lines() -> list[str]:
    """Return what the list must say, module by module in order of their paths."""
    found = []
    for path in sorted(Path("qc").rglob("*.py")):
        told = ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))) or ""
        name = path.relative_to("qc").with_suffix("").as_posix()
        if path.name == "__init__.py":
            name = path.parent.relative_to("qc").as_posix()
        found.append(f"- `{name}`: {' '.join(told.partition(chr(10) * 2)[0].split())}")
    return found


def test_every_module_has_its_line() -> None:
    text = LIST.read_text(encoding="utf-8").splitlines()

    assert [line for line in text if line.startswith("- `")] == lines()
