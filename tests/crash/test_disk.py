"""A full disk, or one that may only be read: said in words, and nothing is lost.

What needs the right to mount is tried where that is given, and else with the limit on
the size of files that every system has.
"""

from __future__ import annotations

import os
import resource
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from qc.core.errors import QcError
from qc.workspace import Workspace
from tests.crash.deeds import first_load, log, opened, seen, settings
from tests.crash.deeds import upserts as second_load

ROOM = 3_000_000
FULL = "The disk is full: "
CLOSED = " cannot be written"


def mounted(at: Path, *options: str) -> bool:
    """Mount a file system; say whether that is allowed."""
    command = ["mount", *options, str(at)]
    with open(os.devnull, "wb") as nowhere:
        try:
            return subprocess.run(command, stderr=nowhere).returncode == 0
        except FileNotFoundError:
            return False


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of a few megabytes."""
    place = tmp_path / "disk"
    place.mkdir()
    if not mounted(place, "-t", "tmpfs", "-o", f"size={ROOM}", "none"):
        pytest.skip("no right to mount")
    yield place
    subprocess.run(["umount", "-l", str(place)], check=True)


@contextmanager
def filled(disk: Path, left: int) -> Iterator[None]:
    """Leave no more than some bytes on a disk, for a while."""
    filler = disk / "filler"
    free = os.statvfs(disk).f_bavail * os.statvfs(disk).f_frsize
    with filler.open("wb") as out:
        os.posix_fallocate(out.fileno(), 0, max(1, free - left))
    try:
        yield
    finally:
        filler.unlink()


def said(deed: Callable[[], object]) -> str:
    """Return what was said of a deed; empty if it was done."""
    try:
        deed()
    except QcError as refusal:
        return str(refusal)
    return ""


class TestFull:
    @pytest.mark.parametrize("left", [0, 48, 200])
    def test_everything_is_done_or_refused_in_words(
        self, small_disk: Path, tmp_path: Path, left: int
    ) -> None:
        workspace = opened(small_disk / "workspace")
        first_load(workspace, tmp_path)
        before = seen(workspace)
        big = log(tmp_path / "big.csv", range(100, 6000))

        with filled(small_disk, 1024 * left):
            refused = said(lambda: workspace.load(big))
            others = [
                said(lambda: opened(workspace.folder)),
                said(workspace.review),
                said(lambda: second_load(workspace, tmp_path)),
                said(lambda: settings(workspace, tmp_path)),
            ]

        assert FULL in refused
        assert all(text == "" or FULL in text for text in others), others
        assert list(workspace.warehouse.staging.iterdir()) == []
        untouched = [row for row in before["rows"] if int(row[0][1:]) < 20]
        assert all(row in seen(workspace)["rows"] for row in untouched)
        second_load(workspace, tmp_path)
        settings(workspace, tmp_path)
        assert workspace.load(big).account.accepted == 5900
        named = {workspace.warehouse.manifest.path(one) for one in workspace.batches()}
        there = set(workspace.warehouse.manifest.folder.glob("*.parquet"))
        assert there == named

    def test_the_page_says_so_and_works_again(
        self, small_disk: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        folder = small_disk / "workspace"
        first_load(opened(folder), tmp_path)
        monkeypatch.setenv("QC_WORKSPACE", str(folder))
        app = AppTest.from_file(str(Path("app.py").resolve()), default_timeout=60)

        with filled(small_disk, 0):
            app.run()
        assert not app.exception
        assert any("disk is full" in one.value for one in app.warning)

        app.run()
        assert not app.exception
        assert not app.warning

    def test_a_limit_on_files_is_a_full_disk(self, tmp_path: Path) -> None:
        big = log(tmp_path / "big.csv", range(6000))
        small = log(tmp_path / "small.csv", range(30))
        folder = ["--workspace", str(tmp_path / "workspace")]
        command = [sys.executable, "-m", "qc", "load", str(small), str(big), *folder]

        done = subprocess.run(
            command, capture_output=True, text=True, preexec_fn=limited, check=False
        )

        assert done.returncode == 2
        assert "small.csv: 31 rows read = 30 accepted" in done.stdout
        assert done.stderr == (
            "big.csv: The disk is full: there is no room to unpack the file. Nothing "
            "was imported; what was saved before is safe. Free some space and try "
            "again.\n"
        )
        assert [one.rows for one in opened(tmp_path / "workspace").batches()] == [30]


def limited() -> None:
    """Let no file grow beyond what a small workspace needs."""
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (250_000, 250_000))


class TestReadOnly:
    def test_is_said_and_nothing_is_lost(self, tmp_path: Path) -> None:
        real, place = tmp_path / "real", tmp_path / "read-only"
        place.mkdir()
        workspace = opened(real)
        first_load(workspace, tmp_path)
        before = seen(workspace)
        workspace.warehouse.close()

        with read_only(real, place):
            refused = [said(lambda: opened(place).review())]
        with read_only(real, place, after=opened) as shown:
            assert shown is not None
            refused += [
                said(lambda: second_load(shown, tmp_path)),
                said(lambda: settings(shown, tmp_path)),
                said(shown.review),
            ]

        assert all(CLOSED in text for text in refused), refused
        assert seen(opened(real)) == before
        second_load(opened(real), tmp_path)


@contextmanager
def read_only(
    real: Path, place: Path, after: Callable[[Path], Workspace] | None = None
) -> Iterator[Workspace | None]:
    """Show a folder at another place, from some moment on only to be read."""
    if not mounted(place, "--bind", str(real)):
        pytest.skip("no right to mount")
    try:
        workspace = after(place) if after else None
        assert mounted(place, "-o", "remount,ro,bind")
        yield workspace
    finally:
        subprocess.run(["umount", "-l", str(place)], check=True)
