"""Whatever is uploaded: rows that balance, or an error that was meant."""

from __future__ import annotations

import tempfile
from contextlib import suppress
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from qc.core.errors import QcError
from qc.intake.aliases import Aliases
from qc.intake.careful import read_carefully
from qc.intake.decode import decode
from qc.intake.dialect import sniff
from qc.intake.sample import read_head, read_rows
from qc.intake.suggest import suggest
from qc.intake.suggestion import resolve
from tests.nasty import HEADER, base_row

PLAIN = "\n".join([HEADER, *map(base_row, range(8))]).encode()
PIECES = st.sampled_from(
    [b'"', b"\0", b"\r", b"\n", b",", b";", b"\xff", b"\xc3", b"'", b"1,234.5", b"\t"]
)
EDITS = st.lists(st.tuples(st.integers(0, len(PLAIN)), PIECES), max_size=12)
CELLS = st.sampled_from(
    [
        *("", "1", "01/02/2026", "2026-02-30", "x", "n/a", "1,5", "1:30", "yes", "-"),
        *("13/13/2026", "2026-03-01T10:00Z", "NaN", "Total", "1e400", "=1+1"),
    ]
)


def outcome(data: bytes, encoding: str | None, aliases: Aliases) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "upload").write_bytes(data)
        text = decode(folder / "upload", folder / "text", encoding=encoding)
        dialect = sniff(read_head(text), aliases.known)
        careful = read_carefully(text, dialect, folder / "clean")
        assert careful.read == careful.records + len(careful.set_aside)
        if not text.has_quotes:
            assert careful.read == text.records - dialect.records_above
        found = suggest(dialect, read_rows(text, dialect), aliases)
        resolve(found, lambda _column, _formats: 0).plan()


@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(edits=EDITS, encoding=st.sampled_from([None, "utf-8", "latin-1"]))
def test_a_damaged_file(
    edits: list[tuple[int, bytes]], encoding: str | None, aliases: Aliases
) -> None:
    data = PLAIN
    for at, piece in edits:
        data = data[:at] + piece + data[at:]

    with suppress(QcError):
        outcome(data, encoding, aliases)


@settings(deadline=None)
@given(data=st.binary(max_size=200))
def test_any_bytes(data: bytes, aliases: Aliases) -> None:
    with suppress(QcError):
        outcome(data, None, aliases)


@settings(deadline=None)
@given(rows=st.lists(st.lists(CELLS, min_size=9, max_size=9), min_size=1, max_size=6))
def test_any_values_under_headers_that_are_known(
    rows: list[list[str]], aliases: Aliases
) -> None:
    header = "id;opened_at;closed_at;due_at;score;amount;stage;handle_time;defect"
    lines = [header, *(";".join(row) for row in rows)]

    with suppress(QcError):
        outcome("\n".join(lines).encode(), None, aliases)
