"""Rates as the form of the ledger says them: one number, or the ends of a range."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from qc.core.errors import InvalidCard
from qc.core.rates import RateName
from qc.workspace.cabinet import Cabinet
from qc.workspace.rates import keep, rates_of

Ends = tuple[float | None, float | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What was typed.

    Attributes
    ----------
    currency : str
    ends : mapping of RateName -> (low, high)
        Without a high end it is one number; without both it is taken back.
    """

    currency: str
    ends: Mapping[RateName, Ends]


def keep_said(cabinet: Cabinet, said: Said) -> None:
    """Keep the rates that were typed, and all others as they are.

    Raises
    ------
    InvalidCard
        If a range has no lower end, or one above its upper end.
    """
    faults = [
        f"rates.{name}: a range needs its lower end; fill it in, or empty the other."
        for name, (low, high) in said.ends.items()
        if low is None and high is not None
    ]
    if faults:
        raise InvalidCard("The list of rates", faults)
    now = rates_of(cabinet)
    named = dict(now.named)
    ranges = dict(now.ranges)
    for name, (low, high) in said.ends.items():
        named.pop(name, None)
        ranges.pop(name, None)
        if low is not None:
            top = low if high is None else high
            named[name] = (low + top) / 2
            ranges[name] = (low, top)
    ranges = {name: ends for name, ends in ranges.items() if ends[0] != ends[1]}
    keep(cabinet, replace(now, currency=said.currency, named=named, ranges=ranges))
