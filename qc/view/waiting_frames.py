"""Waiting times in rows: marks of the time scale, newest periods, plain data."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from qc.core.survival import Waiting
from qc.review.waiting import Stretch, WaitingTimes
from qc.view.escape import plain
from qc.view.locales import Locale
from qc.view.numbers import MISSING, count, percent
from qc.view.words import waiting as say

if TYPE_CHECKING:
    import pandas as pd

_MOST_MARKS = 5
_TAIL = 0.1  # of the cases, whose wait is not drawn to its end
_STEPS = (1.0, 2.0, 5.0, 10.0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """One time: who is still watched then, and what share still waits."""

    time: float
    watched: int
    share: float
    lower: float
    upper: float


def reach(times: WaitingTimes) -> float:
    """Return where the time scale ends: at twice the promise, or before the tail."""
    if times.promise is not None:
        return 2 * times.promise
    curve = times.now.curve
    if curve is None:
        return 1.0
    few = np.flatnonzero(curve.share <= _TAIL)
    end = float(curve.time[few[0]]) if few.size else curve.longest
    return end or curve.longest or 1.0


def marks(times: WaitingTimes) -> tuple[Mark, ...]:
    """Return the curve of these weeks at round times of the scale."""
    curve = times.now.curve
    if curve is None:
        return ()
    end = reach(times)
    factor = say.unit_scale(times, end).factor
    step = _round_step(end * factor / _MOST_MARKS) / factor
    at = [i * step for i in range(int(end / step + 1e-9) + 1)]
    return tuple(_mark(times.now, curve, time) for time in at)


def newest_frame(times: WaitingTimes, locale: Locale | None = None) -> pd.DataFrame:
    """List the newest periods: cases, open ones, the share late and its interval."""
    import pandas as pd

    columns = [say.PERIOD, say.CASES, say.OPEN, say.LATE, say.BETWEEN]
    return pd.DataFrame(newest_rows(times, locale)[::-1], columns=columns)


def newest_rows(times: WaitingTimes, locale: Locale | None = None) -> list[list[str]]:
    """Return the newest periods as text, oldest first."""
    return [
        [
            say.newest_label(times, i),
            count(one.cases, locale),
            count(one.open_cases, locale),
            MISSING if math.isnan(one.late) else percent(one.late, locale, decimals=1),
            say.share(one.lower, one.upper, locale),
        ]
        for i, one in enumerate(times.newest)
    ]


def waiting_text(times: WaitingTimes) -> str:
    """Return waiting times as lines for the command line."""
    title = f"{plain(times.measure.title)}: {say.SECTION.lower()}"
    lines = [title, *say.sentences(times)]
    if found := marks(times):
        lines += ["", _line(say.AFTER, say.WAITING, say.BETWEEN, say.N_WATCHED)]
    end = reach(times)
    for one in found:
        share = percent(one.share, decimals=1) if one.share == one.share else MISSING
        sure = say.share(one.lower, one.upper)
        lines.append(
            _line(say.mark(times, one.time, end), share, sure, count(one.watched))
        )
    return "\n".join([*lines, *_newest_lines(times)])


def newest_text(times: WaitingTimes) -> str:
    """Return the newest periods as lines for the command line."""
    return "\n".join(_newest_lines(times))


def _newest_lines(times: WaitingTimes) -> list[str]:
    if not times.newest:
        return []
    head = _line(say.PERIOD, say.CASES, say.OPEN, say.LATE, say.BETWEEN)
    return ["", f"{say.NEWEST}:", head, *(_line(*row) for row in newest_rows(times))]


def waiting_payload(times: WaitingTimes) -> dict[str, Any]:
    """Return waiting times as plain data: hours, or shares of the promise."""
    return {
        "schema": "qc.waiting/1",
        "id": times.measure.id,
        "title": times.measure.title,
        "unit": "promise" if times.in_promises else "hours",
        "clock": times.measure.clock.hours if times.measure.clock else None,
        "promise": times.promise,
        "now": _stretch(times.now),
        "before": None if times.before is None else _stretch(times.before),
        "newest": [
            {
                "at": str(one.at),
                "cases": one.cases,
                "open": one.open_cases,
                "late": _number(one.late),
                "lower": _number(one.lower),
                "upper": _number(one.upper),
            }
            for one in times.newest
        ],
        "marks": [
            {
                "time": one.time,
                "watched": one.watched,
                "waiting": _number(one.share),
                "lower": _number(one.lower),
                "upper": _number(one.upper),
            }
            for one in marks(times)
        ],
        "sentences": list(say.sentences(times)),
    }


def _stretch(stretch: Stretch) -> dict[str, Any]:
    curve, within = stretch.curve, stretch.within
    low, high = curve.median_interval if curve else (math.nan, math.nan)
    ends = within.interval if within else (math.nan, math.nan)
    return {
        "first": str(stretch.first),
        "last": str(stretch.last),
        "cases": curve.cases if curve else 0,
        "open": curve.open_cases if curve else 0,
        "median": _number(curve.median) if curve else None,
        "median_interval": [_number(low), _number(high)],
        "kept": _number(within.share) if within else None,
        "kept_interval": [_number(ends[0]), _number(ends[1])],
        "promise_over": stretch.promise_over,
        "ends_before": stretch.ends_before,
    }


def _mark(stretch: Stretch, curve: Waiting, time: float) -> Mark:
    """Read the curve at one time; unknown once nobody is watched."""
    i = int(np.searchsorted(curve.time, time, side="right")) - 1
    ended = curve.share.size > 0 and curve.share[-1] == 0
    share = lower = upper = 1.0 if time <= curve.longest or ended else math.nan
    if i >= 0 and share == 1:
        share, lower, upper = (
            float(line[i]) for line in (curve.share, curve.lower, curve.upper)
        )
    watched = stretch.watched(time)
    return Mark(time=time, watched=watched, share=share, lower=lower, upper=upper)


def _round_step(least: float) -> float:
    """Return the smallest of 1, 2, 5, 10, 20 ... that is not below."""
    power = 10.0 ** math.floor(math.log10(least))
    return next(x * power for x in _STEPS if x * power >= least * (1 - 1e-9))


def _line(*cells: str) -> str:
    first, *rest = cells
    return f"  {first:<20}" + "".join(f"{cell:>20}" for cell in rest)


def _number(value: float) -> float | None:
    return float(value) if math.isfinite(value) else None
