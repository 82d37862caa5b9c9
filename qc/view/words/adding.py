"""What is said of a file that only adds to interactions that are known."""

from __future__ import annotations

from collections.abc import Iterable

from qc.view.locales import Locale
from qc.view.numbers import count, number_of
from qc.view.words.names import field_name

ONLY_ADD = "Only add these columns to interactions that are loaded"
ONLY_ADD_HELP = (
    "Each row is then looked up by its id, and its values are added to that "
    "interaction. Rows of other ids are set aside, and an empty cell changes nothing."
)
_KEY = "interaction_id"


def before(
    fields: Iterable[str], known: int, of: int, locale: Locale | None = None
) -> str:
    """Say what will happen to a file whose rows are no interactions of their own.

    Parameters
    ----------
    fields : iterable of str
        What the file holds.
    known, of : int
        Ids that belong to a loaded interaction, of those looked at.
    """
    ids = f"{count(known, locale)} of {count(of, locale)}"
    return (
        f"These rows bring no interactions of their own. They add {_named(fields)} to "
        f"interactions that are loaded: {ids} ids looked at are known. Rows of other "
        "ids are set aside, and an empty cell changes nothing. Taking the file out "
        "again brings back what was known before."
    )


def nobody(fields: Iterable[str]) -> str:
    """Say that a file adds to a log that is not there yet."""
    return (
        "These rows do not say when an interaction was opened. They can add "
        f"{_named(fields)} to interactions that are loaded, and none is yet: load "
        "their export first, or choose the column of the opening times."
    )


def held(
    name: str, rows: int, fields: Iterable[str], locale: Locale | None = None
) -> str:
    """Say what a batch adds, and to how many."""
    whose = number_of(rows, "known interaction", "known interactions", locale)
    return f"{name}: adds {_named(fields)} to {whose}"


def after(fields: Iterable[str]) -> str:
    """Say what was added."""
    return f"Added to known interactions: {_named(fields)}."


def fewer_before(fields: Iterable[str], known: int, of: int) -> str:
    """Warn that known interactions come again without some of their columns."""
    ids = f"{count(known)} of {count(of)}"
    return (
        f"{ids} ids looked at are loaded already, and the log has {_named(fields)}, "
        "which this file does not have. A newer row replaces the older one and has "
        f'none of them. To keep them, choose "{ONLY_ADD}" below.'
    )


def fewer_after(fields: Iterable[str], replaced: int) -> str:
    """Say that newer rows came without columns the log had."""
    whose = "interaction has" if replaced == 1 else "interactions have"
    return (
        f"{count(replaced)} known {whose} a newer row without {_named(fields)}: this "
        "file has no such column. If it should only add to them, take it out again "
        "and load it with --adds, or with that choice on the page."
    )


def _named(fields: Iterable[str]) -> str:
    names = [field_name(field) for field in fields if field != _KEY]
    *others, last = names or ["nothing"]
    return f"{', '.join(others)} and {last}" if others else last
