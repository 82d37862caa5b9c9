"""Units under their names, or under codes that say nothing of who or how good."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from string import ascii_uppercase

from qc.view.frames import distinct

_LIMIT = 40


def labels(
    names: Iterable[str],
    *,
    noun: str,
    hidden: bool,
    salt: str = "",
    called: Mapping[str, str] | None = None,
) -> dict[str, str]:
    """Return what each unit is called.

    Parameters
    ----------
    names : iterable of str
    noun : str
        What one unit is, as in "agent".
    hidden : bool
        Codes instead of names: "Agent A", "Agent B".
    salt : str
        Something only those who see the log know. Codes stay the same as long as it
        and the names do; their order is neither that of names nor that of figures.
    called : dict, optional
        What units are called that go by another name than the log's.

    Returns
    -------
    dict of name -> label
        Each label once, fit for `escape`; with codes in the order of the codes.
    """
    each = list(dict.fromkeys(names))
    if not hidden:
        known = called or {}
        return distinct(each, limit=_LIMIT, show=lambda name: known.get(name, name))
    mixed = sorted(each, key=lambda name: _mark(salt, name))
    title = noun.capitalize()
    return {name: f"{title} {_letters(i)}" for i, name in enumerate(mixed)}


def _mark(salt: str, name: str) -> bytes:
    text = f"{salt}\0{name}".encode("utf-8", errors="surrogatepass")
    return hashlib.sha256(text).digest()


def _letters(i: int) -> str:
    """Count in letters: A to Z, AA to ZZ, AAA."""
    text = ""
    while i >= 0:
        i, place = divmod(i, len(ascii_uppercase))
        text, i = ascii_uppercase[place] + text, i - 1
    return text
