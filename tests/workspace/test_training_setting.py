"""How long a course holds: told, refused, and back again."""

from __future__ import annotations

from pathlib import Path

import pytest

from qc.core.errors import UnknownName
from qc.core.settings_items import FOR_GOOD
from qc.view.words.training_due import HOLDING as SAID
from qc.workspace import Workspace
from qc.workspace.training_setting import HOLDING, course_told, tell_course


def test_it_is_kept_until_told_otherwise(tmp_path: Path) -> None:
    workspace = Workspace.open(tmp_path)

    assert course_told(workspace.warehouse) == FOR_GOOD
    tell_course(workspace, "365")
    assert course_told(workspace.warehouse) == "365"
    with pytest.raises(UnknownName, match="course_holds"):
        tell_course(workspace, "12")
    assert course_told(workspace.warehouse) == "365"


def test_every_choice_has_its_words() -> None:
    assert set(HOLDING.values()) == set(SAID)
