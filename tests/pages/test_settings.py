"""Settings as one file on the data page, and cards on that of the definitions."""

from __future__ import annotations

from streamlit.testing.v1 import AppTest

from qc.workspace import Workspace
from qc.workspace.settings import exported
from tests.pages.visit import heard, said, visit

HOSTILE = "<script>alert(1)</script> [x](javascript:1) =cmd()"
CARD = (
    "[[measure]]\nid = 'late-refunds'\ntitle = 'Late refunds'\nquestion = 'Late?'\n"
    "kind = 'share'\ndirection = 'lower'\n"
    "defective = [{ field = 'reason', equals = 'refund' }]\n"
)


def sent(app: AppTest, key: str, text: str) -> AppTest:
    (uploader,) = (one for one in app.file_uploader if str(one.key).startswith(key))
    uploader.set_value(("ours.toml", text.encode(), "application/toml"))
    return heard(app.run())


def test_are_tried_taken_over_and_told(workspace: Workspace) -> None:
    text = (
        "format = 1\n[targets]\nsupport-defective = 0.08\n"
        f"[[note]]\nday = 2026-03-02\ntext = '{HOSTILE}'\n"
    )
    app = sent(visit("data"), "settings-file", text)

    assert "support-defective, new: target 0.08" in said(app)
    assert HOSTILE in said(app)
    assert "Nothing is changed yet" in said(app)
    assert workspace.notes("support-defective") == ()

    app = heard(app.button(key="settings-apply").click().run())
    assert "Settings imported: 2 new." in said(app)
    assert workspace.notes("support-defective")[0].text == HOSTILE

    app = sent(visit("data"), "settings-file", exported(workspace))
    assert "nothing would change" in said(app)
    assert not [one for one in app.button if one.key == "settings-apply"]

    app = sent(visit("data"), "settings-file", "format = 1\n")
    app = heard(app.checkbox(key="settings-replace").check().run())
    assert "support-defective, removed: target 0.08" in said(app)
    app = heard(app.button(key="settings-apply").click().run())
    assert workspace.notes("support-defective") == ()


def test_all_faults_stand_one_under_the_other(workspace: Workspace) -> None:
    text = (
        "[targets]\nsupport-defektive = 1\n[options]\nrules = '<script>'\n"
        "[plan.support-defective]\n"
    )
    app = sent(visit("data"), "settings-file", text)

    (warning,) = app.warning
    lines = warning.value.splitlines()
    assert len(lines) == 2 + 4
    assert all(line.startswith("- ") for line in lines[2:])
    assert "<script>" not in warning.value
    assert workspace.default_rules == "default"


def test_a_workspace_file_broken_by_hand_is_told(workspace: Workspace) -> None:
    (workspace.folder / "steps.toml").write_text("[sale", encoding="utf-8")

    app = visit("data")

    assert "steps.toml has 1 fault(s)" in said(app)


def test_cards_are_added_to_the_definitions(workspace: Workspace) -> None:
    app = sent(visit("measures"), "cards-file", CARD)
    assert "Late refunds (late-refunds), new: Late?" in said(app)

    app = heard(app.button(key="cards-apply").click().run())
    assert "Settings imported: 1 new." in said(app)
    assert workspace.measures[-1].id == "late-refunds"

    app = sent(visit("measures"), "cards-file", CARD.replace("share", "shares"))
    assert "kind must be one of" in said(app)
