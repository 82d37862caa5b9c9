"""Where the table begins, and how its cells are separated."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qc.core.errors import InvalidLog, QcError
from qc.intake.aliases import Aliases
from qc.intake.dialect import Dialect, sniff
from qc.intake.headers import normalise

HEADER = "interaction_id,opened_at,agent"
ROWS = "I1,2026-03-01T10:00,anna\nI2,2026-03-02T10:00,bob\n"
KNOWN = frozenset(normalise(name).name for name in HEADER.split(","))


def table(header: str = HEADER, rows: str = ROWS, above: str = "") -> str:
    return f"{above}{header}\n{rows}"


class TestDelimiter:
    @pytest.mark.parametrize("mark", [",", ";", "\t", "|"])
    @pytest.mark.parametrize("known", [KNOWN, frozenset[str]()])
    def test_is_found_with_and_without_known_headers(
        self, mark: str, known: frozenset[str]
    ) -> None:
        dialect = sniff(table().replace(",", mark), known)

        assert dialect == Dialect(
            delimiter=mark, columns=("interaction_id", "opened_at", "agent"), skip=1
        )

    def test_decimal_commas_do_not_mislead(self) -> None:
        rows = "".join(f"I{i};1.100,50;a,b\n" for i in range(9))

        dialect = sniff("key;value;text\n" + rows, ())

        assert dialect.delimiter == ";"

    @pytest.mark.parametrize("line", ["sep=;", '"sep=;"', "SEP=; "])
    def test_is_said_by_a_first_line(self, line: str) -> None:
        dialect = sniff(table(above=line + "\n").replace(",", ";"), KNOWN)

        assert (dialect.delimiter, dialect.skip, dialect.records_above) == (";", 2, 2)
        assert dialect.title_lines == ()

    def test_can_be_a_tab_in_the_first_line(self) -> None:
        dialect = sniff("sep=\t\n" + table().replace(",", "\t"), KNOWN)

        assert (dialect.delimiter, len(dialect.columns)) == ("\t", 3)

    def test_can_be_declared(self) -> None:
        assert sniff("a~b\n1~2\n", (), delimiter="~").columns == ("a", "b")

    def test_one_column_needs_none(self) -> None:
        assert sniff("opened_at\n2026-03-01\n", {"opened at"}).columns == ("opened_at",)


class TestHeader:
    def test_lies_below_titles(self) -> None:
        above = "Export of tickets, all\nGenerated 2026-03-01\n\n"

        dialect = sniff(table(above=above), KNOWN)

        assert dialect.skip == 4
        assert dialect.records_above == 3
        assert dialect.title_lines == ("Export of tickets, all", "Generated 2026-03-01")

    def test_lies_below_titles_without_known_names(self) -> None:
        dialect = sniff("Report\n\nKey,When,Who\n" + ROWS, ())

        assert (dialect.skip, dialect.columns) == (3, ("Key", "When", "Who"))

    def test_can_hold_line_ends_and_quotes(self) -> None:
        dialect = sniff(table('"interaction_id","opened\nat",agent'), KNOWN)

        assert dialect.columns == ("interaction_id", "opened at", "agent")
        assert (dialect.skip, dialect.records_above) == (2, 1)

    def test_names_are_trimmed_and_blank_ones_numbered(self) -> None:
        dialect = sniff(table("\ufeff interaction_id ,opened_at,"), KNOWN)

        assert dialect.columns == ("interaction_id", "opened_at", "column 3")

    def test_names_that_occur_twice_are_numbered_and_noted(self) -> None:
        dialect = sniff(table("id,agent,agent,agent (1)", "1,2,3,4\n"), {"agent", "id"})

        assert dialect.columns == ("id", "agent (2)", "agent (3)", "agent (1)")
        assert dialect.twins == ("agent",)
        assert dialect.copies("agent") == ("agent (2)", "agent (3)", "agent (1)")

    def test_a_row_of_the_wrong_width_does_not_matter(self) -> None:
        assert sniff(table(rows=ROWS + "I3,2026\n"), KNOWN).columns == tuple(
            HEADER.split(",")
        )

    def test_the_same_headers_in_another_order_are_the_same_source(self) -> None:
        one = sniff(table(), KNOWN)
        other = sniff(table("agent,Interaction ID,opened_at"), KNOWN)
        third = sniff(table("agent,Interaction ID,closed_at"), KNOWN)

        assert one.fingerprint == other.fingerprint != third.fingerprint


class TestRefusals:
    @pytest.mark.parametrize(
        ("head", "message"),
        [
            (
                HEADER,
                "The file has a header but no rows below it. "
                "Export it again with rows.",
            ),
            (
                ROWS,
                "The file has no header: its first row looks like data ('I1'). "
                "Add a line with the names of the columns on top.",
            ),
            (
                table(rows="I1,2026-03-01,anna,x\nI2,2026-03-01,bob,y\n"),
                "The header names 3 columns, but the rows have 4. "
                "Export the file again, or correct the header.",
            ),
            (
                ",".join(f"name{i}" for i in range(50_000)) + "\n1,2\n",
                "The file has 50,000 columns; at most 500 are read. "
                "Export only the columns you need.",
            ),
        ],
    )
    def test_say_what_is_wrong(self, head: str, message: str) -> None:
        with pytest.raises(InvalidLog) as caught:
            sniff(head, KNOWN)

        assert str(caught.value) == message


class TestAlways:
    @settings(deadline=None)
    @given(st.text(alphabet='a1,;"\n\t|\0 =\ufeffsep', max_size=200))
    def test_any_text_gives_a_dialect_or_a_refusal(self, head: str) -> None:
        try:
            dialect = sniff(head, KNOWN)
        except QcError:
            return

        assert len(set(dialect.columns)) == len(dialect.columns) > 0
        assert 0 < dialect.skip <= head.count("\n") + 1
        assert dialect.records_above <= dialect.skip

    def test_every_known_header_is_a_header(self, aliases: Aliases) -> None:
        names = sorted(aliases.known)[:400]

        dialect = sniff(",".join(names) + "\n" + ",".join(names) + "\n", aliases.known)

        assert dialect.columns == tuple(names)
