"""Whatever the bytes: no uncaught error, no row lost, both readers agree.

`QC_FUZZ=20000` tries more inputs, `QC_SEED=7` other ones. Each is cut into cells by
both readers; every tenth is loaded as a whole.
"""

from __future__ import annotations

import csv
import os
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import duckdb
import pytest
from hypothesis import HealthCheck, given, seed, settings
from hypothesis import strategies as st

from qc.core.errors import QcError
from qc.intake.careful import read_carefully
from qc.intake.decode import Text
from qc.intake.dialect import Dialect, sniff
from qc.intake.sample import read_head
from qc.intake.suggestion import Answers
from qc.store.engine import connect
from qc.store.ingest_source import TextFile, forget_rejects, reject_count, rows
from qc.workspace import Workspace
from qc.workspace.converting import closed_above
from qc.workspace.looking import known_headers
from qc.workspace.opening import Reading, open_file
from tests.crash.endless import say
from tests.fuzz.texts import texts

TIMES = int(os.environ.get("QC_FUZZ", "150"))
SEED = int(os.environ.get("QC_SEED", "20261122"))
WHOLE = 10
ENCODINGS = st.sampled_from([None] * 6 + ["utf-8", "latin-1", "utf-16"])
ANSWERS = st.builds(
    Answers,
    zone=st.sampled_from([None, "Europe/Berlin"]),
    day_first=st.sampled_from([None, True, False]),
    decimal=st.sampled_from([None, ".", ","]),
    line_as_id=st.booleans(),
)
csv.field_size_limit(10_000_000)


@dataclass(slots=True)
class Bench:
    """One workspace and one connection for all inputs, and what became of them."""

    workspace: Workspace
    folder: Path
    connection: duckdb.DuckDBPyConnection
    met: Counter[str] = field(default_factory=Counter)

    def cut(self, data: bytes, encoding: str | None) -> None:
        """Cut a file into cells with both readers; where both may, they agree."""
        text = open_file(self.file(data), self.folder, Reading(encoding=encoding))
        try:
            self.met[self.held(text)] += 1
        finally:
            text.path.unlink(missing_ok=True)

    def held(self, text: Text) -> str:
        dialect = sniff(read_head(text), known_headers(), delimiter=text.delimiter)
        careful = read_carefully(text, dialect, self.folder / "careful")
        with careful.path.open(encoding="utf-8", newline="") as good:
            slow = [row[1:] for row in csv.reader(good, strict=True)]
        assert len(slow) == careful.records
        assert careful.read <= text.lines
        if not text.has_quotes:
            assert careful.read == text.records - dialect.records_above
        trusted = not text.troubled and closed_above(text, dialect.skip)
        fast = self.fast(text, dialect) if trusted else None
        if fast is None or len(fast) != text.records - dialect.records_above:
            return "cut by the careful reader alone"
        assert careful.set_aside == ()
        assert fast == slow
        return "cut alike by both readers"

    def fast(self, text: Text, dialect: Dialect) -> list[list[str]] | None:
        """Return the cells as the fast reader cuts them; None where it rejects some."""
        width = len(dialect.columns)
        file = TextFile(
            path=text.path,
            columns=width,
            delimiter=dialect.delimiter,
            skip=dialect.skip,
        )
        try:
            query = f"SELECT * EXCLUDE (line) FROM ({rows(file, note_rejects=True)})"
            found = self.connection.execute(query).fetchall()
            return None if reject_count(self.connection) else [[*row] for row in found]
        finally:
            forget_rejects(self.connection)

    def load(self, data: bytes, encoding: str | None, answers: Answers) -> None:
        """Load a file; every record is accounted for."""
        file = self.file(data)
        report = self.workspace.load(file, encoding=encoding, answers=answers)
        account, batch = report.account, report.batch
        listed = self.workspace.set_aside(batch)
        assert account.read == account.accepted + account.set_aside + account.duplicates
        assert sum(not kept for _, kept in listed) == account.set_aside
        assert batch.rows > 0
        self.workspace.remove(batch.id, reason="test")
        self.met["loaded"] += 1

    def file(self, data: bytes) -> Path:
        file = self.folder / "upload"
        file.write_bytes(data)
        return file


@pytest.fixture(scope="module")
def bench(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bench]:
    root = tmp_path_factory.mktemp("fuzz")
    workspace = Workspace.open(root / "workspace")
    with connect(folders=[root], temp=root, as_written=True) as connection:
        bench = Bench(workspace, root, connection)
        yield bench
        say(", ".join(f"{how} {n}" for how, n in bench.met.most_common()))
    assert list(workspace.warehouse.staging.iterdir()) == []


def refused(bench: Bench, refusal: QcError) -> None:
    """Count a refusal; one that asks to be reported is a fault of ours."""
    if "please report" in str(refusal):
        raise refusal
    bench.met[f"refused: {type(refusal).__name__}"] += 1


@seed(SEED)
@settings(max_examples=TIMES, suppress_health_check=list(HealthCheck))
@given(data=texts(), encoding=ENCODINGS)
def test_any_text_is_cut_alike(bench: Bench, data: bytes, encoding: str | None) -> None:
    try:
        bench.cut(data, encoding)
    except QcError as refusal:
        refused(bench, refusal)


@seed(SEED)
@settings(max_examples=TIMES // WHOLE, suppress_health_check=list(HealthCheck))
@given(data=texts(), encoding=ENCODINGS, answers=ANSWERS)
def test_any_text_is_loaded_with_a_balance(
    bench: Bench, data: bytes, encoding: str | None, answers: Answers
) -> None:
    try:
        bench.load(data, encoding, answers)
    except QcError as refusal:
        refused(bench, refusal)
