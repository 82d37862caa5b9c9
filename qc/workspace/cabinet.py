"""What a workspace was told: cards, rules, phases, settings; and its clock."""

from __future__ import annotations

import contextlib
import secrets
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import numpy as np

from qc.core.cards import read_measures
from qc.core.charts import PhasePlan
from qc.core.errors import QcError
from qc.core.kinds import Stage
from qc.core.measures import Measure
from qc.core.people import Keep
from qc.core.rules import RuleSet
from qc.core.steps import Prescribed
from qc.store import files
from qc.store.files import CannotWrite
from qc.store.settings import finish
from qc.store.state import Annotation
from qc.store.warehouse import Warehouse
from qc.workspace import (
    calendars,
    decided,
    forgetting,
    privacy,
    resources,
    reviewing,
    targets,
)
from qc.workspace.coded_cards import coded_cards, nameless
from qc.workspace.forgetting import Erasure
from qc.workspace.privacy import Privacy

Clock = Callable[[], datetime]
OWNER = "owner"  # one person has all roles until there is a login
PINNED = "pinned"
BESIDE = (PINNED, "sample_away")
"""Settings that no figure rests on."""


def utc_now() -> datetime:
    """Return the time by the machine's clock."""
    return datetime.now(UTC)


class Cabinet:
    """Measure cards, rule sets, baselines and settings of one workspace folder."""

    def __init__(self, warehouse: Warehouse, folder: Path, now: Clock) -> None:
        self.warehouse = warehouse
        self.folder = folder
        self._now = now
        with contextlib.suppress(CannotWrite):  # what is kept can be read all the same
            finish(warehouse.state, warehouse.staging)

    @property
    def now(self) -> datetime:
        """The moment by the clock of the workspace."""
        return self._now()

    @property
    def today(self) -> np.datetime64:
        """The day by the clock of the workspace."""
        return np.datetime64(self._now().replace(tzinfo=None), "D")

    @property
    def version(self) -> str:
        """Changes whenever anything does that a result could depend on.

        What is written down beside the results does not move it: events, actions,
        minutes, exports, pins.
        """
        calendar = calendars.calendar_text(self.warehouse)
        data = (*self.rules.values(), *self.steps.values())
        told = resources.customers_told(self.folder)
        cards = hash((self.measures, data, calendar, told))
        change = self.warehouse.state.last_change(BESIDE)
        return f"{change}-{self.today}-{cards}"

    @property
    def measures(self) -> tuple[Measure, ...]:
        """All cards: those of the house, replaced and added to by the workspace."""
        own = resources.measures_of(self.folder / resources.CARDS_FILE)
        by_id = {card.id: card for card in (*resources.house_measures(), *own)}
        aimed = targets.with_targets(by_id.values(), self.warehouse)
        cards = calendars.with_hours(aimed, self.warehouse)
        drawn = decided.with_charts(self.warehouse, cards)
        return coded_cards(self.warehouse, drawn)

    @property
    def available(self) -> tuple[Measure, ...]:
        """Cards whose columns the log has, and whose people can be told."""
        found = reviewing.usable(self.measures, self.warehouse.columns())
        found = reviewing.answerable(found, self.warehouse)
        unreadable = nameless(self.warehouse, found)
        return tuple(card for card in found if card.id not in unreadable)

    def add_measures(self, text: str, source: str) -> tuple[Measure, ...]:
        """Make the cards of a TOML text those of the workspace, beside the house's."""
        cards = calendars.with_hours(read_measures(text, source), self.warehouse)
        coded_cards(self.warehouse, cards)  # or refused before it is kept
        draft = self.warehouse.staging / f"{secrets.token_hex(8)}.draft"
        files.save(self.folder / resources.CARDS_FILE, text, draft)
        return cards

    @property
    def rules(self) -> dict[str, RuleSet]:
        """All rule sets by name: those of the house, and of the workspace."""
        own = resources.rules_of(self.folder / resources.RULES_FILE)
        return {**resources.house_rules(), **own}

    @property
    def steps(self) -> dict[Stage, Prescribed]:
        """Prescribed steps of each stage: those of the house, replaced by its own."""
        own = resources.steps_of(self.folder / resources.STEPS_FILE)
        return {**resources.house_steps(), **own}

    @property
    def default_rules(self) -> str:
        """Name of the rule set the workspace uses."""
        kept = str(self.warehouse.state.setting("rules", resources.DEFAULT_RULES))
        return kept if kept in self.rules else resources.DEFAULT_RULES

    def use_rules(self, name: str) -> None:
        """Make a rule set that of the whole workspace, from charts to exit status."""
        resources.rule_set(name, self.rules)
        self._set("rules", name)

    def use_calendar(self, text: str) -> None:
        """Make a TOML text the calendar file of the workspace; an empty one ends it."""
        seal = calendars.save(self.warehouse, text)
        self._set(calendars.SETTING, seal)
        if self.warehouse.state.setting(calendars.OLD_HOLIDAYS):
            self._set(calendars.OLD_HOLIDAYS, [])

    def plan(self, measure: str) -> PhasePlan | None:
        """Return the phases kept for a measure, if there are any."""
        return self.warehouse.state.plan(measure)

    def save_plan(self, measure: str, plan: PhasePlan, *, reason: str) -> None:
        """Keep phases, baseline and exclusions of a measure, with the reason."""
        reviewing.find_measure(self.measures, measure)
        self.warehouse.state.set_plan(
            measure, plan, reason=reason, who=OWNER, when=self._now()
        )

    def notes(self, measure: str) -> tuple[Annotation, ...]:
        """Return what was noted on a measure, and on all of them, by day."""
        return self.warehouse.state.annotations(measure)

    def note(self, measure: str | None, day: np.datetime64, text: str) -> Annotation:
        """Note what happened on a day, for one measure or (None) for all."""
        if not text.strip():
            raise QcError("An event needs a text: say what happened on that day.")
        state = self.warehouse.state
        return state.annotate(measure, day, text, who=OWNER, when=self._now())

    def remove_note(self, number: int) -> None:
        """Take a note off the charts; the audit trail keeps it."""
        self.warehouse.state.remove_annotation(number, who=OWNER, when=self._now())

    @property
    def privacy(self) -> Privacy:
        """How people are kept apart from what they did."""
        return privacy.privacy(self.warehouse)

    def keep_names(self, keep: Keep) -> None:
        """Say whose names are kept from now on; all others are deleted at once."""
        privacy.keep_names(self.warehouse, keep, who=OWNER, now=self._now())

    def look_for_customer(self, customer: str) -> Erasure:
        """Say what forgetting a customer would erase; nothing is changed."""
        return forgetting.look(self.warehouse, customer, now=self._now())

    def forget_customer(self, customer: str, *, reason: str = "") -> Erasure:
        """Erase every row of a customer, by the id at the source or the pseudonym."""
        return forgetting.forget(
            self.warehouse, customer, reason=reason, who=OWNER, now=self._now()
        )

    def start_new_key(self) -> None:
        """Go on with a new key where the old one is lost."""
        privacy.start_new_key(self.warehouse, who=OWNER, now=self._now())

    @property
    def sample_away(self) -> bool:
        """Whether the user has put the sample away."""
        return bool(self.warehouse.state.setting("sample_away", False))

    def put_sample_away(self) -> None:
        """Show the user's own data from now on, even while there are none."""
        self._set("sample_away", True)

    def _set(self, key: str, value: object) -> None:
        self.warehouse.state.set_setting(key, value, who=OWNER, when=self._now())
