"""Training as tables: who is due, which course, agent by agent, week by week."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd

from qc.chain.training_links import Tested
from qc.review.training import Curve, Training
from qc.view.escape import plain
from qc.view.locales import Locale
from qc.view.numbers import count, percent
from qc.view.words import training as say
from qc.view.words import training_due as say_due


def due_frame(
    found: Training, called: Mapping[str, str], locale: Locale | None = None
) -> pd.DataFrame:
    """Return who is due, clearest first."""
    every = (*found.due_steps, *found.due)
    rows = [say_due.due_row(one, found, called, locale) for one in every]
    return pd.DataFrame(rows, columns=list(say_due.DUE_HEADINGS))


def courses_frame(found: Training, locale: Locale | None = None) -> pd.DataFrame:
    """Return one row a course."""
    rows = say.course_rows(found, locale)
    return pd.DataFrame(rows, columns=list(say.COURSE_HEADINGS))


def agents_frame(
    found: Training, called: Mapping[str, str], locale: Locale | None = None
) -> pd.DataFrame:
    """Return how long ago and for how long each agent at work had each course."""
    if found.found is None:
        return pd.DataFrame()
    since, hours = found.found.since, found.found.hours
    rows = {
        plain(called[found.agents[agent]]): [
            say.had(day, long, locale)
            for day, long in zip(since[agent], hours[agent], strict=True)
        ]
        for agent in np.flatnonzero(found.working).tolist()
    }
    names = [plain(say_due.course(name)) for name in found.courses]
    table = pd.DataFrame.from_dict(rows, orient="index", columns=_unlike(names))
    return table.sort_index().rename_axis("Agent").reset_index()


def weeks_frame(one: Tested, locale: Locale | None = None) -> pd.DataFrame:
    """Return the event study week by week."""
    names = [say.WEEK, say.CHANGE, say.LOW, say.HIGH, say.CELLS]
    return pd.DataFrame(say.week_rows(one, locale), columns=names)


def curve_frame(curve: Curve, locale: Locale | None = None) -> pd.DataFrame:
    """Return the learning curve by contacts handled."""
    rows = [
        (count(round(n), locale), percent(s, locale, decimals=1), count(k, locale))
        for n, s, k in zip(
            curve.number.tolist(), curve.share.tolist(), curve.n.tolist(), strict=True
        )
    ]
    return pd.DataFrame(rows, columns=list(say.CURVE_HEADINGS))


def _unlike(names: list[str]) -> list[str]:
    """Return names of columns that differ, though texts may be alike when cut."""
    found: list[str] = []
    for name in names:
        seen = found.count(name) + sum(one.startswith(f"{name} #") for one in found)
        found.append(f"{name} #{seen + 1}" if seen else name)
    return found
