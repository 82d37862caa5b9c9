"""The headings of the tables of referrals."""

from __future__ import annotations

GENERATIONS = (
    "Generation",
    "Customers",
    "Share of all",
    "Of them in a cell of their own",
)
MOST = ("Customer", "Brought", "And all after them", "Came as")
ASIDE = ("Why", "Rows")
MONTHS = ("Month", "Customers who came", "Whom they brought")
SEEDS = "nobody brought them"


def generation(number: int) -> str:
    """Name a generation: those nobody brought are the seeds."""
    return f"{number} ({SEEDS})" if number == 0 else str(number)
