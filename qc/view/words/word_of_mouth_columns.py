"""The headings of the tables of word of mouth against campaigns."""

from __future__ import annotations

SIDES = ("Per customer", "Word of mouth", "Campaigns")
CUSTOMERS = "Customers"
COST = "Cost"
PURCHASES = "Purchases"
BROUGHT = "Customers brought"
BACK = "Came back within 180\u00a0days of the first purchase"
PAID_BACK = "Paid back after"
RETURN = "Return: (margin \u2212 cost) / cost"
IN_TREES = "Return, with descendants"
CAME, TOTAL = "How they came", "Total"


def margin(horizon: float) -> str:
    """Name the row of margins by the age they are counted to."""
    return f"Margin in the first {horizon:.0f}\u00a0days"
