"""A pack says what the page says: same numbers, same order, same words, all formats."""

from __future__ import annotations

import csv
import io
import re

import numpy as np
import pypdf
import pytest
from pptx import Presentation

from qc.core.actions import Action as OnBoard
from qc.core.actions import Status
from qc.view import (
    pack_csv,
    pack_html,
    pack_pdf,
    pack_pptx,
    pack_series,
    pack_xlsx,
)
from qc.view.pack import Format, Made, Pack
from qc.view.pack_actions import action_rows, in_words
from qc.view.pack_make import make_pack
from qc.view.tables import points_frame, review_frame
from qc.view.words import pack as say
from qc.view.words import pages, tiers
from qc.view.words.columns import Column
from tests.view import packs
from tests.view.workbook import Workbook

PACK = packs.pack()
REVIEW = packs.review()


def squeezed(text: str) -> str:
    """Return text without white space: where it wraps differs by format."""
    return re.sub(r"\s+", "", text)


def html_text(pack: Pack) -> str:
    page = re.sub(r"<style>.*?</style>|<title>.*?</title>", "", _html(pack))
    told = re.sub(r"<[^>]+>", " ", page)
    return re.sub(r"&#(\d+);", lambda code: chr(int(code[1])), told)


def _html(pack: Pack) -> str:
    return pack_html.write(pack).decode()


def pdf_text(pack: Pack) -> str:
    file = io.BytesIO(pack_pdf.write(pack, packs.FONTS))
    return "\n".join(page.extract_text() for page in pypdf.PdfReader(file).pages)


def pptx_text(pack: Pack) -> str:
    told = []
    for slide in Presentation(io.BytesIO(pack_pptx.write(pack))).slides:
        for shape in slide.shapes:
            if shape.has_text_frame:
                told.append(shape.text_frame.text)
            if shape.has_table:
                rows = [[c.text_frame.text for c in r.cells] for r in shape.table.rows]
                told += [" ".join(row) for row in rows]
    return "\n".join(told)


def xlsx_text(pack: Pack) -> str:
    book = Workbook(pack_xlsx.write(pack))
    return "\n".join(
        " ".join(str(cell) for cell in row.values())
        for name in book.names
        for row in book.rows(name)
    )


TEXTS = {"html": html_text, "pdf": pdf_text, "pptx": pptx_text, "xlsx": xlsx_text}


@pytest.fixture(scope="module")
def texts() -> dict[str, str]:
    return {name: squeezed(read(PACK)) for name, read in TEXTS.items()}


class TestLikeThePage:
    def test_the_cells_are_those_of_the_icon_table_in_chain_order(self) -> None:
        page = review_frame(REVIEW.assessments)

        for column in PACK.entries[0].cells:
            told = [entry.cells[column] for entry in PACK.entries]
            assert told == page[column.value].tolist()

    def test_the_cards_are_those_to_act_on_surest_first(self) -> None:
        sure = [one.measure.id for one, _ in REVIEW.to_act_on]

        assert [entry.id for entry in PACK.act] == sure
        assert PACK.act[0].chance == tiers.chance_line(
            REVIEW.to_act_on[0][1], REVIEW.judged
        )

    def test_both_parts_of_the_table_hold_every_measure_once(self) -> None:
        told = {id(one) for one in (*REVIEW.signals, *REVIEW.cannot_meet)}
        wanted = [one.measure.id for one in REVIEW.assessments if id(one) in told]

        assert [entry.id for entry in PACK.discuss] == wanted
        assert [e.id for e in PACK.stable] == [o.measure.id for o in REVIEW.steady]
        assert len(PACK.discuss) + len(PACK.stable) == len(REVIEW.assessments)

    def test_the_points_are_those_of_the_table_of_points(self) -> None:
        for one, entry in zip(REVIEW.assessments, PACK.entries, strict=True):
            frame = points_frame(one)
            columns = (entry.points.value, entry.points.lower, entry.points.upper)
            headings = (Column.VALUE, Column.LOWER, Column.UPPER)
            for told, heading in zip(columns, headings, strict=True):
                if not len(entry.points):
                    continue
                page = frame.filter(regex=f"^{heading}").iloc[:, 0].tolist()
                mine = [np.nan if number is None else number for number in told]
                np.testing.assert_array_equal(mine, page)
            assert entry.points.label == tuple(frame[Column.PERIOD.value])

    def test_the_lines_above_are_those_of_the_page(self) -> None:
        assert PACK.header == pages.header_line(REVIEW, 3)
        assert PACK.summary == pages.summary_line(REVIEW)
        assert PACK.title == pages.week_line(np.datetime64("2026-11-09"))
        assert PACK.source == "May.csv, June.csv"
        assert PACK.stable_line == pages.steady_line(REVIEW)
        assert "Too few points to judge (1)" in PACK.stable_line

    def test_a_number_shown_is_the_text_shown(self) -> None:
        for entry in PACK.entries:
            text = entry.cells[Column.LATEST].partition("\u00a0")[0]
            if entry.newest is None:
                assert text == "\u2013"
            else:
                assert text == f"{entry.newest:,.{entry.decimals}f}"


class TestLikeEachOther:
    @pytest.mark.parametrize("name", TEXTS)
    def test_every_text_of_the_pack_is_in_the_format(
        self, texts: dict[str, str], name: str
    ) -> None:
        wanted = [
            *(PACK.title, PACK.header, PACK.summary, PACK.source, packs.HEAD),
            PACK.stable_line,
            *(text for pair in PACK.rules for text in pair),
            *(entry.title for entry in PACK.entries),
            *(entry.sentence for entry in PACK.entries),
            *(entry.cells[Column.RANGE] for entry in PACK.entries),
            *(entry.chance for entry in PACK.act),
            *(dict(entry.facts).get(say.LIMITS, "") for entry in PACK.entries),
            *("Check every delivery note twice", "Being done"),
        ]

        assert [text for text in wanted if squeezed(text) not in texts[name]] == []

    @pytest.mark.parametrize("name", TEXTS)
    def test_measures_come_in_one_order(self, texts: dict[str, str], name: str) -> None:
        rows = (*PACK.discuss, *PACK.stable)
        table = texts[name].rpartition(squeezed(say.discuss_line(len(PACK.discuss))))[2]
        places = [table.find(squeezed(entry.title)) for entry in rows]

        assert -1 not in places
        assert places == sorted(places)

    def test_the_table_has_every_point_and_says_the_same(self) -> None:
        text = pack_csv.write(PACK).decode("utf-8-sig")
        rows = list(csv.DictReader(io.StringIO(text)))

        assert len(rows) == sum(len(entry.points) or 1 for entry in PACK.entries)
        for entry in PACK.entries:
            mine = [row for row in rows if row[say.MEASURE_ID] == entry.id]
            values = [float(row["Value"]) if row["Value"] else None for row in mine]
            assert tuple(values) == (entry.points.value or (None,))
            assert {row[Column.SAYS.value] for row in mine} == {entry.sentence}
            assert {row["Audit trail"] for row in mine} == {packs.HEAD}

    def test_slides_and_workbook_draw_the_same_series(self) -> None:
        slides = Presentation(io.BytesIO(pack_pptx.write(PACK))).slides
        book = Workbook(pack_xlsx.write(PACK))
        charts = [s.chart for slide in slides for s in slide.shapes if s.has_chart]
        names = [f"{i:02d} {e.title}" for i, e in enumerate(PACK.entries, 1)]

        assert len(charts) == len(PACK.act) > 0
        for entry, chart in zip(PACK.act, charts, strict=True):
            wanted = {look.name: line for look, line in pack_series.series(entry)}
            drawn = {s.name: tuple(s.values) for s in chart.plots[0].series}
            sheet = names[PACK.entries.index(entry)]
            assert drawn == wanted
            assert list(chart.plots[0].categories) == list(entry.points.label)
            assert book.series(sheet) == wanted


class TestTheNative:
    def test_signals_are_series_of_their_own(self) -> None:
        jumped = next(entry for entry in PACK.entries if entry.id == "jumped")
        found = {look.name: line for look, line in pack_series.series(jumped)}

        assert found["Concern"][-1] == jumped.points.value[-1]
        assert set(found["Concern"][:-1]) == {None}
        assert set(found["Target"]) == {10.0}
        assert "Improvement" not in found

    def test_a_point_left_out_is_not_joined_and_has_its_own_series(self) -> None:
        left = next(entry for entry in PACK.entries if entry.id == "left")
        found = {look.name: line for look, line in pack_series.series(left)}

        out = [i for i, flag in enumerate(left.points.left_out) if flag]
        assert len(out) == 1
        assert found["Left out of the limits"][out[0]] == left.points.value[out[0]]
        assert found["Value"][out[0]] is None


class TestWithoutAWeek:
    def test_a_review_of_nothing_can_still_be_taken_away(self) -> None:
        nothing = make_pack(
            packs.review((packs.assessments()[-1],)), Made(at=packs.MADE.at)
        )

        assert nothing.act == ()
        for read in TEXTS.values():
            assert squeezed("No data for this measure yet.") in squeezed(read(nothing))


class TestActions:
    def test_an_action_names_no_person(self) -> None:
        one = OnBoard(
            number=1,
            title="Train all teams",
            measure="late",
            owner="Ann Other",
            due=np.datetime64("2026-11-20"),
            status=Status.DOING,
        )

        (told,) = in_words((one,), {"late": "Late answers"})

        assert (told.measure, told.step) == ("Late answers", "Being done")
        assert told.due == "20\u00a0Nov\u00a02026"
        assert "Ann" not in str(told)

    def test_what_is_not_known_is_a_dash(self) -> None:
        assert action_rows(PACK)[0][-2:] == ("\u2013", "\u2013")


def test_the_audit_line_tells_how_to_use_it() -> None:
    assert f"entry 12: {packs.HEAD}." in PACK.evidence[1]
    assert say.audit_line(0, "") == "Audit trail: nothing on record yet."
    assert PACK.foot.endswith("audit trail 12 \u00b7 5eed5eed5eed")


def test_many_files_are_counted() -> None:
    assert say.source_line(["a", "b", "c", "d", "e"]) == "a, b, c and 2 more"


def test_a_format_has_its_name_and_its_help() -> None:
    assert set(say.FORMATS) == set(say.FORMAT_HELP) == set(Format)
