"""From a file to a batch: decode, recognise, convert, balance, keep; or refuse."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path

import numpy as np

from qc.core.errors import InvalidLog
from qc.core.kinds import TableName
from qc.core.plan import Account, LoadPlan, SetAside
from qc.intake.decode import Text
from qc.intake.file_kind import FileKind
from qc.intake.mapping import Mapping
from qc.intake.suggestion import NO_ANSWERS, Answers
from qc.store.aside import read_list
from qc.store.batch import Arrival, Batch, Facts
from qc.store.files import remove
from qc.store.warehouse import Warehouse
from qc.workspace.converting import Converted, convert
from qc.workspace.looking import Inspection, look, plan_of
from qc.workspace.opening import Opened, Reading, open_file


class Step(StrEnum):
    """What a load is doing."""

    DECODE = "decode"
    LOOK = "look"
    CONVERT = "convert"
    KEEP = "keep"


Told = Callable[[Step], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """A file to load, the name to show for it, and how to read it.

    Times ahead of the clock are not believed, unless the file is `simulated`.
    """

    file: Path | Opened
    name: str
    mapping: Mapping | None = None
    answers: Answers = NO_ANSWERS
    encoding: str | None = None
    part: str | None = None
    who: str = "owner"
    simulated: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class LoadReport:
    """What became of a file.

    Attributes
    ----------
    batch : Batch
    account : Account
        read = accepted + set aside + duplicates.
    known : bool
        The very file was there already; nothing was changed.
    plan : LoadPlan
        How it was read.
    encoding_guessed : bool
        The file is not UTF-8 and does not say what else it is.
    kind, part, passed_over : FileKind, str, tuple of str
        What the file was, which part of it was read, and which was not.
    """

    batch: Batch
    account: Account
    known: bool
    plan: LoadPlan
    encoding: str
    encoding_guessed: bool
    kind: FileKind = FileKind.TEXT
    part: str = ""
    passed_over: tuple[str, ...] = ()

    @property
    def table(self) -> TableName:
        """Which table the file was taken for."""
        return self.batch.table


def inspect(warehouse: Warehouse, request: Request) -> Inspection:
    """Look into a file: structure, recognised columns, what is still open."""
    with _decoded(warehouse, request) as text:
        return look(warehouse, text, request.answers)


def load(
    warehouse: Warehouse, request: Request, *, now: datetime, step: Told
) -> LoadReport:
    """Take a file in, whole or not at all."""
    step(Step.DECODE)
    with _decoded(warehouse, request) as text:
        step(Step.LOOK)
        plan, skipped = plan_of(warehouse, text, request.mapping, request.answers)
        known = warehouse.manifest.known(text.sha256, plan.identity)
        if known is not None:
            return _report(known, plan, text, known=True)
        step(Step.CONVERT)
        clock = None if request.simulated else now
        with convert(warehouse, text, plan, skipped, now=clock) as converted:
            account = _account(warehouse, converted, plan.table)
            _refuse_nothing(converted, account, request.name)
            step(Step.KEEP)
            arrival = Arrival(
                parquet=converted.parquet,
                source=text.sha256,
                file=request.name,
                mapping=plan.identity,
                account=account,
                zone=converted.ingested.zone,
                as_of=_as_of(converted, now),
                set_aside=converted.set_aside,
                known=_facts(converted),
                table=plan.table,
            )
            done = warehouse.commit(arrival, who=request.who, when=now)
        return _report(done.batch, plan, text, known=done.known)


@contextmanager
def _decoded(warehouse: Warehouse, request: Request) -> Iterator[Text]:
    """Open the file for as long as it is read; one that is open stays so."""
    if isinstance(request.file, Opened):
        yield request.file.text
        return
    mapping = request.mapping
    reading = Reading(
        encoding=request.encoding or (mapping.encoding if mapping else None),
        part=request.part,
        known=frozenset(mapping.known) if mapping else frozenset(),
    )
    text = open_file(request.file, warehouse.staging, reading)
    try:
        yield text
    finally:
        remove(text.path)


def _account(warehouse: Warehouse, converted: Converted, table: TableName) -> Account:
    """Balance the load; rows the table holds already, unchanged, are duplicates."""
    ingested = converted.ingested
    same, replaced = warehouse.compare(converted.parquet, table)
    account = Account(
        read=converted.read,
        accepted=ingested.accepted - same,
        set_aside=ingested.set_aside + converted.structural,
        duplicates=ingested.duplicates + same,
        replaced=replaced,
        events_read=ingested.events_read,
        values_left_out=ingested.values_left_out,
    )
    if not account.balances:
        raise InvalidLog(
            f"The file has {account.read:,} records, but {account.accepted:,} "
            f"accepted, {account.set_aside:,} set aside and {account.duplicates:,} "
            "duplicates do not add up to them. Nothing was imported; please report "
            "this file."
        )
    return account


def _refuse_nothing(converted: Converted, account: Account, name: str) -> None:
    if converted.ingested.accepted:
        return
    first = f" The first: {converted.first_fault}." if converted.first_fault else ""
    raise InvalidLog(
        f"{name}: none of {account.read:,} rows could be accepted; nothing was "
        f"imported.{first} Check the mapping."
    )


def _as_of(converted: Converted, now: datetime) -> datetime:
    """Until when the file knows what happened; never later than now."""
    found = converted.ingested.as_of
    return now if found is None else min(found.replace(tzinfo=UTC), now)


def _facts(converted: Converted) -> Facts | None:
    """Pass on what the conversion counted; it leaves no id twice in a file."""
    found = converted.ingested
    if found.first is None or found.last is None:
        return None
    return Facts(
        rows=found.accepted,
        first=np.datetime64(found.first, "D"),
        last=np.datetime64(found.last, "D"),
        columns=found.columns,
        overlaps={},
    )


def _report(batch: Batch, plan: LoadPlan, text: Text, *, known: bool) -> LoadReport:
    return LoadReport(
        batch=batch,
        account=batch.account,
        known=known,
        plan=plan,
        encoding=text.encoding,
        encoding_guessed=text.encoding_guessed,
        kind=text.kind,
        part=text.part,
        passed_over=text.passed_over,
    )


def set_aside(warehouse: Warehouse, batch: Batch) -> tuple[tuple[SetAside, bool], ...]:
    """Return the list a batch's load left behind; empty where there is none."""
    file = warehouse.manifest.set_aside(batch)
    return () if file is None else read_list(warehouse.fetch, file)
