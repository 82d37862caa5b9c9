"""Formats tried on a whole file."""

from __future__ import annotations

from pathlib import Path

import pytest

from qc.core.errors import InvalidLog
from qc.store.engine import connect
from qc.store.ingest_probe import probe
from qc.store.ingest_source import TextFile
from qc.store.ingest_times import UnknownFormat

DAY_FIRST, MONTH_FIRST = ("%d/%m/%Y %H:%M",), ("%m/%d/%Y %H:%M",)


def failures(
    folder: Path, texts: list[str], formats: tuple[str, ...], **more: tuple[str, ...]
) -> int:
    """Probe the second column of a file with one header line."""
    path = folder / "in.csv"
    path.write_text("id;at\n" + "".join(f"i;{text}\n" for text in texts))
    file = TextFile(path=path, columns=2, delimiter=";", skip=1)
    with connect(folders=[folder]) as connection:
        return probe(file, 1, formats, connection=connection, **more)


class TestProbe:
    def test_the_last_row_may_hold_the_evidence(self, tmp_path: Path) -> None:
        texts = [f"0{1 + i % 9}/03/2026 10:00" for i in range(30_000)]
        texts.append("25/03/2026 10:00")

        assert failures(tmp_path, texts, DAY_FIRST) == 0
        assert failures(tmp_path, texts, MONTH_FIRST) == 1
        assert failures(tmp_path, texts, MONTH_FIRST + DAY_FIRST) == 0

    def test_missing_words_do_not_count(self, tmp_path: Path) -> None:
        texts = ["", " N/A ", "?", "05/03/2026 10:00", " 05/03/2026 10:00"]

        assert failures(tmp_path, texts, DAY_FIRST) == 1
        assert failures(tmp_path, texts, DAY_FIRST, missing=("?",)) == 1
        assert failures(tmp_path, texts, DAY_FIRST, missing=("?", "N/A")) == 0

    def test_without_formats_it_is_iso(self, tmp_path: Path) -> None:
        texts = ["2026-03-05", "2026-03-05T10:00Z", "5.3.2026", "1900-01-01"]
        assert failures(tmp_path, texts, ()) == 2

    def test_refuses_unknown_formats(self, tmp_path: Path) -> None:
        with pytest.raises(UnknownFormat):
            failures(tmp_path, [""], ("%Q",))

    def test_refuses_a_file_that_cannot_be_read(self, tmp_path: Path) -> None:
        file = TextFile(path=tmp_path / "gone.csv", columns=1)
        with (
            connect(folders=[tmp_path]) as connection,
            pytest.raises(InvalidLog, match="could not be searched for dates"),
        ):
            probe(file, 0, (), connection=connection)
