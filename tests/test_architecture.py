"""The house rules a machine can check: who imports whom, and how big rooms get."""

from __future__ import annotations

import ast
from pathlib import Path

from importlinter.cli import lint_imports

MODULES = sorted(Path("qc").rglob("*.py"))
PAGES = sorted(Path("qc/pages").glob("*.py"))
MAX_MODULE_LINES = 250
MAX_PAGE_LINES = 120
MAX_FUNCTION_LINES = 40  # docstring not counted


def test_imports_follow_the_contracts_in_pyproject() -> None:
    assert lint_imports(no_cache=True, no_logo=True) == 0


def test_a_module_fits_on_a_few_screens() -> None:
    assert _longer(MODULES, MAX_MODULE_LINES) == {}


def test_a_page_is_short() -> None:
    assert _longer(PAGES, MAX_PAGE_LINES) == {}


def test_a_function_fits_on_one_screen() -> None:
    functions = (
        (f"{path}: {f.name}", _body_lines(f))
        for path in MODULES
        for f in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(f, ast.FunctionDef)
    )

    assert {f: lines for f, lines in functions if lines > MAX_FUNCTION_LINES} == {}


def _longer(files: list[Path], most: int) -> dict[Path, int]:
    lines = {file: len(file.read_text(encoding="utf-8").splitlines()) for file in files}
    return {file: count for file, count in lines.items() if count > most}


def _body_lines(f: ast.FunctionDef) -> int:
    first = f.body[0]
    documented = ast.get_docstring(f) is not None
    doc = (first.end_lineno or 0) - first.lineno + 1 if documented else 0
    return (f.end_lineno or f.lineno) - f.lineno + 1 - doc
