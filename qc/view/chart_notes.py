"""What people put on a chart: events, reasons, the point that is chosen."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from string import ascii_uppercase
from typing import Any

import numpy as np

from qc.core.calendar import next_start
from qc.core.kinds import MeasureKind
from qc.review.assessment import Assessment
from qc.view import escape
from qc.view.chart_labels import FONT_SIZE, Annotation
from qc.view.chart_lines import Shape, vertical
from qc.view.theme import Palette

_NOTE_LENGTH = 80
_LEVELS, _STEP = 3, 24  # letters that would overlap stand above each other
_ROOM = 0.06  # share of the width that a letter needs on a telephone
_RING = 22


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """Something that happened: a date and what it was, as a user wrote it."""

    at: np.datetime64
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What people decided about a chart.

    Attributes
    ----------
    why : dict of int -> str
        The reason for a point that is left out, or starts a phase, by its index.
    chosen : int or None
        The point somebody looks at.
    """

    why: Mapping[int, str] = field(default_factory=dict)
    chosen: int | None = None


NOTHING_TOLD = Told()


def note_key(i: int) -> str:
    """Return the letter under which a note stands on the axis: A, B, ... Z, A1."""
    turn, place = divmod(i, len(ascii_uppercase))
    return ascii_uppercase[place] + (str(turn) if turn else "")


def why_of_points(
    assessment: Assessment, reasons: Mapping[np.datetime64, str]
) -> dict[int, str]:
    """Return the reasons kept by day, by the points that hold these days."""
    chart = assessment.chart
    if chart is None or not reasons:
        return {}
    first = chart.at.astype("datetime64[D]")
    events = assessment.measure.kind is MeasureKind.GAP
    end = first + 1 * _DAY if events else next_start(first, assessment.measure.by)
    starts = np.flatnonzero(np.diff(chart.phase)) + 1
    found: dict[int, str] = {}
    for day, text in reasons.items():
        inside = np.flatnonzero((first <= day) & (day < end))
        for i in inside.tolist():
            if chart.excluded[i] or i in starts:
                found[i] = text
        begun = starts[first[starts] >= day]
        if not len(inside) and len(begun):
            found.setdefault(int(begun[0]), text)
    return found


def note_lines(notes: Sequence[tuple[int, Note]], tones: Palette) -> list[Shape]:
    """Draw a dotted line for each note, over the whole height."""
    return [vertical(_time(note), tones.quiet, "1px,4px") for _, note in notes]


def note_keys(
    notes: Sequence[tuple[int, Note]], span: tuple[str, str], tones: Palette
) -> list[Annotation]:
    """Letter the notes above the time axis; what would overlap is stacked.

    Parameters
    ----------
    notes : sequence of (int, Note)
        With their place in the list of all notes.
    span : (str, str)
        First and last moment of the axis.
    tones : Palette
    """
    levels = _levels([note.at for _, note in notes], span)
    return [
        {
            "text": f"<b>{note_key(i)}</b>",
            "captureevents": True,
            "hovertext": escape.plotly(note.text, limit=_NOTE_LENGTH),
            "x": _time(note),
            "y": 0,
            "yref": "paper",
            "yanchor": "bottom",
            "yshift": 3 + _STEP * level,
            "showarrow": False,
            "bgcolor": tones.raised,
            "bordercolor": tones.quiet,
            "borderpad": 2,
            "font": {"color": tones.ink, "size": FONT_SIZE},
        }
        for (i, note), level in zip(notes, levels, strict=True)
    ]


def ring(x: str, y: float, tones: Palette) -> dict[str, Any]:
    """Draw a ring around the point that is chosen."""
    return {
        "type": "scatter",
        "name": "chosen",
        "mode": "markers",
        "x": [x],
        "y": [y],
        "hoverinfo": "skip",
        "showlegend": False,
        "cliponaxis": False,
        "marker": {
            "symbol": "circle-open",
            "size": _RING,
            "color": tones.ink,
            "line": {"width": 2, "color": tones.ink},
        },
    }


def _levels(days: Sequence[np.datetime64], span: tuple[str, str]) -> list[int]:
    first, last = (np.datetime64(end, "s").astype(float) for end in span)
    ends = [-np.inf] * _LEVELS  # where the last letter of each level stands
    found = [0] * len(days)
    for i in np.argsort(np.array(days, dtype="datetime64[s]"), kind="stable").tolist():
        at = (days[i].astype("datetime64[s]").astype(float) - first) / (last - first)
        free = [k for k in range(_LEVELS) if at - ends[k] >= _ROOM]
        found[i] = free[0] if free else int(np.argmin(ends))
        ends[found[i]] = at
    return found


def _time(note: Note) -> str:
    return str(note.at.astype("datetime64[s]"))


_DAY = np.timedelta64(1, "D")
