"""Sealed texts: readable with the key, with no other, and never changed unseen."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from qc.store.sealed import opened, sealed

KEY = bytes(range(32))


@given(st.text(), st.binary(min_size=32, max_size=32))
def test_what_was_sealed_can_be_read(text: str, key: bytes) -> None:
    assert opened(key, sealed(key, text)) == text


@given(st.text(), st.integers(min_value=0), st.integers(0, 7))
def test_a_flipped_bit_is_noticed(text: str, place: int, bit: int) -> None:
    seal = bytearray(sealed(KEY, text))
    seal[place % len(seal)] ^= 1 << bit

    assert opened(KEY, bytes(seal)) is None


def test_another_key_reads_nothing() -> None:
    assert opened(KEY[::-1], sealed(KEY, "anna")) is None
    assert opened(KEY, b"") is None


def test_the_text_is_not_in_the_seal() -> None:
    assert b"Magdalena" not in sealed(KEY, "Magdalena" * 20)


def test_long_texts_do_not_repeat() -> None:
    body = sealed(KEY, "\0" * 320)[16:]

    assert len({body[i : i + 32] for i in range(0, 320, 32)}) == 10
