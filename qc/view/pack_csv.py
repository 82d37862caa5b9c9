"""The weekly pack as one long table: every point of every chart, one a row."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator

from qc.view.escape import cell
from qc.view.pack import Entry, Pack, Points
from qc.view.words import pack as say
from qc.view.words.columns import Column

_ABOUT = (
    *(say.MEASURE_ID, Column.MEASURE, Column.STAGE, say.TIER),
    *(Column.VARIATION, Column.ASSURANCE, Column.SAYS, say.UNIT),
)
_POINT = (
    *(Column.PERIOD, Column.STARTS, Column.VALUE, Column.N, Column.CENTRE),
    *(Column.LOWER, Column.UPPER, Column.TARGET, Column.PHASE),
    *(Column.IN_BASELINE, Column.LEFT_OUT, Column.SIGNALS),
)
_PACK = (say.WEEK, say.RULE_SET, say.AUDIT)


def write(pack: Pack) -> bytes:
    """Return the table as CSV (UTF-8 with mark) in which no cell is a formula.

    A measure without a chart has one row without a point, so that none is missing.
    """
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    for row in _rows(pack):
        writer.writerow([cell(value) for value in row])
    return text.getvalue().encode("utf-8-sig", errors="replace")


def _rows(pack: Pack) -> Iterator[tuple[object, ...]]:
    yield *_PACK, *_ABOUT, *_POINT
    about = (pack.stem, pack.rule_set, pack.head)
    for entry in pack.entries:
        points = tuple(_points(entry.points)) or ((),)
        for point in points:
            yield *about, *_about(entry), *point


def _about(entry: Entry) -> tuple[str, ...]:
    cells = entry.cells
    return (
        entry.id,
        entry.title,
        cells[Column.STAGE],
        say.TIERS[entry.tier],
        cells[Column.VARIATION_TEXT],
        cells[Column.ASSURANCE_TEXT],
        entry.sentence,
        entry.unit,
    )


def _points(points: Points) -> Iterator[tuple[object, ...]]:
    for i in range(len(points)):
        yield (
            points.label[i],
            points.starts[i],
            points.value[i],
            points.n[i],
            points.centre[i],
            points.lower[i],
            points.upper[i],
            points.target,
            points.phase[i],
            points.in_baseline[i],
            points.left_out[i],
            points.signals[i],
        )
