"""Privacy at the door: who is stored how, who may be named, what a lost key means."""

from __future__ import annotations

from pathlib import Path

import pytest

from qc.core.errors import InvalidCard, QcError
from qc.core.people import Keep, KeyState, Person
from qc.store.people_known import known
from qc.store.pseudonyms import is_pseudonym
from qc.workspace import Lens, Workspace, keys
from qc.workspace.behind import behind, span_of
from qc.workspace.personal import HIDDEN, called, coded, parted, rows_called
from qc.workspace.privacy import MissingKey, names_of
from tests.workspace.conftest import NOW

HEAD = "interaction_id,opened_at,stage,customer_id,account,agent,defective\n"
DAYS = 14 * 7
NAMED = 'one_of = ["Anna Ziegenhals"]'
CARD = f"""
[[measure]]
id = "by-anna"
title = "Defects of Anna Ziegenhals"
question = "How many?"
kind = "share"
direction = "lower"
where = [{{ field = "agent", {NAMED} }}]
defective = [{{ field = "defective", equals = true }}]
"""


def log(first: int = 0, last: int = DAYS) -> str:
    agents = ("Anna Ziegenhals", "Bob Quastenflosser")
    rows = (
        f"I{i},2026-0{5 + i // 28}-{1 + i % 28:02}T10:00,support,Kunde-{i % 9:04},"
        f"Firma-{i % 3},{agents[i % 2]},{int(i % 5 == 0)}"
        for i in range(first, last)
    )
    return HEAD + "\n".join(rows) + "\n"


@pytest.fixture
def workspace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Workspace:
    monkeypatch.setenv(keys.FOLDER, str(tmp_path / "keys"))
    return Workspace.open(tmp_path / "workspace", now=lambda: NOW)


def load(workspace: Workspace, text: str = "", name: str = "log.csv") -> None:
    with workspace.upload((text or log()).encode()) as file:
        workspace.load(file, name=name)


def stored(workspace: Workspace) -> bytes:
    files = (path for path in workspace.folder.rglob("*") if path.is_file())
    return b"".join(path.read_bytes() for path in files)


class TestAtTheDoor:
    def test_no_name_is_in_any_file(self, workspace: Workspace) -> None:
        load(workspace)
        workspace.review()

        content = stored(workspace)

        assert b"support" in content
        for name in (b"Ziegenhals", b"Quastenflosser", b"Kunde-0", b"Firma-"):
            assert name not in content

    def test_the_key_is_not_in_the_workspace(self, workspace: Workspace) -> None:
        load(workspace)

        file = workspace.privacy.file
        assert file is not None
        assert workspace.folder not in file.parents
        assert file.read_bytes().strip() not in stored(workspace)
        assert bytes.fromhex(file.read_text()) not in stored(workspace)

    def test_the_same_people_week_after_week(self, workspace: Workspace) -> None:
        load(workspace, log(0, 50))
        load(workspace, log(40, 90), "next.csv")

        assert len(workspace.strata("agent")) == 2
        account = workspace.batches()[1].account
        assert (account.duplicates, account.accepted) == (10, 40)

    def test_the_same_file_again_changes_nothing(self, workspace: Workspace) -> None:
        load(workspace)
        before = workspace.version
        load(workspace)

        assert len(workspace.batches()) == 1
        assert workspace.version == before

    def test_a_card_may_name_an_agent(self, workspace: Workspace) -> None:
        load(workspace)
        workspace.add_measures(CARD, "own.toml")

        (batch,) = workspace.batches()
        found = workspace.interactions("by-anna", batch.first, batch.last)

        assert found.total == DAYS // 2

    def test_a_part_of_a_name_cannot_be_asked_for(self, workspace: Workspace) -> None:
        load(workspace)
        part = 'contains = "Anna"'

        with pytest.raises(InvalidCard) as refused:
            workspace.add_measures(CARD.replace(NAMED, part), "own.toml")

        assert str(refused.value) == (
            "by-anna has 1 fault(s); nothing was used:\n- agent is stored as a "
            "pseudonym, which holds no part of a name: use equals, one_of or "
            "not_one_of with whole names."
        )
        assert "by-anna" not in {card.id for card in workspace.measures}


class TestNames:
    def test_of_agents_are_kept_those_of_customers_not(
        self, workspace: Workspace
    ) -> None:
        load(workspace)

        assert workspace.privacy.keep is Keep.AGENTS
        assert workspace.privacy.names == {Person.AGENT: 2}
        assert known(workspace.warehouse) == {
            Person.ACCOUNT: 3,
            Person.AGENT: 2,
            Person.CUSTOMER: 9,
        }

    def test_all_if_asked(self, workspace: Workspace) -> None:
        workspace.keep_names(Keep.ALL)
        load(workspace)

        assert workspace.privacy.names == {
            Person.AGENT: 2,
            Person.ACCOUNT: 3,
            Person.CUSTOMER: 9,
        }

    def test_none_if_asked_and_those_kept_go_at_once(
        self, workspace: Workspace
    ) -> None:
        load(workspace)
        codes = [code for code, _ in workspace.strata("agent")]
        assert set(names_of(workspace.warehouse, codes)) == set(codes)

        workspace.keep_names(Keep.NONE)

        assert workspace.privacy.names == {}
        assert called(workspace, "agent", codes, asked=True) == {c: c for c in codes}
        entry = workspace.warehouse.state.entries(1)[0]
        assert (entry.subject, entry.new) == ("privacy.names", '"none"')
        workspace.warehouse.state.verify()

    def test_are_shown_to_those_who_ask(self, workspace: Workspace) -> None:
        load(workspace)
        one = workspace.assess("support-defective")
        span = span_of(one)

        plain = behind(workspace, one, Lens(), span).found.rows
        named = behind(workspace, one, Lens(), span, names=True).found.rows

        assert all(is_pseudonym(row["agent"]) for row in plain)
        assert {row["agent"] for row in named} <= {
            "Anna Ziegenhals",
            "Bob Quastenflosser",
        }
        assert all(is_pseudonym(row["customer_id"]) for row in named)

    def test_of_before_there_were_pseudonyms_are_hidden(
        self, workspace: Workspace
    ) -> None:
        rows: list[dict[str, str | None]] = [
            {"agent": "anna", "team": "north"},
            {"agent": None, "team": None},
        ]

        assert rows_called(workspace, rows, asked=False) == (
            {"agent": HIDDEN, "team": "north"},
            {"agent": None, "team": None},
        )
        assert rows_called(workspace, rows, asked=True) == tuple(rows)
        assert rows_called(workspace, [], asked=True) == ()

    def test_filters_may_name_people(self, workspace: Workspace) -> None:
        load(workspace)
        asked = (("agent", ("Anna Ziegenhals", "Nobody")), ("team", ("north",)))

        (agent, (anna, nobody)), team = coded(workspace, asked)

        assert called(workspace, agent, [anna], asked=True)[anna] == "Anna Ziegenhals"
        assert nobody == "Nobody"
        assert team == ("team", ("north",))


class TestALostKey:
    def test_is_said_and_nothing_is_loaded(self, workspace: Workspace) -> None:
        load(workspace, log(0, 50))
        file = workspace.privacy.file
        assert file is not None
        file.unlink()

        with pytest.raises(MissingKey) as refused:
            load(workspace, log(50), "next.csv")

        assert str(refused.value) == (
            f"The key of this workspace is not on this machine: {file} is missing. "
            "Nothing was loaded. Copy the key from where the workspace was used before "
            "(or name its folder in QC_KEYS). If it is lost, start a new key: "
            "customers and agents loaded from then on cannot be joined with those "
            "loaded before, and names kept so far cannot be read."
        )
        assert len(workspace.batches()) == 1
        assert not workspace.privacy.readable

    def test_another_key_is_refused(self, workspace: Workspace) -> None:
        load(workspace, log(0, 50))
        file = workspace.privacy.file
        assert file is not None
        file.write_text("ab" * 32)

        with pytest.raises(MissingKey, match="is not the key that the people"):
            load(workspace, log(50), "next.csv")

    def test_numbers_can_be_seen_without_it(self, workspace: Workspace) -> None:
        load(workspace)
        with_key = workspace.review()
        file = workspace.privacy.file
        assert file is not None
        file.unlink()

        assert len(workspace.review().assessments) == len(with_key.assessments)
        code = workspace.strata("agent")[0][0]
        assert called(workspace, "agent", [code], asked=True) == {code: code}

    @pytest.mark.parametrize(
        ("content", "state"),
        [
            (None, KeyState.MISSING),
            ("ab" * 32, KeyState.OTHER),
            ("no key", KeyState.DAMAGED),
        ],
    )
    def test_nothing_but_names_is_lost(
        self, workspace: Workspace, content: str | None, state: KeyState
    ) -> None:
        """Numbers stand; what needs a name refuses in words instead of counting 0."""
        load(workspace)
        workspace.add_measures(CARD, "own.toml")
        assert "by-anna" in {card.id for card in workspace.available}
        file = workspace.privacy.file
        assert file is not None
        file.unlink() if content is None else file.write_text(content)

        assert workspace.privacy.key is state
        assert workspace.privacy.lost
        assert workspace.review().assessments
        assert "by-anna" not in {card.id for card in workspace.available}
        with pytest.raises(MissingKey, match="This measure names people"):
            workspace.assess("by-anna")
        with pytest.raises(MissingKey, match="Nobody can be chosen by name"):
            coded(workspace, (("agent", ("Anna Ziegenhals",)),))
        code = workspace.strata("agent")[0][0]
        assert coded(workspace, (("agent", (code,)),)) == (("agent", (code,)),)
        with pytest.raises(QcError):
            load(workspace, log(0, 60), "next.csv")
        assert len(workspace.batches()) == 1

    def test_a_key_that_fits_is_never_replaced(self, workspace: Workspace) -> None:
        load(workspace)

        with pytest.raises(QcError) as refused:
            workspace.start_new_key()

        assert str(refused.value) == (
            "The key of this workspace is here and fits. A new one would only part "
            "customers and agents from what they did before; nothing was changed."
        )
        assert workspace.privacy.readable

    def test_a_new_key_parts_the_people(self, workspace: Workspace) -> None:
        load(workspace, log(0, 50))
        file = workspace.privacy.file
        assert file is not None
        file.write_text("ab" * 32)

        workspace.start_new_key()
        load(workspace, log(50), "next.csv")

        assert len(workspace.strata("agent")) == 4
        assert workspace.privacy.other_keys == 1
        assert (parted(workspace, "agent"), parted(workspace, "team")) == (1, 0)
        assert workspace.privacy.readable
        assert len(list(file.parent.iterdir())) == 2  # the old one is put aside
