"""Customers as a supply, as the pages see it: flows, rhythm, concentration, risk."""

from __future__ import annotations

from dataclasses import dataclass

from qc.chain.supply import Supply
from qc.chain.supply_concentration import Concentration
from qc.chain.supply_lead import Lead
from qc.chain.supply_promises import Promises
from qc.chain.supply_risk import AtRisk
from qc.core.kinds import Period
from qc.core.rates import Rates
from qc.core.supply_card import SupplyCard
from qc.review.assessment import Assessment


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class SupplyReport:
    """What is known of the supply of customers.

    Attributes
    ----------
    by : Period
    card : SupplyCard
    customers : tuple of str
        What the numbers of customers stand for; hostile until escaped.
    flow : Supply
    lead : Lead
    rhythm : Assessment or None
        The share of orders later than is usual with the customer, on a control chart.
    parts : Concentration
        Of the purchases within `year`.
    year : (first, after)
        Days that the parts are of.
    risk : AtRisk
    promises : Promises or None
        None without interactions.
    told_leaving : bool
        Whether any reason says that a customer leaves.
    rates : Rates
        Their currency stands behind money.
    """

    by: Period
    card: SupplyCard
    customers: tuple[str, ...]
    flow: Supply
    lead: Lead
    rhythm: Assessment | None
    parts: Concentration
    year: tuple[int, int]
    risk: AtRisk
    promises: Promises | None
    told_leaving: bool
    rates: Rates
