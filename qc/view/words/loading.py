"""What happened to the rows of a file: the balance, and what to do about faults."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from qc.core.kinds import TableName
from qc.core.plan import Account, Fault, SetAside
from qc.view.escape import plain
from qc.view.locales import Locale
from qc.view.numbers import count, number_of
from qc.view.words.names import field_name
from qc.view.words.tables_loaded import rows_of

_ODD = (Fault.NO_SUCH_LOCAL_TIME.value, Fault.AMBIGUOUS_LOCAL_TIME.value)
_SHOWN = 40  # characters of a faulty value that are repeated

_FAULTS: dict[Fault, str] = {
    Fault.TOO_FEW_FIELDS: "The row has fewer fields than the header. Export it again, "
    "or complete the row.",
    Fault.TOO_MANY_FIELDS: "The row has more fields than the header. Put quotes around "
    "values that hold the delimiter.",
    Fault.UNCLOSED_QUOTE: "A quote opens here and never closes. Close it, or double it "
    "if it belongs to the text.",
    Fault.FIELD_TOO_LONG: "A field is too long to be read. Shorten it, or leave the "
    "column out of the export.",
    Fault.NUL_BYTE: "The row holds a NUL byte. Export the file again as text.",
    Fault.NOT_DECODABLE: "The row cannot be read in the encoding of the file. Save the "
    "file as UTF-8.",
    Fault.MISSING_REQUIRED: "{column} is missing, and without it no row can be kept. "
    "Fill it in at the source.",
    Fault.NOT_A_TIME: "{column} holds {value}, which is not a time in the declared "
    "format. Correct the value, or declare its format in the mapping.",
    Fault.NOT_A_NUMBER: "{column} holds {value}, which is not a number. Correct it, or "
    "declare its decimal and thousands signs in the mapping.",
    Fault.NOT_A_DURATION: "{column} holds {value}, which is not a duration. Use a "
    "number or HH:MM:SS, and declare the unit in the mapping.",
    Fault.NOT_A_FLAG: "{column} holds {value}, which is not a yes or no. Say in the "
    "mapping which values mean yes and which mean no.",
    Fault.UNKNOWN_STAGE: "{column} holds {value}, which is none of the five stages. "
    "Say in the mapping which stage it means.",
    Fault.NO_SUCH_LOCAL_TIME: "{column} holds {value}, a local time that the change to "
    "summer time skipped. Check the time zone, or export with an offset.",
    Fault.AMBIGUOUS_LOCAL_TIME: "{column} holds {value}, a local time that came twice "
    "at the end of summer time. Export with an offset.",
    Fault.NEGATIVE: "{column} holds {value}, and it cannot be below zero. Correct the "
    "sign at the source.",
    Fault.NOT_YET: "{column} holds {value}, a time that has not come yet. Check the "
    "order of day and month, and the year.",
    Fault.STILL_AHEAD: "{column} holds {value}, which is still to come. It is kept as "
    "planned; check the year if it was not meant so.",
    Fault.ONESELF: "{column} is the one who recommended. Nobody brings themselves; "
    "correct one of the two.",
    Fault.ENDS_BEFORE_START: "{column} holds {value}, which is before the start. "
    "Correct one of the two times.",
    Fault.STAND_IN_TIME: "{column} holds {value}, which stands for no date at all. "
    "Leave it empty at the source.",
    Fault.BEFORE_OPENING: "{column} holds {value}, a time before the opening. Check "
    "that it is the right column, and the time zone.",
    Fault.UNKNOWN_INTERACTION: "{column} holds {value}, and no interaction of this id "
    "is loaded. Load the export of the interactions first, then this file again.",
    Fault.FOOTER: "{value} stands below the table: a footer of the report, no "
    "interaction. Nothing needs to be done.",
}


def fault_sentence(row: SetAside) -> str:
    """Say where a row failed, why, and what to do about it.

    Returns
    -------
    str
        Plain text that repeats a value of the file: escape it before it meets
        markup.
    """
    column = field_name(plain(row.column, limit=_SHOWN)) or "A value"
    value = f'"{plain(row.value, limit=_SHOWN)}"'
    text = _FAULTS[row.fault].replace("{column}", column).replace("{value}", value)
    return f"Line {row.line}: {text}"


def remedy(fault: Fault) -> str:
    """Say what a fault is and what to do about it, without a row."""
    return _FAULTS[fault].replace("{column}", "A field").replace("{value}", "a value")


def aside_lines(rows: Sequence[SetAside], most: int = 5) -> Iterator[str]:
    """Say what is wrong with the first rows of a list, and how many more there are."""
    yield from (fault_sentence(row) for row in rows[:most])
    if len(rows) > most:
        yield f"... and {count(len(rows) - most)} more"


def unused_sentence(columns: Sequence[str], most: int = 12) -> str:
    """Name the columns that no field takes; empty where all are used."""
    if not columns:
        return ""
    named = ", ".join(plain(column, limit=_SHOWN) for column in columns[:most])
    rest = len(columns) - most
    return f"Columns not used: {named}{f' and {rest} more' if rest > 0 else ''}"


def account_sentence(
    account: Account,
    locale: Locale | None = None,
    *,
    table: TableName = TableName.INTERACTIONS,
) -> str:
    """Say what became of every row of a load.

    "12,431 rows read = 12,400 accepted + 21 set aside + 10 duplicates"; where the
    balance fails, the sentence says by how much.
    """
    parts = (
        f"{count(account.accepted, locale)} accepted",
        f"{count(account.set_aside, locale)} set aside",
        number_of(account.duplicates, "duplicate", "duplicates", locale),
    )
    sign = "=" if account.balances else "\u2260"
    rows = number_of(account.read, "row", "rows", locale)
    balance = f"{rows} read {sign} {' + '.join(parts)}"
    if not account.balances:
        off = abs(
            account.read - account.accepted - account.set_aside - account.duplicates
        )
        return f"{balance}: {count(off, locale)} rows unaccounted for; nothing was used"
    return balance + _further(account, locale, table)


def _further(account: Account, locale: Locale | None, table: TableName) -> str:
    texts = []
    if account.replaced:
        texts.append(
            f"{count(account.replaced, locale)} of the accepted are newer versions "
            f"of known {rows_of(table)}"
        )
    if account.events_read is not None:
        texts.append(f"{count(account.events_read, locale)} events became these rows")
    odd = [n for key, n in account.values_left_out.items() if key.endswith(_ODD)]
    if left_out := sum(account.values_left_out.values()) - sum(odd):
        values = "single value was" if left_out == 1 else "single values were"
        texts.append(f"{count(left_out, locale)} {values} left out")
    if odd:
        times = "local time is" if sum(odd) == 1 else "local times are"
        texts.append(f"{count(sum(odd), locale)} {times} doubtful")
    return "".join(f"; {text}" for text in texts)
