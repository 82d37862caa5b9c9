"""The codes of a set of ratings, and the order they have, if they have one."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass

_SCALES = (
    "none low medium high critical",
    "none minor major critical",
    "ok minor major critical",
    "low moderate high",
    "very poor|poor|fair|good|very good|excellent",
    "bad poor average good excellent",
    "never rarely sometimes often always",
    "no partly yes",
    "fail partial pass",
    "strongly disagree|disagree|neutral|agree|strongly agree",
    "very dissatisfied|dissatisfied|neutral|satisfied|very satisfied",
)
_RANKS = [
    tuple(scale.split("|") if "|" in scale else scale.split(" ")) for scale in _SCALES
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Codes:
    """Codes in order; `values` are empty where one is no number."""

    names: tuple[str, ...]
    values: tuple[float, ...]
    ranked: bool

    @property
    def places(self) -> dict[str, int]:
        """The place of each code by its `key`."""
        return {key(name): i for i, name in enumerate(self.names)}


def in_order(given: Iterable[str]) -> Codes:
    """Put codes in order: numbers by size, known scales by rank, else by first use.

    Codes that differ only by case, or are one number written in two ways, are one.
    """
    first: dict[str, str] = {}
    for code in given:
        first.setdefault(key(code), code)
    numbers = {each: _number(name) for each, name in first.items()}
    if all(math.isfinite(value) for value in numbers.values()):
        by_size = sorted(first, key=numbers.__getitem__)
        return Codes(
            names=tuple(first[each] for each in by_size),
            values=tuple(numbers[each] for each in by_size),
            ranked=False,
        )
    for scale in _RANKS:
        if len(first) > 2 and set(first) <= set(scale):
            names = tuple(first[each] for each in scale if each in first)
            return Codes(names=names, values=(), ranked=True)
    return Codes(names=tuple(first.values()), values=(), ranked=False)


def key(code: str) -> str:
    """Return what makes two codes one: their value, or their letters."""
    value = _number(code)
    return f"{value:.12g}" if math.isfinite(value) else code.casefold()


def _number(text: str) -> float:
    if "_" in text:
        return math.nan
    try:
        value = float(text.replace(",", ".") if text.count(",") == 1 else text)
    except ValueError:
        return math.nan
    return value + 0.0 if math.isfinite(value) else math.nan
