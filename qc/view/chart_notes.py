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
_SHARED_ROOM = 0.1  # the same of a key
_RING = 22
_LISTED = 6  # notes of one label in its hover text


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """Something that happened: a date and what it was, as a user wrote it.

    `key` is what stands on the axis for it; empty for its letter in the list.
    """

    at: np.datetime64
    text: str
    key: str = ""


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

    The first does not reach out to the numbers of the other axis.
    Notes with keys of their own that lie close together share a label, "T3-T7".

    Parameters
    ----------
    notes : sequence of (int, Note)
        With their place in the list of all notes.
    span : (str, str)
        First and last moment of the axis.
    tones : Palette
    """
    lettered = [_Label(note_key(i), [note]) for i, note in notes if not note.key]
    labels = [*lettered, *_shared([note for _, note in notes if note.key], span)]
    levels = _levels([label.at for label in labels], span)
    return [
        {
            "text": f"<b>{label.key}</b>",
            "captureevents": True,
            "hovertext": label.hover,
            "x": str(label.at),
            "y": 0,
            "yref": "paper",
            "xanchor": "left" if _place(label.at, span) < _ROOM else "center",
            "yanchor": "bottom",
            "yshift": 3 + _STEP * level,
            "showarrow": False,
            "bgcolor": tones.raised,
            "bordercolor": tones.quiet,
            "borderpad": 2,
            "font": {"color": tones.ink, "size": FONT_SIZE},
        }
        for label, level in zip(labels, levels, strict=True)
    ]


@dataclass(frozen=True, slots=True)
class _Label:
    """One label on the axis, of one note or of several close together."""

    key: str
    notes: list[Note]

    @property
    def at(self) -> np.datetime64:
        """The middle between the first and the last of its notes."""
        first, last = (self.notes[i].at.astype("datetime64[s]") for i in (0, -1))
        middle: np.datetime64 = first + (last - first) // 2
        return middle

    @property
    def hover(self) -> str:
        texts = [note.text for note in self.notes[:_LISTED]]
        texts += ["..."] if len(self.notes) > _LISTED else []
        return "<br>".join(escape.plotly(text, limit=_NOTE_LENGTH) for text in texts)


def _shared(notes: Sequence[Note], span: tuple[str, str]) -> list[_Label]:
    """Return the labels of notes with keys; neighbours without room share one."""
    groups: list[list[Note]] = []
    for note in sorted(notes, key=lambda one: one.at):
        at = _place(note.at, span)
        if groups and at - _place(groups[-1][-1].at, span) < _SHARED_ROOM:
            groups[-1].append(note)
        else:
            groups.append([note])
    return [
        _Label(one[0].key + (f"\u2013{one[-1].key}" if len(one) > 1 else ""), one)
        for one in groups
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
    ends = [-np.inf] * _LEVELS  # where the last letter of each level stands
    found = [0] * len(days)
    for i in np.argsort(np.array(days, dtype="datetime64[s]"), kind="stable").tolist():
        at = _place(days[i], span)
        free = [k for k in range(_LEVELS) if at - ends[k] >= _ROOM]
        found[i] = free[0] if free else int(np.argmin(ends))
        ends[found[i]] = at
    return found


def _place(day: np.datetime64, span: tuple[str, str]) -> float:
    """Return where on the axis a day lies, from 0 to 1."""
    first, last = (np.datetime64(end, "s").astype(float) for end in span)
    return float((day.astype("datetime64[s]").astype(float) - first) / (last - first))


def _time(note: Note) -> str:
    return str(note.at.astype("datetime64[s]"))


_DAY = np.timedelta64(1, "D")
