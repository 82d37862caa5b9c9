"""One file becomes a batch: schema, line numbers, balance, duplicates, hostile text."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import duckdb
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from qc.core.errors import InvalidLog, UnknownName
from qc.core.fields import FIELDS
from qc.core.kinds import FieldKind
from qc.core.plan import FieldPlan
from qc.store.engine import connect
from qc.store.ingest import ingest
from qc.store.ingest_faults import KEPT_MOST
from qc.store.sql import EXTRAS
from tests.store.loads import DIGEST, ID, NOON, OPENED, Load, a_plan, at, load, one

AGENT = FieldPlan(field="agent", column="agent")
SCORE = FieldPlan(field="score", column="score")
PLAN = a_plan(ID, OPENED, AGENT, SCORE, columns=("id", "at", "agent", "score"))
HOSTILE = 'id" , secret as "z'


def rows(folder: Path, *lines: str) -> Load:
    """Load lines of id, time, agent, score."""
    return load(folder, "\n".join(["id,at,agent,score", *lines, ""]), PLAN)


class TestTheBatch:
    def test_has_the_columns_of_the_plan_in_the_order_of_the_log(
        self, tmp_path: Path
    ) -> None:
        loaded = rows(tmp_path, f"a,{NOON},anna,4")

        expected = ["interaction_id", "agent", "opened_at", "score", *EXTRAS]
        assert list(loaded.rows[0]) == expected

    def test_types_are_those_of_the_kinds(self, tmp_path: Path) -> None:
        parts = [
            FieldPlan(field=field, constant="1")
            for field, what in FIELDS.items()
            if not what.required and field != "stage"
        ]
        parts.append(FieldPlan(field="stage", constant="sale"))
        plan = a_plan(ID, OPENED, *parts, columns=("id", "at"))
        load(tmp_path, f"id,at\na,{NOON}\n", plan)

        with duckdb.connect() as connection:
            query = f"DESCRIBE FROM read_parquet('{tmp_path / 'out'}')"
            types = {row[0]: row[1] for row in connection.execute(query).fetchall()}
        assert list(types) == [*FIELDS, *EXTRAS]
        kinds = {FieldKind.TIME: "TIMESTAMP", FieldKind.FLAG: "BOOLEAN"}
        kinds |= {FieldKind.NUMBER: "DOUBLE", FieldKind.DURATION: "DOUBLE"}
        for field, what in FIELDS.items():
            assert types[field] == kinds.get(what.kind, "VARCHAR")
        assert [types[extra] for extra in EXTRAS] == ["TIMESTAMP", "BIGINT", "UBIGINT"]

    def test_says_what_it_found(self, tmp_path: Path) -> None:
        loaded = rows(tmp_path, f"a,{NOON},,", "b,2026-03-01,,5", "c,2026-03-09,,")

        result = loaded.result
        assert result.columns == ("interaction_id", "opened_at", "score")
        assert (result.first, result.last) == (at("2026-03-01"), at("2026-03-09"))
        assert result.as_of == datetime(2026, 3, 9, tzinfo=UTC)
        assert result.events_read is None
        assert result.structural_rejects == 0

    def test_rows_keep_the_order_of_the_file(self, tmp_path: Path) -> None:
        count = 150_000
        lines = (f"i{(i * 7919) % count},{NOON},a,1" for i in range(count))
        loaded = rows(tmp_path, *lines)

        assert loaded.column("line") == list(range(2, count + 2))
        assert loaded.column("interaction_id")[1] == "i7919"

    def test_line_numbers_count_what_is_skipped(self, tmp_path: Path) -> None:
        plan = a_plan(ID, OPENED, columns=("id", "at"), skip=3)
        loaded = load(tmp_path, f'Export "of\n\nid,at\na,{NOON}\nb,{NOON}\n', plan)

        assert loaded.column("line") == [4, 5]

    def test_a_lined_file_brings_its_own_line_numbers(self, tmp_path: Path) -> None:
        text = f'"3","a","{NOON}","an\nna, ""x""","4"\n"7","b","{NOON}","","n/a"\n'
        loaded = load(tmp_path, text, PLAN, lined=True)

        assert loaded.column("line") == [3, 7]
        assert loaded.column("agent") == ['an\nna, "x"', None]
        assert loaded.column("score") == [4.0, None]

    def test_a_lined_record_may_be_long(self, tmp_path: Path) -> None:
        long = "\U0001f600" * 1_000_000
        text = f'"2","a","{NOON}","{long}",""\n"3","b","{NOON}","x",""\n'
        loaded = load(tmp_path, text, PLAN, lined=True)

        assert loaded.column("agent") == [long, "x"]

    def test_a_quote_inside_a_field_is_text(self, tmp_path: Path) -> None:
        assert rows(tmp_path, f'a,{NOON},an"na,1').column("agent") == ['an"na']

    def test_another_delimiter(self, tmp_path: Path) -> None:
        plan = a_plan(ID, OPENED, columns=("id", "at"), delimiter=";")
        assert load(tmp_path, f"id;at\na,b;{NOON}\n", plan).column(
            "interaction_id"
        ) == ["a,b"]

    @pytest.mark.parametrize("text", ["", "id,at,agent,score\n", "id,at,agent,score"])
    def test_without_records_there_is_an_empty_batch(
        self, tmp_path: Path, text: str
    ) -> None:
        loaded = load(tmp_path, text, PLAN)

        assert loaded.counts == (0, 0, 0, 0)
        assert (loaded.result.first, loaded.result.as_of) == (None, None)

    def test_the_hash_is_of_content_not_of_its_form(self, tmp_path: Path) -> None:
        first = rows(tmp_path, f"a,{NOON},anna,4").column("row_hash")
        again = rows(tmp_path, "a,2026-03-05 12:00, anna,4.0").column("row_hash")
        other = rows(tmp_path, f"a,{NOON},anna,5").column("row_hash")
        bare = a_plan(ID, OPENED, columns=("id", "at"))
        fewer = load(tmp_path, f"id,at\na,{NOON}\n", bare).column("row_hash")

        assert first == again != other
        assert fewer == rows(tmp_path, f"a,{NOON},,").column("row_hash")


class TestAsOf:
    def test_is_the_latest_thing_that_happened(self, tmp_path: Path) -> None:
        part = FieldPlan(field="closed_at", column="x", zone="America/New_York")
        loaded = one(tmp_path, ["2026-03-07T20:00", ""], part)
        assert loaded.result.as_of == datetime(2026, 3, 8, 1, tzinfo=UTC)

    def test_a_promise_lies_ahead_and_does_not_count(self, tmp_path: Path) -> None:
        loaded = one(
            tmp_path, ["2026-04-01"], FieldPlan(field="promised_by", column="x")
        )
        assert loaded.result.as_of == datetime(2026, 3, 5, 12, tzinfo=UTC)

    def test_a_slip_of_the_pen_does_not_count(self, tmp_path: Path) -> None:
        part = FieldPlan(field="closed_at", column="x")
        loaded = one(tmp_path, ["2026-03-07", "2056-03-07"], part)

        assert loaded.result.as_of == datetime(2026, 3, 7, tzinfo=UTC)
        assert loaded.column("closed_at")[1] == at("2056-03-07")


class TestTheAccount:
    def test_rows_without_id_or_time_are_set_aside(self, tmp_path: Path) -> None:
        loaded = rows(
            tmp_path,
            f"a,{NOON},anna,4",
            f",{NOON},anna,4",
            "c,,anna,4",
            "d,2026-02-30,anna,4",
            "Total,,,1275.00",
            ",,,",
        )

        assert loaded.counts == (6, 1, 5, 0)
        assert loaded.balances
        assert loaded.aside == [
            (3, "id", "", "missing-required"),
            (4, "at", "", "missing-required"),
            (5, "at", "2026-02-30", "not-a-time"),
            (6, "at", "", "missing-required"),
            (7, "id", "", "missing-required"),
        ]

    def test_a_row_set_aside_is_not_listed_for_its_values(self, tmp_path: Path) -> None:
        loaded = rows(tmp_path, f"a,{NOON},anna,x", "b,soon,anna,x")

        assert loaded.left_out == [(2, "score", "x", "not-a-number")]
        assert loaded.result.values_left_out == {"score:not-a-number": 1}
        assert [row[0] for row in loaded.aside] == [3]

    def test_long_texts_are_cut(self, tmp_path: Path) -> None:
        loaded = rows(tmp_path, f"a,{NOON},anna,{'x' * 500}")
        assert loaded.left_out[0][2] == "x" * 200

    def test_all_values_left_out_are_counted_but_not_all_listed(
        self, tmp_path: Path
    ) -> None:
        lines = (f"i{i},{NOON},a,x" for i in range(KEPT_MOST + 5))
        loaded = rows(tmp_path, *lines)

        assert loaded.result.values_left_out == {"score:not-a-number": KEPT_MOST + 5}
        assert len(loaded.left_out) == KEPT_MOST
        assert loaded.left_out[-1][0] == KEPT_MOST + 1

    def test_records_of_the_wrong_width_are_counted_apart(self, tmp_path: Path) -> None:
        loaded = rows(tmp_path, f"a,{NOON},anna,4", f"b,{NOON}", f"c,{NOON},x,4,5")

        assert loaded.result.structural_rejects == 2
        assert loaded.counts == (1, 1, 0, 0)

    def test_an_unclosed_quote_does_not_pass_unnoticed(self, tmp_path: Path) -> None:
        loaded = rows(tmp_path, f"a,{NOON},anna,4", f'b,{NOON},"anna,4', f"c,{NOON},,")
        assert loaded.result.structural_rejects > 0

    def test_a_connection_serves_many_files(self, tmp_path: Path) -> None:
        (tmp_path / "in.csv").write_text(f"id,at,agent,score\na,{NOON},b,x\nb,,,\n")
        with connect(folders=[tmp_path], temp=tmp_path) as connection:
            results = [
                ingest(
                    tmp_path / "in.csv",
                    PLAN,
                    lined=False,
                    target=tmp_path / "out",
                    set_aside_target=tmp_path / "aside",
                    digest=DIGEST,
                    connection=connection,
                )
                for _ in range(2)
            ]
            left = connection.execute("SHOW TABLES").fetchall()
        assert results[0] == results[1]
        assert not left


class TestDuplicates:
    def test_the_same_row_again(self, tmp_path: Path) -> None:
        row = f"a,{NOON},anna,4"
        loaded = rows(tmp_path, row, f"b,{NOON},anna,4", row, row)

        assert loaded.counts == (4, 2, 0, 2)
        assert loaded.result.superseded == 0
        assert loaded.column("line") == [2, 3]
        assert not (tmp_path / "out.clean").exists()

    def test_the_last_version_wins(self, tmp_path: Path) -> None:
        versions = (f"a,{NOON},{agent},4" for agent in ("anna", "ben", "carl"))
        loaded = rows(tmp_path, *versions, f"b,{NOON},anna,4")

        assert loaded.counts == (4, 2, 0, 2)
        assert loaded.result.superseded == 2
        assert loaded.column("agent") == ["carl", "anna"]
        assert loaded.column("line") == [4, 5]

    def test_back_to_an_earlier_version(self, tmp_path: Path) -> None:
        versions = (f"a,{NOON},{agent},4" for agent in ("anna", "ben", "anna"))
        loaded = rows(tmp_path, *versions)

        assert loaded.column("agent") == ["anna"]
        assert loaded.column("line") == [2]
        assert (loaded.result.duplicates, loaded.result.superseded) == (2, 1)

    def test_facts_are_of_the_rows_that_stay(self, tmp_path: Path) -> None:
        loaded = rows(tmp_path, "a,2026-05-05,anna,4", "a,2026-03-05,anna,")

        assert loaded.result.last == at("2026-03-05")
        assert loaded.result.columns == ("interaction_id", "agent", "opened_at")

    def test_a_file_without_key_has_no_duplicates(self, tmp_path: Path) -> None:
        plan = a_plan(OPENED, AGENT, columns=("at", "agent"), line_as_id=True)
        loaded = load(tmp_path, f"at,agent\n{NOON},a\n{NOON},a\n", plan)

        assert loaded.counts == (2, 2, 0, 0)
        expected = ["0123456789ab-2", "0123456789ab-3"]
        assert loaded.column("interaction_id") == expected


class TestHostileText:
    def test_headers_and_values_never_become_sql(self, tmp_path: Path) -> None:
        text = "x'); DROP TABLE faults; --"
        columns = (HOSTILE, "a'b;--", 'c"\\')
        parts = (
            FieldPlan(field="interaction_id", column=HOSTILE),
            FieldPlan(field="opened_at", column="a'b;--"),
            FieldPlan(
                field="score",
                column='c"\\',
                values=((text, "5"), ("'", "6")),
                missing=("", "';--"),
            ),
        )
        plan = a_plan(*parts, columns=columns)
        lines = [
            f'"{text}",{NOON},"{text}"',
            f"b,{NOON},'",
            f"c,{NOON},';--",
            f"d,{NOON},'7",
        ]
        loaded = load(tmp_path, "\n".join(["x,y,z", *lines, ""]), plan)

        assert loaded.column("interaction_id") == [text, "b", "c", "d"]
        assert loaded.column("score") == [5.0, 6.0, None, None]
        assert loaded.left_out == [(5, 'c"\\', "'7", "not-a-number")]

    def test_a_constant_is_text_too(self, tmp_path: Path) -> None:
        part = FieldPlan(field="agent", constant="'; SELECT 1; --\0")
        plan = a_plan(ID, OPENED, part, columns=("id", "at"))
        loaded = load(tmp_path, f"id,at\na,{NOON}\n", plan)
        assert loaded.column("agent") == ["'; SELECT 1; --\0"]

    def test_the_first_of_two_columns_with_one_name_is_read(
        self, tmp_path: Path
    ) -> None:
        plan = a_plan(ID, OPENED, AGENT, columns=("id", "at", "agent", "agent"))
        loaded = load(tmp_path, f"id,at,agent,agent\na,{NOON},x,y\n", plan)
        assert loaded.column("agent") == ["x"]


class TestRefusals:
    def test_an_unknown_field(self, tmp_path: Path) -> None:
        plan = a_plan(ID, FieldPlan(field="agents", column="id"), columns=("id",))
        with pytest.raises(UnknownName, match="Did you mean 'agent'"):
            load(tmp_path, "id\na\n", plan)

    def test_an_unknown_column(self, tmp_path: Path) -> None:
        plan = a_plan(ID, OPENED, columns=("id", "when"))
        with pytest.raises(UnknownName, match="No column is called 'at'"):
            load(tmp_path, "id,when\na,b\n", plan)

    def test_a_field_mapped_twice(self, tmp_path: Path) -> None:
        plan = a_plan(ID, OPENED, OPENED, columns=("id", "at"))
        with pytest.raises(InvalidLog, match="opened_at is mapped twice"):
            load(tmp_path, "id,at\n", plan)

    @pytest.mark.parametrize("part", [ID, OPENED])
    def test_a_required_field_that_is_not_mapped(
        self, tmp_path: Path, part: FieldPlan
    ) -> None:
        plan = a_plan(part, columns=("id", "at"))
        with pytest.raises(InvalidLog, match="no column is mapped to"):
            load(tmp_path, "id,at\n", plan)

    def test_a_delimiter_that_cannot_be_one(self, tmp_path: Path) -> None:
        plan = a_plan(ID, OPENED, columns=("id", "at"), delimiter='"')
        with pytest.raises(InvalidLog, match=r"could not be converted .* delimiter"):
            load(tmp_path, "id,at\n", plan)

    def test_a_file_that_is_not_there(self, tmp_path: Path) -> None:
        with (
            connect(folders=[tmp_path]) as connection,
            pytest.raises(InvalidLog, match="Nothing was imported"),
        ):
            ingest(
                tmp_path / "gone.csv",
                PLAN,
                lined=False,
                target=tmp_path / "out",
                set_aside_target=tmp_path / "aside",
                digest=DIGEST,
                connection=connection,
            )


CELL = st.one_of(
    st.text(st.characters(exclude_characters="\r\0", exclude_categories=["Cs"])),
    st.sampled_from(["", " ", "N/A", NOON, "2026-03-29T02:30", "a", "1", "support"]),
)
EVERYTHING = a_plan(
    ID,
    FieldPlan(field="opened_at", column="at", zone="Europe/Berlin"),
    FieldPlan(field="stage", column="b"),
    FieldPlan(field="agent", column="a"),
    FieldPlan(field="score", column="a", decimal=",", thousands="."),
    FieldPlan(field="amount", column="b"),
    FieldPlan(field="closed_at", column="a", formats=("%d.%m.%Y",), end_of_day=True),
    FieldPlan(field="handle_time", column="b", seconds=60),
    FieldPlan(field="defective", column="a"),
    columns=("id", "at", "a", "b"),
    skip=0,
)


class TestAlways:
    @given(records=st.lists(st.tuples(CELL, CELL, CELL, CELL), max_size=12))
    @settings(
        max_examples=20,
        deadline=None,
        suppress_health_check=[HealthCheck.function_scoped_fixture],
    )
    def test_any_text_is_accounted_for(
        self, tmp_path: Path, records: list[tuple[str, ...]]
    ) -> None:
        lines = [
            ",".join('"' + cell.replace('"', '""') + '"' for cell in (str(i), *record))
            for i, record in enumerate(records, start=1)
        ]
        text = "".join(line + "\n" for line in lines)
        loaded = load(tmp_path, text, EVERYTHING, lined=True)

        assert loaded.result.read == len(records)
        assert loaded.result.structural_rejects == 0
        assert loaded.balances
        kept, aside = loaded.column("line"), [row[0] for row in loaded.aside]
        assert kept == sorted(set(kept))
        assert not {*kept} & {*aside}
        assert len(loaded.left_out) == sum(loaded.result.values_left_out.values())
