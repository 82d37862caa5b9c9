"""Pseudonyms: the same person is always the same code, and only the key tells who.

HMAC-SHA256 (RFC 2104) under a key that is not kept with the log. A plain hash would
protect nothing: whoever can list all customer numbers could hash them all.
"""

from __future__ import annotations

import hashlib
import hmac
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property

from qc.core.people import Keep, Person
from qc.store.query import select

KEY_BYTES = 32
_BLOCK = 64  # bytes of one step of SHA-256
_SIGNS = "0123456789ABCDEFGHIJKLMNOPQRSTUV"  # base 32 with extended hex (RFC 4648)
_WHOLE = 15  # hexadecimal digits that make 12 signs; one more makes it 64 bits
_PREFIX = {Person.CUSTOMER: "C", Person.ACCOUNT: "B", Person.AGENT: "A"}
_SHAPE = re.compile(f"[{''.join(_PREFIX.values())}]-[0-9A-V]{{12}}[0-9A-F]")


@dataclass(frozen=True)
class Pseudonyms:
    """A key, and whose names are kept beside the pseudonyms.

    Attributes
    ----------
    key : bytes
        32 random bytes.
    keep : Keep
    """

    key: bytes = field(repr=False)
    keep: Keep = Keep.AGENTS

    @property
    def fingerprint(self) -> str:
        """Tell keys apart without telling the key."""
        return self._digest("fingerprint", "")[:16]

    def of(self, person: Person, text: str) -> str:
        """Return the pseudonym of one person, as in ``C-7F3K2Q9M4T8BC``: 64 bits."""
        digest = self._digest(person, text)
        number = int(digest[:_WHOLE], 16)
        signs = "".join(_SIGNS[number >> 5 * i & 31] for i in reversed(range(12)))
        return f"{_PREFIX[person]}-{signs}{digest[_WHOLE].upper()}"

    def parameters(self) -> dict[str, bytes]:
        """Return what `coded` needs bound: the two pads of RFC 2104."""
        return {"inner": self._pads[0], "outer": self._pads[1]}

    @cached_property
    def _pads(self) -> tuple[bytes, bytes]:
        block = self.key.ljust(_BLOCK, b"\0")
        return bytes(b ^ 0x36 for b in block), bytes(b ^ 0x5C for b in block)

    def _digest(self, purpose: str, text: str) -> str:
        message = f"{purpose}:{text}".encode("utf-8", "surrogatepass")
        return hmac.new(self.key, message, hashlib.sha256).hexdigest()


def coded(people: str, *, beside: Sequence[str] = ()) -> str:
    """Return a query of `who`, `text` and `code`, with `parameters` bound.

    Parameters
    ----------
    people : str
        Relation of `who` (values of `Person`) and `text`.
    beside : sequence of str
        Further columns of it to keep.
    """
    inner = "unhex(sha256($inner || encode(who || ':' || text)))"
    digest = f"sha256($outer || {inner}) AS digest"
    whose = " ".join(f"WHEN '{who.value}' THEN '{p}-'" for who, p in _PREFIX.items())
    whole = f"to_base(('0x' || substr(digest, 1, {_WHOLE}))::BIGINT, 32, 12)"
    last = f"upper(substr(digest, {_WHOLE + 1}, 1))"
    code = f"CASE who {whose} END || {whole} || {last} AS code"
    columns = [*beside, "who", "text", code]
    return select(columns, f"({select(['*', digest], people)})")


def is_pseudonym(text: str) -> bool:
    """Say whether a text has the shape of a pseudonym."""
    return _SHAPE.fullmatch(text) is not None
