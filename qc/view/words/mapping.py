"""What the upload and the mapping screen say: facts, groups, doubts, questions."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

import numpy as np

from qc.view.escape import plain
from qc.view.locales import Locale
from qc.view.numbers import number_of, percent
from qc.view.words.dates import full_date
from qc.view.words.names import field_name
from qc.view.words.opening import came_as
from qc.view.words.pages import STEPS
from qc.view.words.remarks import system_name

UPLOAD_HINT = (
    "One row for each contact: a ticket, call, chat, visit or order. Purchases, "
    "customers, recommendations, campaigns, training and news messages come as files "
    "of their own. You see how the columns are read before anything is loaded, and "
    "the file is sent nowhere else."
)
LOOKING = "Reading the file ..."
PREVIEW = "The first rows as they came"
PREVIEW_ALT = "The first rows of the file, one column for each of its columns."
MAPPING = "Which column is what"
MAPPING_HINT = (
    "Recognised columns are filled in. Those that are needed come first; every other "
    "column makes more possible."
)
NEEDED = "Needed"
WHEN = "What happened when"
WHO = "Who and what"
HOW = "How well it went"
ALSO = "Also recognised"
MORE_FIELDS = "More columns"
NOT_USED = "(not used)"
NO_ID = "(no id: count each row once)"
ONE_STAGE = "Not in the log: all its rows belong to"
RECOGNISED = "recognised"
PLEASE_CHECK = "please check"
CHOSEN = "chosen by you"
TO_CHECK = "Look at these before you load"
TO_ANSWER = "Only you can know"
DATE_ORDER = "Dates are written"
DECIMAL = "The decimal mark is"
TIME_ZONE = "Time zone of times without one"
ENCODING = "Encoding of the file"
LOAD = "Load it"
LOADING = "Reading, checking and counting every row ..."
TO_REVIEW = "Go to the weekly review"
KEEP_MAPPING = "Download this mapping as a file"
_SURE = 0.8
_SEPARATED = {",": "commas", ";": "semicolons", "\t": "tabs", "|": "upright bars"}
DOUBTS = {
    "stage-assumed": "",  # the stage is asked for instead
    "unit-assumed": "{field}: the heading names no unit; numbers are taken as seconds.",
    "thousands-mark": "{field}: few numbers have a thousands mark; check that it is "
    "not a decimal mark.",
    "key-repeats": "{field}: some ids come more than once; the row changed last "
    "counts, or else the last row, and the others are duplicates.",
    "key-missing": "{field}: some rows have no id; they will be set aside.",
    "closed-as-resolved": "{field}: no time of resolution was found; closing stands "
    "for it.",
    "times-count-once": "{field}: the column holds times. A row with a time counts "
    "one, a row without none.",
    "values-unreadable": "{field}: some words name none of the five stages; their "
    "rows will be set aside.",
}
_CUT = 40


def file_line(  # noqa: PLR0913 - the facts of a file
    *,
    rows: int,
    columns: int,
    encoding: str,
    delimiter: str,
    system: str | None,
    kind: str = "text",
    part: str = "",
    locale: Locale | None = None,
) -> str:
    """Say what a file is: rows, columns, how it came, the system that wrote it."""
    separated = _SEPARATED.get(delimiter, "its own mark")
    parts = [
        f"{number_of(rows, 'row', 'rows', locale)}, "
        f"{number_of(columns, 'column', 'columns', locale)}",
        came_as(kind, part, encoding, separated),
    ]
    if system:
        parts.append(f"by its headings an export of {system_name(system)}")
    return " \u00b7 ".join(parts)


def trust(confidence: float | None, *, changed: bool) -> str:
    """Say how a column was found; empty where none was."""
    if changed:
        return CHOSEN
    if confidence is None:
        return ""
    return RECOGNISED if confidence >= _SURE else PLEASE_CHECK


def doubt_line(doubt: str, field: str) -> str:
    """Say what to look at before trusting a column; empty where it is asked instead."""
    return DOUBTS[doubt].replace("{field}", field_name(field))


def unfit_line(field: str, fit: float, locale: Locale | None = None) -> str:
    """Say that a chosen column can hardly be read as what it was chosen for."""
    return (
        f"{field_name(field)}: only {percent(fit, locale)} of the values looked at can "
        "be read. Is it the right column?"
    )


def refused_line(column: str, field: str, example: str) -> str:
    """Say why a column was not taken for what its heading says."""
    return (
        f'"{plain(column, limit=_CUT)}" was not taken as {field_name(field)}: it holds '
        f'"{plain(example, limit=_CUT)}".'
    )


def twice_line(field: str, header: str) -> str:
    """Say that a heading occurs more than once."""
    return (
        f'{field_name(field)}: the file has "{plain(header, limit=_CUT)}" more than '
        "once. Choose which one is meant."
    )


def shared_line(column: str, fields: Sequence[str]) -> str:
    """Say that one column supplies several fields."""
    names = " and ".join(field_name(field) for field in fields)
    return f'"{plain(column, limit=_CUT)}" is used as {names}.'


def unused_line(columns: Sequence[str]) -> str:
    """Say which columns are left out."""
    return "Not used: " + ", ".join(plain(name, limit=_CUT) for name in columns)


def measures_line(usable: int, cards: int) -> str:
    """Say how far the columns reach."""
    if not usable:
        return "No measure can be shown with these columns yet; rows can be counted."
    return f"These columns are enough for {usable} of {cards} measures."


def day_orders(
    texts: Sequence[str], formats: Sequence[Sequence[str]]
) -> tuple[str, str]:
    """Offer both readings of a date: "day first: 03/04/2026 is 3 Apr 2026".

    Parameters
    ----------
    texts : sequence of str
        Dates of the file; one is taken that the two orders read differently.
    formats : two sequences of str
        The strptime formats, day first and month first.
    """
    both = [(_read(text, formats[0]), _read(text, formats[1])) for text in texts]
    day, month = next((pair for pair in both if pair[0] != pair[1]), both[-1])
    return f"day first: {day}", f"month first: {month}"


def _read(text: str, formats: Sequence[str]) -> str:
    shown = plain(text, limit=_CUT)
    for form in formats:
        try:
            at = datetime.strptime(text.strip(), form)  # noqa: DTZ007 - only its day
        except ValueError:
            continue
        return f"{shown} is {full_date(np.datetime64(at, 'D'))}"
    return f"{shown} is no date"


def about_column(column: str, text: str) -> str:
    """Say which column a question is about, with one of its values."""
    return f'"{plain(column, limit=_CUT)}" holds "{plain(text, limit=_CUT)}"'


def step_line(step: str) -> str:
    """Say what a load is doing."""
    return f"{STEPS[step].capitalize()} ..."


def guessed_encoding(encoding: str) -> str:
    """Say that the encoding is a guess."""
    return (
        f"The file is not UTF-8 and does not say what else; it is read as {encoding}. "
        "If letters with accents look wrong, choose another encoding."
    )
