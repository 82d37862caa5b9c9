"""A customer in every field of every table is in no byte of the workspace afterwards.

The customer goes by an id, a name and an e-mail address. They stand in every field of
all seven tables, in rows that were taken, in rows that were set aside, in values left
out, in versions that were replaced, in files taken out and put back, and in ratings
added later; everybody else's figures are those of a workspace that never knew them.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest

from qc.core.kinds import FieldKind, TableName
from qc.core.people import Keep, Person
from qc.core.table import Table
from qc.core.tables import TABLES
from qc.intake.suggestion import Answers
from qc.view.payload import review_payload
from qc.workspace import Workspace, keys
from qc.workspace.privacy import pseudonyms_of
from tests.workspace.conftest import NOW

ID, NAME = "Zqx-7310-Kw", "Quirinus Zwackelmann"
MAIL = "quirinus.zwackelmann@example.org"
NAMES = itertools.cycle((ID, NAME, MAIL))
OTHERS, WEEKS = 12, 26
THEIRS = {
    table.name
    for table in TABLES.values()
    if any((table.joins(field) or field) == "customer_id" for field in table.fields)
}
GOOD = {
    FieldKind.NUMBER: "4",
    FieldKind.DURATION: "60",
    FieldKind.FLAG: "1",
}


def rows(table: Table, *, with_them: bool, version: int = 1) -> Iterator[list[str]]:
    """Give rows of a table; theirs are good ones, faulty ones, and broken ones."""
    fields = list(table.fields)
    for i in range(OTHERS * WEEKS):
        row = {field: good(table, field, f"o{i % OTHERS}", i) for field in fields}
        row |= {field: str(version) for field in fields if field == "replies"}
        yield list(row.values())
    if not with_them:
        return
    for i in range(4):
        row = {field: theirs(table, field, i) for field in fields}
        row |= {field: str(version) for field in fields if field == "score"}
        yield list(row.values())
    for field in fields:  # each value at fault once, by each of the names
        if table.fields[field].kind in {FieldKind.TEXT, FieldKind.KEY}:
            continue
        for i in range(3):
            row = {name: theirs(table, name, 10 + i) for name in fields}
            if not table.joins(table.key):
                row[table.key] = f"{field}-{i}-{row[table.key]}"
            wrong = next(NAMES) if table.name in THEIRS else ID
            yield list((row | {field: wrong}).values())
    yield [ID, MAIL, NAME]  # too few fields
    yield [f"{NAME} wrote, {ID}, {MAIL}"] * (len(fields) + 2)


def good(table: Table, field: str, who: str, i: int) -> str:
    kind = table.fields[field].kind
    if field == "stage":
        return "support"
    if field == table.key and table.joins(field) != "customer_id":
        return f"{table.name}{i}"
    if kind is FieldKind.TIME:
        return f"2026-{5 + i // 7 % 6:02}-{1 + i % 28:02}T1{i % 8}:00:00Z"
    if kind in GOOD:
        return GOOD[kind] if i % 5 else "0"
    if field == "referred_id":
        return f"{who}-friend"
    return f"{who}-{i}" if table.joins(field) == "customer_id" and i > 50 else who


def theirs(table: Table, field: str, i: int) -> str:
    """Return a value that says who it is about, wherever a text may stand."""
    kind, joins = table.fields[field].kind, table.joins(field) or field
    if field == "stage":
        return "support"
    if joins == "customer_id":
        return ID if field != "referred_id" else f"friend of {NAME} {i}"
    if kind is FieldKind.TIME or kind in GOOD:
        return good(table, field, "", i)
    if table.name not in THEIRS:  # nothing in it says whose it is, but the id
        return f"by {ID}" if kind is FieldKind.TEXT else f"{table.name}-x{i}"
    return f"{ID}.{i}" if field == table.key else f"{next(NAMES)} {i}"


def load(
    workspace: Workspace, table: Table, lines: Iterator[list[str]], name: str
) -> None:
    fields = list(table.fields)
    text = "\n".join(";".join(line) for line in [fields, *lines]) + "\n"
    texts = {n for n, f in table.fields.items() if f.kind is FieldKind.TEXT}
    answers = Answers(
        table=table.name,
        columns=tuple((field, field) for field in fields),
        personal=tuple(sorted(texts)),
        zone="UTC",
        adds=False,
    )
    with workspace.upload(text.encode()) as file:
        workspace.load(file, answers=answers, name=name)


def filled(folder: Path, *, with_them: bool) -> Workspace:
    workspace = Workspace.open(folder, now=lambda: NOW)
    workspace.keep_names(Keep.ALL)
    for table in TABLES.values():
        load(workspace, table, rows(table, with_them=with_them), f"{table.name}.csv")
    log = TABLES[TableName.INTERACTIONS]
    for version in (2, 3, 4):
        lines = rows(log, with_them=with_them, version=version)
        load(workspace, log, lines, f"v{version}.csv")
    second, third = (workspace.batches()[i].id for i in (1, 2))
    workspace.remove(second, reason="not needed")
    workspace.remove(third, reason="wrong")
    workspace.restore(third, reason="right after all")
    ratings = "interaction_id,score\ninteractions1,5\n"
    ratings += f"{ID}.1,1\n{ID}.77,1\n" if with_them else ""
    with workspace.upload(ratings.encode()) as file:
        workspace.load(file, answers=Answers(adds=True), name="ratings.csv")
    workspace.review()
    return workspace


def found_in(workspace: Workspace, texts: set[str]) -> list[str]:
    """Return the files that hold one of some texts: in their bytes, or as values."""
    names = []
    for file in sorted(path for path in workspace.folder.rglob("*") if path.is_file()):
        content = file.read_bytes()
        if file.suffix == ".parquet":
            with duckdb.connect() as connection:
                cells = connection.execute(f"FROM read_parquet('{file}')").fetchall()
            content += repr(cells).encode()
        if any(text.encode() in content for text in texts):
            names.append(file.name)
    return names


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    folder = tmp_path_factory.mktemp("everywhere")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(keys.FOLDER, str(folder / "keys"))
        yield folder


def test_nothing_of_them_is_left_and_nobody_else_is_touched(folder: Path) -> None:
    workspace = filled(folder / "with", with_them=True)
    other = filled(folder / "without", with_them=False)
    codes = {
        code
        for who in (Person.CUSTOMER, Person.ACCOUNT)
        for text in (
            ID,
            NAME,
            MAIL,
            *(f"{n} {i}" for n in (ID, NAME, MAIL) for i in range(13)),
        )
        for code in pseudonyms_of(workspace.warehouse, who, text)
    }
    everything = {ID, NAME, MAIL, "Zwackelmann", "zwackelmann", *codes}
    (code,) = pseudonyms_of(workspace.warehouse, Person.CUSTOMER, ID)
    before = found_in(workspace, everything)
    assert len(before) >= len(TABLES) * 2, "it is looked for where it is"

    looked = workspace.look_for_customer(ID).told
    told = workspace.forget_customer(code, reason="asked to by letter").told

    assert (told.rows, told.tables) == (looked.rows, looked.tables)
    assert told.rows > 4 * len(TABLES)
    assert told.listed > 0
    assert found_in(workspace, everything) == []
    ours, hers = (review_payload(one.review()) for one in (workspace, other))
    assert ours.pop("digest") != hers.pop("digest")
    assert ours == hers
    workspace.warehouse.state.verify()
    assert workspace.look_for_customer(ID).told.nothing
