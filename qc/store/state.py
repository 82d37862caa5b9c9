"""What people decided: settings, phases and notes, each change on record."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import numpy as np

from qc.core.charts import PhasePlan
from qc.core.errors import QcError
from qc.store import audit, decisions, documents, plans
from qc.store.audit import Change, Deed, Entry, Head
from qc.store.database import Database
from qc.store.files import folder as made
from qc.store.schema import MIGRATIONS

FILE = "state.sqlite"


@dataclass(frozen=True, slots=True, kw_only=True)
class Annotation:
    """What happened on a day, to be shown on the charts.

    `measure` is None for what concerns every chart; `at` is ISO 8601 in UTC.
    """

    id: int
    measure: str | None
    day: np.datetime64
    text: str
    who: str
    at: str


class State:
    """The small memory of a workspace: ``state.sqlite`` in its folder.

    Safe to share between threads; other processes may write at the same time.
    Every change is recorded in the same transaction.

    Parameters
    ----------
    folder : Path
    create : bool
        Make folder and file where there are none.

    Raises
    ------
    BrokenStore
        If there is no workspace, or it is damaged.
    CannotWrite
        If the folder cannot be written.
    """

    def __init__(self, folder: Path, *, create: bool) -> None:
        self.folder = made(folder) if create else folder
        self.database = Database(self.folder / FILE, MIGRATIONS, create=create)
        with self.database.reading() as connection:
            documents.check_all(connection)

    def setting(self, key: str, default: Any = None) -> Any:  # noqa: ANN401 - JSON
        """Return the value of a setting, or `default` where none is set."""
        with self.database.reading() as connection:
            row = connection.execute(_GET_SETTING, (key,)).fetchone()
        if row is None:
            return default
        return documents.read(f"setting {key}", row[1], key, row[0])

    def set_setting(self, key: str, value: object, *, who: str, when: datetime) -> None:
        """Keep a value that JSON can hold under a key."""
        new = documents.write(value)
        with self.database.writing() as connection:
            old = connection.execute(_GET_SETTING, (key,)).fetchone()
            connection.execute(_SET_SETTING, (key, new, documents.seal(key, new)))
            change = Change(
                what=Deed.SETTING_SET,
                subject=key,
                old=old and old[0],
                new=new,
                who=who,
                when=when,
            )
            audit.append(connection, change)

    def plan(self, measure: str) -> PhasePlan | None:
        """Return the phases set for a measure, or None where nobody set any."""
        with self.database.reading() as connection:
            row = connection.execute(_GET_PLAN, (measure,)).fetchone()
        if row is None:
            return None
        documents.check(f"the phases of {measure}", row[1], measure, row[0])
        return plans.read(row[0])

    def plans(self, measures: Iterable[str]) -> dict[str, PhasePlan]:
        """Return the phases set for some measures, in one question."""
        with self.database.reading() as connection:
            asked = (json.dumps(list(measures)),)
            rows = connection.execute(_GET_PLANS, asked).fetchall()
        for measure, document, seal in rows:
            documents.check(f"the phases of {measure}", seal, measure, document)
        return {measure: plans.read(document) for measure, document, _ in rows}

    def set_plan(
        self, measure: str, plan: PhasePlan, *, reason: str, who: str, when: datetime
    ) -> None:
        """Set the phases of a measure; its limits change, so a reason is needed.

        Raises
        ------
        QcError
            If the reason is empty.
        """
        if not reason.strip():
            raise QcError(
                f"New phases move the limits of {measure!r}: give a reason for them."
            )
        thing = decisions.Thing(Deed.PLAN_SET, measure)
        hand = decisions.Hand(who=who, when=when, reason=reason)
        decisions.decide(self.database, thing, plans.written(plan), hand)

    def annotations(self, measure: str | None = None) -> tuple[Annotation, ...]:
        """Return the notes on a measure with those on every measure, by day.

        Without `measure`: all of them.
        """
        with self.database.reading() as connection:
            rows = connection.execute(_GET_NOTES, {"measure": measure}).fetchall()
        return tuple(_annotation(row) for row in rows)

    def annotate(
        self,
        measure: str | None,
        day: np.datetime64,
        text: str,
        *,
        who: str,
        when: datetime,
    ) -> Annotation:
        """Note what happened on a day, for one measure or (None) for all."""
        row = (
            measure,
            plans.day_text(day),
            audit.clean(text),
            audit.clean(who),
            audit.stamp(when),
        )
        with self.database.writing() as connection:
            cursor = connection.execute(_ADD_NOTE, (*row, documents.seal(*row)))
            change = Change(
                what=Deed.ANNOTATION_ADDED,
                subject=str(cursor.lastrowid),
                new=documents.write(row[:3]),
                who=who,
                when=when,
            )
            audit.append(connection, change)
            found = connection.execute(_GET_NOTE, (cursor.lastrowid,)).fetchone()
        return _annotation(found)

    def remove_annotation(
        self, number: int, *, who: str, when: datetime, reason: str = ""
    ) -> None:
        """Take a note off the charts; the audit trail keeps it.

        Raises
        ------
        QcError
            If there is none of this number.
        """
        with self.database.writing() as connection:
            row = connection.execute(_GET_NOTE, (number,)).fetchone()
            if row is None:
                raise QcError(f"Note {number} is gone already. Load the page again.")
            connection.execute("DELETE FROM annotations WHERE id = ?", (number,))
            change = Change(
                what=Deed.ANNOTATION_REMOVED,
                subject=str(number),
                old=documents.write(row[1:4]),
                reason=reason,
                who=who,
                when=when,
            )
            audit.append(connection, change)

    def record(self, change: Change) -> None:
        """Put a deed on record that changed nothing in here, such as an export."""
        with self.database.writing() as connection:
            audit.append(connection, change)

    def entries(self, limit: int = 100) -> tuple[Entry, ...]:
        """Return the newest entries of the audit trail, newest first."""
        with self.database.reading() as connection:
            return audit.newest(connection, limit)

    def head(self) -> Head:
        """Return where the audit trail stands, unchecked: it moves with each change."""
        with self.database.reading() as connection:
            return audit.head(connection)

    def last_change(self, beside: Sequence[str] = ()) -> str:
        """Return what identifies the state of the memory as far as results rest on it.

        What stands beside them does not move it: see `audit.BESIDE`; nor do the
        settings `beside`.
        """
        with self.database.reading() as connection:
            return audit.last_change(connection, beside)

    def verify(self, anchor: Head | None = None) -> Head:
        """Check all records and the audit trail; see `qc.store.audit.verify`."""
        with self.database.reading() as connection:
            documents.check_all(connection)
            return audit.verify(connection, anchor)


_GET_SETTING = "SELECT document, seal FROM settings WHERE key = ?"
_SET_SETTING = "INSERT OR REPLACE INTO settings VALUES (?, ?, ?)"
_GET_PLAN = "SELECT document, seal FROM plans WHERE measure = ?"
_GET_PLANS = (
    "SELECT measure, document, seal FROM plans "
    "WHERE measure IN (SELECT value FROM json_each(?))"
)
_GET_NOTES = (
    "SELECT * FROM annotations WHERE :measure IS NULL OR measure IS NULL "
    "OR measure = :measure ORDER BY day, id"
)
_GET_NOTE = "SELECT * FROM annotations WHERE id = ?"
_ADD_NOTE = "INSERT INTO annotations VALUES (NULL, ?, ?, ?, ?, ?, ?)"


def _setting(key: str, document: str, seal: str) -> Any:  # noqa: ANN401 - JSON
    return documents.read(f"setting {key}", seal, key, document)


def _annotation(row: tuple[Any, ...]) -> Annotation:
    number, measure, day, text, who, at, sealed = row
    documents.check(f"note {number}", sealed, *row[1:-1])
    day = np.datetime64(day, "D")
    return Annotation(id=number, measure=measure, day=day, text=text, who=who, at=at)
