"""The engine reaches its own folders and nothing else, and SQL is quoted."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qc.core.fields import FIELDS
from qc.store import sql
from qc.store.engine import connect


@pytest.fixture
def outside(tmp_path: Path) -> Path:
    file = tmp_path / "secret.csv"
    file.write_text("a\n1\n")
    return file


@pytest.fixture
def inside(tmp_path: Path) -> Path:
    folder = tmp_path / "own"
    folder.mkdir()
    return folder


class TestLockDown:
    def test_reads_and_writes_its_folders(self, inside: Path) -> None:
        file = inside / "a.parquet"
        with connect(folders=[inside]) as connection:
            connection.execute(f"COPY (SELECT 7 AS a) TO {sql.target(file)}")
            found = connection.execute(f"FROM read_parquet({sql.source(file)})")
            assert found.fetchall() == [(7,)]

    @pytest.mark.parametrize(
        "statement",
        [
            "FROM read_csv('{outside}')",
            "FROM read_csv('{inside}/../secret.csv')",
            "FROM read_text('/etc/passwd')",
            "FROM glob('/etc/*')",
            "FROM '{outside}'",
            "COPY (SELECT 1) TO '{outside}.parquet'",
            "ATTACH '{outside}.db'",
            "EXPORT DATABASE '{outside}.dir'",
            "INSTALL httpfs",
            "LOAD httpfs",
            "FROM read_csv('https://example.org/a.csv')",
            "SET threads = 8",
            "SET enable_external_access = true",
            "SET allowed_directories = ['/']",
            "RESET lock_configuration",
            "PRAGMA enable_profiling",
            "CREATE PERSISTENT SECRET s (TYPE s3)",
        ],
    )
    def test_refuses_the_rest(
        self, inside: Path, outside: Path, statement: str
    ) -> None:
        with (
            connect(folders=[inside]) as connection,
            pytest.raises(duckdb.Error),
        ):
            connection.execute(statement.format(inside=inside, outside=outside))

    def test_a_link_does_not_lead_out(self, inside: Path, outside: Path) -> None:
        link = inside / "link.csv"
        link.symlink_to(outside)
        with connect(folders=[inside]) as connection, pytest.raises(duckdb.Error):
            connection.execute(f"FROM read_csv({sql.source(link)})")

    def test_does_not_see_python_variables(self) -> None:
        rows = [1]  # noqa: F841 - what a replacement scan would find
        with connect() as connection, pytest.raises(duckdb.CatalogException):
            connection.execute("FROM rows")

    def test_time_is_utc_and_limits_hold(self) -> None:
        with connect(memory_mb=123, threads=1) as connection:
            query = "SELECT current_setting(?)"
            names = ("TimeZone", "threads", "memory_limit")
            found = [connection.execute(query, [n]).fetchall()[0][0] for n in names]
        assert found == ["UTC", 1, "123.0 MiB"]

    def test_spills_to_its_folder_or_refuses(self, tmp_path: Path) -> None:
        large = "CREATE TABLE t AS SELECT i, hash(i) AS h FROM range(3000000) r(i)"
        with (
            connect(memory_mb=20, threads=1) as connection,
            pytest.raises(duckdb.OutOfMemoryException),
        ):
            connection.execute(large)
        with connect(temp=tmp_path, memory_mb=20, threads=1) as connection:
            connection.execute(large)

    def test_a_folder_does_not_open_those_that_begin_like_it(
        self, inside: Path
    ) -> None:
        with connect(folders=[inside]) as connection, pytest.raises(duckdb.Error):
            connection.execute(f"COPY (SELECT 1) TO '{inside}er.parquet'")

    @pytest.mark.parametrize("name", ["[a]", "b*?", "c'd; --", "\u00e4 b"])
    def test_folders_may_have_odd_names(self, tmp_path: Path, name: str) -> None:
        folder = tmp_path / name
        folder.mkdir()
        (tmp_path / "bxy").mkdir()
        file = folder / "x[1]*.parquet"
        with connect(folders=[folder]) as connection:
            connection.execute(f"COPY (SELECT 7 AS a) TO {sql.target(file)}")
            found = connection.execute(f"FROM read_parquet({sql.source(file)})")
            assert found.fetchall() == [(7,)]
            with pytest.raises(duckdb.Error):
                connection.execute(f"COPY (SELECT 7) TO '{tmp_path / 'bxy' / 'x'}'")


class TestQuoting:
    @given(st.lists(st.text(st.characters(exclude_categories=["Cs"])), min_size=1))
    @settings(max_examples=30, deadline=None)
    def test_any_text_survives(self, literals: list[str]) -> None:
        quoted = ", ".join(sql.text(literal) for literal in ["'\0'", *literals])
        with connect(threads=1) as connection:
            found = connection.execute(f"SELECT [{quoted}]").fetchall()
        assert found == [(["'\0'", *literals],)]

    @pytest.mark.parametrize("name", [*FIELDS, *sql.EXTRAS, "c0", "cell12", "line"])
    def test_own_names(self, name: str) -> None:
        assert sql.name(name) == f'"{name}"'

    @pytest.mark.parametrize(
        "name", ['id" , secret as "z', "", "Agent", "a b", "0c", "a;", "c0\n", "\u00e4"]
    )
    def test_no_others(self, name: str) -> None:
        with pytest.raises(sql.UnsafeName, match="generated name such as c0"):
            sql.name(name)

    def test_several_names(self) -> None:
        assert sql.names(["line", "agent"]) == '"line", "agent"'
