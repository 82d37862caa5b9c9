"""Damaged workbooks, archives and Parquet files: opened, or refused in words.

`QC_FUZZ=20000` tries more inputs, `QC_SEED=7` other ones. A checksum within a format
would stop most damage at the door, so members are also damaged before they are packed.
"""

from __future__ import annotations

import gzip
import io
import os
import zipfile
from collections import Counter
from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, given, seed, settings
from hypothesis import strategies as st
from hypothesis.strategies import DrawFn, SearchStrategy

from qc.core.errors import QcError
from qc.intake.dialect import sniff
from qc.intake.sample import read_head
from qc.workspace.looking import known_headers
from qc.workspace.opening import Reading, open_file
from tests.crash.endless import say
from tests.fuzz.texts import damaged
from tests.workbooks import packed, workbook
from tests.workspace.test_opening import TABLE, as_csv, as_parquet

TIMES = int(os.environ.get("QC_FUZZ", "150"))
SEED = int(os.environ.get("QC_SEED", "20261122"))
SMALL = TABLE[:9]
BOOK = workbook(SMALL)
WHOLE = [
    *(BOOK, as_parquet(SMALL), gzip.compress(as_csv(SMALL), mtime=0)),
    *(packed({"a.csv": as_csv(SMALL)}), packed({"a.csv": b"", "b.xlsx": BOOK})),
]


@st.composite
def inside(draw: DrawFn) -> bytes:
    """Damage one part of a workbook, and pack it again."""
    with zipfile.ZipFile(io.BytesIO(BOOK)) as book:
        parts = {name: book.read(name) for name in book.namelist()}
    name = draw(st.sampled_from(sorted(parts)))
    if draw(st.integers(0, 9)) == 0:
        del parts[name]
    else:
        parts[name] = draw(damaged([parts[name]]))
    return packed(parts)


def unpacked() -> SearchStrategy[bytes]:
    """Damage a text or a Parquet file, and pack it."""
    start = damaged([as_csv(SMALL), as_parquet(SMALL)])
    return start.map(gzip.compress) | start.map(lambda data: packed({"a.csv": data}))


@pytest.fixture(scope="module")
def met() -> Iterator[Counter[str]]:
    found: Counter[str] = Counter()
    yield found
    say(", ".join(f"{how} {n}" for how, n in found.most_common()))


@seed(SEED)
@settings(max_examples=TIMES, suppress_health_check=list(HealthCheck))
@given(data=damaged(WHOLE) | inside() | unpacked())
def test_any_file_is_opened_or_refused(
    tmp_path_factory: pytest.TempPathFactory, met: Counter[str], data: bytes
) -> None:
    folder = tmp_path_factory.getbasetemp() / "binary"
    folder.mkdir(exist_ok=True)
    file = folder / "upload"
    file.write_bytes(data)
    try:
        text = open_file(file, folder, Reading())
        try:
            assert text.records <= text.lines
            sniff(read_head(text), known_headers(), delimiter=text.delimiter)
        finally:
            text.path.unlink()
        met[f"opened as {text.kind}"] += 1
    except QcError as refusal:
        if "please report" in str(refusal):
            raise
        met[f"refused: {type(refusal).__name__}"] += 1
    assert {path.name for path in folder.iterdir()} == {"upload"}
