"""What is said of a file's kind: what it is, which part of it is read, which is not."""

from __future__ import annotations

from collections.abc import Sequence

from qc.view.escape import plain
from qc.view.numbers import count

TYPES = ["csv", "tsv", "tab", "txt", "gz", "zip", "xlsx", "xlsm", "parquet", "pq"]
"""Endings that the uploader offers; what the file is, its content decides."""

UPLOAD = "Upload a log: CSV, Excel workbook (.xlsx) or Parquet; CSV also in gzip or zip"
SHEET = "Sheet to read"
MEMBER = "File of the archive to read"
CHOOSE = "Choose one"
_KINDS = {
    "text": "text",
    "gzip": "a gzip file",
    "zip": "a zip archive",
    "workbook": "an Excel workbook",
    "parquet": "a Parquet file",
}
_CUT = 40
_MOST = 8


def picker_label(kind: str) -> str:
    """Name the choice of a part."""
    return SHEET if kind == "workbook" else MEMBER


def several_line(kind: str, parts: int) -> str:
    """Say why a part has to be chosen."""
    what = "sheets" if kind == "workbook" else "files"
    return f"The file holds {count(parts)} {what}; which one is the log cannot be told."


def came_as(kind: str, part: str, encoding: str, separated: str) -> str:
    """Say how a file came: "UTF-8, separated by commas", "Excel workbook, sheet X"."""
    shown = plain(part, limit=_CUT)
    if kind == "workbook":
        return f'Excel workbook, sheet "{shown}"'
    if kind == "parquet":
        return "Parquet, the headings counted as line 1"
    text = f"{encoding.upper()}, separated by {separated}"
    return f'"{shown}" of a zip archive' if kind == "zip" else text


def passed_over_line(kind: str, names: Sequence[str]) -> str:
    """Say what else a file holds and was not read; empty where there is nothing."""
    if not names:
        return ""
    listed = ", ".join(f'"{plain(name, limit=_CUT)}"' for name in names[:_MOST])
    if len(names) > _MOST:
        listed += f" and {count(len(names) - _MOST)} more"
    if kind == "workbook":
        return f"Sheets not read: {listed}."
    if kind == "parquet":
        return f"Columns not read, since they hold lists, groups or bytes: {listed}."
    return f"Files of the archive not read: {listed}."


def mismatch_line(promised: str | None, kind: str) -> str:
    """Say that a file's name says one thing and its content another; else empty."""
    if promised is None or promised == kind:
        return ""
    return (
        f"By its name the file is {_KINDS[promised]}, by its content {_KINDS[kind]}; "
        "it is read as what it holds."
    )
