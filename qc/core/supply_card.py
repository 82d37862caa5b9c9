"""What is set for customers as a supply, and the reader of such small files."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any

from qc.core.card_checks import near
from qc.core.errors import InvalidCard
from qc.core.settings_shape import shown
from qc.core.toml_text import parse

Bounds = Mapping[str, tuple[float, float]]
MOST_WORDS = 500
DAYS = (1, 3650)


@dataclass(frozen=True, slots=True, kw_only=True)
class SupplyCard:
    """When customers count as silent, how far is looked ahead, what words say.

    Attributes
    ----------
    silent_after : float
        Own usual times between orders.
    ahead_days : int
    made_good : float in [0, 1]
        Share of a broken promise's weight that comes back when it is made good.
    leaving, their_promise : tuple of str
        Parts of reasons by which a customer leaves; did not keep a promise.
    """

    silent_after: float
    ahead_days: int
    made_good: float
    leaving: tuple[str, ...]
    their_promise: tuple[str, ...]


_BOUNDS: Bounds = {
    "silent_after": (0.1, 100),
    "ahead_days": DAYS,
    "made_good": (0, 1),
}


def read_supply(text: str, source: str, house: SupplyCard | None = None) -> SupplyCard:
    """Read a supply file; what it does not say is as in the one of the house.

    Raises
    ------
    InvalidCard
        With every fault of the file.
    """
    return SupplyCard(**read_flat(text, source, SupplyCard, _BOUNDS, house))


def read_flat(
    text: str, source: str, kind: type[Any], bounds: Bounds, house: object | None
) -> dict[str, Any]:
    """Read a file of numbers and lists of words, every fault of it or nothing.

    Parameters
    ----------
    text, source : str
        TOML, and its name for messages.
    kind : dataclass
        Its fields are the keys of the file.
    bounds : mapping
        Least and most of each number; whole if its least is.
    house : object or None
        Has the values of what the file does not say; without, all must be said.

    Raises
    ------
    InvalidCard
        With every fault of the file.
    """
    faults: list[str] = []
    names = [field.name for field in fields(kind)]
    given = parse(text, source)
    faults += [
        f"unknown key {key!r}.{near(key, names)}" for key in given if key not in names
    ]
    found = {}
    for name in names:
        if name in given:
            limits = bounds.get(name)
            read = _words if limits is None else _number
            found[name] = read(name, given[name], limits, faults)
        elif house is None:
            faults.append(f"{name} is missing.")
        else:
            found[name] = getattr(house, name)
    if faults:
        raise InvalidCard(source, faults)
    return found


def _number(
    name: str, value: object, limits: tuple[float, float] | None, faults: list[str]
) -> float:
    low, high = limits or (0, 0)
    whole = limits == DAYS
    kinds = int if whole else int | float
    is_one = isinstance(value, kinds) and not isinstance(value, bool)
    if is_one and low <= value <= high:  # type: ignore[operator]
        return value  # type: ignore[return-value]
    noun = "a whole number" if whole else "a number"
    faults.append(
        f"{name} must be {noun} from {low:g} to {high:g}; got {shown(value)}."
    )
    return low


def _words(
    name: str, value: object, _: tuple[float, float] | None, faults: list[str]
) -> tuple[str, ...]:
    listed: list[object] = value if isinstance(value, list) else [None]
    words = [one.strip() for one in listed if isinstance(one, str) and one.strip()]
    if len(words) < len(listed) or len(words) > MOST_WORDS:
        faults.append(
            f"{name} must be a list of words, at most {MOST_WORDS}; got {shown(value)}."
        )
    return tuple(words)
