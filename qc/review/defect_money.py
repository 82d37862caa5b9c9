"""What is told of the way from defects to money."""

from __future__ import annotations

from dataclasses import dataclass

from qc.chain.defect_money import DefectEffects, Stake
from qc.chain.links import Link


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class DefectMoney:
    """Whether customers buy less after a defect, and what is at stake.

    Attributes
    ----------
    lacking : tuple of str
        Tables and fields without which nothing can be said.
    link : Link
        The arrow from service to repeat business.
    effects : DefectEffects or None
        None where something is lacking.
    stake : Stake or None
        None where there is no forecast of repeat business, or no open failure.
    by_rate : bool
        Whether a rate of the user is the worth of a purchase.
    by_margin : bool
        Whether the worth is a margin; an amount otherwise.
    currency : str
    """

    lacking: tuple[str, ...]
    link: Link
    effects: DefectEffects | None = None
    stake: Stake | None = None
    by_rate: bool = False
    by_margin: bool = True
    currency: str = ""
