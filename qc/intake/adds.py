"""Does a file bring interactions, or only add to some that are known?"""

from __future__ import annotations

from collections.abc import Sequence

from qc.core.tables import INTERACTIONS
from qc.intake.guess import Doubt
from qc.intake.suggestion import Answers, Refusal, Suggested

RATINGS = frozenset({"score", "nps", "ces"})
"""Fields that say how a customer judged."""


def only_adds(
    fields: Sequence[Suggested], answers: Answers, refusals: Sequence[Refusal]
) -> bool:
    """Tell whether the rows of a file add values to interactions that are known.

    So it is where its owner says so; else where it has an id, something to add, and
    no column that could be the time of the opening: an export of ratings, for
    example. Ids that repeat look like the steps of an event log, unless there are
    ratings: customers may be asked twice.

    Parameters
    ----------
    fields : sequence of Suggested
        Those that have a column.
    refusals : sequence of Refusal
        A column that promised the time and did not hold it: then its owner is asked.
    """
    if answers.adds is not None:
        return answers.adds and not answers.line_as_id
    by_name = {one.plan.field: one for one in fields}
    key, time = by_name.pop(INTERACTIONS.key, None), INTERACTIONS.time
    told = dict(answers.columns)
    if key is None or not by_name or time in by_name or answers.line_as_id:
        return False
    refused = any(one.field == time for one in refusals)
    steps = Doubt.KEY_REPEATS in key.doubts and not RATINGS.intersection(by_name)
    return not (refused or told.get(time) or steps)
