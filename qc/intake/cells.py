"""The texts and the places of cells, as a workbook writes them."""

from __future__ import annotations

import re

from qc.intake import xml_parts

_CODED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_LETTERS, _LONGEST = 3, 9


def field(text: str) -> str:
    """Write a text as one field of a CSV with LF line ends."""
    if "_x" in text:
        text = _CODED.sub(lambda code: chr(int(code[1], 16)), text)
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    if "," in text or '"' in text or "\n" in text:
        text = '"' + text.replace('"', '""') + '"'
    return text


def whole(text: str) -> int:
    """Read the number of a row or of a shared text.

    Raises
    ------
    InvalidLog
        If it is none.
    """
    if not (text.isdecimal() and text.isascii() and len(text) <= _LONGEST):
        raise xml_parts.damaged()
    return int(text)


def column(letters: str) -> int:
    """Return the place of a column by its letters: 0 for A, 26 for AA.

    Raises
    ------
    InvalidLog
        If they are those of no column.
    """
    if not (letters.isalpha() and letters.isascii() and len(letters) <= _LETTERS):
        raise xml_parts.damaged()
    place = 0
    for letter in letters.upper():
        place = 26 * place + ord(letter) - 64
    return place - 1
