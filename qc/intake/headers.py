"""Column headers in normal form: the words, without unit, time zone and wrapping."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from zoneinfo import ZoneInfo

_ZONE = re.compile(
    r"\(([A-Za-z_]+/[A-Za-z_]+(?:/[A-Za-z_]+)?|UTC|GMT|[A-Z]{3,4})\)\s*$"
)
_CUSTOM = re.compile(
    r"(?:custom field|campo personalizado|champ personnalis\u00e9"
    r"|benutzerdefiniertes feld)\s*\((.*)\)(?:\.\d+)?",
    re.IGNORECASE,
)
_KIND = re.compile(r"\s*\[(?:list|txt|flag|dec|int|date)\]$")
_COPY = re.compile(r"(?<=.)[_.]\d$")
_UNIT = re.compile(
    r"\((?:in )?(seconds?|secs?|mins?|minutes?|hrs?|hours?|hh:mm:ss|h:mm:ss|days?)\)"
    r"|\bin (minutes|hours|seconds)\b",
    re.IGNORECASE,
)
_LAST_WORD = re.compile(r"(.+) (seconds?|secs?|mins?|minutes?|hrs?|hours?|days?)")
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
_OTHER = re.compile(r"[\W_]+")
_SECONDS = {"s": 1.0, "m": 60.0, "d": 86_400.0}


@dataclass(frozen=True, slots=True, kw_only=True)
class Header:
    """A header in normal form.

    Attributes
    ----------
    name : str
        Lower case words, one space between them.
    unit : float or None
        Seconds per unit of a duration, if the header says it.
    zone : str or None
        IANA time zone, if the header says it.
    custom : bool
        A field that the owner of the system added: Zendesk says so by "[list]".
    """

    name: str
    unit: float | None = None
    zone: str | None = None
    custom: bool = False


@lru_cache(maxsize=4096)
def normalise(header: str) -> Header:
    """Bring one header into normal form, keeping the unit and the zone it names."""
    text = unicodedata.normalize("NFC", header.strip("\ufeff \t\n\r\xa0"))
    plain = _KIND.sub("", text)
    added = plain != text
    zone = _ZONE.search(plain)
    text = _ZONE.sub("", plain).strip()
    if custom := _CUSTOM.fullmatch(text):
        text = custom[1]
    unit = _UNIT.search(text)
    text = _CAMEL.sub(" ", _UNIT.sub(" ", text)).lower()
    return Header(
        name=_OTHER.sub(" ", text).strip(),
        unit=_seconds(unit[1] or unit[2]) if unit else None,
        zone=known_zone(zone[1]) if zone else None,
        custom=added,
    )


def fingerprint(columns: Iterable[str]) -> str:
    """Tell files of one source by their headers, whatever their order."""
    names = sorted(normalise(column).name for column in columns)
    return hashlib.sha256("\n".join(names).encode()).hexdigest()


def without_copy_mark(header: str) -> str | None:
    """Return the header of which this is a copy: "Resolution time (in hrs)_1"."""
    first = _COPY.sub("", header.strip())
    return first if first != header.strip() else None


def without_unit(name: str) -> Header | None:
    """Split a unit off the end of a normal name: ``handle time hours``."""
    found = _LAST_WORD.fullmatch(name)
    return Header(name=found[1], unit=_seconds(found[2])) if found else None


@lru_cache(maxsize=256)
def known_zone(name: str) -> str | None:
    """Return an IANA zone as it is, or None where there is none of this name."""
    if name in {"UTC", "GMT"}:
        return "UTC"
    try:
        return ZoneInfo(name).key
    except (OSError, ValueError, LookupError):
        return None


def _seconds(unit: str) -> float:
    first = unit[0].lower()
    if first == "h":
        return 1.0 if ":" in unit else 3600.0
    return _SECONDS[first]
