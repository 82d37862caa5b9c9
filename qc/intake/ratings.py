"""Ratings from a CSV: a row for each rating, or a row for each item and its raters."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date

import numpy as np

from qc.core.errors import InvalidLog
from qc.intake.headers import normalise
from qc.intake.rating_codes import in_order, key
from qc.review.ratings import Ratings

MAX_FAULTS, MAX_CELLS, MAX_CODES = 20, 2_000_000, 100
_DELIMITERS = ",;\t|"
_KNOWN = {
    "item": "item items id ticket case conversation interaction contact call unit key "
    "sample part|ticket id|case id|item id|interaction id|conversation id|case number",
    "rater": "rater reviewer judge coder assessor auditor evaluator appraiser "
    "inspector annotator|rated by|reviewed by|coded by",
    "rating": "rating code score verdict label grade category judgement judgment "
    "assessment result value decision",
    "date": "date day week rated reviewed|rated on|rated at|reviewed on|reviewed at"
    "|rating date|review date|created at",
}
_NAMES = {
    role: frozenset(
        name
        for part, words in enumerate(text.split("|"))
        for name in (words.split(" ") if part == 0 else [words])
    )
    for role, text in _KNOWN.items()
}
HEADERS = frozenset().union(*_NAMES.values())
"""Normal headers by which the header row of a sheet is known."""

_LONGEST = 131_072  # characters of a cell
_HINT = (
    "Give a row for each rating with the columns item, rater and rating, or a row for "
    "each item with one column for each rater."
)


@dataclass(slots=True)
class _Read:
    """What was read so far."""

    given: dict[tuple[str, str], str] = field(default_factory=dict)
    items: dict[str, date | None] = field(default_factory=dict)
    raters: dict[str, None] = field(default_factory=dict)
    repeated: int = 0
    faults: list[str] = field(default_factory=list)

    def put(self, line: int, item: str, rater: str, code: str) -> None:
        """Keep one rating; the same one again counts once, another one is a fault."""
        self.raters.setdefault(rater)
        if not code:
            return
        before = self.given.get((item, rater))
        if before is None:
            self.given[item, rater] = code
        elif key(before) == key(code):
            self.repeated += 1
        else:
            self.faults.append(
                f"line {line}: {_cut(rater)} rated {_cut(item)} twice, as "
                f"{_cut(before)} and as {_cut(code)}; keep one."
            )


def read_ratings(text: str, name: str) -> Ratings:
    """Read ratings; the first row holds the headers.

    Parameters
    ----------
    text : str
        CSV; separated by commas, semicolons, tabs or bars. Columns are known by their
        headers: item (ticket, case ...), rater (reviewer, coder ...), rating (code,
        score ...), date. With an item and no pair of rater and rating, every other
        column is a rater. An empty cell is an item not rated.
    name : str
        Of the file, for messages.

    Raises
    ------
    InvalidLog
        With every fault, by line.
    """
    rows = _rows(text, name)
    if len(rows) < 2:
        raise InvalidLog(f"{name} has no ratings. {_HINT}")
    header = rows[0][1]
    roles, read = _roles(header), _Read()
    long = {"item", "rater", "rating"} <= roles.keys()
    if "rater" in roles and not long:
        missing = "item" if "item" not in roles else "rating"
        raise InvalidLog(
            f"{name} has a column {_cut(header[roles['rater']])} of raters, but none, "
            f"or more than one, that is the {missing}. {_HINT}"
        )
    take = _long if long else _wide
    for line, cells in rows[1:]:
        if len(cells) < len(header) or any(cells[len(header) :]):
            read.faults.append(
                f"line {line}: {len(cells)} columns where the header has {len(header)}."
            )
            continue
        take(line, cells, header, roles, read)
    unused = [h for i, h in enumerate(header) if long and i not in roles.values()]
    _check(read, name)
    return _ratings(read, name, tuple(unused))


def _rows(text: str, name: str) -> list[tuple[int, list[str]]]:
    text = text.lstrip("\ufeff \r\n")
    delimiter = max(_DELIMITERS, key=text.partition("\n")[0].count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    try:
        rows = [(reader.line_num, [cell.strip() for cell in row]) for row in reader]
    except csv.Error as fault:
        line = reader.line_num
        raise InvalidLog(
            _told(name, [f"line {line}: it is no CSV ({fault})."])
        ) from fault
    for line, row in rows:
        if max(map(len, row), default=0) > _LONGEST:
            said = f"line {line}: it is no CSV (field larger than {_LONGEST:,})."
            raise InvalidLog(_told(name, [said]))
    return [(line, row) for line, row in rows if any(row)]


def _roles(header: Sequence[str]) -> dict[str, int]:
    """Find the column of each role; one that several could be is none of them."""
    plain = [normalise(cell).name for cell in header]
    found: dict[str, int] = {}
    for role, names in _NAMES.items():
        fits = [i for i, head in enumerate(plain) if head in names]
        if len(fits) == 1 or (fits and role in {"item", "date"}):
            found[role] = fits[0]
    return found


_Roles = dict[str, int]


def _long(
    line: int, cells: list[str], _: Sequence[str], roles: _Roles, read: _Read
) -> None:
    item, rater, code = (cells[roles[role]] for role in ("item", "rater", "rating"))
    if not item or not rater:
        read.faults.append(f"line {line}: no {'item' if not item else 'rater'}.")
        return
    _keep_day(line, item, cells, roles, read)
    read.put(line, item, rater, code)


def _wide(
    line: int, cells: list[str], header: Sequence[str], roles: _Roles, read: _Read
) -> None:
    place = roles.get("item", 0)
    item = cells[place]
    if not item:
        read.faults.append(f"line {line}: no item.")
        return
    if item in read.items:
        read.faults.append(f"line {line}: the item {_cut(item)} came before; keep one.")
        return
    _keep_day(line, item, cells, roles, read)
    for i, rater in enumerate(_raters(header)):
        if i not in {place, roles.get("date")}:
            read.put(line, item, rater, cells[i])


def _raters(header: Sequence[str]) -> Iterator[str]:
    """Name each column, those of one name apart."""
    for i, head in enumerate(header):
        again = head in header[:i] or not head
        yield f"{head or 'column'} {i + 1}" if again else head


def _keep_day(
    line: int, item: str, cells: list[str], roles: _Roles, read: _Read
) -> None:
    read.items.setdefault(item, None)
    text = cells[roles["date"]] if "date" in roles else ""
    if not text:
        return
    try:
        day = date.fromisoformat(text[:10])
    except ValueError:
        read.faults.append(f"line {line}: {_cut(text)} is no date such as 2026-11-16.")
        return
    read.items[item] = read.items[item] or day


def _check(read: _Read, name: str) -> None:
    faults = list(read.faults)
    if len(read.raters) < 2:
        faults.append(f"there are not 2 raters. {_HINT}")
    elif not read.given:
        faults.append(f"no item has a rating. {_HINT}")
    if len(read.items) * len(read.raters) > MAX_CELLS:
        faults.append(
            f"{len(read.items):,} items by {len(read.raters):,} raters are more than "
            f"{MAX_CELLS:,}; take a part of them."
        )
    if faults:
        raise InvalidLog(_told(name, faults))


def _ratings(read: _Read, name: str, unused: tuple[str, ...]) -> Ratings:
    codes = in_order(read.given.values())
    if len(codes.names) > MAX_CODES:
        raise InvalidLog(
            f"{name} has {len(codes.names):,} different ratings, more than "
            f"{MAX_CODES}. Is the column of ratings a free text? {_HINT}"
        )
    place = {item: i for i, item in enumerate(read.items)}
    column = {rater: i for i, rater in enumerate(read.raters)}
    table = np.full((len(place), len(column)), np.nan)
    places = codes.places
    for (item, rater), code in read.given.items():
        table[place[item], column[rater]] = places[key(code)]
    days = np.array(list(read.items.values()), dtype="datetime64[D]")
    return Ratings(
        items=tuple(place),
        raters=tuple(column),
        codes=codes.names,
        values=codes.values,
        ranked=codes.ranked,
        table=table,
        days=None if np.isnat(days).all() else days,
        repeated=read.repeated,
        unused=unused,
    )


def _cut(text: str) -> str:
    return repr(text[:40])


def _told(name: str, faults: Sequence[str]) -> str:
    lines = "\n".join(f"- {fault}" for fault in faults[:MAX_FAULTS])
    more = len(faults) - MAX_FAULTS
    rest = f"\n- and {more} more" if more > 0 else ""
    return f"{name} cannot be read as ratings:\n{lines}{rest}"
