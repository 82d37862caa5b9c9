"""Pseudonyms: by the book, in Python as in the query, never across keys or kinds."""

from __future__ import annotations

import hashlib
import hmac

import duckdb
from hypothesis import given
from hypothesis import strategies as st

from qc.core.people import Keep, Person, person_of
from qc.store.pseudonyms import Pseudonyms, coded, is_pseudonym

KEY = bytes(range(32))
_TEXTS = st.text(alphabet=st.characters(exclude_characters="\0", codec="utf-8"))


def in_sql(people: Pseudonyms, who: Person, texts: list[str]) -> list[str]:
    with duckdb.connect() as connection:
        relation = f"(SELECT '{who}' AS who, unnest($texts::VARCHAR[]) AS text)"
        found = connection.execute(
            coded(relation), {"texts": texts, **people.parameters()}
        )
        return [code for _, _, code in found.fetchall()]


class TestTheBook:
    def test_it_is_hmac_sha256_of_who_and_text(self) -> None:
        digest = hmac.new(KEY, b"customer:C1306", hashlib.sha256).hexdigest()

        code = Pseudonyms(KEY).of(Person.CUSTOMER, "C1306")

        assert code.startswith("C-")
        assert int(code[2:14], 32) == int(digest[:15], 16)
        assert code[14] == digest[15].upper()

    def test_the_query_says_the_same(self) -> None:
        people = Pseudonyms(KEY)
        texts = ["C1306", "", "J\u00f6rg \U0001f600", "a:b", "x" * 500, "'; --"]

        for who in Person:
            assert in_sql(people, who, texts) == [people.of(who, t) for t in texts]


class TestAlways:
    @given(st.lists(_TEXTS, max_size=5), st.binary(min_size=32, max_size=32))
    def test_python_and_the_query_agree(self, texts: list[str], key: bytes) -> None:
        people = Pseudonyms(key)
        codes = [people.of(Person.AGENT, text) for text in texts]

        assert in_sql(people, Person.AGENT, texts) == codes
        assert all(map(is_pseudonym, codes))

    @given(_TEXTS, _TEXTS)
    def test_other_texts_have_other_codes(self, one: str, other: str) -> None:
        people = Pseudonyms(KEY)
        same = people.of(Person.AGENT, one) == people.of(Person.AGENT, other)

        assert same is (one == other)


def test_another_key_makes_other_codes() -> None:
    one, other = Pseudonyms(KEY), Pseudonyms(KEY[::-1])

    assert one.of(Person.AGENT, "anna") != other.of(Person.AGENT, "anna")
    assert one.fingerprint != other.fingerprint


def test_an_agent_is_not_the_customer_of_the_same_name() -> None:
    codes = {Pseudonyms(KEY).of(who, "anna").partition("-")[2] for who in Person}

    assert len(codes) == len(Person)


def test_the_key_is_in_no_text_of_it() -> None:
    assert KEY.hex() not in repr(Pseudonyms(KEY))
    assert repr(KEY) not in repr(Pseudonyms(KEY))


def test_a_name_is_no_pseudonym() -> None:
    assert not any(map(is_pseudonym, ("anna", "C1306", "", "A-anna", "C-7F3K2Q9")))


def test_who_a_field_stands_for() -> None:
    assert person_of("agent") is Person.AGENT
    assert person_of("team") is None
    assert person_of("referrer_id", "customer_id") is Person.CUSTOMER


def test_whose_names_are_kept() -> None:
    assert Keep.NONE.persons == set()
    assert Keep.AGENTS.persons == {Person.AGENT}
    assert Keep.ALL.persons == set(Person)
