"""Settings as one file: the same again, part of it, all of it, or nothing."""

from __future__ import annotations

import contextlib
import itertools
import json
import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from qc.core.charts import PhasePlan
from qc.core.errors import InvalidCard, QcError
from qc.core.kinds import ChartKind, Stage
from qc.core.people import Keep, Person
from qc.core.settings import ChangeKind, Section
from qc.core.settings_texts import section_lines
from qc.intake.mapping_read import read_mapping
from qc.intake.mapping_write import write_mapping
from qc.intake.remembered import Remembered
from qc.store.acts import Act, watched
from qc.store.audit import Deed
from qc.store.decisions import ChangedMeanwhile
from qc.store.settings import PENDING
from qc.view.settings_told import differences_text
from qc.workspace import Workspace
from qc.workspace.decisions import keep_chart, undo
from qc.workspace.resources import house_measures
from qc.workspace.settings import decoded, exported, look, look_at_cards, take, told
from tests.workspace.conftest import NOW, Load, day, weekly

LOG = weekly([2] * 30)
DEFECTS = "support-defective"
CARD = (
    "[[measure]]\nid = 'late-refunds'\ntitle = 'Late refunds'\nquestion = 'Late?'\n"
    "kind = 'share'\ndirection = 'lower'\n"
    "defective = [{ field = 'reason', equals = 'refund' }]\n"
)
ABOUT = CARD.replace("late-refunds", "hers").replace(
    "defective = [{ field = 'reason', equals = 'refund' }]",
    "defective = [{ field = 'agent', equals = 'Jane Doe' }]",
)
RULES = (
    "[rule.four]\npattern = 'side'\npoints = 4\n"
    "[set.ours]\ntitle = 'Ours'\nrules = ['four']\n"
)
RATES = "[rates]\ncurrency = '\u20ac'\nhour = 38.5\n[rates.reason]\n'late' = 60\n"
CALENDAR = (
    "zone = 'Europe/Berlin'\nholidays = ['2026-12-24 Our day']\n"
    "[hours]\nmonday-friday = ['08:00-17:00']\n"
    "[[calendar]]\nname = 'hotline'\nhours = { monday-sunday = '00:00-24:00' }\n"
)
MAPPING = read_mapping(
    "[fields]\ninteraction_id = 'interaction_id'\nopened_at = 'opened_at'\n"
    "stage = 'stage'\ndefective = 'defective'\n",
    "ours.toml",
)


def file_of(text: str) -> str:
    return f"format = 1\n{text}"


def fill(workspace: Workspace, log: Path) -> None:
    """Tell a workspace something of every kind."""
    workspace.load(log)
    workspace.add_measures(CARD, "cards.toml")
    (workspace.folder / "rules.toml").write_text(RULES, encoding="utf-8")
    (workspace.folder / "steps.toml").write_text(
        "[sale]\nsteps = ['greet', { step = 'offer', required = false }]\n"
    )
    workspace.use_rules("ours")
    workspace.use_calendar(CALENDAR)
    workspace.keep_names(Keep.ALL)
    plan = PhasePlan(starts=(day("2026-03-02"),))
    workspace.save_plan(DEFECTS, plan, reason="New system")
    more = PhasePlan(starts=plan.starts, freeze=None, excluded=(day("2026-05-04"),))
    workspace.save_plan(DEFECTS, more, reason="Strike")
    workspace.note(None, day("2026-03-02"), 'New "system"\n<script>')
    workspace.note(DEFECTS, day("2026-03-02"), "Training")
    keep_chart(workspace, DEFECTS, ChartKind.NP, seen=None, reason="Easier to read")
    aims = f"[targets]\n{DEFECTS} = 0.07\n"
    take(workspace, look(workspace, file_of(f"{aims}{RATES}"), "t"))


Copied = Callable[[], Workspace]


@pytest.fixture(scope="module")
def told_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("told")
    (folder / "log.csv").write_text(LOG)
    fill(Workspace.open(folder / "workspace", now=lambda: NOW), folder / "log.csv")
    return folder / "workspace"


@pytest.fixture
def copied(told_folder: Path, tmp_path: Path) -> Copied:
    """Copy the workspace that was told something of every kind."""
    numbers = itertools.count()

    def copy() -> Workspace:
        folder = tmp_path / f"copy-{next(numbers)}"
        shutil.copytree(told_folder, folder)
        return Workspace.open(folder, now=lambda: NOW)

    return copy


@pytest.fixture
def full(copied: Copied) -> Workspace:
    return copied()


@pytest.fixture
def other(tmp_path: Path) -> Workspace:
    return Workspace.open(tmp_path / "other", now=lambda: NOW)


class TestTheSameAgain:
    def test_of_all_there_is(self, full: Workspace, other: Workspace) -> None:
        text = exported(full)

        take(other, look(other, text, "s.toml"))

        assert exported(other) == text
        assert other.measures == full.measures
        assert other.steps == full.steps
        assert other.steps[Stage.SALE].required == ("greet",)
        assert other.default_rules == "ours"
        assert other.rules == full.rules
        assert other.privacy.keep is Keep.ALL
        assert other.plan(DEFECTS) == full.plan(DEFECTS)
        assert [(n.measure, n.day, n.text) for n in other.notes(DEFECTS)] == [
            (n.measure, n.day, n.text) for n in full.notes(DEFECTS)
        ]
        (card,) = (one for one in other.measures if one.id == DEFECTS)
        assert (card.target, card.chart) == (0.07, ChartKind.NP)

    def test_files_of_a_known_source_are_read_as_there(
        self, full: Workspace, other: Workspace, tmp_path: Path
    ) -> None:
        take(other, look(other, exported(full), "s.toml"))
        file = tmp_path / "again.csv"
        file.write_text(LOG)

        assert other.load(file).since == NOW.date()

    def test_is_no_change(self, full: Workspace) -> None:
        head = full.warehouse.state.head()

        seen = look(full, exported(full), "s.toml")
        take(full, seen)

        assert seen.differences == ()
        assert seen.same == 19
        assert look(full, exported(full), "s.toml", replace=True).differences == ()
        assert full.warehouse.state.head() == head

    def test_reasons_stay_with_their_days(self, full: Workspace) -> None:
        plan = told(full).settings[Section.PLANS][DEFECTS]

        assert plan == {
            "baseline": "all",
            "reason": "Strike",
            "phases": [{"day": date(2026, 3, 2), "reason": "New system"}],
            "excluded": [{"day": date(2026, 5, 4), "reason": "Strike"}],
        }

    def test_another_reason_for_a_day(self, full: Workspace) -> None:
        text = exported(full).replace('"New system"', '"New telephones"')

        take(full, look(full, text, "s.toml"))

        assert exported(full) == text

    def test_what_was_taken_back_has_the_reason_from_before(
        self, full: Workspace
    ) -> None:
        while undo(full, DEFECTS).reason != "Strike":
            pass

        plan = told(full).settings[Section.PLANS][DEFECTS]

        assert plan["reason"] == "New system"
        assert "Strike" not in exported(full)

    def test_read_by_a_mapping(self, load: Load, other: Workspace) -> None:
        full = load(LOG, mapping=MAPPING).workspace
        text = exported(full)

        take(other, look(other, text, "s.toml"))

        assert 'mapping_file = "ours.toml"' in text
        assert exported(other) == text

    def test_holidays_from_before_there_was_a_calendar(
        self, workspace: Workspace, other: Workspace
    ) -> None:
        state = workspace.warehouse.state
        state.set_setting("holidays", ["2026-12-24"], who="owner", when=NOW)
        text = exported(workspace)

        take(other, look(other, text, "s.toml"))

        assert exported(other) == text
        empty = look(workspace, file_of(""), "s.toml", replace=True)
        take(workspace, empty)
        assert told(workspace).settings[Section.CALENDAR] == {}


class TestPartOfIt:
    def test_changes_only_that(self, full: Workspace) -> None:
        before = told(full).settings
        text = file_of(f"[targets]\n{DEFECTS} = {{ target = 0.02 }}\n")

        seen = look(full, text, "s.toml")
        take(full, seen)

        assert [each.section for each in seen.differences] == [Section.TARGETS]
        after = told(full).settings
        changed = {s for s in Section if before.get(s) != after.get(s)}
        assert changed == {Section.TARGETS}

    def test_a_card_more_leaves_the_others(self, full: Workspace) -> None:
        text = CARD.replace("late-refunds", "later-refunds")

        seen = look_at_cards(full, text, "cards.toml")
        take(full, seen)

        assert [(d.name, d.kind) for d in seen.differences] == [
            ("later-refunds", ChangeKind.NEW)
        ]
        ids = [card.id for card in full.measures]
        assert ids[-2:] == ["late-refunds", "later-refunds"]

    def test_a_set_of_rules_that_are_there(self, full: Workspace) -> None:
        text = file_of("[set.mine]\ntitle = 'Mine'\nrules = ['four']\n")

        take(full, look(full, text, "s.toml"))

        assert {"ours", "mine"} <= set(full.rules)

    def test_a_baseline_that_is_not_said_is_the_usual_one(
        self, full: Workspace
    ) -> None:
        text = file_of("[plan.sale-defective]\nreason = 'x'\nphases = [2026-03-02]\n")

        take(full, look(full, text, "s.toml"))

        plan = full.plan("sale-defective")
        assert plan == PhasePlan(starts=(day("2026-03-02"),))


class TestAllOfIt:
    def test_removes_what_is_not_said(self, full: Workspace) -> None:
        seen = look(full, file_of(""), "empty.toml", replace=True)
        kinds = {each.kind for each in seen.differences}
        take(full, seen)

        assert kinds == {ChangeKind.REMOVED, ChangeKind.CHANGED}
        left = told(full).settings
        assert {s for s in Section if left.get(s)} == {Section.OPTIONS}
        assert left[Section.OPTIONS] == {
            "rules": "default",
            "names": "agents",
            "locale": "en-GB",
            "business": "by-data",
            "course_holds": "for-good",
        }
        assert full.measures == tuple(house_measures())
        assert not (full.folder / "rules.toml").exists()
        assert full.plan(DEFECTS) is None

    def test_the_trail_tells_of_each_and_of_the_whole(self, full: Workspace) -> None:
        take(full, look(full, file_of(""), "empty.toml", replace=True))

        newest, *_ = full.warehouse.state.entries()
        assert newest.what == Deed.SETTINGS_IMPORTED
        assert newest.subject == "empty.toml"
        assert newest.reason == "all settings replaced"
        assert ["plan", DEFECTS, "removed"] in json.loads(newest.new or "")
        (plan,) = (
            e
            for e in full.warehouse.state.entries(1000)
            if e.what == Deed.PLAN_SET and e.new is None
        )
        assert plan.reason == "Settings replaced by empty.toml"
        full.warehouse.state.verify()


class TestPeople:
    def test_names_stay_out_of_the_file_and_in_the_workspace(
        self, full: Workspace, other: Workspace
    ) -> None:
        full.add_measures(CARD + ABOUT, "cards.toml")
        full.note("hers", day("2026-03-02"), "of a card that is left out")
        text = exported(full)

        assert "Jane" not in text
        assert '# Left out, as they name people: "hers"' in text
        assert "of a card that is left out" not in text
        take(other, look(other, text, "s.toml"))
        assert exported(other) == text.replace(
            '# Left out, as they name people: "hers"\n', ""
        ).replace(
            "# Left out, as no card of this file or the house has this measure: "
            '"2026-03-02"\n',
            "",
        )
        take(full, look(full, text, "s.toml", replace=True))
        assert "hers" in {card.id for card in full.measures}

    def test_of_a_mapping_stay_out(self, load: Load) -> None:
        mapping = read_mapping(
            "[fields]\ninteraction_id = 'interaction_id'\nopened_at = 'opened_at'\n"
            "stage = 'stage'\n"
            "agent = { column = 'reason', values = { refund = 'Jane Doe' } }\n",
            "ours.toml",
        )
        full = load(LOG, mapping=mapping).workspace
        assert "Jane" not in repr(full.warehouse.state.entries())

        kept = Remembered(since=date(2026, 3, 2), mapping=write_mapping(mapping))
        key = f"source:{'0' * 16}"  # as earlier versions remembered it
        full.warehouse.state.set_setting(key, kept.plain(), who="owner", when=NOW)
        text = exported(full)

        assert "Jane" not in text
        assert "# Left out, as they name people:" in text

    def test_authors_and_keys_stay_out(self, full: Workspace) -> None:
        text = exported(full)

        assert "owner" not in text.replace("their owner", "")
        assert full.warehouse.state.setting("privacy.workspace") not in text
        assert full.warehouse.state.setting("privacy.key") not in text

    def test_names_kept_are_deleted_with_the_choice(self, load: Load) -> None:
        log = LOG.replace("reason", "agent").replace("refund", "Jane Doe")
        workspace = load(log).workspace
        assert workspace.privacy.names == {Person.AGENT: 1}

        seen = look(workspace, file_of("[options]\nnames = 'none'\n"), "s.toml")
        assert seen.names_lost == {Person.AGENT: 1}
        take(workspace, seen)

        assert workspace.privacy.names == {}
        assert workspace.privacy.keep is Keep.NONE

    def test_parts_of_names_are_refused(self, workspace: Workspace) -> None:
        text = ABOUT.replace("equals", "contains")

        with pytest.raises(InvalidCard, match="stored as a pseudonym"):
            look_at_cards(workspace, text, "cards.toml")


class TestRefusals:
    def faults(self, workspace: Workspace, text: str) -> tuple[str, ...]:
        before = told(workspace).settings
        with pytest.raises(InvalidCard) as caught:
            look(workspace, text, "s.toml")
        assert told(workspace).settings == before
        return caught.value.faults

    def test_every_fault_of_every_section(self, full: Workspace) -> None:
        text = file_of(
            "[options]\nrules = 'our'\n[targets]\nsupport-defektive = 0.1\n"
            f"{DEFECTS} = 7\n"
            "[[measure]]\nid = 'x'\n"
            f"[charts]\n{DEFECTS} = {{ chart = 'ewmaa', reason = 'x' }}\n"
            "[plan.nope]\nreason = 'x'\n"
            "[[note]]\nday = 2026-03-02\ntext = 'x'\nmeasure = 'nope'\n"
            "[steps.sales]\nsteps = []\n[rule.x]\npattern = 'sid'\n"
            "[set.y]\ntitle = 'Y'\nrules = ['z']\n"
            "[calendar]\nzone = 'Berlin'\n"
            "[source.nope]\nsince = 2026-03-02\n"
        )

        found = self.faults(full, text)

        assert [fault.partition(":")[0] for fault in found] == [
            "targets.support-defektive",
            f"targets.{DEFECTS}",
            f"charts.{DEFECTS}",
            "plan.nope",
            "note.2026-03-02",
            "source.nope",
            *["measure"] * 4,
            "steps",
            "calendar",
            "rule x",
            "set y",
            "options.rules",
        ]
        assert "Did you mean 'support-defective'?" in found[0]
        assert "target of a share lies between 0 and 1; got 7.0." in found[1]

    def test_a_calendar_that_cards_count_by_stays(self, full: Workspace) -> None:
        text = file_of(
            CARD.replace(
                "defective = [{ field = 'reason', equals = 'refund' }]",
                "clock = { start = 'opened_at', stop = 'resolved_at', "
                "within_hours = 4, hours = 'night' }",
            )
        )

        (fault,) = self.faults(full, text)

        assert fault.startswith("measure: late-refunds: clock.hours: No calendar")

    def test_a_card_twice(self, workspace: Workspace) -> None:
        assert self.faults(workspace, file_of(CARD + CARD)) == (
            "measure: late-refunds: the id is used twice.",
        )

    def test_sources(self, workspace: Workspace) -> None:
        key = "0123456789abcdef"
        text = file_of(
            f"[source.{key}]\nsince = 2026-03-02\nzone = 'Berlin'\ndecimal = ';'\n"
            "stage = 'sales'\ntable = 'interaction'\nencoding = 'utf-99'\n"
            "day_first = 1\nfields_left_out = ['agents']\n"
            f"[source.{key}.columns]\nopened = 'x'\nagent = 3\n"
        )

        found = self.faults(workspace, text)

        assert [one.split(": ")[1] for one in found] == [
            "zone",
            "day_first",
            "decimal",
            "stage",
            "table",
            "columns",
            "columns",
            "columns",
            "encoding",
        ]

    def test_a_mapping_says_all(self, workspace: Workspace) -> None:
        key = "0123456789abcdef"
        text = file_of(
            f"[source.{key}]\nsince = 2026-03-02\nzone = 'UTC'\n"
            f"[source.{key}.mapping.fields]\nagents = 'x'\n"
        )

        found = self.faults(workspace, text)

        assert found[0].startswith(f"source.{key}: mapping: fields.agents: there is")

    def test_a_file_of_the_workspace_broken_by_hand(self, full: Workspace) -> None:
        (full.folder / "measures.toml").write_text("[[measure]]\nid =")

        with pytest.raises(InvalidCard, match=r"measures\.toml has 1 fault"):
            exported(full)

    @pytest.mark.parametrize(
        ("content", "fault"),
        [
            (b"\xff\xfe\x00", "it is not UTF-8"),
            (b"#" * 2_000_001, "it is larger than 2,000,000 bytes"),
        ],
    )
    def test_no_text(self, content: bytes, fault: str) -> None:
        with pytest.raises(InvalidCard, match=fault):
            decoded(content, "s.toml")

    def test_changed_since_it_was_looked_at(self, full: Workspace) -> None:
        seen = look(full, file_of(f"[targets]\n{DEFECTS} = 0.02\n"), "s.toml")
        full.note(None, day("2026-04-06"), "meanwhile")

        with pytest.raises(ChangedMeanwhile, match="look at the difference again"):
            take(full, seen)

        assert told(full).settings[Section.TARGETS] == {DEFECTS: {"target": 0.07}}


class Stop(Exception):
    """The power fails."""


class TestAllOrNothing:
    def test_whenever_the_power_fails(self, copied: Copied) -> None:
        text = file_of(RULES.replace("4", "5") + CARD.replace("Late refunds", "Slow"))
        done, before = copied(), exported(copied())
        take(done, look(done, text, "s.toml", replace=True))
        whole, found = exported(done), []

        for moment in range(12):
            workspace = copied()
            wanted = look(workspace, text, "s.toml", replace=True)
            acts = iter(range(100))

            def fails(*_: object, acts: Any = acts, at: int = moment) -> None:  # noqa: ANN401
                if next(acts) == at:
                    raise Stop

            with watched(fails), contextlib.suppress(Stop):
                take(workspace, wanted)
            again = Workspace.open(workspace.folder, now=lambda: NOW)
            found.append(exported(again))
            assert again.warehouse.state.setting(PENDING) is None

        assert found[0] == before
        assert found[1:] == [whole] * 11

    def test_a_full_disk_is_said_and_done_later(self, full: Workspace) -> None:
        text = file_of(CARD.replace("Late r", "R"))
        seen = look(full, text, "s.toml")

        def is_full(act: Act, path: Path, *_: object) -> None:
            if act is Act.RENAME and path.name == "measures.toml":
                raise OSError(28, "No space left on device")

        with watched(is_full), pytest.raises(QcError, match="disk is full"):
            take(full, seen)

        assert look(full, text, "s.toml").differences == ()
        assert full.measures[-1].title == "Refunds"


lines = st.text(st.characters(codec="utf-8"), min_size=1, max_size=12).filter(str.strip)
days = st.dates(date(2026, 1, 1), date(2026, 1, 12))
ids = st.sampled_from([card.id for card in house_measures()])
listed = st.lists(days, unique=True, max_size=3)


@st.composite
def plans(draw: st.DrawFn) -> dict[str, Any]:
    why = st.sampled_from(["a", "b", "c\n"])
    phases, excluded = sorted(draw(listed)), sorted(draw(listed))
    said = {each: draw(why) for each in {*phases, *excluded}}
    item: dict[str, Any] = {
        "baseline": draw(st.integers(1, 99) | st.just("all")),
        "reason": draw(why),
    }
    for key, chosen in (("phases", phases), ("excluded", excluded)):
        if chosen:
            item[key] = [{"day": one, "reason": said[one]} for one in chosen]
    return item


notes = st.fixed_dictionaries({"day": days, "text": lines}, optional={"measure": ids})
cards = st.builds(
    lambda name, title, target: {
        "id": name,
        "title": title,
        "question": title,
        "kind": "share",
        "direction": "lower",
        "target": target,
        "defective": [{"field": "reason", "equals": title}],
    },
    *(lines, lines, st.floats(0, 1) | st.integers(0, 1)),
)
columns = st.dictionaries(st.sampled_from(["agent", "team", "stage"]), lines)
sources = st.fixed_dictionaries(
    {"since": days},
    optional={
        "encoding": st.sampled_from(["latin-1", "cp1252"]),
        "zone": st.sampled_from(["GMT", "Europe/Berlin"]),
        "day_first": st.booleans(),
        "columns": columns,
        "fields_left_out": st.just(["nps"]),
    },
)
generated = st.fixed_dictionaries(
    {
        Section.OPTIONS: st.just(
            {
                "rules": "nhs",
                "names": "none",
                "locale": "de-DE",
                "business": "contract",
                "course_holds": "365",
            }
        ),
        Section.TARGETS: st.dictionaries(
            ids,
            st.fixed_dictionaries({"tolerance_dpmo": st.floats(1, 1e6)}),
            max_size=2,
        ),
        Section.PLANS: st.dictionaries(ids, plans(), max_size=2),
        Section.NOTES: st.lists(notes, max_size=3).map(
            lambda found: dict(enumerate(found))
        ),
        Section.MEASURES: st.lists(cards, max_size=2, unique_by=lambda c: c["id"]).map(
            lambda found: {one["id"]: one for one in found}
        ),
        Section.STEPS: st.dictionaries(
            st.sampled_from(Stage),
            st.fixed_dictionaries({"steps": st.just(["greet", "solve"])}),
            max_size=2,
        ),
        Section.SOURCES: st.dictionaries(st.just("0123456789abcdef"), sources),
    }
)


@pytest.fixture(scope="module")
def two(tmp_path_factory: pytest.TempPathFactory) -> tuple[Workspace, Workspace]:
    folder = tmp_path_factory.mktemp("settings")
    first = Workspace.open(folder / "first", now=lambda: NOW)
    return first, Workspace.open(folder / "second", now=lambda: NOW)


class TestAlways:
    @settings(
        max_examples=10,
        deadline=None,
        suppress_health_check=[HealthCheck.function_scoped_fixture],
    )
    @given(said=generated)
    def test_out_in_and_out_again_is_the_same(
        self, two: tuple[Workspace, Workspace], said: dict[Section, dict[str, Any]]
    ) -> None:
        first, second = two
        text = "\n".join(
            line
            for section in Section
            for line in section_lines(section, said.get(section, {}))
        )
        take(first, look(first, file_of(text), "made.toml", replace=True))

        out = exported(first)
        take(second, look(second, out, "out.toml", replace=True))

        assert exported(second) == out
        assert look(second, out, "out.toml").differences == ()
        kept = {
            np.datetime64(note.day) for note in second.warehouse.state.annotations()
        }
        assert kept == {
            np.datetime64(note["day"]) for note in said[Section.NOTES].values()
        }


VALUES = (
    *("1", "-1", "1e400", "nan", "true", '""', '"\\u0000"', "[]", "{}", "[[]]"),
    *("[{a = 1}]", "2026-01-01", "12:00:00", "9" * 400, "[true]", "[{day = 1}]"),
)


class TestAnything:
    @settings(max_examples=60)
    @given(line=st.integers(0, 10**6), value=st.sampled_from(VALUES), cut=st.booleans())
    def test_is_taken_or_refused_in_words(
        self, whole: tuple[Workspace, str], line: int, value: str, cut: bool
    ) -> None:
        workspace, text = whole
        lines = [one for one in text.splitlines() if one and not one.startswith("#")]
        place = line % len(lines)
        key, sign, _ = lines[place].partition("=")
        lines[place] = "" if cut or not sign else f"{key}= {value}"

        with contextlib.suppress(InvalidCard):
            seen = look(workspace, "\n".join(lines), "s.toml", replace=True)
            assert differences_text(seen.differences, seen.same, seen.names_lost)


@pytest.fixture(scope="module")
def whole(told_folder: Path) -> tuple[Workspace, str]:
    workspace = Workspace.open(told_folder, now=lambda: NOW)
    return workspace, exported(workspace)
