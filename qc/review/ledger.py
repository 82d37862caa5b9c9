"""The goodwill ledger, as the pages see it: in customers, in money, and its costs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from qc.chain.ledger import Entries, Ledger
from qc.chain.ledger_events import Line
from qc.chain.poor_quality import PoorQuality
from qc.chain.return_on import Return
from qc.core.rates import RateName, Rates
from qc.core.supply_card import SupplyCard


@dataclass(frozen=True, slots=True, kw_only=True)
class MoneyLedger:
    """The account in money, at the middle of the rates and at their ends.

    Attributes
    ----------
    low, middle, high : Ledger
        `low` takes what is paid in at the lower end of its rates and what is drawn at
        the upper end; `high` the other way round. No other choice within the ranges
        closes below the one or above the other.
    by_margin : tuple of Line
        Deposits booked at the margin of the purchase, as no rate was given.
    """

    low: Ledger
    middle: Ledger
    high: Ledger
    by_margin: tuple[Line, ...]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class GoodwillReport:
    """What is known of goodwill.

    Attributes
    ----------
    card : SupplyCard
    customers : tuple of str
        What the numbers of customers stand for; hostile until escaped.
    account : Ledger
        In customers, by weeks.
    entries : Entries
        Who was booked, by week and line.
    told : mapping of Line -> bool
        Whether the tables tell what a line needs; one that they do not tell is 0.
    fell, returned : int
        Silences there ever were, and those that ended in an order all the same.
    money : MoneyLedger or None
        None where a rate is lacking.
    lacking : tuple of RateName
        Rates without which there is no ledger in money.
    quality : PoorQuality
    gain : Return
        Both over the last year, or as long as the log is.
    rates : Rates
    """

    card: SupplyCard
    customers: tuple[str, ...]
    account: Ledger
    entries: Entries
    told: Mapping[Line, bool]
    fell: int
    returned: int
    money: MoneyLedger | None
    lacking: tuple[RateName, ...]
    quality: PoorQuality
    gain: Return
    rates: Rates
