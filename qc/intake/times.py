"""The formats that times are written in, found from their shape."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from qc.core.months import language_of, to_english
from qc.intake.questions import Formats

_ISO = re.compile(
    r"\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d(?::\d\d(?:[.,]\d{1,9})?)?"
    r"(?P<offset> ?(?:Z|[+-]\d\d(?::?\d\d)?))?)?",
    re.IGNORECASE,
)
_NUMERIC = r"(?P<a>\d{1,4})(?P<s>[./-])(?P<b>\d{1,2})(?P=s)(?P<c>\d{1,4})"
_WORD = r"[^\W\d_]{3,10}\.?"
_NAMED = rf"(?P<d>\d{{1,2}})(?P<t>[ /.-])(?P<m>{_WORD})(?P=t)(?P<y>\d{{4}}|\d{{2}})"
_MONTH = re.compile(rf"\d{{1,2}}[ /.-]({_WORD})[ /.-]\d")
_AMERICAN = r"(?P<am>[A-Za-z]{3,9}) (?P<ad>\d{1,2}), (?P<ay>\d{4})"
_CLOCK = (
    r"(?P<gap>,? |T)(?P<clock>\d{1,2}:\d\d)(?P<sec>:\d\d)?(?P<frac>[.,]\d{1,6})?"
    r"(?P<ampm> ?[AaPp][Mm])?(?P<suffix> [A-Z]{3,4})?"
)
_TIME = re.compile(rf"(?:{_NUMERIC}|{_NAMED}|{_AMERICAN})(?:{_CLOCK})?")
_COMPACT = {
    re.compile(r"(?:19|20)\d{6}"): "%Y%m%d",
    re.compile(r"(?:19|20)\d{10}"): "%Y%m%d%H%M",
    re.compile(r"(?:19|20)\d{12}"): "%Y%m%d%H%M%S",
    re.compile(r"(?:19|20)\d{6}T\d{6}"): "%Y%m%dT%H%M%S",
}
_STANDARD_AND_SUMMER = (
    *((" EST", " EDT"), (" CST", " CDT"), (" MST", " MDT"), (" PST", " PDT")),
    (" CET", " CEST"),
)
_SUFFIX_ZONES = {
    **dict.fromkeys((" UTC", " GMT"), "UTC"),
    **dict.fromkeys((" EST", " EDT"), "America/New_York"),
    **dict.fromkeys((" CST", " CDT"), "America/Chicago"),
    **dict.fromkeys((" MST", " MDT"), "America/Denver"),
    **dict.fromkeys((" PST", " PDT"), "America/Los_Angeles"),
    **dict.fromkeys((" CET", " CEST"), "Europe/Berlin"),
}
_ISO_FORMATS = (
    *(f"%Y-%m-%d{gap}%H:%M{to}" for gap in " T" for to in (":%S", "", ":%S.%f")),
    "%Y-%m-%d",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeShape:
    """How one text writes a time.

    Attributes
    ----------
    formats : tuple of str
        strptime formats, one per order of day and month; empty for ISO 8601.
    zoned : bool
        The text says its offset.
    zone : str or None
        The zone that a suffix such as " CDT" stands for.
    """

    formats: Formats = ()
    zoned: bool = False
    zone: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeGuess:
    """What a column of times looks like.

    Attributes
    ----------
    options : tuple of tuple of str
        One list of formats, or two: day first, then month first. ((),) is ISO 8601.
    zone : str or None
        Zone that all texts name; None where they do not.
    naive : bool
        Some texts say neither offset nor zone.
    fit : float, 0 to 1
        Share of texts that can be read.
    months : str
        Language of the names of months; empty for English, or none.
    """

    options: tuple[Formats, ...]
    zone: str | None
    naive: bool
    fit: float
    months: str = ""


def guess_times(texts: Sequence[str]) -> TimeGuess:
    """Find the formats of a column from texts that are not missing."""
    if not texts:
        return TimeGuess(options=((),), zone=None, naive=True, fit=1.0)
    clean, months = _in_english([text.strip() for text in texts])
    every = [shape for text in clean if (shape := time_shape(text))]
    # Letters name one zone for a whole column: what names another is not read.
    zones = Counter(shape.zone for shape in every if shape.zone)
    shapes = [s for s in every if s.zone in {None, *dict(zones.most_common(1))}]
    return TimeGuess(
        options=_options(shapes),
        zone=_only([shape.zone for shape in shapes]),
        naive=any(not shape.zoned for shape in shapes),
        fit=len(shapes) / len(texts),
        months=months,
    )


def _only(zones: Sequence[str | None]) -> str | None:
    return zones[0] if len(set(zones)) == 1 else None


def _in_english(texts: list[str]) -> tuple[list[str], str]:
    """Translate months that are not English; tell the language."""
    words = {word[1] for text in texts if (word := _MONTH.match(text))}
    if not words or all(_reads(word.rstrip("."), _month(word)) for word in words):
        return texts, ""
    language = language_of(words)
    if language:
        texts = [to_english(text, language) for text in texts]
    return texts, language


def time_shape(text: str) -> TimeShape | None:
    """Tell how one text writes a time; None where it is no time this package reads."""
    if iso := _ISO.fullmatch(text):
        return TimeShape(zoned=iso["offset"] is not None)
    for pattern, fmt in _COMPACT.items():
        if pattern.fullmatch(text) and _reads(text, fmt):
            return TimeShape(formats=(fmt, fmt))
    found = _TIME.fullmatch(text)
    if found is None:
        return None
    zone = _SUFFIX_ZONES.get(found["suffix"] or "")
    if found["suffix"] and zone is None:
        return None
    formats = tuple(date + _clock(found) for date in _dates(found))
    if not any(_reads(text, fmt) for fmt in formats):
        return None
    return TimeShape(formats=formats, zoned=zone is not None, zone=zone)


def _options(shapes: Sequence[TimeShape]) -> tuple[Formats, ...]:
    counts = Counter(shape.formats for shape in shapes)
    if set(counts) <= {()}:
        return ((),)
    if any(shape.zoned and not shape.formats for shape in shapes):
        return ((),)  # no format reads an offset beside other shapes
    pairs = [pair for pair, _ in counts.most_common()]
    day_first, month_first = (_list(pairs, order) for order in (0, 1))
    return (day_first,) if day_first == month_first else (day_first, month_first)


def _list(pairs: Sequence[Formats], order: int) -> Formats:
    formats: dict[str, None] = {}
    for pair in pairs:
        for fmt in _variants(pair[order]) if pair else _ISO_FORMATS:
            formats[fmt] = None
    return tuple(formats)


def _variants(fmt: str) -> Formats:
    """Add what a longer sample would show: seconds, fractions; "May" can be both."""
    clocks = tuple(way for each in _clock_variants(fmt) for way in _summer_too(each))
    return (*clocks, *(each.replace("%b", "%B") for each in clocks))


def _summer_too(fmt: str) -> Formats:
    """Add the other of standard and summer time: half a year may not show both."""
    for pair in _STANDARD_AND_SUMMER:
        for suffix, other in (pair, pair[::-1]):
            if fmt.endswith(suffix):
                return (fmt, fmt.removesuffix(suffix) + other)
    return (fmt,)


def _clock_variants(fmt: str) -> Formats:
    if ":%S.%f" in fmt or ":%S,%f" in fmt:
        return (fmt, fmt.replace(".%f", "").replace(",%f", ""))
    if ":%S" in fmt:
        return (fmt, fmt.replace(":%S", ":%S.%f"))
    return (fmt, fmt.replace(":%M", ":%M:%S")) if ":%M" in fmt else (fmt,)


def _dates(found: re.Match[str]) -> Formats:
    """Return the date part day first and month first; twice the same if it is clear."""
    if found["am"]:
        return (f"{_month(found['am'])} %d, %Y",) * 2
    if found["m"]:
        s, year = found["t"], "%Y" if len(found["y"]) == 4 else "%y"
        return (f"%d{s}{_month(found['m'])}{s}{year}",) * 2
    s = found["s"]
    if len(found["a"]) == 4:
        return (f"%Y{s}%m{s}%d",) * 2
    year = "%Y" if len(found["c"]) == 4 else "%y"
    day_first, month_first = f"%d{s}%m{s}{year}", f"%m{s}%d{s}{year}"
    return (day_first, day_first if s == "." else month_first)


def _month(word: str) -> str:
    return "%b" if len(word) == 3 else "%B"


def _clock(found: re.Match[str]) -> str:
    if found["clock"] is None:
        return ""
    half = found["ampm"] or ""
    seconds = ":%S" if found["sec"] else ""
    fraction = f"{found['frac'][0]}%f" if found["frac"] else ""
    part = f"{'%I' if half else '%H'}:%M{seconds}{fraction}"
    marker = ("%p" if len(half) == 2 else " %p") if half else ""
    return found["gap"] + part + marker + (found["suffix"] or "")


def _reads(text: str, fmt: str) -> bool:
    try:
        datetime.strptime(text, fmt)  # noqa: DTZ007 - only whether it can be read
    except ValueError:
        return False
    return True
