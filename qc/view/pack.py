"""The weekly pack: all that a review says, as one value that every format lays out.

Made by the functions that make the page, so that no format can say anything else:
the writers choose type and place, never a number, a word or an order.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from qc.core.kinds import Assurance, Variation
from qc.spc.multiplicity import Tier
from qc.view.words import pack as say
from qc.view.words.columns import Column

LONG = 2_000
"""Characters of a definition or an explanation; titles are cut much earlier."""


class Format(StrEnum):
    """The formats of a pack; the value is the ending of the file."""

    HTML = "html"
    PDF = "pdf"
    PPTX = "pptx"
    XLSX = "xlsx"
    CSV = "csv"


@dataclass(frozen=True, slots=True, kw_only=True)
class Action:
    """One carried-over action, in words; it names no person.

    Attributes
    ----------
    title, measure, step, due, check, result : str
        As the board shows them; empty where there is nothing to say.
    """

    title: str
    measure: str = ""
    step: str = ""
    due: str = ""
    check: str = ""
    result: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """Where a pack comes from: what only the workspace knows.

    Attributes
    ----------
    at : datetime
        By the clock of the workspace.
    files : tuple of str
        Names of the files the log was loaded from.
    aside : int
        Rows that were not accepted.
    part : str
        Which part of the log the review is about; empty for all of it.
    entries, head : int, str
        Where the audit trail stood.
    actions : tuple of Action
        Carried over from earlier reviews, in the order of the board.
    """

    at: datetime
    files: tuple[str, ...] = ()
    aside: int = 0
    part: str = ""
    entries: int = 0
    head: str = ""
    actions: tuple[Action, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Points:
    """What a chart plots, in the unit shown; None where there is nothing.

    Attributes
    ----------
    label, starts : tuple of str
        Name and first day of each period.
    value, n, centre, lower, upper : tuple of float or None
    meaning : tuple of Variation
        What the mark of each point means.
    phase : tuple of int
    in_baseline, left_out : tuple of bool
    signals : tuple of str
        Names of the rules a point is part of.
    target : float or None
    """

    label: tuple[str, ...] = ()
    starts: tuple[str, ...] = ()
    value: tuple[float | None, ...] = ()
    n: tuple[float | None, ...] = ()
    centre: tuple[float | None, ...] = ()
    lower: tuple[float | None, ...] = ()
    upper: tuple[float | None, ...] = ()
    meaning: tuple[Variation, ...] = ()
    phase: tuple[int, ...] = ()
    in_baseline: tuple[bool, ...] = ()
    left_out: tuple[bool, ...] = ()
    signals: tuple[str, ...] = ()
    target: float | None = None

    def __len__(self) -> int:
        """Number of plotted periods, missing ones included."""
        return len(self.label)


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One measure of the pack.

    Attributes
    ----------
    cells : mapping of Column to str
        Its row of the icon table, without pictures.
    newest, mean, cases : float or None, float or None, float
        The numbers in three of these cells, rounded as shown there.
    latest, usual, chance : str
        The lines of its card; `chance` is empty where nothing changed.
    facts : tuple of (heading, text)
        Question, definition, chart, formula of the limits, what to know.
    unit, decimals
        How its numbers are shown.
    trend, chart, narrow : str
        Pictures as SVG: for the table, for a card, for a card on a telephone; the
        last two are empty where there is no chart.
    alt : str
        What the chart shows, for those who cannot see it.
    """

    id: str
    tier: Tier
    variation: Variation
    assurance: Assurance
    cells: Mapping[Column, str]
    newest: float | None
    mean: float | None
    cases: float
    latest: str
    usual: str
    chance: str
    facts: tuple[tuple[str, str], ...]
    unit: str
    decimals: int
    points: Points
    trend: str
    chart: str
    narrow: str
    alt: str

    @property
    def title(self) -> str:
        """The measure in customers' words."""
        return self.cells[Column.MEASURE]

    @property
    def sentence(self) -> str:
        """What it says."""
        return self.cells[Column.SAYS]


@dataclass(frozen=True, slots=True, kw_only=True)
class Pack:
    """A weekly review, ready to be laid out.

    Attributes
    ----------
    week, stem : str
        The week in words; and as part of a file name.
    header, summary : str
        What the review rests on; how many measures need the meeting.
    source, part : str
        Files of the log; the part looked at, empty for all of it.
    act, watch : tuple of Entry
        Surest first, each with the line above them; `nothing` where `act` is empty.
    discuss, stable : tuple of Entry
        Both parts of the icon table, in chain order.
    stable_line : str
        How many of the second part are steady, and how many cannot be judged yet.
    entries : tuple of Entry
        Every measure, in chain order.
    rule_set, rules : str, tuple of (name, sentence)
    alarms : tuple of str
        How often the rules and the lists above cry wolf.
    evidence : tuple of str
        Log, audit trail, time and program, one line each.
    made, head : datetime, str
        The moment, and the head of the audit trail then.
    foot : str
        For the foot of each page.
    """

    product: str
    question: str
    week: str
    stem: str
    header: str
    summary: str
    source: str
    part: str
    act: tuple[Entry, ...]
    act_line: str
    nothing: str
    watch: tuple[Entry, ...]
    watch_line: str
    discuss: tuple[Entry, ...]
    stable: tuple[Entry, ...]
    stable_line: str
    entries: tuple[Entry, ...]
    actions: tuple[Action, ...]
    rule_set: str
    rules: tuple[tuple[str, str], ...]
    alarms: tuple[str, ...]
    evidence: tuple[str, ...]
    made: datetime
    head: str
    foot: str

    @property
    def title(self) -> str:
        """What the whole is about."""
        return self.week or say.TITLE

    @property
    def name(self) -> str:
        """What the document is called."""
        return f"{say.TITLE}: {self.week}" if self.week else say.TITLE
