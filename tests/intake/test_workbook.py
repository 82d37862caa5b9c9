"""Workbooks to text: each cell, each row's number, which sheet, and what is refused."""

from __future__ import annotations

import csv
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qc.core.errors import InvalidLog, QcError, UnknownName
from qc.intake.careful import read_carefully
from qc.intake.cell_formats import number, reader
from qc.intake.decode import CAPS, Caps, Text
from qc.intake.dialect import sniff
from qc.intake.file_kind import FileKind
from qc.intake.parts import SeveralParts
from qc.intake.sample import read_head
from qc.intake.sheet import SheetReader
from qc.intake.sheet_quick import QuickReader
from qc.intake.workbook import read_workbook
from qc.intake.workbook_parts import Book
from tests import workbooks
from tests.workbooks import data, of_sheet, styled, workbook

FORMATS = {"0": number, "2": reader("dd/mm/yyyy hh:mm")}
KNOWN = {"id", "opened", "score", "team"}
WRITTEN = sorted((Path(__file__).parent / "workbooks").glob("*.xlsx"))
TABLE: workbooks.Rows = [["id", "opened"], ["1", "2026-03-05"]]
DAMAGED = (
    "The workbook is damaged: what is in it is not in the order of an Excel "
    "workbook. Open it in a spreadsheet program and save it again."
)

Read = Callable[..., Text]


@pytest.fixture
def read(tmp_path: Path) -> Read:
    def run(content: bytes, **options: object) -> Text:
        source = tmp_path / "upload"
        source.write_bytes(content)
        target = tmp_path / "text"
        return read_workbook(source, target, known=KNOWN, **options)  # type: ignore[arg-type]

    return run


def rows(text: Text) -> list[list[str]]:
    with text.path.open(encoding="utf-8", newline="") as file:
        return list(csv.reader(file))


class TestCells:
    def test_of_every_kind(self, read: Read) -> None:
        text = read(
            workbook(
                [
                    ["id", "n", "flag", "at", "for", "zip", "error", "formula"],
                    [
                        "007",
                        5.0,
                        True,
                        styled(46086.4375, 2),
                        styled(1.5, 3),
                        styled(42, 4),
                        '<c t="e"><v>#N/A</v></c>',
                        '<c t="str"><f>A1&amp;"x"</f><v>idx</v></c>',
                    ],
                    [
                        ' a,"b"\r\nc ',
                        0.1 + 0.2,
                        False,
                        '<c t="d"><v>2026-03-05T10:30:00</v></c>',
                        None,
                        "_x0041_",
                        '<c t="str"><f>""</f><v></v></c>',
                        '<c s="0"><f>1+1</f><v>2</v></c>',
                    ],
                ]
            )
        )

        assert rows(text)[1:] == [
            [
                *("007", "5", "true", "2026-03-05T10:30:00", "36:00:00", "00042"),
                *("#N/A", "idx"),
            ],
            [' a,"b"\nc ', "0.3", "false", "2026-03-05T10:30:00", "", "A", "", "2"],
        ]
        assert (text.kind, text.part, text.delimiter) == (FileKind.WORKBOOK, "Log", ",")

    def test_shared_rich_and_spoken_texts(self, read: Read) -> None:
        shared = (
            "<sst><si><t>id</t></si><si><r><t>ri</t></r><r><rPr/><t>ch</t></r></si>"
            "<si><t>kanji</t><rPh><t>spoken</t></rPh></si></sst>"
        )
        cells = "".join(f'<c t="s"><v>{i}</v></c>' for i in range(3))
        spoken = '<c t="inlineStr"><is><t>a</t><rPh><t>b</t></rPh><t>c</t></is></c>'
        sheet = data(f"<row>{cells}{spoken}</row>")

        text = read(of_sheet(sheet, **{"xl/sharedStrings.xml": shared}))

        assert rows(text) == [["id", "rich", "kanji", "ac"]]

    def test_in_a_namespace_with_a_prefix_and_in_utf_16(self, read: Read) -> None:
        plain = workbooks.sheet(TABLE).replace("utf-8", "utf-16")
        prefixed = plain.replace("xmlns=", "xmlns:x=")
        for tag in ("worksheet", "sheetData", "row", "c", "is", "t"):
            prefixed = prefixed.replace(f"<{tag} ", f"<x:{tag} ")
            prefixed = prefixed.replace(f"<{tag}>", f"<x:{tag}>")
            prefixed = prefixed.replace(f"</{tag}>", f"</x:{tag}>")
        wide = plain.replace("UTF-8", "UTF-16").encode("utf-16")

        assert "<x:c r=" in prefixed
        assert rows(read(of_sheet(prefixed))) == TABLE
        assert rows(read(of_sheet(wide))) == TABLE  # type: ignore[arg-type]

    def test_without_places_and_out_of_order(self, read: Read) -> None:
        loose = data(
            "<row><c><v>1</v></c><c><v>2</v></c></row>"
            '<row r="3"><c r="C3"><v>3</v></c><c r="A3"><v>1</v></c></row>'
        )

        text = read(of_sheet(loose))

        assert text.path.read_text() == "1,2,\n\n1,,3\n"

    @pytest.mark.parametrize("file", WRITTEN, ids=lambda path: path.stem)
    def test_as_real_programs_write_them(self, file: Path, read: Read) -> None:
        text = read(file.read_bytes())

        assert ["|".join(row) for row in rows(text)] == [
            "Tickets of March||||||||",
            "",
            "interaction_id|opened_at|stage|score|amount|promised_at|team|handle_time|zip",
            "A-1|2026-03-05T10:30:00|support|4|12.5|2026-03-09"
            '|Nörd, "East"|30:05:00|00042',
            "0007|2026-03-05T10:30:15|sale||1149.5||line\nbreak|00:05:00|99999",
            "=1+1|2026-03-06T00:00:00|support|5|0.3|2026-03-10| pad ||00007",
        ]
        assert (text.part, text.passed_over) == ("Export", ("Lists",))


class TestRows:
    def test_keep_their_numbers(self, read: Read, tmp_path: Path) -> None:
        text = read(
            workbook(
                [
                    ["Export\nof tickets"],
                    [],
                    ["id", "team", "score\n(1-5)"],
                    ["1", "a\n\nb"],
                    [None, "", styled(0, 0).replace("<v>0</v>", "")],
                    ["2", "c", "5"],
                    ["3", "d_x0000_e"],
                    ["4", "f"],
                ]
            )
        )
        dialect = sniff(read_head(text), KNOWN, delimiter=text.delimiter)
        careful = read_carefully(text, dialect, tmp_path / "careful")

        assert (text.lines, text.records, text.blank_lines) == (12, 6, 2)
        assert [text.row(line) for line in range(1, 13)] == [
            *(1, 1, 2, 3, 3, 4, 4, 4, 5, 6, 7, 8)
        ]
        assert [(one.line, one.fault.value) for one in careful.set_aside] == [
            (7, "nul-byte")
        ]
        with careful.path.open(newline="") as file:
            assert [row[0] for row in csv.reader(file)] == ["4", "6", "8"]

    def test_that_are_empty_cost_nothing(self, read: Read) -> None:
        far = data(
            '<row r="1"><c t="inlineStr"><is><t>id</t></is></c></row>'
            '<row r="1048576"><c><v>1</v></c></row>'
        ).replace("<sheetData>", '<dimension ref="A1:XFD2000000"/><sheetData>')

        text = read(of_sheet(far))

        assert (text.records, text.lines) == (2, 1_048_576)
        assert text.path.stat().st_size == 1_048_579

    def test_are_filled_up_to_the_widest_of_the_head(self, read: Read) -> None:
        text = read(workbook([["a"], ["id", "team", "score"], ["1"]]))

        assert text.path.read_text() == "a,,\nid,team,score\n1,,\n"


def spoilt(rows: list[tuple[int, list[str]]], plain: bool) -> str:
    """Return a sheet whose rows are plainly written, or so that none can be matched."""
    cells = "".join(f'<row r="{n}">{"".join(row)}</row>' for n, row in rows)
    return data(cells if plain else cells.replace("<row r", "<row  r"))


PIECES = [
    *(
        '<c r="A1"/>',
        '<c r="B1" s="2" />',
        '<c r="C1"><v>1.50</v></c>',
        "<c><v>7</v></c>",
    ),
    *('<c r="A1" s="2"><v>46086.4375</v></c>', '<c r="D1" t="b"><v>1</v></c>'),
    *('<c r="B1" t="e"><v>#N/A</v></c>', '<c r="B1" t="str"><v>a,b</v></c>'),
    *('<c r="C1" t="s"><v>1</v></c>', '<c r="C1" t="s"><v>9</v></c>', "<!-- > -->"),
    '<c r="A1" t="inlineStr"><is><t xml:space="preserve"> x\n"y"</t></is></c>',
    *('<c r="B1" t="str"><f>A1&amp;A2</f><v>&lt;</v></c>', '<c r="B1"><f>1</f></c>'),
    *("\n  ", '<c r="SZZ1"><v>1</v></c>', '<c r="A1" t="n"><v>00</v></c>', "<c>"),
    '<c r="B1"><is><t>stray</t></is></c>',
    '<c r="B1" t="inlineStr"><is><t>a&#10;b</t></is></c>',
    *('<!-- <row r="3"><c r="A3"><v>3</v></c></row> -->', "</row><row r="),
]


class TestPlainRows:
    """Rows that are matched and rows that are parsed come out alike."""

    @settings(max_examples=300, deadline=None)
    @given(
        rows=st.lists(
            st.tuples(
                st.sampled_from([1, 2, 3, 5, 1_048_576, 1_048_577]),
                st.lists(st.sampled_from(PIECES), max_size=4),
            ),
            max_size=4,
        ),
        size=st.integers(1, 200),
    )
    def test_are_read_like_all_others(
        self, rows: list[tuple[int, list[str]]], size: int
    ) -> None:
        book = Book(sheets=(), texts=["zero", '"one, 1"'], formats=FORMATS)

        def lines(xml: bytes) -> bytes | str:
            reader = QuickReader("Log", book, CAPS, at_least=2)
            chunks = (xml[i : i + size] for i in range(0, len(xml), size))
            try:
                return b"".join(reader.lines(chunks))
            except InvalidLog as refusal:
                return str(refusal)

        assert lines(spoilt(rows, True).encode()) == lines(spoilt(rows, False).encode())

    def test_are_matched(self, monkeypatch: pytest.MonkeyPatch, read: Read) -> None:
        monkeypatch.setattr(SheetReader, "_start", None)  # the parser has nothing to do

        assert rows(read(workbook(TABLE))) == TABLE


class TestSheets:
    def test_the_one_that_is_recognised_is_read(self, read: Read) -> None:
        text = read(
            workbook(
                {
                    "Notes": [["Please", "read"], ["me", "first"]],
                    "Empty": [],
                    "Log": [["id", "opened", "team"], ["1", "2026-03-05", "a"]],
                }
            )
        )

        assert (text.part, text.passed_over) == ("Log", ("Notes",))

    def test_two_that_could_be_meant_are_asked_for(self, read: Read) -> None:
        both = workbook({"June": TABLE, "July": TABLE})

        with pytest.raises(SeveralParts) as caught:
            read(both)

        assert (
            str(caught.value) == "The file holds 2 sheets: 'June', 'July'. Choose one."
        )
        assert caught.value.parts == ("June", "July")
        june, july = read(both, part="June"), read(both, part="July")
        assert (june.part, july.part) == ("June", "July")
        assert june.sha256 != july.sha256
        assert july.passed_over == ("June",)

    def test_hidden_ones_are_read_only_by_name(self, read: Read) -> None:
        content = workbook(
            {"Shown": [["x"], ["y"]], "Hidden": TABLE}, states={"Hidden": "veryHidden"}
        )

        assert read(content).part == "Shown"
        assert rows(read(content, part="Hidden")) == TABLE

    def test_all_hidden(self, read: Read) -> None:
        content = workbook({"Log": TABLE}, states={"Log": "hidden"})

        with pytest.raises(InvalidLog) as caught:
            read(content)

        assert str(caught.value) == (
            "All sheets with rows are hidden: 'Log'. Show the one you mean in a "
            "spreadsheet program, or load it by its name."
        )

    def test_names_that_do_not_exist_or_hold_nothing(self, read: Read) -> None:
        content = workbook({"Log": TABLE, "Empty": []})

        with pytest.raises(UnknownName) as unknown:
            read(content, part="Logs")
        with pytest.raises(InvalidLog) as empty:
            read(content, part="Empty")

        assert str(unknown.value) == "No sheet is called 'Logs'. Did you mean 'Log'?"
        assert str(empty.value) == "The sheet 'Empty' is empty. Choose another one."

    def test_many_are_listed_in_part(self, read: Read) -> None:
        sheets = {f"{'very ' * 20}long {i}": TABLE for i in range(30)}

        with pytest.raises(SeveralParts) as caught:
            read(workbook(sheets))

        assert "very ve...'" in str(caught.value)
        assert str(caught.value).endswith("and 10 more. Choose one.")


class TestRefusals:
    @pytest.mark.parametrize(
        ("sheet", "message"),
        [
            (data(""), "The workbook is empty. Export it again with rows."),
            (
                data('<row r="7"><c><f>1+1</f></c></row>'),
                "sheet 'Log', row 7: a cell holds a formula that was never calculated. "
                "Open the workbook in a spreadsheet program and save it again.",
            ),
            (
                data('<row r="3"><c r="SG3"><v>1</v></c></row>'),
                "sheet 'Log', row 3: there is a value beyond column 500; at most 500 "
                "columns are read. Keep only the columns you need.",
            ),
            (
                data(f"<row>{'<c><v>1</v></c>' * 50_000}</row>"),
                "sheet 'Log', row 1: there is a value beyond column 500; at most 500 "
                "columns are read. Keep only the columns you need.",
            ),
            (
                data(f"<row><c t='str'><v>{'x' * 1_500_000}</v></c></row>"),
                "sheet 'Log', row 1: a cell holds more than 1,000,000 characters. "
                "Shorten it, or leave its column out.",
            ),
            (
                workbooks.sheet(TABLE).replace(
                    "?>", '?><!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>', 1
                ),
                "The workbook declares an XML document type, which no spreadsheet "
                "program does; it was not read. Export it again.",
            ),
            (workbooks.sheet(TABLE)[:-30], DAMAGED),
            (workbooks.sheet(TABLE).replace('"UTF-8"', '"TF-8"', 1), DAMAGED),
            ("", DAMAGED),
            ("<other/>", DAMAGED),
            (data('<row r="2"/><row r="1"/>'), DAMAGED),
            (data('<row r="1048577"/>'), DAMAGED),
            (data('<row r="x"/>'), DAMAGED),
            (data("<row><row/></row>"), DAMAGED),
            (data("<c><v>1</v></c>"), DAMAGED),
            (data("<row><c><c><v>1</v></c></c></row>"), DAMAGED),
            (data('<row><c r="1"><v>1</v></c></row>'), DAMAGED),
            (data('<row><c r="AAAA1"><v>1</v></c></row>'), DAMAGED),
            (data('<row><c t="s"><v>0</v></c></row>'), DAMAGED),
            (data('<row><c t="s"><v>-1</v></c></row>'), DAMAGED),
            (data('<row><c r="A1"><v>1</v></c><c r="A1"><v>2</v></c></row>'), DAMAGED),
            (data(f"{'<a>' * 101}{'</a>' * 101}"), DAMAGED),
            (data("<sheetData/>"), DAMAGED),
        ],
    )
    def test_of_a_sheet(self, sheet: str, message: str, read: Read) -> None:
        with pytest.raises(InvalidLog) as caught:
            read(of_sheet(sheet))

        assert str(caught.value) == message

    def test_wide_rows_without_values_are_none(self, read: Read) -> None:
        wide = data(f"<row><c><v>1</v></c>{'<c/>' * 16_000}</row>")

        assert read(of_sheet(wide)).path.read_text() == "1\n"

    @pytest.mark.parametrize(
        ("caps", "message"),
        [
            (
                Caps(sheets=1),
                "The workbook has 2 sheets; at most 1 are read. Save the one you need "
                "as a workbook of its own.",
            ),
            (
                Caps(texts_bytes=100),
                "The workbook holds more text than is read from a workbook. Save the "
                "sheet as CSV (UTF-8) and load that.",
            ),
            (
                Caps(unpacked_bytes=10),
                "The file holds more than 10 bytes of text. Export a shorter period, "
                "or load it in parts.",
            ),
            (
                Caps(sheet_bytes=100),
                "The zip file unpacks to more than 100 bytes. Export a shorter period, "
                "or load it in parts.",
            ),
            (
                Caps(file_bytes=100),
                "bytes; at most 100 bytes are read. Export a shorter period, or load "
                "it in parts.",
            ),
        ],
    )
    def test_beyond_the_caps(
        self, caps: Caps, message: str, read: Read, tmp_path: Path
    ) -> None:
        texts = "".join(f"<si><t>{i}</t></si>" for i in range(3))
        made = workbooks.parts({"Log": workbooks.sheet(TABLE), "Other": data("")})
        made["xl/sharedStrings.xml"] = f"<sst>{texts}</sst>"

        with pytest.raises(InvalidLog) as caught:
            read(workbooks.packed(made), caps=caps)

        assert str(caught.value).endswith(message)
        assert not (tmp_path / "text").exists()

    @pytest.mark.parametrize(
        "part",
        [
            "xl/workbook.xml",
            "xl/_rels/workbook.xml.rels",
            "xl/styles.xml",
            "xl/sharedStrings.xml",
        ],
    )
    def test_of_other_parts(self, part: str, read: Read) -> None:
        made: dict[str, str] = {**workbooks.parts({"Log": workbooks.sheet(TABLE)})}
        whole = made.get(part, "<sst/>")

        for bad in ("", whole[:-5], whole.replace("?>", "?><!DOCTYPE x []>", 1) + "<"):
            made[part] = bad
            with pytest.raises(QcError):
                read(workbooks.packed(made))
