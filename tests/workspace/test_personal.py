"""Where names could show: lists, downloads, messages, the trail, the preview."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest

from qc.cli import main
from qc.core.errors import InvalidLog, NeedsAnswer
from qc.core.people import Keep, Person
from qc.intake.suggestion import NO_ANSWERS, Answers
from qc.pages.loaded import aside_file
from qc.view.codes import labels
from qc.view.escape import markdown
from qc.view.tables import safe_csv
from qc.workspace import Workspace, keys, personal
from qc.workspace.personal import called, inspected, listed
from tests.workspace.conftest import NOW

WHO, MAIL, TEL = "Quirinus Zwackelmann", "q.zwackelmann@example.org", "+49 170 1234567"
RAW = ("Quirinus", "Zwackelmann", "zwackelmann", "1234567", "Kunde-0815")
HEAD = "interaction_id,opened_at,customer_id,agent,score,team,Contact\n"
LONG = "x" * 10_000
HOSTILE = [
    "<script>alert(1)</script>",
    "=cmd|'/c calc'!A1",
    "\u202eevil\u202c",
    "'; DROP TABLE people; --",
    'a\\b"c%s{x}[y](z)',
    "\u00c5\u0301ngstr\u00f6m \u5f20\u4f1f",
    "(?i).*",
    LONG,
]


def log() -> str:
    good = [
        f"I{i},2026-03-{1 + i % 28:02}T10:00Z,Kunde-0815,{WHO},4,north,{MAIL}"
        for i in range(40)
    ]
    bad = [
        f"I90,{WHO},Kunde-0815,{WHO},4,north,{MAIL}",
        f"I91,{MAIL},Kunde-0815,{WHO},4,north,{MAIL}",
        f"I92,2026-03-05T10:00Z,Kunde-0815,{WHO},{TEL},north,{MAIL}",
        f"I93,2026-03-05T10:00Z,Kunde-0815,{WHO},Kunde-0815,north,{MAIL}",
        f"{MAIL},{WHO}",
        f"Please call {WHO} back\n{TEL}",
    ]
    return HEAD + "\n".join([*good, *bad]) + "\n"


@pytest.fixture
def workspace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Workspace:
    monkeypatch.setenv(keys.FOLDER, str(tmp_path / "keys"))
    return Workspace.open(tmp_path / "workspace", now=lambda: NOW)


@pytest.fixture
def _unseen(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever is here may not see names, as roles will say one day."""
    monkeypatch.setattr(personal, "may_see_names", lambda *_: False)


def load(workspace: Workspace, text: str, answers: Answers = NO_ANSWERS) -> None:
    with workspace.upload(text.encode()) as file:
        workspace.load(file, name="log.csv", answers=answers)


def shows(text: str) -> list[str]:
    return [raw for raw in RAW if raw in text]


class TestLists:
    def test_hold_nobody_of_the_file(self, workspace: Workspace) -> None:
        load(workspace, log())
        (batch,) = workspace.batches()

        found = workspace.set_aside(batch)

        assert batch.account.set_aside == 5
        assert shows(repr(found)) == []
        file = workspace.warehouse.manifest.set_aside(batch)
        assert file is not None
        assert shows(file.read_bytes().decode("latin-1")) == []

    @pytest.mark.usefixtures("_unseen")
    def test_show_no_words_to_who_may_not_see_names(self, workspace: Workspace) -> None:
        load(workspace, log() + "I95,by Rumpelstilz,Kunde-7,x,4,north,\n")
        (batch,) = workspace.batches()
        assert "Rumpelstilz" in repr(workspace.set_aside(batch))

        assert "Rumpelstilz" not in repr(listed(workspace, batch))
        assert b"Rumpelstilz" not in aside_file(workspace, batch)
        assert len(listed(workspace, batch)) == len(workspace.set_aside(batch))

    def test_as_a_download_and_as_data(
        self, workspace: Workspace, tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        file = tmp_path / "log.csv"
        file.write_text(log())
        folder = str(workspace.folder)

        assert main(["load", str(file), "--workspace", folder, "--json"]) == 0

        told = json.loads(capsys.readouterr().out)
        assert len(told["faults"]) == 7
        assert shows(json.dumps(told, ensure_ascii=False)) == []
        (batch,) = workspace.batches()
        rows = list(csv.reader(io.StringIO(aside_file(workspace, batch).decode())))
        assert len(rows) == 8
        assert shows(repr(rows)) == []


class TestMessages:
    def test_of_a_file_without_a_good_row(self, workspace: Workspace) -> None:
        columns = (("opened_at", "agent"), ("agent", ""))

        with pytest.raises((InvalidLog, NeedsAnswer)) as refused:
            load(workspace, log(), Answers(columns=columns))

        assert shows(str(refused.value)) == []

    def test_of_a_time_that_is_none(self, workspace: Workspace) -> None:
        text = f"interaction_id,opened_at\nI1,{WHO}\nI2,{WHO}\n"

        with pytest.raises(NeedsAnswer) as refused:
            load(workspace, text)

        assert "Not readable as time: 'opened_at' holds '\u2026 \u2026'" in str(
            refused.value
        )

    def test_of_a_filter(
        self, workspace: Workspace, capsys: pytest.CaptureFixture[str]
    ) -> None:
        load(workspace, log())
        folder = str(workspace.folder)

        assert main(["review", "--workspace", folder, "--agent", "Nobody"]) == 2

        assert shows(capsys.readouterr().err) == []


class TestTheTrail:
    def test_names_nobody(self, workspace: Workspace) -> None:
        workspace.keep_names(Keep.ALL)
        load(workspace, log())
        workspace.forget_customer("Kunde-0815", reason="by letter")

        assert shows(repr(workspace.warehouse.state.entries(1000))) == []
        assert "customer-forgotten" in repr(workspace.warehouse.state.entries(1))


class TestThePreview:
    def look(self, workspace: Workspace) -> str:
        with workspace.upload(log().encode()) as file:
            found = inspected(workspace, file, NO_ANSWERS)
        assert found.rows
        assert "north" in repr(found.rows)
        return repr((found.rows, found.suggestion))

    def test_shows_the_file_to_who_may_see_names(self, workspace: Workspace) -> None:
        assert shows(self.look(workspace)) == list(RAW)

    @pytest.mark.usefixtures("_unseen")
    def test_shows_nobody_to_others(self, workspace: Workspace) -> None:
        assert shows(self.look(workspace)) == []


class TestHostileNames:
    @pytest.fixture
    def full(self, workspace: Workspace) -> Workspace:
        workspace.keep_names(Keep.ALL)
        table = io.StringIO()
        out = csv.writer(table)
        out.writerow(["interaction_id", "opened_at", "customer_id", "agent"])
        for i, name in enumerate(HOSTILE * 3):
            out.writerow([f"I{i}", f"2026-03-{1 + i:02}T10:00Z", name, name])
        load(workspace, table.getvalue())
        return workspace

    def test_are_kept_and_shown_as_they_are_and_do_no_harm(
        self, full: Workspace
    ) -> None:
        assert full.privacy.names[Person.AGENT] == len(HOSTILE)
        codes = [code for code, _ in full.strata("agent")]

        names = called(full, "agent", codes, asked=True)

        assert sorted(names.values()) == sorted(HOSTILE)
        shown = labels(codes, noun="agent", hidden=False, called=names)
        assert max(map(len, shown.values())) <= 40
        assert not any("<" in markdown(label) for label in shown.values())
        assert not any("\u202e" in label for label in shown.values())

    @pytest.mark.parametrize("who", HOSTILE, ids=lambda text: ascii(text)[:20])
    def test_can_be_forgotten(self, full: Workspace, who: str) -> None:
        told = full.forget_customer(who).told

        assert (told.rows, told.names) == (3, 1)
        assert full.look_for_customer(who).told.nothing
        assert full.batches()[0].rows == 3 * (len(HOSTILE) - 1)

    def test_run_in_no_spreadsheet(self, full: Workspace) -> None:
        from qc.view.frames import rows_frame
        from qc.workspace.personal import rows_called

        rows = [
            {"interaction_id": "I", "agent": code} for code, _ in full.strata("agent")
        ]
        text = safe_csv(rows_frame(rows_called(full, rows, asked=True))).decode()

        assert "'=cmd" in text
        assert "\n=cmd" not in text
