"""How readers write numbers and days: formats as data, and whose are in force."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass

_THIN = "\u202f"  # a space that no line breaks at


@dataclass(frozen=True, slots=True, kw_only=True)
class Locale:
    """How readers of one place write numbers and days; the words stay English.

    Attributes
    ----------
    tag : str
        Language and place, as in "de-DE".
    decimal, thousands : str
        Signs inside numbers.
    month_first : bool
        "Nov 9, 2026" instead of "9 Nov 2026".
    typed : str
        How days are typed into a field: YYYY, MM and DD with their marks.
    """

    tag: str = "en-GB"
    decimal: str = "."
    thousands: str = ","
    month_first: bool = False
    typed: str = "DD/MM/YYYY"


ENGLISH = Locale()
GERMAN = Locale(tag="de-DE", decimal=",", thousands=".", typed="DD.MM.YYYY")
LOCALES: dict[str, Locale] = {
    one.tag: one
    for one in (
        ENGLISH,
        Locale(tag="en-US", month_first=True, typed="MM/DD/YYYY"),
        Locale(tag="en-CA", typed="YYYY-MM-DD"),
        GERMAN,
        Locale(tag="de-AT", decimal=",", thousands="\u00a0", typed="DD.MM.YYYY"),
        Locale(tag="de-CH", thousands="\u2019", typed="DD.MM.YYYY"),
        Locale(tag="fr-FR", decimal=",", thousands=_THIN),
        Locale(tag="it-IT", decimal=",", thousands="."),
        Locale(tag="es-ES", decimal=",", thousands="."),
        Locale(tag="pt-BR", decimal=",", thousands="."),
        Locale(tag="nl-NL", decimal=",", thousands=".", typed="DD-MM-YYYY"),
        Locale(tag="pl-PL", decimal=",", thousands="\u00a0", typed="DD.MM.YYYY"),
        Locale(tag="sv-SE", decimal=",", thousands="\u00a0", typed="YYYY-MM-DD"),
    )
}
"""By tag; the first is in force where nothing else was chosen."""

_READER: ContextVar[Locale] = ContextVar("locale of the reader", default=ENGLISH)


def reader(given: Locale | None = None) -> Locale:
    """Return whose formats a text takes: the one given, else the one in force.

    The one in force is the only state of this package that is not an argument. A page
    run and a command set it once, first of all; no sentence in between has to carry
    it. It belongs to the thread or task that set it, so sessions do not share it.
    """
    return _READER.get() if given is None else given


def read_by(locale: Locale) -> None:
    """Put a locale in force for the rest of this thread, task or command."""
    _READER.set(locale)


@contextmanager
def reading(locale: Locale) -> Iterator[None]:
    """Put a locale in force for a while."""
    token = _READER.set(locale)
    try:
        yield
    finally:
        _READER.reset(token)
