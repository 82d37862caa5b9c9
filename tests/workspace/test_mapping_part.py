"""A mapping file remembers which sheet or member it was made for."""

from __future__ import annotations

from dataclasses import replace

import pytest

from qc.core.errors import InvalidCard
from qc.intake.mapping import Mapping
from qc.intake.mapping_read import read_mapping
from qc.intake.mapping_write import write_mapping
from qc.intake.parts import SeveralParts
from tests.workbooks import packed, workbook
from tests.workspace.conftest import Load

HEADER = ["key", "when", "kind"]
JUNE = [HEADER, *([f"a{i}", f"2026-06-{i:02}", "support"] for i in range(1, 6))]
JULY = [HEADER, *([f"b{i}", f"2026-07-{i:02}", "support"] for i in range(1, 9))]
TEXT = (
    "part = 'July'\n[fields]\ninteraction_id = 'key'\nopened_at = 'when'\n"
    "stage = 'kind'\n"
)
MAPPING = read_mapping(TEXT, "ours.toml")


def csv(rows: list[list[str]]) -> str:
    return "".join(",".join(row) + "\n" for row in rows)


def test_is_read_and_written() -> None:
    assert MAPPING.part == "July"
    assert read_mapping(write_mapping(MAPPING), "ours.toml") == MAPPING


def test_is_a_text() -> None:
    with pytest.raises(InvalidCard, match="part: must be text; got 1"):
        read_mapping(TEXT.replace("'July'", "1"), "ours.toml")


class TestIsRead:
    def test_where_it_is_there(self, load: Load) -> None:
        book = workbook({"June": JUNE, "July": JULY})
        both = packed({"June": csv(JUNE), "July": csv(JULY)})

        assert load(book, mapping=MAPPING).counts == (8, 8, 0, 0)
        assert load(both, mapping=MAPPING).counts == (8, 0, 0, 8)

    def test_unless_another_one_is_named(self, load: Load) -> None:
        book = workbook({"June": JUNE, "July": JULY})

        loaded = load(book, mapping=MAPPING, part="June")

        assert loaded.counts == (5, 5, 0, 0)
        kept = Mapping.of(loaded.report.plan, part=loaded.report.chosen_part)
        assert kept.part == "June"

    def test_else_the_only_one_or_it_is_asked(self, load: Load) -> None:
        other = replace(MAPPING, part="August")

        assert load(csv(JUNE), mapping=other).counts == (5, 5, 0, 0)
        one = load(workbook({"June": JULY}), mapping=other)
        assert one.counts == (8, 8, 0, 0)
        assert one.report.chosen_part is None
        with pytest.raises(SeveralParts):
            load(packed({"June": csv(JUNE), "July": csv(JULY)}), mapping=other)
