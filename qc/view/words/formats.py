"""What is said of the formats of numbers and days: places, an example of each."""

from __future__ import annotations

import numpy as np

from qc.view.locales import LOCALES, reading
from qc.view.numbers import number
from qc.view.words.dates import full_date

LABEL = "Formats of numbers and days"
HELP = (
    "For everyone who uses this workspace: pages, charts, tables and what is taken "
    "away. The words stay English; JSON and CSV keep plain numbers, and workbooks "
    "follow the spreadsheet that opens them."
)
PLACES = {
    "en-GB": "United Kingdom",
    "en-US": "United States",
    "en-CA": "Canada",
    "de-DE": "Germany",
    "de-AT": "Austria",
    "de-CH": "Switzerland",
    "fr-FR": "France",
    "it-IT": "Italy",
    "es-ES": "Spain",
    "pt-BR": "Brazil",
    "nl-NL": "Netherlands",
    "pl-PL": "Poland",
    "sv-SE": "Sweden",
}
_DAY = np.datetime64("2026-11-09", "D")


def example(tag: str) -> str:
    """Show a locale by a number and a day: "Germany: 1.234,5 and 9 Nov 2026"."""
    with reading(LOCALES[tag]):
        return f"{PLACES[tag]}: {number(1234.5, 1)} and {full_date(_DAY)}"
