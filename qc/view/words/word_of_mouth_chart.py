"""The short words on the picture of returns."""

from __future__ import annotations

WORD_OF_MOUTH = "Word of mouth"
CAMPAIGNS = "Campaigns"
WITH_DESCENDANTS = "Campaigns,<br>with descendants"
RETURN = "gained on what was spent; bars: 95\u00a0%"
SUFFIX = "\u00a0%"
