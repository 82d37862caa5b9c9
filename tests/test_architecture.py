"""The house rules a machine can check: who imports whom, and how big rooms get."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest
from importlinter.cli import lint_imports

MODULES = sorted(Path("qc").rglob("*.py"))
PAGES = sorted(Path("qc/pages").glob("*.py"))
MAX_MODULE_LINES = 250
MAX_PAGE_LINES = 120
MAX_FUNCTION_LINES = 40  # docstring not counted


def test_imports_follow_the_contracts_in_pyproject() -> None:
    assert lint_imports(no_cache=True, no_logo=True) == 0


@pytest.mark.parametrize("path", MODULES, ids=str)
def test_a_module_fits_on_a_few_screens(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= MAX_MODULE_LINES


@pytest.mark.parametrize("path", PAGES, ids=str)
def test_a_page_is_short(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= MAX_PAGE_LINES


@pytest.mark.parametrize("path", MODULES, ids=str)
def test_a_function_fits_on_one_screen(path: Path) -> None:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    functions = [f for f in ast.walk(tree) if isinstance(f, ast.FunctionDef)]

    long = {f.name: n for f in functions if (n := _body_lines(f)) > MAX_FUNCTION_LINES}

    assert not long


def _body_lines(f: ast.FunctionDef) -> int:
    first = f.body[0]
    documented = ast.get_docstring(f) is not None
    doc = (first.end_lineno or 0) - first.lineno + 1 if documented else 0
    return (f.end_lineno or f.lineno) - f.lineno + 1 - doc
