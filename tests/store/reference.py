"""The same figures by plain Python, row by row: what the cells are held against."""

from __future__ import annotations

import statistics
from collections import defaultdict
from collections.abc import Callable, Iterable
from datetime import date, datetime, timedelta

import numpy as np

from tests.store.logs import Row

Judge = Callable[[Row], tuple[float, float] | None]
"""Return (opportunities, events) of a row, or None where it cannot be judged."""


def monday(row: Row) -> date:
    """Return the Monday of the week a row was opened in."""
    day = datetime.fromisoformat(str(row["opened_local"])).date()
    return day - timedelta(days=day.weekday())


def tally(rows: Iterable[Row], judge: Judge) -> dict[date, tuple[float, float]]:
    """Sum opportunities and events per week."""
    sums: dict[date, tuple[float, float]] = defaultdict(lambda: (0.0, 0.0))
    for row in rows:
        if (verdict := judge(row)) is not None:
            n, e = sums[monday(row)]
            sums[monday(row)] = (n + verdict[0], e + verdict[1])
    return sums


def per_week(rows: Iterable[Row], field: str) -> dict[date, list[float]]:
    """Collect the values of a field per week."""
    values: dict[date, list[float]] = defaultdict(list)
    for row in rows:
        if row.get(field) is not None:
            values[monday(row)].append(float(str(row[field])))
    return values


def spread(values: list[float]) -> float:
    """Return the sum of squared distances from the mean."""
    centre = statistics.fmean(values)
    return sum((value - centre) ** 2 for value in values)


def day(when: np.datetime64) -> date:
    """Return a numpy day as a date."""
    found = when.astype("datetime64[D]").item()
    assert isinstance(found, date)
    return found
