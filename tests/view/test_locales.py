"""Locales: formats as data, one in force for each thread, never another's."""

from __future__ import annotations

import threading

import numpy as np
import pytest

from qc.view.locales import ENGLISH, GERMAN, LOCALES, Locale, read_by, reader, reading
from qc.view.numbers import count, number, scale_of, separators, tick
from qc.view.words import sentence
from qc.view.words.dates import day_month, full_date
from tests.view import build

DAY = np.datetime64("2026-11-09", "D")
EACH = pytest.mark.parametrize("locale", LOCALES.values(), ids=list(LOCALES))


class TestTheData:
    @EACH
    def test_a_number_cannot_be_misread(self, locale: Locale) -> None:
        assert locale.decimal != locale.thousands
        assert len(separators(locale)) == 2
        assert locale.decimal in ".,"

    @EACH
    def test_a_day_is_typed_in_a_form_that_the_field_knows(
        self, locale: Locale
    ) -> None:
        marks = locale.typed.translate(str.maketrans("", "", "YMD"))
        assert sorted(locale.typed.replace(marks[0], "")) == sorted("YYYYMMDD")
        assert marks in {"//", "..", "--"}

    def test_tags_are_their_keys_and_the_first_is_usual(self) -> None:
        assert [one.tag for one in LOCALES.values()] == list(LOCALES)
        assert next(iter(LOCALES.values())) is ENGLISH


class TestWhoReads:
    def test_english_where_nobody_said_otherwise(self) -> None:
        assert reader() is ENGLISH
        assert number(1234.5, 1) == "1,234.5"

    def test_what_is_given_stands_over_what_is_in_force(self) -> None:
        with reading(GERMAN):
            assert number(1234.5, 1, ENGLISH) == "1,234.5"
        assert reader(GERMAN) is GERMAN

    def test_what_is_in_force_reaches_numbers_days_and_sentences(self) -> None:
        with reading(LOCALES["de-DE"]):
            assert count(12431) == "12.431"
            assert tick(-0.5) == "\u22120,5"
            assert scale_of(build.jumped()).value(0.1234) == "12,3\u00a0%"
            assert "," in sentence(build.jumped())
            assert "." not in sentence(build.jumped()).replace(". ", "").rstrip(".")

    @pytest.mark.parametrize(
        ("tag", "short", "whole"),
        [
            ("en-GB", "9 Nov", "9 Nov 2026"),
            ("en-US", "Nov 9", "Nov 9, 2026"),
            ("de-DE", "9 Nov", "9 Nov 2026"),
        ],
    )
    def test_the_order_of_a_day(self, tag: str, short: str, whole: str) -> None:
        with reading(LOCALES[tag]):
            assert day_month(DAY).replace("\u00a0", " ") == short
            assert full_date(DAY).replace("\u00a0", " ") == whole

    def test_it_ends_with_its_block_even_after_a_fault(self) -> None:
        def fails() -> None:
            with reading(GERMAN):
                raise KeyError

        with pytest.raises(KeyError):
            fails()
        assert reader() is ENGLISH


class TestThreads:
    def test_each_thread_reads_by_its_own(self) -> None:
        here: dict[str, str] = {}
        met = threading.Barrier(len(LOCALES))

        def read(locale: Locale) -> None:
            read_by(locale)
            met.wait(10)  # all are in force at once
            here[locale.tag] = number(1234.5, 1)

        threads = [
            threading.Thread(target=read, args=(one,)) for one in LOCALES.values()
        ]
        for one in threads:
            one.start()
        for one in threads:
            one.join()
        assert here == {tag: number(1234.5, 1, one) for tag, one in LOCALES.items()}
        assert reader() is ENGLISH

    def test_a_new_thread_inherits_nothing(self) -> None:
        seen: list[Locale] = []
        with reading(GERMAN):
            thread = threading.Thread(target=lambda: seen.append(reader()))
            thread.start()
            thread.join()
        assert seen == [ENGLISH]
