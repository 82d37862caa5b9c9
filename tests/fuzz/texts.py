"""Bytes of texts that may be tables: well made, badly made, and damaged."""

from __future__ import annotations

from hypothesis import strategies as st
from hypothesis.strategies import DrawFn, SearchStrategy

from tests.nasty import nasty_files

HEADERS = (
    *("agent", "csat", "amount", "stage", "defective", "resolved_at", "promised_by"),
    *("handle_time", "team", "status", "updated_at", "foo", "", "Ticket subject"),
)
CELLS = (
    *("", " ", "0", "1", "-1", "1.5", "1,5", "1.234,50", "1e400", "nan", "n/a", "-"),
    *("anna", "J\u00fcrgen", "\u201cZo\u00eb\u201d", "O'Neil", "true", "no", "=1+1"),
    *('"', '""', 'a"b', '"a"b', '"a', 'a"', "a,b", "a;b", "a\tb", "a\nb", "\r", "\n"),
    *(
        'a "quoted" word',
        'a\n"b"\n',
        "\0",
        "\ufffd",
        "\ufeff",
        "\u2028",
        "\x85",
        "\x1c",
    ),
    *(
        "\u00a05",
        "x" * 300,
        '"' * 9,
        "a\\",
        '\\"',
        "'",
        "#",
        "sale",
        "support",
        "12:34",
    ),
)
TIMES = (
    *("2026-03-05", "2026-03-05T10:00:00", "2026-03-05 10:00", "2026-03-05T10:00:00Z"),
    *("2026-03-05T10:00:00+05:30", "05.03.2026 10:00", "25/12/2025", "03/25/2026"),
    *("2026-02-30", "1900-01-01", "9999-12-31", "1772705045", "Mar 5, 2026 3:04 PM"),
    *("2026-03-29 02:30", "20260305", "5 March 2026", "2026-W10-4", "46086.5", ""),
)
ENCODINGS = ("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-32", "cp1252", "latin-1")
LONG = 1_000_050  # above what one field may have
_SMALL = 60_000
NASTY = [f.data for f in nasty_files().values() if len(f.data) < _SMALL]
PIECES = (
    *(b'"', b"\0", b"\r", b"\n", b"\r\n", b",", b";", b"\t", b"\xff", b"\xc3", b"\xef"),
    *(b"\xbb\xbf", b"\xef\xbb\xbf", b"'", b"\\", b'""', b'","', b'"\n"', b"\x1a", b"|"),
    *(b"\xff\xfe", b"\xe2\x80\xa8", b"\x85", b" ", b"sep=;\n", b"Total,,,,\n"),
)


TAME = st.sampled_from([cell for cell in CELLS if "\0" not in cell])
CELL = {
    False: TAME | st.sampled_from(TIMES),
    True: st.sampled_from(CELLS) | st.sampled_from(TIMES) | st.text(max_size=4),
}


@st.composite
def _quoted(draw: DrawFn, cell: str, delimiter: str, style: str) -> str:
    """Write one cell: as needed, always, or now and then wrongly."""
    wrong = style == "careless" and draw(st.integers(0, 3)) == 0
    if wrong:
        return cell
    if style == "all" or any(sign in cell for sign in (delimiter, '"', "\n", "\r")):
        return '"' + cell.replace('"', '""') + '"'
    return cell


@st.composite
def tables(draw: DrawFn) -> bytes:
    """Return a table of a few rows, written well or carelessly."""
    delimiter = draw(st.sampled_from(",,,;;\t|"))
    wild = draw(st.booleans())
    style = draw(st.sampled_from(["needed", "all", "careless" if wild else "needed"]))
    end = draw(st.sampled_from(["\n", "\n", "\r\n", "\r", "mixed"]))
    more = draw(st.lists(st.sampled_from(HEADERS), max_size=4, unique=True))
    header = ["interaction_id", "opened_at", *more]
    count = draw(st.integers(0, 12))
    rows = [_row(draw, i, len(more), wild) for i in range(count)]
    lines = [
        delimiter.join(draw(_quoted(cell, delimiter, style)) for cell in row)
        for row in [header, *rows]
    ]
    above = draw(st.sampled_from([[], [], [], ["Export"], ["", "a,b"], ["sep=;"]]))
    ends = ("\n", "\r\n", "\r") if end == "mixed" else (end,)
    text = "".join(f"{line}{draw(st.sampled_from(ends))}" for line in [*above, *lines])
    if draw(st.booleans()):
        text = text[: -len(ends[0])]
    if draw(st.integers(0, 40)) == 0:
        text = text.replace("anna", "x" * LONG, 1)
    return text.encode(draw(st.sampled_from(ENCODINGS)), "replace")


def _row(draw: DrawFn, number: int, more: int, wild: bool) -> list[str]:
    key = draw(st.sampled_from([f"I{number}", f"I{number}", "I0", "", "0007", 'I"1']))
    time = draw(st.sampled_from([*TIMES[:5], TIMES[1], TIMES[1]]) | CELL[wild])
    cells = [draw(CELL[wild]) for _ in range(more)]
    row = [key, time, *cells]
    ragged = draw(st.integers(0, 9)) if wild else -1
    if ragged == 0:
        return [*row, "extra"]
    if ragged == 1:
        return row[:-1]
    return [""] if ragged == 2 and number % 2 else row


@st.composite
def _mutated(draw: DrawFn, start: SearchStrategy[bytes]) -> bytes:
    """Put pieces in, take some out, cut off, turn bits."""
    data = draw(start)
    for _ in range(draw(st.integers(1, 5))):
        at = draw(st.integers(0, max(len(data) - 1, 0)))
        match draw(st.integers(0, 4)):
            case 0 | 1:
                data = data[:at] + draw(st.sampled_from(PIECES)) + data[at:]
            case 2:
                data = data[:at] + data[at + draw(st.integers(1, 40)) :]
            case 3 if data:
                flipped = data[at] ^ 1 << draw(st.integers(0, 7))
                data = data[:at] + bytes([flipped]) + data[at + 1 :]
            case _:
                piece = data[at : at + draw(st.integers(1, 90))]
                data = data[:at] + piece + data[at:]
    return data


def damaged(start: list[bytes]) -> SearchStrategy[bytes]:
    """Return what damage makes of some files."""
    return _mutated(st.sampled_from(start))


def texts() -> SearchStrategy[bytes]:
    """Return tables, damaged tables, and damaged nasty files."""
    return st.one_of(tables(), tables(), _mutated(tables()), damaged(NASTY))
