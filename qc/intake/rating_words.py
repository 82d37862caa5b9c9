"""Answers of a survey in words: worth what the table of their system declares."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from qc.intake.aliases import PLAIN

Pairs = tuple[tuple[str, str], ...]
"""A text of the file and the score it is worth; "" is no rating."""


def words_of(
    texts: Sequence[str], tables: Mapping[str, Mapping[str, str]], system: str | None
) -> Pairs:
    """Return what the texts of a column are worth; empty where they are no such words.

    Parameters
    ----------
    texts : sequence of str
        A sample, without missing values.
    tables : dict of system -> dict of answer -> score
        As in `Aliases.ratings`.
    system : str or None
        Whose table it is; without one, that of plain language.

    Returns
    -------
    tuple of (text, score)
        In the spellings of the sample, then the declared ones, so that the answers
        a sample lacks are read too. A number among words stays a number.
    """
    table = tables.get(system or PLAIN) or tables.get(PLAIN, {})
    known = {_key(word): score for word, score in table.items()}
    clean = dict.fromkeys(text.strip() for text in texts)
    words = [text for text in clean if _key(text) in known]
    rest = [text for text in clean if _key(text) not in known]
    if not words or not all(map(_is_number, rest)):
        return ()
    declared = [way for word in table for way in (word, word.lower(), word.title())]
    spelled = dict.fromkeys([*words, *declared])
    return tuple((text, known[_key(text)]) for text in spelled)


def _key(text: str) -> str:
    return " ".join(text.replace("_", " ").split()).casefold()


def _is_number(text: str) -> bool:
    return text.replace(".", "", 1).isdecimal()
