"""Small files on their way into a batch, and what came of them."""

from __future__ import annotations

import functools
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any, cast

import duckdb

from qc.core.plan import FieldPlan, LoadPlan
from qc.store.engine import connect
from qc.store.ingest import Ingested, ingest
from qc.store.pseudonyms import Pseudonyms

DIGEST = "0123456789abcdef" * 4
ID = FieldPlan(field="interaction_id", column="id")
OPENED = FieldPlan(field="opened_at", column="at")
NOON = "2026-03-05T12:00:00"


@dataclass(frozen=True, slots=True, kw_only=True)
class Load:
    """One ingested file.

    `aside` and `left_out` hold (line, column, value, fault).
    """

    result: Ingested
    rows: list[dict[str, Any]]
    aside: list[tuple[int, str, str, str]]
    left_out: list[tuple[int, str, str, str]]

    def column(self, name: str) -> list[Any]:
        """Return one field of all rows, in file order."""
        return [row[name] for row in self.rows]

    @property
    def counts(self) -> tuple[int, int, int, int]:
        """Read, accepted, set aside, duplicates."""
        r = self.result
        return r.read, r.accepted, r.set_aside, r.duplicates

    @property
    def balances(self) -> bool:
        """Nothing lost, nothing counted twice, and the files say the same."""
        read, accepted, aside, duplicates = self.counts
        written = (len(self.rows), len(self.aside)) == (accepted, aside)
        return read == accepted + aside + duplicates and written


def a_plan(*parts: FieldPlan, columns: Iterable[str], **more: object) -> LoadPlan:
    """Return a plan for a comma-separated file with a header line."""
    plan = LoadPlan(
        name="test", columns=tuple(columns), delimiter=",", skip=1, fields=parts
    )
    return replace(plan, **cast(Any, more))


def load(  # noqa: PLR0913 - as `ingest`
    folder: Path,
    text: str,
    plan: LoadPlan,
    *,
    lined: bool = False,
    now: datetime | None = None,
    people: Pseudonyms | None = None,
) -> Load:
    """Ingest a text and read back what was written."""
    source, target, aside = (folder / name for name in ("in.csv", "out", "aside"))
    source.write_text(text, encoding="utf-8", newline="\n")
    with connect(folders=[folder], temp=folder, as_written=True) as connection:
        result = ingest(
            source,
            plan,
            lined=lined,
            target=target,
            set_aside_target=aside,
            digest=DIGEST,
            connection=connection,
            now=now,
            people=people,
        )
    listed = read(aside)
    entries = [tuple(row.values()) for row in listed]
    return Load(
        result=result,
        rows=read(target),
        aside=[entry[:4] for entry in entries if not entry[4]],
        left_out=[entry[:4] for entry in entries if entry[4]],
    )


def read(file: Path) -> list[dict[str, Any]]:
    """Return the rows of a Parquet file in file order."""
    relation = _reader().execute("SELECT * FROM read_parquet(?)", [str(file)])
    names = [column[0] for column in relation.description]
    return [dict(zip(names, row, strict=True)) for row in relation.fetchall()]


@functools.cache
def _reader() -> duckdb.DuckDBPyConnection:
    """One for all files: to make it costs more than to read. It remembers no file."""
    return duckdb.connect(config={"enable_external_file_cache": False})


def one(folder: Path, texts: Iterable[str], part: FieldPlan) -> Load:
    """Load a file whose third column holds the texts, one a row, quoted."""
    quoted = (text.replace('"', '""') for text in texts)
    lines = [f'i{i},{NOON},"{text}"' for i, text in enumerate(quoted)]
    plan = a_plan(ID, OPENED, part, columns=("id", "at", "x"))
    return load(folder, "\n".join(["id,at,x", *lines, ""]), plan)


def opened(folder: Path, texts: Iterable[str], **rules: object) -> Load:
    """Load a file of opening times, quoted."""
    lines = [f'i{i},"{text}"' for i, text in enumerate(texts)]
    plan = a_plan(ID, replace(OPENED, **cast(Any, rules)), columns=("id", "at"))
    return load(folder, "\n".join(["id,at", *lines, ""]), plan)


def at(text: str) -> datetime:
    """Return a clock reading."""
    return datetime.fromisoformat(text)
