"""Thirty files that break readers, with what must come of each.

`accepted` and `rejected` count rows below the header once the file is typed strictly:
a value that cannot be read rejects its row. Who leaves out the values of optional
columns instead keeps these rows: see `balance`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

HEADER = "interaction_id,opened_at,agent,csat,amount"
MANY = 30_000


@dataclass(frozen=True, slots=True, kw_only=True)
class NastyFile:
    """One file and its outcome.

    Attributes
    ----------
    name : str
    data : bytes
    accepted, rejected : int
        Rows, as typed strictly.
    note : str
    broken : int
        Rows whose structure alone is at fault: what the careful reader sets aside.
    encoding : str or None
        To be declared for this file.
    asks : bool
        The file must not be read before its owner was asked.
    refused : bool
        The file is refused with a plain message.
    optional : tuple of str
        Fields whose values are at fault in the rejected rows, none of them required.
    """

    name: str
    data: bytes
    accepted: int
    rejected: int
    note: str = ""
    broken: int = 0
    encoding: str | None = None
    asks: bool = False
    refused: bool = False
    optional: tuple[str, ...] = ()

    @property
    def balance(self) -> tuple[int, int]:
        """Rows kept and set aside where only required fields can reject a row."""
        if self.optional:
            return self.accepted + self.rejected, 0
        return self.accepted, self.rejected


def nasty_files() -> dict[int, NastyFile]:
    """Return all thirty, by number."""
    return {number: make() for number, make in _FILES.items()}


def base_row(i: int) -> str:
    """Return row i of the plain file."""
    return f"I{i},2026-03-{1 + i % 28:02d}T10:00:00,anna,{1 + i % 5},{i}.50"


def _changed(
    row: int, text: str | None = None, *, agent: str = "anna", amount: str = "1.00"
) -> str:
    """Return the plain file with one row in a changed form."""
    rows = [base_row(i) for i in range(50)]
    rows[row] = text or f"I{row},2026-03-05T10:00:00,{agent},4,{amount}"
    return _file(rows)


def _file(rows: list[str], header: str = HEADER) -> str:
    return "\n".join([header, *rows]) + "\n"


def _dated(date: Callable[[int], str], count: int = 50) -> list[str]:
    return [f"I{i},{date(i)},anna,{1 + i % 5},{i}.50" for i in range(count)]


PLAIN = _file([base_row(i) for i in range(50)])


def _good(name: str, data: str | bytes, note: str = "") -> NastyFile:
    raw = data if isinstance(data, bytes) else data.encode()
    return NastyFile(name=name, data=raw, accepted=50, rejected=0, note=note)


def _one_bad(name: str, data: str | bytes, note: str = "") -> NastyFile:
    raw = data if isinstance(data, bytes) else data.encode()
    return NastyFile(name=name, data=raw, accepted=49, rejected=1, broken=1, note=note)


def _latin_1() -> NastyFile:
    data = _changed(20, agent="J\u00fcrgen").encode("latin-1")
    return _good("latin-1", data, "agent of row 20 is J\u00fcrgen")


def _cp1252() -> NastyFile:
    data = _changed(20, agent="\u201cZo\u00eb\u201d \u20ac").encode("cp1252")
    return _good("cp1252", data, "agent of row 20 is \u201cZo\u00eb\u201d \u20ac")


def _continental() -> NastyFile:
    rows = [
        f"I{i};0{1 + i % 9}.03.2026 10:00;anna;{1 + i % 5};1.{100 + i},50"
        for i in range(50)
    ]
    data = _file(rows, HEADER.replace(",", ";"))
    return _good("semicolons, decimal commas", data, "amounts are 1100.50 and up")


def _two_orders() -> NastyFile:
    data = _file(_dated(lambda i: f"{1 + i % 12:02d}/03/2026 10:00"))
    return NastyFile(
        name="two orders of dates",
        data=data.encode(),
        accepted=50,
        rejected=0,
        asks=True,
        note="only after asking",
    )


def _evidence_last() -> NastyFile:
    rows = _dated(lambda i: f"0{1 + i % 9}/03/2026 10:00", MANY)
    rows.append(f"I{MANY},25/03/2026 10:00,anna,1,1.00")
    return NastyFile(
        name="evidence in the last row",
        data=_file(rows).encode(),
        accepted=MANY + 1,
        rejected=0,
        note="day first, by the last row alone",
    )


def _declared_missing() -> NastyFile:
    rows = [base_row(i) for i in range(MANY)]
    rows.append(f"I{MANY},2026-03-05T10:00:00,anna,n/a,1.00")
    return NastyFile(
        name="n/a as a rating",
        data=_file(rows).encode(),
        accepted=MANY,
        rejected=1,
        optional=("score",),
        note="30,001 and 0 where n/a is a missing word, as it is by default",
    )


def _no_such_day() -> NastyFile:
    data = _changed(30, "I30,2026-02-30T10:00:00,anna,4,1.00")
    return NastyFile(name="30 February", data=data.encode(), accepted=49, rejected=1)


def _not_utf8() -> NastyFile:
    data = _changed(30, agent="an@na").encode().replace(b"@", b"\xff")
    return NastyFile(
        name="a byte that is no UTF-8",
        data=data,
        accepted=49,
        rejected=1,
        broken=1,
        encoding="utf-8",
        note="50 and 0 as cp1252, if UTF-8 is not declared",
    )


def _mixed_ends() -> NastyFile:
    lines = PLAIN.splitlines()
    data = "".join(f"{line}{chr(13) * (i % 2)}\n" for i, line in enumerate(lines))
    return _good("CRLF on every second line", data)


def _twin_header() -> NastyFile:
    data = PLAIN.replace("agent,csat", "agent,agent", 1)
    return NastyFile(
        name="agent twice", data=data.encode(), accepted=50, rejected=0, asks=True
    )


def _total() -> NastyFile:
    return NastyFile(
        name="a total below",
        data=(PLAIN + "Total,,,,1275.00\n").encode(),
        accepted=50,
        rejected=1,
        note="the total has no opening time",
    )


def _blank_lines() -> NastyFile:
    lines = PLAIN.splitlines()
    return _good("blank lines", "\n".join([*lines[:21], "", "", *lines[21:]]))


def _offsets() -> NastyFile:
    offsets = ("+01:00", "Z", "-05:00")
    rows = _dated(lambda i: f"2026-03-29T01:30:00{offsets[i % 3]}")
    return _good("offsets in turn", _file(rows), "00:30, 01:30 and 06:30 UTC")


def _refused(name: str, data: str) -> NastyFile:
    return NastyFile(
        name=name, data=data.encode(), accepted=0, rejected=0, refused=True
    )


def _thousands() -> NastyFile:
    return NastyFile(
        name="a thousands mark",
        data=_changed(30, amount='"1,234.50"').encode(),
        accepted=49,
        rejected=1,
        optional=("amount",),
        note="50 and 0 if the thousands mark is declared",
    )


def _long_ids() -> NastyFile:
    rows = [base_row(i).replace(f"I{i},", f"{i:020d},", 1) for i in range(50)]
    return _good("ids of 20 digits", _file(rows), "they stay text")


_TITLES = "Export of tickets\nGenerated 2026-03-01\n\n"

_FILES: dict[int, Callable[[], NastyFile]] = {
    1: lambda: _good("plain", PLAIN),
    2: lambda: _good("UTF-8 mark", b"\xef\xbb\xbf" + PLAIN.encode()),
    3: _latin_1,
    4: _cp1252,
    5: lambda: _good("UTF-16", b"\xff\xfe" + PLAIN.encode("utf-16-le")),
    6: _continental,
    7: _two_orders,
    8: _evidence_last,
    9: lambda: _one_bad("a field too many", _changed(30, base_row(30) + ",EXTRA")),
    10: lambda: _one_bad(
        "fields too few", _changed(30, "I30,2026-03-05T10:00:00,anna")
    ),
    11: lambda: _one_bad("a quote never closed", _changed(30, agent='"anna')),
    12: lambda: _good("a quote as text", _changed(30, agent='an"na')),
    13: lambda: _good(
        "a line end in quotes",
        _changed(30, agent='"an\nna, ""x"""'),
        'agent of row 30 is an<LF>na, "x"',
    ),
    14: _declared_missing,
    15: _no_such_day,
    16: lambda: _one_bad("a NUL byte", _changed(30, agent="an\0na")),
    17: _not_utf8,
    18: _mixed_ends,
    19: lambda: _good("CR alone", PLAIN.replace("\n", "\r")),
    20: _twin_header,
    21: lambda: _good("titles above", _TITLES + PLAIN),
    22: _total,
    23: _blank_lines,
    24: _offsets,
    25: lambda: _good("sep= line", "sep=;\n" + PLAIN.replace(",", ";")),
    26: lambda: _refused("nothing", ""),
    27: lambda: _refused("header only", HEADER + "\n"),
    28: lambda: _one_bad("a huge field", _changed(30, agent=f'"{"x" * 3_000_000}"')),
    29: _thousands,
    30: _long_ids,
}
