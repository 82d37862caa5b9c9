"""Tables as CSV text: UTF-8, comma, line feed, empty where missing."""

from __future__ import annotations

import csv
from collections.abc import Mapping, Sequence
from io import StringIO
from typing import Any

import numpy as np
from numpy.typing import NDArray

from qc.simulate.tables import Table

BYTE_ORDER_MARK = "\ufeff"


def csv_text(table: Table) -> str:
    """Return the header and all rows; no text of ours needs a quote."""
    columns = [texts(column) for column in table.values()]
    lines = [",".join(table), *map(",".join, zip(*columns, strict=True)), ""]
    return "\n".join(lines)


def quoted_text(
    rows: Mapping[str, Sequence[str]], *, semicolon: bool = False, mark: bool = False
) -> str:
    """Return the header and all rows, with quotes where a cell needs them."""
    written = StringIO(BYTE_ORDER_MARK if mark else "")
    written.seek(0, 2)
    to = csv.writer(written, delimiter=";" if semicolon else ",", lineterminator="\n")
    to.writerow(rows)
    to.writerows(zip(*rows.values(), strict=True))
    return written.getvalue()


def texts(column: NDArray[Any]) -> list[str]:
    """Return one text per value: times in ISO 8601, money with two decimals."""
    kind = column.dtype.kind
    if kind == "M":
        written = np.datetime_as_string(column)
        result: list[str] = np.where(np.isnat(column), "", written).tolist()
        return result
    if kind == "f":
        return _numbers(column)
    return [str(value) for value in column.tolist()] if kind != "U" else column.tolist()


def _numbers(column: NDArray[np.float64]) -> list[str]:
    present = column[~np.isnan(column)]
    form = "{:.0f}" if np.all(present == np.rint(present)) else "{:.2f}"
    return ["" if v != v else form.format(v) for v in column.tolist()]
