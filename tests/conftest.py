"""Hypothesis for all tests: the same examples on every machine, and no deadlines.

A first call may import a library, and a busy machine is no fault of the code.
"""

from __future__ import annotations

from hypothesis import settings

settings.register_profile("house", deadline=None, derandomize=True)
settings.load_profile("house")
