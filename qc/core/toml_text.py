"""TOML as people read and write it: any text refused in words, any table written."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Iterator, Mapping
from datetime import date, datetime, time
from typing import Any

from qc.core.errors import InvalidCard

WIDTH = 88
_DEEPEST = 12
_LARGE = 10_000  # from here on digits are grouped: 100_000
_BARE = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-")
_INDENT = "    "


def parse(text: str, source: str) -> dict[str, Any]:
    """Return the tables of a TOML text.

    Parameters
    ----------
    text : str
    source : str
        Name of the file, for messages.

    Raises
    ------
    InvalidCard
        If it is no TOML, or nested beyond what any settings file needs.
    """
    try:
        found = tomllib.loads(text)
    except ValueError as fault:  # also a number of too many digits
        raise InvalidCard(source, [f"not valid TOML: {fault}"]) from fault
    except RecursionError:
        raise InvalidCard(source, [_TOO_DEEP]) from None
    if _depth(found) > _DEEPEST:
        raise InvalidCard(source, [_TOO_DEEP])
    return found


def value_text(value: Any) -> str:  # noqa: ANN401 - whatever TOML can hold
    """Write one value on one line."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int):
        return f"{value:_}" if abs(value) >= _LARGE else str(value)
    if isinstance(value, float):
        return repr(value)
    if isinstance(value, date | datetime | time):
        return value.isoformat()
    if isinstance(value, Mapping):
        inside = ", ".join(f"{key_text(k)} = {value_text(v)}" for k, v in value.items())
        return f"{{ {inside} }}" if inside else "{}"
    if isinstance(value, list | tuple):
        return f"[{', '.join(map(value_text, value))}]"
    return _quoted(str(value))


def key_text(key: str) -> str:
    """Write one key, in quotes where it needs them."""
    return key if key and _BARE.issuperset(key) else _quoted(key)


def entry_lines(key: str, value: Any) -> Iterator[str]:  # noqa: ANN401
    """Write one key with its value; a long list has a line for each element."""
    line = f"{key_text(key)} = {value_text(value)}"
    if len(line) <= WIDTH or not isinstance(value, list | tuple):
        yield line
        return
    yield f"{key_text(key)} = ["
    yield from (f"{_INDENT}{value_text(one)}," for one in value)
    yield "]"


def table_lines(
    path: tuple[str, ...], table: Mapping[str, Any], *, nested: int = 0
) -> Iterator[str]:
    """Write a table under its header.

    Parameters
    ----------
    path : tuple of str
        Keys of the header; () writes none.
    table : mapping
    nested : int
        So many levels of tables within it get headers of their own; deeper ones
        are written on one line.
    """
    if path:
        yield f"[{_dotted(path)}]"
    yield from _content(path, table, nested)


def tables_lines(
    path: tuple[str, ...], tables: list[dict[str, Any]], *, nested: int = 0
) -> Iterator[str]:
    """Write a list of tables, each under a header of its own."""
    for number, table in enumerate(tables):
        if number:
            yield ""
        yield f"[[{_dotted(path)}]]"
        yield from _content(path, table, nested)


def _content(
    path: tuple[str, ...], table: Mapping[str, Any], nested: int
) -> Iterator[str]:
    inner = {key: value for key, value in table.items() if nested and _is_table(value)}
    for key, value in table.items():
        if key not in inner:
            yield from entry_lines(key, value)
    for key, value in inner.items():
        yield ""
        write = table_lines if isinstance(value, dict) else tables_lines
        yield from write((*path, key), value, nested=nested - 1)


def _is_table(value: object) -> bool:
    tables = value if isinstance(value, list) else [value]
    return bool(tables) and all(isinstance(one, dict) for one in tables)


def _dotted(path: tuple[str, ...]) -> str:
    return ".".join(map(key_text, path))


def _quoted(text: str) -> str:
    """Write a string: JSON's escapes, and the one control character it leaves."""
    whole = text.encode("utf-8", "replace").decode("utf-8")
    return json.dumps(whole, ensure_ascii=False).replace("\x7f", "\\u007f")


def _depth(value: object) -> int:
    """Count levels of tables and lists, without trusting the stack."""
    level, found = 0, [value]
    while found := [
        inner
        for one in found
        for inner in (
            one.values()
            if isinstance(one, dict)
            else one
            if isinstance(one, list)
            else ()
        )
    ]:
        level += 1
        if level > _DEEPEST:
            break
    return level


_TOO_DEEP = f"not readable: tables or lists within each other {_DEEPEST} deep and more."
