"""What bars of causes are of: defective interactions, or what they cost."""

from __future__ import annotations

from dataclasses import dataclass

from qc.core.rates import Rates
from qc.view.escape import plain
from qc.view.locales import Locale
from qc.view.numbers import count, number
from qc.view.words.rates import money

_HUNDRED = 100.0


@dataclass(frozen=True, slots=True, kw_only=True)
class CauseUnit:
    """How amounts of a cause are written.

    Attributes
    ----------
    rates : Rates or None
        Whose currency sums of money have; None for counts of interactions.
    """

    rates: Rates | None = None

    @property
    def more(self) -> str:
        """What is said of a cause that went up."""
        return "more frequent" if self.rates is None else "costs more"

    @property
    def less(self) -> str:
        """What is said of a cause that went down."""
        return "rarer" if self.rates is None else "costs less"

    @property
    def axis(self) -> str:
        """Title of an axis of amounts in a hundred interactions."""
        if self.rates is None:
            return "of 100 interactions"
        named = plain(self.rates.currency, limit=12)
        return f"{named} in 100 interactions" if named else "cost of 100 interactions"

    def total(self, amount: float, locale: Locale | None = None) -> str:
        """Return an amount: "1,204", "1,204 EUR"."""
        if self.rates is None:
            return count(amount, locale)
        return money(amount, self.rates, locale)

    def told(self, amount: float, locale: Locale | None = None) -> str:
        """Return an amount with what it is of: "1,204 defective interactions"."""
        things = " defective interactions" if self.rates is None else ""
        return f"{self.total(amount, locale)}{things}"

    def of_100(self, each: float, locale: Locale | None = None) -> str:
        """Return an amount for each interaction as that of a hundred: "3.1"."""
        if self.rates is None:
            return number(_HUNDRED * each, 1, locale)
        return money(_HUNDRED * each, self.rates, locale)


COUNTED = CauseUnit()
