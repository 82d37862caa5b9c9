"""The structure of thirty nasty files: who is set aside, who comes through unharmed."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from qc.core.errors import InvalidLog, NeedsAnswer
from qc.intake.aliases import Aliases
from qc.intake.careful import Careful, read_carefully
from qc.intake.decode import Text, decode
from qc.intake.dialect import Dialect, sniff
from qc.intake.questions import Formats, Probe
from qc.intake.sample import read_head, read_rows
from qc.intake.suggest import suggest
from qc.intake.suggestion import Answers, resolve
from tests.intake.conftest import reads
from tests.nasty import HEADER, NastyFile, nasty_files

FILES = nasty_files()
STRUCTURED = {n: file for n, file in FILES.items() if not file.refused}


class Read:
    """One nasty file, read as far as structure goes."""

    def __init__(self, file: NastyFile, folder: Path, aliases: Aliases) -> None:
        (folder / "upload").write_bytes(file.data)
        self.text: Text = decode(
            folder / "upload", folder / "text", encoding=file.encoding
        )
        self.dialect: Dialect = sniff(read_head(self.text), aliases.known)
        self.careful: Careful = read_carefully(
            self.text, self.dialect, folder / "clean"
        )
        with self.careful.path.open(encoding="utf-8", newline="") as rows:
            self.rows = list(csv.reader(rows))

    def column(self, place: int) -> list[str]:
        return [row[place + 1] for row in self.rows]

    def probe(self) -> Probe:
        def failures(column: str, formats: Formats) -> int:
            texts = self.column(self.dialect.columns.index(column))
            return sum(not any(reads(text, f) for f in formats) for text in texts)

        return failures


def test_there_are_thirty() -> None:
    assert list(FILES) == list(range(1, 31))


@pytest.mark.parametrize("number", STRUCTURED)
def test_every_record_is_accounted_for(
    number: int, tmp_path: Path, aliases: Aliases
) -> None:
    file = STRUCTURED[number]

    read = Read(file, tmp_path, aliases)

    assert read.careful.read == file.accepted + file.rejected
    assert len(read.careful.set_aside) == file.broken
    assert {len(row) for row in read.rows} == {6}
    if number != 20:
        assert read.dialect.columns == tuple(HEADER.split(","))


@pytest.mark.parametrize("number", STRUCTURED)
def test_the_count_by_quote_parity_agrees_or_the_file_is_known_to_be_troubled(
    number: int, tmp_path: Path, aliases: Aliases
) -> None:
    read = Read(STRUCTURED[number], tmp_path, aliases)

    counted = read.text.records - read.dialect.records_above

    assert counted == read.careful.read or read.text.troubled
    assert read.text.troubled == (number in {11, 12, 16, 17, 28})


@pytest.mark.parametrize("number", [9, 10, 11, 16, 17, 28])
def test_the_bad_row_is_named_by_its_line(
    number: int, tmp_path: Path, aliases: Aliases
) -> None:
    (aside,) = Read(FILES[number], tmp_path, aliases).careful.set_aside

    assert aside.line == 32


@pytest.mark.parametrize(
    ("number", "agent"),
    [
        (3, "J\u00fcrgen"),
        (4, "\u201cZo\u00eb\u201d \u20ac"),
        (12, 'an"na'),
        (13, 'an\nna, "x"'),
    ],
)
def test_texts_come_through_unharmed(
    number: int, agent: str, tmp_path: Path, aliases: Aliases
) -> None:
    assert agent in Read(FILES[number], tmp_path, aliases).column(2)


@pytest.mark.parametrize("number", sorted(STRUCTURED.keys() - {7, 20}))
def test_is_planned_without_a_question(
    number: int, tmp_path: Path, aliases: Aliases
) -> None:
    read = Read(FILES[number], tmp_path, aliases)
    found = suggest(read.dialect, read_rows(read.text, read.dialect), aliases)

    plan = resolve(found, read.probe()).plan()

    fields = {part.field: part for part in plan.fields}
    named = {"interaction_id", "opened_at", "agent", "score", "amount", "stage"}
    assert fields.keys() == named
    expected: dict[int, Formats] = {
        6: ("%d.%m.%Y %H:%M", "%d.%m.%Y %H:%M:%S"),
        8: ("%d/%m/%Y %H:%M", "%d/%m/%Y %H:%M:%S"),
    }
    assert fields["opened_at"].formats == expected.get(number, ())
    marks = (fields["amount"].decimal, fields["amount"].thousands)
    assert marks == ((",", ".") if number == 6 else (".", ""))


@pytest.mark.parametrize(
    ("number", "answers"),
    [
        (7, Answers(day_first=True)),
        (20, Answers(columns=(("agent", "agent (1)"),))),
    ],
)
def test_is_planned_only_after_asking(
    number: int, answers: Answers, tmp_path: Path, aliases: Aliases
) -> None:
    read = Read(FILES[number], tmp_path, aliases)
    rows = read_rows(read.text, read.dialect)

    with pytest.raises(NeedsAnswer):
        resolve(suggest(read.dialect, rows, aliases), read.probe()).plan()

    told = suggest(read.dialect, rows, aliases, answers=answers)
    assert resolve(told, read.probe()).plan().fields


@pytest.mark.parametrize("number", [26, 27])
def test_is_refused_in_plain_words(
    number: int, tmp_path: Path, aliases: Aliases
) -> None:
    with pytest.raises(InvalidLog, match="Export it again with rows"):
        Read(FILES[number], tmp_path, aliases)
