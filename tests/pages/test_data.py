"""The data page: from an upload through the mapping to a balanced batch and back."""

from __future__ import annotations

import csv
import gzip
import io
import re
import zipfile

import pytest
from streamlit.testing.v1 import AppTest

from qc.intake.guess import Doubt
from qc.pages.loaded import aside_file
from qc.view.words import mapping as say
from qc.view.words import opening
from qc.workspace import Workspace
from tests.pages import logs
from tests.pages.visit import go, heard, raw, said, visit

pytestmark = pytest.mark.usefixtures("workspace")


def upload(content: bytes, name: str = "log.csv") -> AppTest:
    app = visit("data")
    return heard(app.file_uploader(key="file").upload(name, content).run())


def choose(app: AppTest, **columns: str) -> AppTest:
    """Choose the column of each field on the mapping screen."""
    for field, column in columns.items():
        picker = next(
            one for one in app.selectbox if (one.key or "").endswith(f"-{field}")
        )
        picker.select(column)
    return heard(app.run())


def load(app: AppTest) -> AppTest:
    return heard(app.button(key="load").click().run())


class TestMapping:
    def test_shows_what_the_file_is_and_loads_it(self, workspace: Workspace) -> None:
        app = upload(logs.csv_of(logs.contacts(60)))

        assert "60 rows, 11 columns \u00b7 UTF-8, separated by commas" in said(app)
        assert re.search(r"enough for \d+ of \d+ measures", said(app))
        assert list(app.dataframe[0].value["team"]) == ["North", "South"] * 2 + [
            "North"
        ]
        assert "60 rows read = 60 accepted" in said(load(app))
        assert workspace.batches()[0].file == "log.csv"

    def test_asks_in_what_order_dates_are_before_it_loads(
        self, workspace: Workspace
    ) -> None:
        rows = [[f"C{i}", f"0{1 + i % 9}/03/2026 10:00"] for i in range(20)]
        app = upload(logs.csv_of(rows, ["Case No", "Opened on"]))

        (orders,) = app.radio
        assert "day first: 01/03/2026 10:00 is 1 Mar 2026" in said(app)
        assert app.button(key="load").disabled
        assert "Answer day first or month first." in said(app)

        app = heard(orders.set_value(False).run())
        assert not app.button(key="load").disabled
        load(app)
        assert str(workspace.batches()[0].last) == "2026-09-03"

    def test_without_an_id_counts_each_row_once(self) -> None:
        rows = [row[1:] for row in logs.contacts(30)]
        app = upload(logs.csv_of(rows, logs.FIELDS[1:]))

        assert "(no id: count each row once)" in [
            box.options[box.index or 0] for box in app.selectbox
        ]
        assert "30 rows read = 30 accepted" in said(load(app))

    def test_without_a_time_of_opening_says_what_is_lacking(self) -> None:
        app = upload(b"case no,words\n1,one\n2,two\n")

        assert app.button(key="load").disabled
        assert "(opened_at)" in said(app)

    def test_of_several_stages_asks_for_none(self, workspace: Workspace) -> None:
        rows = logs.contacts(60)
        for i, row in enumerate(rows):
            row[4] = ("inquiry", "sale", "support")[i % 3]
        app = upload(logs.csv_of(rows))

        assert say.ONE_STAGE not in said(app)
        load(app)
        stages = dict(workspace.strata("stage"))
        assert stages == {"inquiry": 20, "sale": 20, "support": 20}

    def test_of_one_stage_asks_which(self, workspace: Workspace) -> None:
        rows = [[*row[:4], *row[5:]] for row in logs.contacts(20)]
        app = upload(logs.csv_of(rows, [*logs.FIELDS[:4], *logs.FIELDS[5:]]))

        (stage,) = [box for box in app.selectbox if box.label == say.ONE_STAGE]
        load(heard(stage.select("sale").run()))

        assert dict(workspace.strata("stage")) == {"sale": 20}

    def test_heeds_what_is_chosen_over_what_was_recognised(self) -> None:
        app = upload(logs.csv_of(logs.contacts(60)))

        app = choose(app, channel="team", first_response_at="team", score="")

        assert '"team" is used as First response at and Team and Channel.' in said(app)
        assert "First response at: only 0 % of the values" in said(app)
        assert "Not used: first_response_at, channel" in said(app)
        assert "chosen by you" in said(app)

    def test_of_a_file_that_is_not_utf_8_lets_the_encoding_be_chosen(
        self, workspace: Workspace
    ) -> None:
        rows = [[*row[:5], "Łódź", *row[6:]] for row in logs.contacts(20)]
        app = upload(logs.csv_of(rows).decode().encode("cp1250"))

        assert "The file is not UTF-8" in said(app)
        encoding = next(box for box in app.selectbox if box.label == say.ENCODING)
        app = load(heard(encoding.select("cp1250").run()))

        assert dict(workspace.strata("team")) == {"Łódź": 20}

    @pytest.mark.parametrize(
        ("content", "refusal"),
        [(b"", "empty (0 bytes)"), (b"PK\x03\x04" + b"\0" * 40, "cut off")],
        ids=["empty", "cut off"],
    )
    def test_refuses_in_words_what_is_no_log(
        self, content: bytes, refusal: str
    ) -> None:
        app = upload(content)

        assert refusal in said(app)

    def test_of_an_archive_of_several_files_lets_one_be_chosen(
        self, workspace: Workspace
    ) -> None:
        packed = io.BytesIO()
        with zipfile.ZipFile(packed, "w") as archive:
            archive.writestr("june.csv", logs.csv_of(logs.contacts(20)))
            archive.writestr("july.csv", logs.csv_of(logs.contacts(30)))

        app = upload(packed.getvalue(), "both.zip")
        picker = next(box for box in app.selectbox if box.label == opening.MEMBER)
        app = heard(picker.select("july.csv").run())

        assert '30 rows, 11 columns \u00b7 "july.csv" of a zip archive' in said(app)
        assert "30 rows read = 30 accepted" in said(load(app))
        assert workspace.batches()[0].file == "both.zip"

    def test_says_that_a_name_is_wrong(self) -> None:
        packed = gzip.compress(logs.csv_of(logs.contacts(20)))

        assert (
            "By its name the file is text, by its content a gzip file; it is read as "
            "what it holds."
        ) in said(upload(packed))

    def test_has_words_for_every_doubt(self) -> None:
        assert set(say.DOUBTS) == {str(doubt) for doubt in Doubt}


class TestOutcome:
    def test_every_row_is_accounted_for(self) -> None:
        rows = logs.contacts(60)
        rows[3][1] = "soon"
        rows[4][0] = ""
        rows[50] = rows[49]
        app = load(upload(logs.csv_of(rows)))

        told = "60 rows read = 57 accepted + 2 set aside + 1 duplicate"
        assert told in said(app)
        assert "57 interactions" in said(go(app, "review"))

    def test_the_same_file_again_changes_nothing(self, workspace: Workspace) -> None:
        content = logs.csv_of(logs.contacts(60))
        load(upload(content))
        app = load(upload(content, "again.csv"))

        assert "again.csv is loaded already" in said(app)
        assert len(workspace.batches()) == 1

    def test_a_file_whose_rows_all_fail_is_refused_in_words(self) -> None:
        app = choose(upload(logs.csv_of(logs.contacts(9))), opened_at="team")

        assert "none of 9 rows could be accepted" in said(load(app))

    def test_a_batch_can_be_taken_out_and_put_back(self, workspace: Workspace) -> None:
        app = load(upload(logs.csv_of(logs.contacts(60))))
        (batch,) = workspace.batches()

        app = heard(app.button(key=f"switch-{batch.id}").click().run())
        assert "taken out" in said(app)
        assert not workspace.batches()[0].live

        app = heard(app.button(key=f"switch-{batch.id}").click().run())
        assert workspace.batches()[0].live
        assert "60 interactions, 2 of them in this week" in said(go(app, "review"))


class TestHostileText:
    def test_meets_no_markup_on_the_mapping_screen(self) -> None:
        app = upload(logs.hostile(), f"{logs.HOSTILE[2]}.csv")
        app = choose(app, opened_at=logs.HOSTILE[2], promised_by=logs.HOSTILE[0])
        live = ("<script", "![", "](", "http://", "\u202e")

        assert not [text for text in raw(app) for sign in live if sign in text]

    def test_set_aside_runs_in_no_spreadsheet(self, workspace: Workspace) -> None:
        load(upload(logs.hostile(), "hostile.csv"))
        (batch,) = workspace.batches()

        text = aside_file(workspace, batch).decode("utf-8-sig")

        rows = list(csv.DictReader(io.StringIO(text)))
        assert [row["Line"] for row in rows] == ["9", "10"]
        assert rows[0]["Value"].startswith("'=HYPERLINK")
        assert rows[1]["Value"] == "'=1+2"
        assert {row["Reason"] for row in rows} == {"Not a time"}
