"""What is said of an event log: several rows for each case, one for each step."""

from __future__ import annotations

from qc.view.escape import plain
from qc.view.locales import Locale
from qc.view.numbers import number_of

ROW_IS = "Each row is"
INTERACTION = "an interaction of its own"
STEP = "one step of an interaction: several rows belong together"
CASE = "Rows belong together by"
NAME = "The step is named in"
TIME = "Its time is in"
ENDS = "A case ends with the step"
NONE_ENDS = "(no step tells)"
LAST_ROW = "What the last row of a case says"
_CUT = 40


def told(
    case: str, steps: int, ends: str, order: str | None, locale: Locale | None = None
) -> str:
    """Say how the rows of an event log become interactions.

    Parameters
    ----------
    case : str
        Column of the cases.
    steps : int
        Different names of steps.
    ends : str
        The step that ends a case; empty where none does.
    order : str or None
        Column that decides between steps of the same time.
    """
    kinds = number_of(steps, "kind of step", "kinds of step", locale)
    tie = f' Steps of one time go by "{plain(order, limit=_CUT)}".' if order else ""
    end = (
        f'It is resolved with its last "{plain(ends, limit=_CUT)}"; without one, it is '
        "open."
        if ends
        else "No step says that a case ended: times of resolution stay unknown."
    )
    return (
        f'All rows with one "{plain(case, limit=_CUT)}" become one interaction, opened '
        f"with its first step ({kinds}). {end}{tie}"
    )
