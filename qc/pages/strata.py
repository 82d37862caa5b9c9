"""The parts of a measure beside each other."""
from typing import Any


def section(*_: Any) -> None:
    """Draw nothing."""
