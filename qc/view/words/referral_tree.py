"""The words on the picture of the trees."""

from __future__ import annotations

from qc.view.locales import Locale
from qc.view.numbers import count, number_of


def row(
    generation: int, customers: int, drawn: int, locale: Locale | None = None
) -> str:
    """Name a row: the generation, its customers, and how many of them are drawn."""
    who = "Nobody brought them" if generation == 0 else f"Generation {generation}"
    shown = "all drawn" if drawn == customers else f"{count(drawn, locale)} drawn"
    return f"{who}: {number_of(customers, 'customer', 'customers', locale)}, {shown}"


def deeper(customers: int, locale: Locale | None = None) -> str:
    """Say how many customers stand below the last row."""
    return f"Below: {number_of(customers, 'customer', 'customers', locale)} more"
