"""XML read as a stream of elements: no entities, no document types, bounded depth."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from xml.parsers import expat

from qc.core.errors import InvalidLog

DEPTH = 100
Start = Callable[[str, dict[str, str]], None]
End = Callable[[str], None]


def local(name: str) -> str:
    """Return an element's or attribute's name without the prefix of its namespace."""
    return name.rpartition(":")[2]


def new_parser() -> expat.XMLParserType:
    """Return a parser that refuses document types, hence every kind of entity."""
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartDoctypeDeclHandler = _refuse
    return parser


def feed(parser: expat.XMLParserType, chunk: bytes, *, last: bool = False) -> None:
    """Parse one more chunk.

    Raises
    ------
    InvalidLog
        If it is not well-formed XML.
    """
    try:
        parser.Parse(chunk, last)
    except (expat.ExpatError, ValueError, LookupError) as error:  # of encodings too
        raise damaged() from error


def read(chunks: Iterable[bytes], start: Start, end: End, text: End) -> None:
    """Parse a whole part; handlers get names without prefix, and all text as it comes.

    Raises
    ------
    InvalidLog
        If it is not well-formed, has a document type, or is nested too deeply.
    """
    depth = 0

    def opened(name: str, attributes: dict[str, str]) -> None:
        nonlocal depth
        depth += 1
        if depth > DEPTH:
            raise damaged()
        start(local(name), attributes)

    def closed(name: str) -> None:
        nonlocal depth
        depth -= 1
        end(local(name))

    parser = new_parser()
    parser.StartElementHandler = opened
    parser.EndElementHandler = closed
    parser.CharacterDataHandler = text
    for chunk in chunks:
        feed(parser, chunk)
    feed(parser, b"", last=True)


def damaged() -> InvalidLog:
    """Return the refusal of a workbook that no spreadsheet program wrote."""
    return InvalidLog(
        "The workbook is damaged: what is in it is not in the order of an Excel "
        "workbook. Open it in a spreadsheet program and save it again."
    )


def _refuse(*_: object) -> None:
    raise InvalidLog(
        "The workbook declares an XML document type, which no spreadsheet program "
        "does; it was not read. Export it again."
    )
