"""The page of the customers: its question, and the names of its sections."""

from __future__ import annotations

QUESTION = "Is our supply of customers safe and growing?"
SECTION = "Look at"
LEDGER = "Goodwill ledger"
REPEAT = "Repeat business"
REFERRAL = "Recommendation"
CAMPAIGNS = "Word of mouth or campaigns"
GROWTH = "Earned growth"
SUPPLY = "Supply"
NEWS = "News"
RISK = "At risk"
MONEY = "Defects & money"
NOTHING = (
    "No data yet. Load interactions, transactions or both on the Data page: who bought "
    "when is enough to see who comes back."
)
TO_DATA = "To the Data page"
