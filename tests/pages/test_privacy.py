"""Privacy on the data page: whose names are kept, the lost key, forgetting somebody."""

from __future__ import annotations

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from qc.core.people import Keep, Person
from qc.workspace import Workspace, keys
from tests.pages import logs
from tests.pages.visit import go, heard, said, visit


@pytest.fixture(autouse=True)
def _keys(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(keys.FOLDER, str(tmp_path / "keys"))


@pytest.fixture
def loaded(workspace: Workspace) -> Workspace:
    """A log in which every contact has a customer: Kunde-000 to Kunde-004."""
    place, rows = logs.FIELDS.index("customer_id"), logs.contacts(60)
    for i, row in enumerate(rows):
        row[place] = f"Kunde-{i % 5:03}"
    with workspace.upload(logs.csv_of(rows)) as file:
        workspace.load(file, name="log.csv")
    return workspace


def typed(app: AppTest, text: str) -> AppTest:
    field = next(one for one in app.text_input if (one.key or "").startswith("forget-"))
    return heard(field.input(text).run())


class TestNames:
    def test_a_change_is_told_before_it_is_saved(self, loaded: Workspace) -> None:
        app = visit("data")
        assert "Known by their codes: 5 customers and 2 agents." in said(app)
        assert "Names kept: 2 agents." in said(app)

        app = heard(app.button_group(key="keep-agents").set_value("none").run())
        assert "Saving deletes the names of 2 agents at once." in said(app)
        assert loaded.privacy.names == {Person.AGENT: 2}

        app = heard(app.button(key="keep-save").click().run())
        assert loaded.privacy.keep is Keep.NONE
        assert "No names are kept." in said(app)


class TestALostKey:
    def test_is_said_first_and_a_new_one_is_confirmed(self, loaded: Workspace) -> None:
        file = loaded.privacy.file
        assert file is not None
        file.unlink()

        app = visit("data")
        assert len(app.warning) == 1
        assert "is missing" in said(app)
        assert "All figures and charts still work." in said(app)
        assert app.button(key="new-key").disabled

        app = heard(app.checkbox(key="new-key-sure").check().run())
        app = heard(app.button(key="new-key").click().run())
        assert loaded.privacy.readable
        assert "1 file was coded with an earlier key" in said(app)

    def test_stands_in_no_other_page_s_way(self, loaded: Workspace) -> None:
        file = loaded.privacy.file
        assert file is not None
        file.write_text("no key")

        app = visit("review")
        assert "60 interactions" in said(app)
        assert not go(app, "people").warning


class TestForgetting:
    def test_says_what_it_will_do_then_does_it(self, loaded: Workspace) -> None:
        app = typed(visit("data"), "Kunde-003")
        assert "This will erase 12 rows of interactions in 1 file." in said(app)
        assert app.button(key="forget").disabled
        assert loaded.batches()[0].rows == 60

        app = heard(app.checkbox(key="forget-sure-0").check().run())
        app = heard(app.button(key="forget").click().run())

        assert loaded.batches()[0].rows == 48
        assert "Erased: 12 rows of interactions in 1 file." in said(app)
        assert "Kunde-003" not in said(app)
        assert "Kunde-003" not in str(app.session_state)
        assert typed(app, "Kunde-003").info[0].value.startswith("No row")

    @pytest.mark.usefixtures("loaded")
    @pytest.mark.parametrize("whom", [logs.HOSTILE[0], "\u202e=1+1", "x" * 10_000])
    def test_whoever_is_asked_for(self, whom: str) -> None:
        app = typed(visit("data"), whom)

        assert "nothing was changed" in said(app)
        assert whom[:40] not in said(app)
