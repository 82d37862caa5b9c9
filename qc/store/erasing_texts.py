"""Texts of other rows that hold the id of a customer: the id is taken out of them.

Somebody may have written it where a category or a reason stands. Keys are left as they
are, as other rows join them.
"""

from __future__ import annotations

from collections.abc import Iterable

from qc.core.hiding import GONE
from qc.core.kinds import FieldKind
from qc.core.people import person_of
from qc.core.tables import TABLES
from qc.store.batch import Batch
from qc.store.sql import name, text

_TELLS = 4  # characters; a shorter id is a part of too many texts
_CUT = 100  # characters of an id that lists of faults hold for certain


def pattern(one: str) -> str:
    """Return what finds an id as a word of its own (RE2); lists cut what is long."""
    signs = (sign if sign.isalnum() else f"\\x{{{ord(sign):x}}}" for sign in one[:_CUT])
    start, end = (r"\b" if _is_word(sign) else "" for sign in (one[:1], one[-1:]))
    return f"{start}{''.join(signs)}{end if len(one) <= _CUT else ''}"


def holds(batch: Batch, ids: Iterable[str]) -> str:
    """Return a test whether a text of a row holds an id; never NULL."""
    known = _telling(ids)
    tests = [
        f"(contains({name(field)}, {text(one[:_CUT])}) "
        f"AND regexp_matches({name(field)}, {text(pattern(one))}))"
        for field in _texts(batch)
        for one in known
    ]
    return f"coalesce({' OR '.join(tests) or 'false'}, false)"


def without(batch: Batch, ids: Iterable[str]) -> str:
    """Return all columns of a batch, its texts without the ids."""
    each = []
    for field in _texts(batch):
        taken = name(field)
        for one in _telling(ids):
            taken = f"regexp_replace({taken}, {text(pattern(one))}, {text(GONE)}, 'g')"
        each.append(f"{taken} AS {name(field)}")
    return f"* REPLACE ({', '.join(each)})"


def _texts(batch: Batch) -> list[str]:
    table = TABLES[batch.table]
    return [
        field
        for field in batch.columns
        if table.fields[field].kind is FieldKind.TEXT
        and table.joins(field) is None
        and person_of(field) is None
    ]


def _telling(ids: Iterable[str]) -> list[str]:
    return [one for one in sorted(ids) if len(one) >= _TELLS]


def _is_word(sign: str) -> bool:
    return sign.isascii() and (sign.isalnum() or sign == "_")
