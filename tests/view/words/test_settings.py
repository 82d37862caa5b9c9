"""What is said of settings."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from qc.core.people import Person
from qc.core.settings import ChangeKind, Difference, Section
from qc.core.toml_text import WIDTH
from qc.view.settings_text import LeftOut, settings_text
from qc.view.settings_told import differences_by_section
from qc.view.words import settings as say


def difference(section: Section, name: str, old: Any, new: Any) -> Difference:  # noqa: ANN401
    kind = ChangeKind.CHANGED
    if old is None or new is None:
        kind = ChangeKind.NEW if old is None else ChangeKind.REMOVED
    return Difference(section=section, name=name, kind=kind, old=old, new=new)


@pytest.mark.parametrize(
    ("each", "line"),
    [
        (
            difference(Section.OPTIONS, "rules", "nhs", "aiag"),
            'Rule set in force, changed: from "nhs" to "aiag"',
        ),
        (
            difference(Section.TARGETS, "a", None, {"tolerance_dpmo": 60_000}),
            "a, new: tolerance_dpmo 60,000",
        ),
        (
            difference(Section.TARGETS, "a", {"target": 1}, {"upper": 0.5}),
            "a, changed: target 1 is not said any more; upper 0.5, not said before",
        ),
        (
            difference(
                Section.PLANS,
                "a",
                {"excluded": [{"day": date(2026, 3, 2), "reason": "x"}]},
                {"excluded": [{"day": date(2026, 3, 9), "reason": "y"}]},
            ),
            "a, changed: excluded: dropped 2026-03-02 (x), added 2026-03-09 (y)",
        ),
        (
            difference(
                Section.NOTES, "n", {"day": date(2026, 3, 2), "text": "A\nb"}, None
            ),
            "2 Mar 2026, removed: A b",
        ),
        (
            difference(
                Section.NOTES,
                "n",
                None,
                {"day": date(2026, 3, 2), "text": "A", "measure": "m"},
            ),
            "2 Mar 2026, new: A (m)",
        ),
        (
            difference(
                Section.MEASURES, "a", None, {"title": "Late", "question": "Is it?"}
            ),
            "Late (a), new: Is it?",
        ),
        (
            difference(
                Section.CALENDAR,
                "calendar",
                {"hours": {"monday": ["08:00-12:00"]}},
                {"hours": {"monday": []}},
            ),
            'calendar, changed: hours.monday: dropped "08:00-12:00"',
        ),
        (difference(Section.CALENDAR, "calendar", None, {}), "calendar, new"),
        (
            difference(
                Section.SOURCES, "0f", None, {"columns": {"agent": "Who"}, "table": "t"}
            ),
            "0f, new: t, 1 column",
        ),
        (
            difference(
                Section.SOURCES, "0f", None, {"mapping": {}, "mapping_file": "o.toml"}
            ),
            "0f, new: by the mapping file o.toml",
        ),
        (
            difference(
                Section.STEPS,
                "sale",
                {"steps": ["a", "b"], "order": "any"},
                {"steps": ["b", "a"], "order": "any"},
            ),
            "sale, changed: steps: in another order",
        ),
    ],
    ids=str,
)
def test_a_change_in_a_line(each: Difference, line: str) -> None:
    assert say.line(each).replace("\u00a0", " ") == line


def test_long_texts_are_cut() -> None:
    each = difference(Section.MEASURES, "x" * 500, None, {"question": "q" * 5000})

    assert len(say.line(each)) < 600


def test_changes_stand_under_their_section() -> None:
    found = [
        difference(Section.TARGETS, "a", None, {"target": 1}),
        difference(Section.STEPS, "sale", None, {"steps": ["x"]}),
        difference(Section.TARGETS, "b", None, {"target": 2}),
    ]

    assert differences_by_section(found) == (
        ("Targets and tolerances", ("a, new: target 1", "b, new: target 2")),
        ("Prescribed steps", ('sale, new: steps "x"',)),
    )
    assert say.counted(found) == "3 new"


def test_names_that_will_be_deleted_are_counted() -> None:
    told = say.names_lost({Person.AGENT: 12, Person.CUSTOMER: 1})

    assert told.startswith("The names of 12 agents and 1 customer that are kept now")
    assert say.names_lost({}) == ""


def test_the_file_says_what_it_leaves_out_in_lines_that_fit() -> None:
    left = LeftOut(
        about_people=((Section.MEASURES, "hers\n[options]"),),
        idle=((Section.NOTES, "2026-03-02 x what it says"),),
    )

    lines = settings_text({}, left, ()).splitlines()

    assert '# Left out, as they name people: "hers\\n[options]"' in lines
    assert not any("what it says" in line for line in lines)
    assert all(len(line) <= WIDTH + 2 for line in lines)
    assert all(line.startswith("#") or "=" in line or line in {"", "[targets]"}
               for line in lines)  # fmt: skip
