"""The sections of a settings file: their titles, and a word on each."""

from __future__ import annotations

from collections.abc import Mapping

from qc.core.settings import Section
from qc.view.words.rates import FILE_HELP

FILE_HEAD = """\
Settings of a workspace: all that it was told. Read it, change it, import it again:
on the Data page, or with   python -m qc settings import FILE
What this file does not say stays as it is, unless all is to be replaced.
It holds no rows of a log, no names or ids of customers and agents, and no keys.
Reasons and events stand as they were written."""

SECTIONS: Mapping[Section, str] = {
    Section.OPTIONS: "Options",
    Section.TARGETS: "Targets and tolerances",
    Section.RATES: "Rates: what things cost or are worth",
    Section.MEASURES: "Measures",
    Section.CHARTS: "Charts chosen by hand",
    Section.PLANS: "Baselines, phases, exclusions",
    Section.NOTES: "Events",
    Section.STEPS: "Prescribed steps",
    Section.SUPPLY: "Customers as a supply",
    Section.NEWS: "News for future sales",
    Section.RULES: "Rules",
    Section.SETS: "Rule sets",
    Section.CALENDAR: "Opening hours and holidays",
    Section.SOURCES: "Sources",
}

SECTION_HELP: Mapping[Section, str] = {
    Section.OPTIONS: (
        "rules: the rule set in force. names: whose names are kept beside the log,\n"
        "none, agents or all; those of others are deleted at once. locale: formats\n"
        "of numbers and days in texts and charts, as in en-GB, en-US, de-DE."
    ),
    Section.TARGETS: (
        "What a measure aims at, and what customers still bear (lower, upper,\n"
        "tolerance_dpmo), where it is not what its card says. Lines behind a # are\n"
        "those of the cards: take the # away to change one."
    ),
    Section.RATES: FILE_HELP,
    Section.MEASURES: (
        "Cards of this workspace, beside those of the house (data/measures.toml); one\n"
        "with the same id replaces it."
    ),
    Section.CHARTS: "By the id of the measure: the chart for everyone, and the reason.",
    Section.PLANS: (
        "By the id of the measure. baseline: points that set the limits of each\n"
        'phase, a number or "all". phases: days on which one starts. excluded: days\n'
        "left out of the limits."
    ),
    Section.NOTES: (
        "What happened on a day; without a measure it is shown on all charts."
    ),
    Section.STEPS: "By stage, in place of those of the house (data/steps.toml).",
    Section.SUPPLY: (
        "When a customer counts as silent, how far is looked ahead, which reasons say\n"
        "what; in place of those of the house (data/supply.toml)."
    ),
    Section.NEWS: (
        "How long without news is too long, how many are too many, which words say\n"
        "what; in place of those of the house (data/news.toml)."
    ),
    Section.RULES: "Run rules of this workspace, for its own sets.",
    Section.SETS: "Rule sets, beside those of the house (data/rules.toml).",
    Section.CALENDAR: "As in a calendar file; it is replaced as a whole.",
    Section.SOURCES: (
        "How files with the same headers are read (by 16 digits made of the headers):\n"
        "field = column, and what only their owner knows."
    ),
}
