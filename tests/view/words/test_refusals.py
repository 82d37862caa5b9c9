"""Errors as they are read."""

from __future__ import annotations

import pytest

from qc.core.errors import InvalidLog
from qc.view.locales import ENGLISH, GERMAN
from qc.view.words.refusals import refused

AS_IT_IS = (
    "column '1,000' of \"2,000 rows.csv\"",
    "Write lines such as 2026-11-16,12,250.",
    "version 1,234.5x, cell 1,2 and 12,34",
    "row 7 of 999",
)


def test_thousands_are_in_the_signs_of_the_reader() -> None:
    error = InvalidLog("a.csv: none of 1,200 rows, 12,345,678 bytes (2,000), came in.")

    said = "a.csv: none of 1.200 rows, 12.345.678 bytes (2.000), came in."
    assert refused(error, GERMAN) == said
    assert refused(error, ENGLISH) == str(error)


@pytest.mark.parametrize("text", AS_IT_IS)
def test_what_files_say_stays_as_it_is(text: str) -> None:
    assert refused(text, GERMAN) == text
