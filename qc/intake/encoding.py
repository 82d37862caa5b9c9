"""Which encoding a file has, and its text as UTF-8 with LF line ends."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from qc.core.errors import InvalidLog

FALLBACK = "cp1252"
MARK = "\udcff".encode("utf-8", "surrogatepass")
"""Stands for bytes that could not be decoded; no decoder makes it by itself."""

_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_TEXT_CODECS = re.compile(
    r"utf-(8|16|32).*|ascii|iso8859-\d+|cp\d+|mac-\w+|koi8-\w|gb\w+|big5\w*"
    r"|shift_jis\w*|euc_\w+|tis-620"
)
_WITHOUT_MARK = {"utf-8-sig": "utf-8", "utf-16": "utf-16-le", "utf-32": "utf-32-le"}
_ERRORS = "qc-mark"


def _mark(error: UnicodeError) -> tuple[str, int]:
    assert isinstance(error, UnicodeDecodeError)
    return "\udcff", error.end


codecs.register_error(_ERRORS, _mark)


@dataclass(frozen=True, slots=True, kw_only=True)
class Coding:
    """How bytes become text.

    Attributes
    ----------
    codec : str
    mark : int
        Length of the byte order mark, in bytes.
    strict : bool
        Stop at the first byte that does not decode; else mark it.
    guessed : bool
        Nobody said so: neither a mark, nor the bytes, nor the user.
    """

    codec: str
    mark: int = 0
    strict: bool = False
    guessed: bool = False


def codec_name(encoding: str | None) -> str | None:
    """Return the normal name of a declared encoding.

    Raises
    ------
    InvalidLog
        If it is no encoding of text.
    """
    if encoding is None:
        return None
    try:
        name = codecs.lookup(encoding.strip()).name
    except (LookupError, ValueError):
        name = ""
    if not _TEXT_CODECS.fullmatch(name):
        raise InvalidLog(
            f"No text encoding is called {encoding!r}. "
            "Use for example utf-8, cp1252, latin-1 or utf-16."
        )
    return _WITHOUT_MARK.get(name, name)


def choose(head: bytes, declared: str | None) -> Coding:
    """Choose by byte order mark, then strict UTF-8 unless something else is certain."""
    for mark, codec in _MARKS:
        if head.startswith(mark):
            return Coding(codec=codec, mark=len(mark))
    if declared is not None and (declared == "utf-8" or not _extends_ascii(declared)):
        return Coding(codec=declared)
    wide = _without_mark(head)
    if wide is not None:
        return Coding(codec=wide, guessed=True)
    return Coding(codec="utf-8", strict=True)


def second_choice(declared: str | None) -> Coding:
    """Return what to try after strict UTF-8: the declared encoding, or cp1252."""
    return Coding(codec=declared or FALLBACK, guessed=declared is None)


def _extends_ascii(codec: str) -> bool:
    return "a,\n".encode(codec) == b"a,\n"


def _without_mark(head: bytes) -> str | None:
    """Recognise UTF-16 without a mark: every second byte of plain text is NUL."""
    even, odd = head[:1000:2], head[1:1000:2]
    if 2 * odd.count(0) > len(odd) and 0 not in even:
        return "utf-16-le"
    if 2 * even.count(0) > len(even) and 0 not in odd:
        return "utf-16-be"
    return None


def as_utf8(chunks: Iterable[bytes], coding: Coding) -> Iterator[bytes]:
    """Yield the text as UTF-8; bytes that do not decode become `MARK`.

    Raises
    ------
    UnicodeDecodeError
        If `coding` is strict and the bytes are not in its codec.
    """
    if coding.codec == "utf-8":
        return _checked_utf8(chunks, coding)
    return _recoded(chunks, coding)


def _recoded(chunks: Iterable[bytes], coding: Coding) -> Iterator[bytes]:
    decoder = codecs.getincrementaldecoder(coding.codec)(errors=_ERRORS)
    for chunk in chunks:
        yield decoder.decode(chunk).encode("utf-8", "surrogatepass")
    yield decoder.decode(b"", final=True).encode("utf-8", "surrogatepass")


def _checked_utf8(chunks: Iterable[bytes], coding: Coding) -> Iterator[bytes]:
    errors = "strict" if coding.strict else _ERRORS
    rest = b""
    for chunk in chunks:
        if not rest and chunk.isascii():
            yield chunk
            continue
        data = rest + chunk
        text, used = codecs.utf_8_decode(data, errors, False)
        rest = data[used:]
        yield data[:used] if coding.strict else text.encode("utf-8", "surrogatepass")
    text, _ = codecs.utf_8_decode(rest, errors, True)
    yield text.encode("utf-8", "surrogatepass")


def with_lf(chunks: Iterable[bytes]) -> Iterator[bytes]:
    """Turn CRLF and lone CR into LF, also where a chunk ends between CR and LF."""
    held = b""
    for chunk in chunks:
        if not held and b"\r" not in chunk:
            yield chunk
            continue
        data = held + chunk
        held = b"\r" if data.endswith(b"\r") else b""
        data = data[: len(data) - len(held)]
        yield data.replace(b"\r\n", b"\n").replace(b"\r", b"\n")
    if held:
        yield b"\n"
