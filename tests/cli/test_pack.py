"""`python -m qc pack`: files in a folder, each on record."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import pytest

from qc.core.errors import QcError
from qc.store.audit import Entry
from qc.view.pack import Format
from qc.workspace import Lens, Workspace, packing
from qc.workspace.sample import open_sample
from tests.cli.conftest import Run

MAGIC = {
    "html": b"<!DOC",
    "pdf": b"%PDF-",
    "pptx": b"PK",
    "xlsx": b"PK",
    "csv": b"\xef",
}


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    return open_sample(tmp_path_factory.mktemp("pack") / "workspace")


class TestFiles:
    def test_every_format_is_written_and_recorded(
        self, run: Run, workspace: Workspace, tmp_path: Path
    ) -> None:
        out = tmp_path / "new" / "folder"
        options = ("--format", "all", "--out", out, "--workspace", workspace.folder)
        ran = run("pack", *options, "--json")

        assert ran.status == 0
        assert ran.json["schema"] == "qc.files/1"
        named = [Path(name) for name in ran.json["files"]]
        assert [file.name for file in named] == [
            f"weekly-review-2026-W35.{form}" for form in Format
        ]
        assert sorted(out.iterdir()) == sorted(named)  # no draft is left behind
        for file in named:
            assert file.read_bytes().startswith(MAGIC[file.suffix[1:]])
        told = [json.loads(e.new or "") for e in _exports(workspace, len(named))]
        assert {each["format"]: each["sha256"] for each in told} == {
            f.suffix[1:]: hashlib.sha256(f.read_bytes()).hexdigest() for f in named
        }

    def test_an_export_does_not_make_results_old(self, workspace: Workspace) -> None:
        review, before = workspace.review(), workspace.version
        pack = packing.make(workspace, review)
        content = packing.write(workspace, pack, Format.CSV)

        assert workspace.version == before
        assert workspace.warehouse.state.verify().hash != pack.head
        assert pack.head in content.decode("utf-8-sig")

    def test_an_older_week_by_other_rules(
        self, run: Run, workspace: Workspace, tmp_path: Path
    ) -> None:
        options = ("--out", tmp_path, "--workspace", workspace.folder)
        ran = run("pack", "--week", "2026-W29", "--rules", "nelson", *options)

        (file,) = tmp_path.iterdir()
        assert ran.out.strip() == str(file)
        assert file.name == "weekly-review-2026-W29.html"
        assert "Week 2026-W29" in file.read_text(encoding="utf-8")
        assert "Nelson" in file.read_text(encoding="utf-8")

    def test_carried_over_actions_come_along_without_their_owners(
        self, workspace: Workspace
    ) -> None:
        pack = packing.make(workspace, workspace.review())

        assert [one.step for one in pack.actions] == ["In check", "Being done"]
        assert {one.measure for one in pack.actions} <= {e.title for e in pack.entries}


class TestRefusals:
    def test_no_pack_about_single_people(self, workspace: Workspace) -> None:
        lens = Lens(filters=(("agent", ("A04",)),))

        with pytest.raises(QcError) as refused:
            packing.make(workspace, workspace.review(), lens)

        assert str(refused.value) == (
            "A pack is about the work, not about single people: take the filter on "
            "agent off first."
        )

    def test_no_data(self, run: Run, tmp_path: Path) -> None:
        Workspace.open(tmp_path / "empty")
        ran = run("pack", "--workspace", tmp_path / "empty", "--out", tmp_path / "x")

        assert ran.said.startswith("The log is empty.")
        assert not (tmp_path / "x").exists()

    def test_a_folder_that_is_a_file(
        self, run: Run, workspace: Workspace, tmp_path: Path
    ) -> None:
        (tmp_path / "taken").touch()
        options = ("--workspace", workspace.folder, "--out", tmp_path / "taken")

        assert run("pack", *options).said.endswith(
            "taken cannot be written. Check that the folder exists and that you may "
            "write to it, or choose another folder."
        )


def _exports(workspace: Workspace, n: int) -> list[Entry]:
    return list(workspace.warehouse.state.entries(n))
