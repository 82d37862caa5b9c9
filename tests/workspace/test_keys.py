"""Keys: outside the workspace, for their owner only, made once, never lost by us."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from qc.core.errors import BrokenStore
from qc.workspace import keys


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv(keys.FOLDER, str(tmp_path / "keys"))
    return tmp_path / "keys"


def test_a_key_is_made_once(folder: Path) -> None:
    assert keys.read_key("w1") is None

    made = keys.make_key("w1")

    assert len(made) == 32
    assert keys.make_key("w1") == keys.read_key("w1") == made
    assert keys.make_key("w2") != made
    assert sorted(file.name for file in folder.iterdir()) == ["w1.key", "w2.key"]


@pytest.mark.skipif(os.name == "nt", reason="modes of files are those of POSIX")
def test_only_its_owner_may_read_it(folder: Path) -> None:
    keys.make_key("w1")

    assert keys.key_file("w1").stat().st_mode & 0o777 == 0o600
    assert folder.stat().st_mode & 0o777 == 0o700


def test_a_damaged_key_is_refused() -> None:
    keys.make_key("w1")
    keys.key_file("w1").write_text("00ff\n")

    with pytest.raises(BrokenStore) as refused:
        keys.make_key("w1")

    assert str(refused.value) == (
        f"{keys.key_file('w1')} is no key of pseudonyms. Restore it from a backup; "
        "without it, new files cannot be joined with those loaded before."
    )


def test_a_key_put_away_is_kept(folder: Path) -> None:
    assert keys.put_away("w1") is None
    made = keys.make_key("w1")

    aside = keys.put_away("w1")

    assert aside is not None
    assert aside.read_text().strip() == made.hex()
    assert keys.read_key("w1") is None
    assert aside.parent == folder


def test_where_keys_are_by_default(monkeypatch: pytest.MonkeyPatch) -> None:
    for variable in (keys.FOLDER, "APPDATA", "XDG_CONFIG_HOME"):
        monkeypatch.delenv(variable, raising=False)
    house = "relationship-quality-control"

    assert keys.key_file("w1") == Path.home() / ".config" / house / "keys" / "w1.key"

    monkeypatch.setenv("XDG_CONFIG_HOME", "/etc/xdg")
    assert keys.key_file("w1") == Path("/etc/xdg") / house / "keys" / "w1.key"
