"""Minutes of a review meeting: notes and decisions, and what the meeting saw."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from qc.core.kinds import MinuteKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Minute:
    """One line of the minutes.

    Attributes
    ----------
    week : datetime64[D]
        Monday of the week under review.
    measure : str or None
        Id of the measure it is about; None for what concerns the whole review.
    at : str
        When it was written, ISO 8601 in UTC.
    """

    id: int
    week: np.datetime64
    measure: str | None
    kind: MinuteKind
    text: str
    who: str
    at: str
