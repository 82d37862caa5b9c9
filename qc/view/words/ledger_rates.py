"""What is said around the form of the ledger's rates."""

from __future__ import annotations

TITLE = "Rates: what things cost or are worth"
UP_TO = "Up to, if it is a range"
TO = "or up to"
HINT = (
    "By your own word, kept with the settings and on record. One number, or the two "
    "ends of a range where you are not sure: money then comes with a range. Empty "
    "means not given, and nothing is guessed. Purchases and recommendations without a "
    "rate count at their margin, where margins are loaded."
)
