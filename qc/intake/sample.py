"""A look into a decoded text: its head, and its first and last rows."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from itertools import islice

from qc.intake.careful import Layout
from qc.intake.decode import CAPS, Text
from qc.intake.records import Lines, walk

HEAD_CHARS = 1_000_000
_FIRST_CHARS = 2_000_000
_TAIL_BYTES = 262_144
ROWS = 200

Rows = tuple[tuple[str, ...], ...]


def read_head(text: Text, *, chars: int = HEAD_CHARS) -> str:
    """Return the first lines of a text, whole lines only if it has a line end."""
    with text.path.open(encoding="utf-8", newline="\n") as file:
        head = file.read(chars)
        if len(head) < chars or "\n" not in head:
            return head
    return head[: head.rindex("\n") + 1]


def read_rows(text: Text, layout: Layout, *, count: int = ROWS) -> Rows:
    """Return the first and the last `count` well-formed records, none twice.

    Only what fits the header is returned: a sample to guess from, not an account.
    However few records there are, only the ends of the text are read.
    """
    head = io.StringIO(read_head(text, chars=_FIRST_CHARS))
    lines = Lines(head, skip=layout.skip, field_chars=CAPS.field_chars)
    first = list(islice(_good(lines, layout), count))
    behind = lines.number
    size = text.path.stat().st_size
    if size <= _TAIL_BYTES:
        with text.path.open(encoding="utf-8", newline="\n") as file:
            lines = Lines(file, skip=behind, field_chars=CAPS.field_chars)
            return (*first, *_last(_good(lines, layout), count))
    with text.path.open("rb") as raw:
        raw.seek(size - _TAIL_BYTES)
        tail = raw.read().decode("utf-8", "ignore").partition("\n")[2]
    lines = Lines(io.StringIO(tail), skip=0, field_chars=CAPS.field_chars)
    return (*first, *_last(_good(lines, layout), count))


def column(rows: Rows, place: int) -> tuple[str, ...]:
    """Return the texts of one column."""
    return tuple(row[place] for row in rows)


def _good(lines: Lines, layout: Layout) -> Iterator[tuple[str, ...]]:
    width = len(layout.columns)
    for record in walk(lines, delimiter=layout.delimiter, width=width):
        if record.cells is not None and len(record.cells) == width:
            yield tuple(record.cells)


def _last(rows: Iterator[tuple[str, ...]], count: int) -> Sequence[tuple[str, ...]]:
    return tuple(rows)[-count:]
