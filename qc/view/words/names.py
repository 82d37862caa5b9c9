"""What people call the members of each closed vocabulary, and what they mean."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Any

from qc.core.chart_names import CHART_NAMES
from qc.core.kinds import (
    Assurance,
    ChartKind,
    ChartWarning,
    Direction,
    FieldKind,
    Meaning,
    MeasureKind,
    MinuteKind,
    OpenCases,
    Period,
    PlotUnit,
    Reason,
    RulePattern,
    Side,
    Stage,
    TableName,
    Variation,
)
from qc.core.plan import Fault
from qc.view.words.load_names import FAULTS, TABLES

# One mapping per vocabulary: members of two StrEnums with one text are equal.
NAMES: dict[type[StrEnum], Mapping[Any, str]] = {
    Stage: {
        Stage.INQUIRY: "Inquiry",
        Stage.SELECTION: "Selection",
        Stage.SALE: "Sale",
        Stage.SUPPORT: "Support",
        Stage.NEWS: "Future-sales news",
    },
    Period: {Period.DAY: "Day", Period.WEEK: "Week", Period.MONTH: "Month"},
    MinuteKind: {MinuteKind.NOTE: "Note", MinuteKind.DECISION: "Decision"},
    MeasureKind: {
        MeasureKind.SHARE: "Share of contacts",
        MeasureKind.RATE: "Defects per contact",
        MeasureKind.DURATION: "Time taken",
        MeasureKind.SCORE: "Mean score",
        MeasureKind.GAP: "Days between events",
    },
    ChartKind: CHART_NAMES,
    PlotUnit: {
        PlotUnit.MEASURE: "in the unit of the measure",
        PlotUnit.COUNT: "number of cases",
        PlotUnit.SIGMA: "distance in sigmas",
        PlotUnit.NUMBER: "no unit",
    },
    Direction: {
        Direction.LOWER: "Lower is better",
        Direction.HIGHER: "Higher is better",
        Direction.NEITHER: "No good direction set",
    },
    Side: {Side.ABOVE: "Above average", Side.BELOW: "Below average"},
    Variation: {
        Variation.COMMON: "Steady",
        Variation.IMPROVEMENT_HIGH: "Improvement, high",
        Variation.IMPROVEMENT_LOW: "Improvement, low",
        Variation.CONCERN_HIGH: "Concern, high",
        Variation.CONCERN_LOW: "Concern, low",
        Variation.NEUTRAL_HIGH: "Change, high",
        Variation.NEUTRAL_LOW: "Change, low",
        Variation.UNKNOWN: "No data",
    },
    Assurance: {
        Assurance.PASS: "Keeps meeting the target",
        Assurance.FAIL: "Keeps missing the target",
        Assurance.HIT_OR_MISS: "Hit or miss",
        Assurance.NONE: "Target not judged",
    },
    Meaning: {
        Meaning.IMPROVEMENT: "Improvement",
        Meaning.CONCERN: "Concern",
        Meaning.NEUTRAL: "Change",
    },
    ChartWarning: {
        ChartWarning.TRIAL_LIMITS: "Trial limits",
        ChartWarning.TOO_FEW: "Too few points for limits",
        ChartWarning.NO_VARIATION: "No variation in the baseline",
        ChartWarning.AUTOCORRELATED: "Neighbouring points move together",
        ChartWarning.OVERDISPERSED: "Varies more than chance alone",
        ChartWarning.SMALL_COUNTS: "Small counts",
        ChartWarning.TIES: "Many equal values",
        ChartWarning.NO_LOWER_LIMIT: "No lower limit",
        ChartWarning.UNSTABLE_BASELINE: "Signals inside the baseline",
        ChartWarning.RUNS_LEFT_OUT: "Runs are no signals here",
    },
    Reason: {
        Reason.COUNTS_OF_DEFECTIVES: "counts contacts with a defect among all contacts",
        Reason.COUNTS_OF_DEFECTS: "counts defects, of which one contact can have many",
        Reason.ONE_VALUE_PER_PERIOD: "has one value for each period",
        Reason.SEVERAL_VALUES_PER_PERIOD: "has several values in each period",
        Reason.TIME_BETWEEN_EVENTS: "times the span from one rare event to the next",
        Reason.CASES_BETWEEN_EVENTS: "counts good cases from one event to the next",
        Reason.VARIES_AS_BINOMIAL: "varies no more than chance alone would make it",
        Reason.VARIES_AS_POISSON: "varies no more than chance alone would make it",
        Reason.OVERDISPERSED: "varies more than chance alone would make it",
        Reason.TOO_FEW_FOR_LIMITS: "has too few points for limits",
        Reason.ENOUGH_FOR_LIMITS: "has enough points for limits",
        Reason.IGNORES_SUBGROUP_SIZE: "would ignore the contacts behind a point",
        Reason.SIZES_DIFFER: "has more contacts in some periods than in others",
        Reason.SAME_IN_COUNTS: "has equally many contacts in each period",
        Reason.SMALL_COUNTS: "has few defects in a period, so its limits are exact",
        Reason.LARGE_SUBGROUPS: "has a great many contacts behind each point",
        Reason.RARE: "has fewer than one defect in a usual period",
        Reason.ZEROS: "is zero in more than half of the periods",
        Reason.TIES: "has one and the same value in more than half of the periods",
        Reason.SKEWED: "is skewed by nature",
        Reason.UNEVEN: "can reach further to one side than to the other",
        Reason.VALUES_WITHIN_EXPLAIN: "has means that vary no more than their values "
        "explain",
        Reason.SUBGROUPS_VARY: "has means that vary more than their values explain",
        Reason.FEW_WITHIN: "has too few values in a period to know how these vary",
        Reason.FORGETS: "shows no memory from one period to the next",
        Reason.REMEMBERS: "carries over from one period into the next",
        Reason.REMEMBERS_STRONGLY: "carries over strongly from one period into the "
        "next",
        Reason.WEAK_MEMORY: "carries over no more than wider limits can allow for",
        Reason.NOT_STEADY: "was not steady in its baseline",
        Reason.WEEKDAYS_DIFFER: "differs by weekday",
        Reason.WEEKDAYS_ALIKE: "is alike on all weekdays",
        Reason.FEW_WEEKS: "has fewer than ten weeks of days in its baseline",
        Reason.CHOSEN_BY_USER: "was chosen by hand",
    },
    FieldKind: {
        FieldKind.KEY: "Key",
        FieldKind.TEXT: "Text",
        FieldKind.TIME: "Time",
        FieldKind.NUMBER: "Number",
        FieldKind.DURATION: "Duration",
        FieldKind.FLAG: "Yes or no",
    },
    OpenCases: {
        OpenCases.DUE: "Every case whose time is up, open or not",
        OpenCases.OVERDUE: "Closed cases, and open ones whose time is up",
        OpenCases.CLOSED: "Closed cases only",
        OpenCases.CENSORED: "Every case, open ones for as long as they have waited",
    },
    RulePattern: {
        RulePattern.BEYOND: "Beyond a line",
        RulePattern.SIDE: "In a row on one side",
        RulePattern.TREND: "Steps in one direction",
        RulePattern.ALTERNATING: "Up and down in turn",
        RulePattern.WITHIN: "Unusually close to average",
        RulePattern.OUTSIDE: "Away from average on both sides",
        RulePattern.LONGEST_RUN: "Unusually long run on one side",
        RulePattern.CROSSINGS: "Too few crossings of the average",
    },
    TableName: TABLES,
    Fault: FAULTS,
}

LETTERS: dict[Variation | Assurance, str] = {
    Variation.IMPROVEMENT_HIGH: "H",
    Variation.IMPROVEMENT_LOW: "L",
    Variation.CONCERN_HIGH: "H",
    Variation.CONCERN_LOW: "L",
    Variation.NEUTRAL_HIGH: "H",
    Variation.NEUTRAL_LOW: "L",
    Assurance.PASS: "P",
    Assurance.FAIL: "F",
    Assurance.HIT_OR_MISS: "?",
}

_MEANS: dict[ChartWarning, str] = {
    ChartWarning.TRIAL_LIMITS: "The limits rest on few points. Read with care.",
    ChartWarning.TOO_FEW: "Limits from so few points would mislead; none are drawn.",
    ChartWarning.NO_VARIATION: "All baseline values are equal, which is suspicious. "
    "Check the data before trusting the limits.",
    ChartWarning.AUTOCORRELATED: "Each period carries over into the next, so limits "
    "may be too narrow and false signals more frequent.",
    ChartWarning.OVERDISPERSED: "The points vary more than chance alone would make "
    "them, so these limits are too narrow. The p\u2032 or u\u2032 chart allows for it.",
    ChartWarning.SMALL_COUNTS: "Few defects are expected in a period. "
    "Take a longer period for a sharper view.",
    ChartWarning.TIES: "Many values lie exactly on the average, so runs tell little.",
    ChartWarning.NO_LOWER_LIMIT: "The lower limit would fall below what is possible; "
    "a single low point cannot signal here.",
    ChartWarning.RUNS_LEFT_OUT: "Neighbouring points are alike by nature and make runs "
    "without a cause, so only the limits signal here.",
    ChartWarning.UNSTABLE_BASELINE: "The baseline itself was not steady. Find the "
    "cause, or choose a baseline without it.",
}


def name(member: StrEnum) -> str:
    """Return what people call a member of a closed vocabulary."""
    return NAMES[type(member)][member]


def letter(icon: Variation | Assurance) -> str:
    """Return the letter an icon carries; empty where it has none."""
    return LETTERS.get(icon, "")


def warning_sentence(warning: ChartWarning) -> str:
    """Say what a warning means for the reader of the chart."""
    return _MEANS[warning]


def field_name(field: str) -> str:
    """Return a column of the log in words: `first_response_at`, First response at."""
    return field.replace("_", " ").capitalize()
