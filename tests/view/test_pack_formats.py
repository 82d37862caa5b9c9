"""Each format of the pack by itself: harmless, whole, readable without eyes."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from html.parser import HTMLParser
from itertools import pairwise
from typing import Any

import pypdf
import pytest
from pptx import Presentation

from qc.view import pack_csv, pack_html, pack_pdf, pack_pptx, pack_xlsx
from qc.view.pack import Pack
from qc.view.pack_formats import number_format
from qc.view.pack_make import make_pack
from qc.view.pack_sheet import sheet_names
from qc.view.pack_slides import HEIGHT, TOP, _fitting, _height
from qc.view.pack_style import css
from tests.view import packs
from tests.view.workbook import Workbook

PACK, HOSTILE = packs.pack(), packs.hostile()
STARTS = ("=", "+", "-", "@", "\t", "\r")


class Page(HTMLParser):
    """Collects the elements of a page, with all attributes."""

    def __init__(self, page: bytes) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.feed(page.decode())

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))

    def tags(self, name: str) -> list[dict[str, str | None]]:
        return [attributes for tag, attributes in self.found if tag == name]


class TestHtml:
    @pytest.mark.parametrize("pack", [PACK, HOSTILE], ids=["usual", "hostile"])
    def test_nothing_runs_and_nothing_is_fetched(self, pack: Pack) -> None:
        page = Page(pack_html.write(pack))
        names = {name for _, each in page.found for name in each}
        tags = {tag for tag, _ in page.found}
        values = [value or "" for _, each in page.found for value in each.values()]

        assert not tags & {"script", "iframe", "object", "embed", "link", "form", "img"}
        assert not {name for name in names if name.startswith("on")}
        assert not names & {"src", "href", "srcset", "action", "xlink:href"}
        assert not [v for v in values if "//" in v or "javascript" in v.lower()]
        assert not re.search(r"url\(|@import|expression", css())
        (policy,) = [m for m in page.tags("meta") if "http-equiv" in m]
        assert policy["content"] == (
            "default-src 'none'; style-src 'unsafe-inline'; img-src data:"
        )

    def test_no_text_of_a_log_is_markup(self) -> None:
        usual = {tag for tag, _ in Page(pack_html.write(PACK)).found}

        assert {tag for tag, _ in Page(pack_html.write(HOSTILE)).found} <= usual
        assert b"<script" not in pack_html.write(HOSTILE)

    def test_it_reads_without_eyes(self) -> None:
        page = Page(pack_html.write(PACK))
        tags = [tag for tag, _ in page.found]
        headings = [int(tag[1]) for tag in tags if re.fullmatch("h[1-6]", tag)]

        assert page.tags("html") == [{"lang": "en"}]
        assert headings[0] == 1
        assert headings.count(1) == 1
        assert all(b - a <= 1 for a, b in pairwise(headings))
        assert all("scope" in cell for cell in page.tags("th"))
        pictures = [svg for svg in page.tags("svg") if "aria-hidden" not in svg]
        assert {svg["role"] for svg in pictures} == {"img"}
        assert tags.count("title") == 1 + len(pictures)
        sections = {each["aria-labelledby"] for each in page.tags("section")}
        assert sections <= {each.get("id") for _, each in page.found}

    def test_both_themes_and_paper_have_their_style(self) -> None:
        for text in ("prefers-color-scheme:dark", "@page", "@media print", "max-width"):
            assert text in css()
        assert css().count("{") == css().count("}")


class TestPdf:
    def test_it_is_tagged_for_readers_and_has_its_font_inside(self) -> None:
        content = pack_pdf.write(PACK, packs.FONTS)
        reader = pypdf.PdfReader(io.BytesIO(content))
        root: Any = reader.trailer["/Root"]
        fonts = [font for page in reader.pages for font in _fonts(page)]
        files = {"/FontFile", "/FontFile2", "/FontFile3"}

        assert b"pdfuaid" in content
        assert root["/StructTreeRoot"]
        assert root["/MarkInfo"]["/Marked"]
        assert root["/Lang"] == "en"
        assert reader.metadata is not None
        assert reader.metadata.title == PACK.name
        assert any("SourceSansPro" in font["/BaseFont"] for font in fonts)
        for font in fonts:
            assert files & set(font["/FontDescriptor"].get_object())

    def test_pictures_say_what_they_show(self) -> None:
        content = pack_pdf.write(PACK, packs.FONTS)
        reader = pypdf.PdfReader(io.BytesIO(content))
        told = " ".join(_alternatives(reader))

        assert PACK.act[0].alt in told
        assert "Concern, high" in told

    def test_hostile_text_stays_text(self) -> None:
        content = pack_pdf.write(HOSTILE, packs.FONTS)
        reader = pypdf.PdfReader(io.BytesIO(content))
        text = "".join(page.extract_text() for page in reader.pages)

        for word in (b"/URI", b"/JavaScript", b"/JS", b"/Launch", b"/EmbeddedFile"):
            assert word not in content
        assert all("/Annots" not in page for page in reader.pages)
        assert "<script>window.__pwned=1</script>" in text.replace("\n", "")
        assert "=HYPERLINK(" in text

    def test_letters_that_no_font_has_do_not_stop_it(self) -> None:
        odd = packs.named(packs.assessments()[1], "odd", "\u1328\ua4f3\U00012000 x")
        content = pack_pdf.write(
            make_pack(packs.review((odd,)), packs.MADE), packs.FONTS
        )

        assert content.startswith(b"%PDF-")
        root: Any = pypdf.PdfReader(io.BytesIO(content)).trailer["/Root"]
        assert root["/StructTreeRoot"]

    def test_the_same_pack_makes_the_same_file(self) -> None:
        assert pack_pdf.write(PACK, packs.FONTS) == pack_pdf.write(PACK, packs.FONTS)


def _fonts(page: Any) -> list[Any]:  # noqa: ANN401
    fonts = page["/Resources"]["/Font"].get_object().values()
    return [d.get_object() for f in fonts for d in f.get_object()["/DescendantFonts"]]


def _alternatives(reader: pypdf.PdfReader) -> list[str]:
    root: Any = reader.trailer["/Root"]
    found: list[str] = []
    todo: list[Any] = [root["/StructTreeRoot"]]
    while todo:
        node = todo.pop()
        node = node.get_object() if hasattr(node, "get_object") else node
        if isinstance(node, list):
            todo += node
        elif isinstance(node, dict):
            found += [str(node["/Alt"])] if "/Alt" in node else []
            todo += [node["/K"]] if "/K" in node else []
    return found


class TestXlsx:
    def test_hostile_text_is_neither_formula_nor_address(self) -> None:
        content = pack_xlsx.write(HOSTILE)
        book = Workbook(content)
        told = {
            str(v) for name in book.names for r in book.rows(name) for v in r.values()
        }

        assert "=1+1" in told
        assert '=HYPERLINK("http://evil.test","here")' in told
        for part in book.parts.namelist():
            text = book.parts.read(part).decode(errors="replace")
            assert "<f>" not in text
            assert not re.search(r'Target="(https?|javascript|file):', text)
            assert 'TargetMode="External"' not in text

    def test_every_sheet_has_a_name_that_excel_takes(self) -> None:
        for pack in (PACK, HOSTILE):
            names = sheet_names(pack)
            assert len({name.lower() for name in names}) == len(pack.entries)
            for name in names:
                assert 2 <= len(name) <= 31
                assert not re.search(r"[\[\]:*?/\\']", name)

    def test_the_summary_is_frozen_prints_and_fits(self) -> None:
        book = Workbook(pack_xlsx.write(PACK))
        summary = book.parts.read("xl/worksheets/sheet1.xml").decode()
        whole = book.parts.read("xl/workbook.xml").decode()

        assert 'state="frozen"' in summary
        assert '<pageSetup paperSize="9"' in summary
        assert "_xlnm.Print_Area" in whole
        assert "_xlnm.Print_Titles" in whole
        assert summary.count("<x14:sparkline>") == len(PACK.entries) - 1
        charts = [name for name in book.parts.namelist() if "charts/chart" in name]
        assert len(charts) == len(PACK.entries) - 1

    def test_numbers_are_numbers_shown_as_on_the_page(self) -> None:
        rows = Workbook(pack_xlsx.write(PACK)).rows("Summary")
        jumped = next(row for row in rows if row.get("A") == "Late answers")

        assert (jumped["C"], jumped["D"]) == (15.0, 400.0)
        assert number_format(1, "%") == '#,##0.0"\u00a0%";"\u2212"#,##0.0"\u00a0%"'
        assert number_format(0) == '#,##0;"\u2212"#,##0'


class TestPptx:
    def test_each_measure_to_act_on_has_a_slide_with_its_sentence(
        self,
    ) -> None:
        slides = list(Presentation(io.BytesIO(pack_pptx.write(PACK))).slides)

        assert slides[0].shapes.title.text_frame.text == PACK.title
        for slide, entry in zip(slides[1:], PACK.act, strict=False):
            told = [s.text_frame.text for s in slide.shapes if s.has_text_frame]
            assert slide.shapes.title.text_frame.text == entry.title
            assert entry.sentence in told
            assert slide.notes_slide.notes_text_frame.text.startswith(entry.sentence)
            (chart,) = [s for s in slide.shapes if s.has_chart]
            assert chart._element.nvGraphicFramePr.cNvPr.get("descr") == entry.alt

    def test_a_chart_can_be_edited_its_workbook_is_inside(self) -> None:
        deck = Presentation(io.BytesIO(pack_pptx.write(PACK)))
        (chart,) = [s.chart for s in deck.slides[1].shapes if s.has_chart]
        book = Workbook(chart.part.chart_workbook.xlsx_part.blob)

        assert PACK.act[0].points.value[-1] in book.rows(book.names[0])[-1].values()

    def test_hostile_text_stays_text_and_links_nowhere(self) -> None:
        content = pack_pptx.write(HOSTILE)
        parts = zipfile.ZipFile(io.BytesIO(content))

        for name in parts.namelist():
            text = parts.read(name).decode(errors="replace")
            assert "hlinkClick" not in text
            if name.endswith(".rels"):
                assert 'TargetMode="External"' not in text
        assert len(Presentation(io.BytesIO(content)).slides) > len(HOSTILE.act)

    def test_a_long_table_goes_on_and_no_row_is_lost(self) -> None:
        rows = [("a title", "long " * (i % 60)) for i in range(90)]
        widths = (2.0, 5.0)

        parts = list(_fitting(("A", "B"), rows, widths, 12))

        assert [row for part in parts for row in part] == rows
        for part in parts:
            high = sum(_height(row, widths, 12) for row in (("A", "B"), *part))
            assert TOP + high <= HEIGHT


class TestCsv:
    def test_no_cell_is_a_formula(self) -> None:
        text = pack_csv.write(HOSTILE).decode("utf-8-sig")
        rows = list(csv.reader(io.StringIO(text)))

        assert len({len(row) for row in rows}) == 1
        texts = [cell for row in rows for cell in row if not _number(cell)]
        assert not [cell for cell in texts if cell.startswith(STARTS)]
        assert "'=1+1" in texts

    def test_it_opens_in_a_spreadsheet_with_its_letters(self) -> None:
        assert pack_csv.write(PACK).startswith(b"\xef\xbb\xbfWeek,")


def _number(cell: str) -> bool:
    try:
        float(cell)
    except ValueError:
        return False
    return True
