"""Settings of a workspace as one plain file: written, held against, taken over."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from qc.core.cards import read_measures
from qc.core.errors import InvalidCard
from qc.core.people import Keep, Person
from qc.core.settings import (
    FORMAT,
    Difference,
    Section,
    Settings,
    differences,
    merged,
)
from qc.core.settings_items import (
    BUSINESS,
    BY_DATA,
    COURSE,
    FOR_GOOD,
    LOCALE,
    NAMES,
    RULES,
)
from qc.core.settings_shape import read_shape
from qc.store import people
from qc.store.decisions import ChangedMeanwhile, Hand
from qc.store.settings import apply, finish
from qc.view.locales import ENGLISH
from qc.view.settings_text import LeftOut, settings_text
from qc.workspace import resources
from qc.workspace.cabinet import OWNER, Cabinet
from qc.workspace.settings_batch import Wanted, batch_of
from qc.workspace.settings_checks import Checks
from qc.workspace.settings_present import Present, present

MOST_BYTES = 2_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """A settings file held against a workspace; nothing is changed yet.

    Attributes
    ----------
    file : str
        Name of the file.
    replaces : bool
        What the file does not say is removed.
    differences : tuple of Difference
        What would change; empty if nothing would.
    same : int
        Items that stay as they are, said by the file or not.
    names_lost : dict of Person -> int
        Names that would be deleted.
    before, after : Settings
    """

    file: str
    replaces: bool
    differences: tuple[Difference, ...]
    same: int
    names_lost: Mapping[Person, int]
    before: Settings
    after: Settings


def exported(cabinet: Cabinet) -> str:
    """Return all that a workspace was told as the text of one file.

    Without what names people; the file says what it leaves out.

    Raises
    ------
    InvalidCard
        If a file of the workspace was broken by hand.
    """
    now = told(cabinet)
    left_out = LeftOut(about_people=now.about_people, idle=now.idle)
    return settings_text(now.to_show, left_out, cabinet.measures)


def told(cabinet: Cabinet) -> Present:
    """Return all that a workspace was told, as plain tables."""
    finish(cabinet.warehouse.state, cabinet.warehouse.staging)
    return present(cabinet)


def look(cabinet: Cabinet, text: str, file: str, *, replace: bool = False) -> Look:
    """Check a whole settings file, and say what it would change.

    Parameters
    ----------
    cabinet : Cabinet
    text : str
    file : str
        Its name, for messages and the audit trail.
    replace : bool
        Remove what the file does not say; else that stays.

    Raises
    ------
    InvalidCard
        With every fault of the file, or of a workspace file broken by hand.
    """
    faults: list[str] = []
    given = read_shape(text, file, faults)
    now = told(cabinet)
    base = _withheld(now) if replace else now.settings
    cards = merged(base, given)[Section.MEASURES]
    checks = Checks(given, cards, faults)
    wanted = merged(base, checks.normal())
    checks.whole(wanted)
    if faults:
        raise InvalidCard(file, faults)
    found = differences(now.settings, wanted)
    items = sum(len(kept) for kept in now.settings.values())
    return Look(
        file=file,
        replaces=replace,
        differences=found,
        same=items - sum(each.old is not None for each in found),
        names_lost=_lost(cabinet, found),
        before=now.settings,
        after=wanted,
    )


def look_at_cards(cabinet: Cabinet, text: str, file: str) -> Look:
    """Check a file of measure cards, and say what it would change.

    Raises
    ------
    InvalidCard
        With every fault of the file.
    """
    read_measures(text, file)
    return look(cabinet, f"format = {FORMAT}\n{text}", file)


def take(cabinet: Cabinet, seen: Look) -> None:
    """Make the settings those of the file: all of it at once, on record.

    Raises
    ------
    ChangedMeanwhile
        If they were changed since they were looked at.
    """
    state = cabinet.warehouse.state
    head = state.head()
    if told(cabinet).settings != seen.before:
        raise ChangedMeanwhile(
            "The settings were changed meanwhile. Nothing was imported: look at the "
            "difference again."
        )
    if not seen.differences:
        return
    wanted = Wanted(file=seen.file, settings=seen.after, differences=seen.differences)
    hand = Hand(who=OWNER, when=cabinet.now, reason=_REASON[seen.replaces])
    apply(
        state,
        batch_of(wanted, state),
        hand,
        seen=head,
        staging=cabinet.warehouse.staging,
    )


def decoded(content: bytes, file: str) -> str:
    """Return the text of a settings file.

    Raises
    ------
    InvalidCard
        If it is too large for one, or not UTF-8.
    """
    if len(content) > MOST_BYTES:
        raise InvalidCard(file, [f"it is larger than {MOST_BYTES:,} bytes."])
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as fault:
        raise InvalidCard(file, ["it is not UTF-8; save it as UTF-8."]) from fault


def _withheld(now: Present) -> Settings:
    """Return what stays though all is replaced: what no file can hold."""
    options: dict[str, Any] = {
        RULES: resources.DEFAULT_RULES,
        NAMES: Keep.AGENTS.value,
        LOCALE: ENGLISH.tag,
        BUSINESS: BY_DATA,
        COURSE: FOR_GOOD,
    }
    kept: dict[Section, Mapping[str, Any]] = {
        section: {
            name: item
            for name, item in items.items()
            if (section, name) in now.withheld
        }
        for section, items in now.settings.items()
    }
    return {**kept, Section.OPTIONS: options}


def _lost(cabinet: Cabinet, found: tuple[Difference, ...]) -> dict[Person, int]:
    """Return how many names a new choice of whose are kept would delete."""
    chosen = [d.new for d in found if d.section is Section.OPTIONS and d.name == NAMES]
    if not chosen:
        return {}
    stay = Keep(chosen[0]).persons
    kept = people.kept(cabinet.warehouse.state)
    return {who: n for who, n in kept.items() if who not in stay}


_REASON = {False: "settings added and changed", True: "all settings replaced"}
