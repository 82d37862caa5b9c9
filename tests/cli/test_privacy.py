"""`privacy` and `forget`: what is said, what is done, what is never shown."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

import pytest

from qc.workspace import Workspace
from qc.workspace.keys import FOLDER
from tests.cli.conftest import Run
from tests.nasty import PLAIN

File = Callable[..., Path]
LOG = "interaction_id,opened_at,customer_id,agent,score\n" + "".join(
    f"I{i},2026-03-{i % 28 + 1:02}T10:00,Kunde-{i % 5:03},agent-{i % 2},4\n"
    for i in range(40)
)
BOUGHT = "transaction_id,customer_id,date,amount\n" + "".join(
    f"T{i},Kunde-{i % 5:03},2026-03-05,10\n" for i in range(10)
)


@pytest.fixture
def folder(
    tmp_path: Path, run: Run, csv: File, monkeypatch: pytest.MonkeyPatch
) -> Path:
    monkeypatch.setenv(FOLDER, str(tmp_path / "keys"))
    folder = tmp_path / "workspace"
    for text, name in ((LOG, "log.csv"), (BOUGHT, "bought.csv")):
        assert run("load", csv(text, name), "--workspace", folder).status == 0
    return folder


def key_of(folder: Path) -> Path:
    file = Workspace.open(folder).privacy.file
    assert file is not None
    return file


class TestPrivacy:
    def test_shows_how_people_are_stored_and_no_key(
        self, run: Run, folder: Path
    ) -> None:
        file = key_of(folder)

        ran = run("privacy", "--workspace", folder)

        assert ran.lines == [
            "Keep the names of: agents",
            "Known by their codes: 5 customers and 2 agents.",
            "Names kept: 2 agents.",
            f"The key is in {file}. Keep a copy in a safe place, apart from the "
            "workspace.",
        ]
        assert file.read_text().strip() not in ran.out

    def test_as_data(self, run: Run, folder: Path) -> None:
        ran = run("privacy", "--workspace", folder, "--json")

        assert ran.json == {
            "schema": "qc.privacy/1",
            "keep_names": "agents",
            "names": {"agent": 2},
            "codes": {"agent": 2, "customer": 5},
            "key": str(key_of(folder)),
            "key_state": "here",
            "files_by_name": 0,
            "files_with_other_keys": 0,
        }
        assert key_of(folder).read_text().strip() not in ran.out

    def test_whose_names_are_kept_can_be_said(self, run: Run, folder: Path) -> None:
        ran = run("privacy", "--workspace", folder, "--keep-names", "none")
        assert ran.lines[0] == "Keep the names of: nobody"
        assert ran.lines[2] == "No names are kept."

        wrong = run("privacy", "--workspace", folder, "--keep-names", "some")
        assert "'some' is none of none, agents, all." in wrong.said

    def test_a_load_can_say_it_too(
        self, run: Run, csv: File, tmp_path: Path, folder: Path
    ) -> None:
        other = tmp_path / "other"
        options = ("--workspace", other, "--keep-names", "all")
        assert run("load", csv(LOG), *options).status == 0

        told = run("privacy", "--workspace", other).lines
        assert told[2] == "Names kept: 5 customers and 2 agents."
        assert str(folder) not in "".join(told)

    @pytest.mark.parametrize(
        ("content", "what"),
        [
            (None, "The key of this workspace is not on this machine: {file} is"),
            ("ab" * 32, "{file} is not the key of this workspace"),
            ("lost", "{file} is no key, or cannot be read"),
        ],
        ids=["missing", "another", "damaged"],
    )
    def test_a_lost_key(
        self, run: Run, csv: File, folder: Path, content: str | None, what: str
    ) -> None:
        file = key_of(folder)
        file.unlink() if content is None else file.write_text(content)

        line = run("privacy", "--workspace", folder).lines[3]
        assert line.startswith(what.replace("{file}", str(file)))
        assert "All figures and charts still work." in line
        assert line.endswith("Only if it is lost for good, start a new key.")
        assert run("review", "--workspace", folder).status == 0
        refused = run("load", csv(PLAIN, "next.csv"), "--workspace", folder)
        assert refused.said.startswith("next.csv: ")
        assert len(Workspace.open(folder).batches()) == 1

        anew = run("privacy", "--workspace", folder, "--new-key").lines
        assert anew[-1] == (
            "2 files were coded with an earlier key: the same customers and agents "
            "have other codes there and count as other people, and names kept with it "
            "cannot be read."
        )
        assert run("load", csv(PLAIN, "next.csv"), "--workspace", folder).status == 0

    def test_a_key_that_fits_stays(self, run: Run, folder: Path) -> None:
        refused = run("privacy", "--workspace", folder, "--new-key").said
        assert "is here and fits" in refused


class TestForget:
    def test_first_says_what_it_would_do(self, run: Run, folder: Path) -> None:
        ran = run("forget", "Kunde-003", "--workspace", folder)

        assert ran.lines == [
            "This will erase 8 rows of interactions, 2 rows of transactions in 2 "
            "files.",
            "Copies, exports and backups made before are not touched.",
            "Nothing was changed yet. To erase it, say so: --yes",
        ]
        assert Workspace.open(folder).batches()[0].rows == 40

    def test_then_does_it(self, run: Run, folder: Path) -> None:
        ran = run("forget", "Kunde-003", "--yes", "--workspace", folder)
        assert ran.lines[0] == (
            "Erased: 8 rows of interactions, 2 rows of transactions in 2 files. "
            "Figures no longer count this customer."
        )
        assert Workspace.open(folder).batches()[0].rows == 32

        again = run("forget", "Kunde-003", "--yes", "--workspace", folder, "--json")
        assert again.json == {
            "schema": "qc.forgotten/1",
            "erased": False,
            "rows": 0,
            "batches": 0,
            "listed": 0,
            "names": 0,
            "tables": {},
            "texts": 0,
            "mentions": 0,
            "on_record": 0,
            "unfinished": 0,
            "out_of_reach": 0,
        }

    def test_the_id_can_come_from_a_pipe(
        self, run: Run, folder: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("sys.stdin", io.StringIO("Kunde-003\n"))

        ran = run("forget", "-", "--yes", "--workspace", folder, "--json")

        assert (ran.json["rows"], ran.json["erased"]) == (10, True)
        assert "Kunde-003" not in ran.out

    def test_what_somebody_wrote_is_told(self, run: Run, folder: Path) -> None:
        workspace = Workspace.open(folder)
        workspace.note(None, workspace.today, "Kunde-003 called twice")

        ran = run("forget", "Kunde-003", "--yes", "--workspace", folder)

        assert ran.lines[1:3] == [
            "1 note, setting, card or file name may still name this customer; change "
            "them by hand.",
            "1 entry of the audit trail may name this customer, from a text that "
            "somebody wrote; nothing can be taken out of the trail.",
        ]

    @pytest.mark.parametrize("reason", ["Kunde-003 wrote", "by KUNDE-003"])
    def test_the_reason_names_nobody(self, run: Run, folder: Path, reason: str) -> None:
        asked = ("forget", "Kunde-003", "--yes", "--reason", reason)
        refused = run(*asked, "--workspace", folder).said
        assert refused.startswith("Say which customer to forget, and do not name")
        assert Workspace.open(folder).batches()[0].rows == 40
