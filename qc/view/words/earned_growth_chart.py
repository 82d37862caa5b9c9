"""The short words on the stair of growth."""

from __future__ import annotations

AXIS = "of the revenue before"
SAME = "Same<br>customers"
EARNED = "New,<br>earned"
BOUGHT = "New,<br>bought"
UNKNOWN = "New,<br>unknown"
TOTAL = "In all"
