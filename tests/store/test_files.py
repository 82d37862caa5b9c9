"""One module touches files: all of them last, or it is said why not."""

from __future__ import annotations

import ast
import errno
import os
from pathlib import Path

import pytest

from qc.core.errors import BrokenStore
from qc.store import files
from qc.store.acts import Act, watched
from qc.store.files import CannotWrite

_CHANGES = {
    *("write_text", "write_bytes", "mkdir", "rmdir", "unlink", "rename", "touch"),
    *("chmod", "symlink_to", "hardlink_to", "removedirs", "makedirs", "remove"),
    *("fsync", "link", "copyfile", "copy", "copytree", "move", "rmtree", "truncate"),
}
_MODULES = {"os", "shutil", "Path", "path", "file", "draft", "folder", "place"}
OTHERS = sorted(
    path
    for layer in ("store", "workspace")
    for path in Path("qc", layer).rglob("*.py")
    if path != Path("qc/store/files.py")
)


def changes(tree: ast.AST) -> list[int]:
    """Return the lines that change a file by themselves."""
    calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call)]
    return [call.lineno for call in calls if _changes(call)]


def _changes(call: ast.Call) -> bool:
    if not isinstance(call.func, ast.Attribute):
        return isinstance(call.func, ast.Name) and call.func.id == "open"
    name, on = call.func.attr, call.func.value
    if name == "open":
        return any(
            "w" in str(ast.literal_eval(mode))
            for mode in call.args[:1]
            if isinstance(mode, ast.Constant)
        )
    if name == "replace":  # that of texts takes two
        return len(call.args) == 1 and not call.keywords
    module = on.id if isinstance(on, ast.Name) else ""
    return name in _CHANGES and module in _MODULES


class TestOneModule:
    @pytest.mark.parametrize("path", OTHERS, ids=str)
    def test_nobody_else_changes_files(self, path: Path) -> None:
        text = path.read_text(encoding="utf-8")

        assert changes(ast.parse(text)) == []
        assert "COPY (" not in text or "writing(" in text

    @pytest.mark.parametrize(
        "code",
        [
            *("path.write_text('')", "os.unlink(path)", "shutil.copyfile(a, b)"),
            *("path.open('wb')", "draft.replace(path)", "folder.mkdir()"),
        ],
    )
    def test_what_would_be_found(self, code: str) -> None:
        assert changes(ast.parse(code)) == [1]


class TestActs:
    def test_are_told_before_they_are_done(self, tmp_path: Path) -> None:
        draft, final = tmp_path / "draft", tmp_path / "final"
        told: list[tuple[Act, str, bool]] = []

        def watch(act: Act, path: Path, was: Path | None) -> None:
            told.append((act, path.name, final.exists()))
            assert (was == draft) == (act is Act.RENAME)

        with watched(watch):
            files.save(final, "text", draft)
        files.remove(final)

        assert told == [
            (Act.WRITE, "draft", False),
            (Act.SYNC, "draft", False),
            (Act.RENAME, "final", False),
            (Act.SYNC, tmp_path.name, True),
        ]

    def test_are_stopped_by_what_a_watcher_raises(self, tmp_path: Path) -> None:
        def watch(act: Act, _path: Path, _was: Path | None) -> None:
            if act is Act.SYNC:
                raise OSError(errno.ENOSPC, "no room")

        with pytest.raises(CannotWrite, match="disk is full"), watched(watch):
            files.save(tmp_path / "final", "text", tmp_path / "draft")

        assert list(tmp_path.iterdir()) == []


class TestSave:
    def test_replaces_whole_texts(self, tmp_path: Path) -> None:
        final = tmp_path / "final"
        for text in ("one", "tw\u00f6"):
            files.save(final, text, tmp_path / "draft")

        assert final.read_text(encoding="utf-8") == "tw\u00f6"
        assert list(tmp_path.iterdir()) == [final]


class TestPutFirst:
    def test_the_first_stays(self, tmp_path: Path) -> None:
        key = tmp_path / "keys" / "a.key"
        for text in ("first", "second"):
            files.put_first(key, text)

        assert key.read_text(encoding="utf-8") == "first"
        assert key.stat().st_mode & 0o777 == files.OWNER_ONLY
        assert list(key.parent.iterdir()) == [key]


class TestRefusals:
    @pytest.mark.parametrize("code", [errno.ENOSPC, errno.EDQUOT, errno.EFBIG])
    def test_no_room(self, tmp_path: Path, code: int) -> None:
        with pytest.raises(CannotWrite) as refused, files.plainly(tmp_path):
            raise OSError(code, os.strerror(code))

        assert str(refused.value) == (
            f"The disk is full: nothing more can be written to {tmp_path}. What was "
            "saved before is safe. Free some space and try again."
        )

    def test_any_other_fault(self, tmp_path: Path) -> None:
        with pytest.raises(BrokenStore) as refused, files.plainly(tmp_path):
            raise OSError(errno.EIO, os.strerror(errno.EIO))

        assert str(refused.value) == (
            f"{tmp_path} could not be used: Input/output error. Check the disk, then "
            "try again."
        )

    def test_what_another_program_says_of_the_disk(self, tmp_path: Path) -> None:
        room = f'IO Error: Could not write "x": {os.strerror(errno.ENOSPC)}'
        right = f'IO Error: Cannot open "x": {os.strerror(errno.EROFS)}'

        assert "disk is full" in str(files.refusal(room, tmp_path))
        assert "cannot be written" in str(files.refusal(right, tmp_path))
        assert files.refusal("Binder Error: no such column", tmp_path) is None
