"""Hypothesis without deadlines: the first exact limit imports scipy."""

from __future__ import annotations

from hypothesis import settings

settings.register_profile("steady", deadline=None)
settings.load_profile("steady")
