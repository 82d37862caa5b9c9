"""Settings as plain tables: taken apart, checked, held against each other."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from qc.core.errors import InvalidCard
from qc.core.settings import (
    CALENDAR_ITEM,
    ChangeKind,
    Part,
    Section,
    differences,
    merged,
)
from qc.core.settings_items import ItemReader
from qc.core.settings_shape import read_shape


def shape(text: str) -> tuple[Any, list[str]]:
    faults: list[str] = []
    return read_shape(text, "s.toml", faults), faults


class TestShape:
    def test_items_by_name(self) -> None:
        found, faults = shape(
            "format = 1\n[targets]\na = 0.1\n[calendar]\nzone = 'UTC'\n"
            "[[measure]]\nid = 'x'\n[[measure]]\ntitle = 'no id'\n"
            "[[note]]\nday = 2026-03-02\ntext = 'New'\n"
            "[[note]]\nday = '2026-03-02'\ntext = 'New'\n"
        )

        assert faults == []
        assert found[Section.TARGETS] == {"a": 0.1}
        assert found[Section.CALENDAR] == {CALENDAR_ITEM: {"zone": "UTC"}}
        assert list(found[Section.MEASURES]) == ["x", "card 2"]
        assert (
            list(found[Section.NOTES].values())
            == [{"day": date(2026, 3, 2), "text": "New"}] * 2
        )
        assert Section.PLANS not in found

    def test_all_faults_at_once(self) -> None:
        _, faults = shape(
            "format = 2\nmeasures = 1\nmeasure = 3\noptions = 4\n"
            "[[note]]\nday = 'soon'\ntxt = 1\nmeasure = 2\n"
        )

        assert faults == [
            "format must be 1; got 2. A newer version of the program may have written "
            "the file: update this one.",
            "unknown key 'measures'. Did you mean 'measure'?",
            "options must be a table, [options].",
            "measure must be tables, [[measure]].",
            "note 1: unknown key 'txt'. Did you mean 'text'?",
            "note 1: day must be a date such as 2026-03-02; got 'soon'.",
            "note 1: text is missing; say what happened on that day.",
            "note 1: measure must be the id of a card; got 2.",
        ]

    @pytest.mark.parametrize("text", ["", "[options]\n"])
    def test_needs_a_format(self, text: str) -> None:
        assert shape(text)[1] == [
            "format is missing; begin a settings file with format = 1."
        ]

    def test_true_is_no_format(self) -> None:
        assert shape("format = true")[1][0].startswith("format must be 1; got True.")

    def test_no_toml(self) -> None:
        with pytest.raises(InvalidCard, match="not valid TOML"):
            shape("format = ")


class TestItems:
    def read(self, name: str, *given: Any) -> tuple[Any, list[str]]:  # noqa: ANN401
        faults: list[str] = []
        return getattr(ItemReader("place.rules", faults), name)(*given), faults

    def test_a_plan(self) -> None:
        item, faults = self.read(
            "plan",
            {
                "reason": "why",
                "phases": ["2026-07-06", {"day": date(2026, 3, 2), "reason": "New"}],
                "holidays": [date(2026, 12, 25)],
            },
            24,
        )

        assert faults == []
        assert item == {
            "baseline": 24,
            "reason": "why",
            "phases": [
                {"day": date(2026, 3, 2), "reason": "New"},
                {"day": date(2026, 7, 6), "reason": "why"},
            ],
            "holidays": [date(2026, 12, 25)],
        }

    @pytest.mark.parametrize(
        ("name", "given", "faults"),
        [
            ("plan", (3, None), ["must be a table with baseline, reason, phases, "
                                 "excluded, holidays."]),
            ("plan", ({"baseline": 0}, 24), [
                "reason is missing; say why, as text.",
                "baseline must be a number of points or 'all'; got 0.",
            ]),
            ("plan", ({"reason": "x", "phase": []}, 24), [
                "unknown key 'phase'. Did you mean 'phases'?",
            ]),
            ("plan", ({"reason": "x", "excluded": [1, "2026-02-30"]}, 24), [
                "excluded: 1 is no date; write it as 2026-03-02.",
                "excluded: '2026-02-30' is no date; write it as 2026-03-02.",
            ]),
            ("plan", ({"reason": "x", "excluded": "2026-02-03"}, 24), [
                "excluded must be a list of dates such as [2026-03-02].",
            ]),
            ("plan", ({"reason": "x", "excluded": ["2026-02-03"] * 2}, 24), [
                "excluded: 2026-02-03 is listed twice.",
            ]),
            ("plan", ({"reason": "x", "excluded": [
                {"day": "2026-02-03", "reason": 4}]}, 24), [
                "excluded: the reason of 2026-02-03 must be text.",
            ]),
            ("plan", ({"reason": "x", "excluded": ["2026-02-03"], "phases": [
                {"day": "2026-02-03", "reason": "y"}]}, 24), [
                "2026-02-03 has two reasons; give it one.",
            ]),
            ("target", ("x",), [
                "must be a number, or a table of target, lower, upper, "
                "tolerance_dpmo.",
            ]),
            ("target", ({"target": True, "uper": 1},), [
                "unknown key 'uper'. Did you mean 'upper'?",
                "target must be a number; got True.",
            ]),
            ("target", (10**400,), [
                f"target must be a number; got {'1' + '0' * 59}....",
            ]),
            ("chart", ("p", ("p", "np")), ["must be a table with chart, reason."]),
            ("chart", ({"chart": "q"}, ("p", "np")), [
                "chart must be one of p, np; got 'q'.",
                "reason is missing; say why, as text.",
            ]),
            ("option", ("nsh", {"rules": ("aiag", "nhs")}), [
                "must be one of aiag, nhs; got 'nsh'.",
            ]),
        ],
    )  # fmt: skip
    def test_faults(self, name: str, given: Any, faults: list[str]) -> None:  # noqa: ANN401
        assert self.read(name, *given)[1] == [f"place.rules: {one}" for one in faults]

    def test_an_unknown_option(self) -> None:
        faults: list[str] = []

        ItemReader("options.rulse", faults).option("x", {"rules": ("x",)})

        assert faults == [
            "options.rulse: there is no such option. Did you mean 'rules'?"
        ]


class TestDifferences:
    def test_new_changed_removed(self) -> None:
        old = {Section.TARGETS: {"a": {"target": 0.1}, "b": {"target": 0.2}}}
        new = {Section.TARGETS: {"a": {"target": 0.3}, "c": {"target": 0.2}}}

        found = differences(old, new)

        assert [(each.name, each.kind) for each in found] == [
            ("a", ChangeKind.CHANGED),
            ("b", ChangeKind.REMOVED),
            ("c", ChangeKind.NEW),
        ]
        assert found[0].parts == (Part(key="target", old=0.1, new=0.3),)

    def test_parts_of_tables_by_their_path(self) -> None:
        old = {Section.CALENDAR: {"calendar": {"zone": "UTC", "hours": {"monday": []}}}}
        new = {Section.CALENDAR: {"calendar": {"zone": "UTC", "days": {}}}}

        (found,) = differences(old, new)

        assert found.parts == (Part(key="hours.monday", old=[], new=None),)

    def test_merging_removes_nothing(self) -> None:
        old = {Section.TARGETS: {"a": 1, "b": 2}}
        new = {Section.TARGETS: {"b": 3, "c": 4}}

        found = merged(old, new)

        assert found[Section.TARGETS] == {"a": 1, "b": 3, "c": 4}
        assert found[Section.NOTES] == {}
