"""Untrusted text made safe: one function for each place text is put.

Whatever came out of a log, a mapping or a settings file goes through one of
these before it meets markup.
"""

from __future__ import annotations

import re
import unicodedata

MAX_LENGTH = 200
ELLIPSIS = "\u2026"

_JOINERS = "\u200c\u200d"  # invisible, yet letters of several scripts need them
_BREAKS = {"Cc", "Zl", "Zp"}
_DROPPED = {"Cf", "Cs", "Co", "Cn"}
_HTML = re.compile(r"[&<>\"'`*_~\[\]()!#|$\\:{}^=+@]")
_PLOTLY = re.compile("[&<>\"'`$%{}]")
_MARKDOWN = re.compile(r"[!-/:-@\[-`{-~]")
_WORD_JOINER = "\u2060"
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d")
_MAKES_LINKS = re.compile(
    r":(?=[^\s:]+:|//)|@|-(?=[->])|<(?=-)|(?<=www)(?=\.)", re.IGNORECASE
)


def plain(text: object, *, limit: int = MAX_LENGTH) -> str:
    """Return text of one line without control characters or direction overrides.

    Line ends and control characters become one space; what cannot be seen, or
    turns the direction of the text after it, is dropped; what is longer than
    `limit` characters is cut and ends in an ellipsis. Not safe in markup.

    Raises
    ------
    ValueError
        If `limit` leaves no room for an ellipsis.
    """
    if limit < 1:
        raise ValueError(f"limit must be at least 1; got {limit}.")
    head = str(text)[: 8 * limit + 64]
    seen = _fewer_marks("".join(map(_visible, head)))
    line = " ".join(word for word in seen.split(" ") if word)
    return line if len(line) <= limit else line[: limit - 1].rstrip() + ELLIPSIS


def markup(text: object, *, limit: int = MAX_LENGTH) -> str:
    """Return text that is safe in HTML and SVG, as content and in quoted attributes.

    Also where the HTML goes through markdown, which would load the image of
    ``![](address)`` from between two tags.
    """
    return _HTML.sub(_entity, plain(text, limit=limit))


def markdown(text: object, *, limit: int = MAX_LENGTH) -> str:
    """Return text that Streamlit's markdown shows as it is.

    All punctuation becomes entities. Links, e-mail addresses, icon codes and
    arrows, which are looked for once entities are read, are broken by a
    character of no width.
    """
    broken = _MAKES_LINKS.sub(
        lambda match: match[0] + _WORD_JOINER, plain(text, limit=limit)
    )
    return _MARKDOWN.sub(_entity, broken)


def plotly(text: object, *, limit: int = MAX_LENGTH) -> str:
    """Return text that Plotly shows as it is: it reads some HTML, formulas, templates.

    Plotly knows few entities by name, so all are numeric.
    """
    return _PLOTLY.sub(_entity, plain(text, limit=limit))


def cell(value: object) -> object:
    """Return a cell that no spreadsheet runs: text that it would gets an apostrophe.

    Numbers stay numbers.
    """
    if isinstance(value, str) and value.lstrip(" \u00a0").startswith(_FORMULA_STARTS):
        return f"'{value}"
    return value


def _entity(match: re.Match[str]) -> str:
    return f"&#{ord(match[0])};"


def _visible(char: str) -> str:
    if char in _JOINERS:
        return char
    category = unicodedata.category(char)
    if category in _BREAKS:
        return " "
    return "" if category in _DROPPED else char


def _fewer_marks(line: str) -> str:
    """Keep at most two combining marks on a letter: more would leave the line."""
    kept: list[str] = []
    run = 0
    for char in line:
        run = run + 1 if unicodedata.combining(char) else 0
        if run <= 2:
            kept.append(char)
    return "".join(kept)
