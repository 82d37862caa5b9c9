"""From a file to a batch: decode, recognise, convert, balance, keep; or refuse."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from datetime import UTC, date, datetime

import numpy as np

from qc.core.errors import InvalidLog
from qc.core.plan import Account, LoadPlan, SetAside
from qc.intake.decode import Text
from qc.intake.suggestion import NO_ANSWERS
from qc.store.aside import read_list
from qc.store.batch import Arrival, Batch, Facts
from qc.store.files import CannotWrite, remove
from qc.store.people import rows_of
from qc.store.warehouse import Committed, Warehouse
from qc.workspace import adding
from qc.workspace.converting import Converted, convert
from qc.workspace.looking import Inspection, encoding_of, look, plan_of
from qc.workspace.opening import Opened, Reading, open_file
from qc.workspace.planned import Planned
from qc.workspace.privacy import pseudonyms
from qc.workspace.remembering import remember
from qc.workspace.request import LoadReport, Request, Step, Told

__all__ = ["LoadReport", "Request", "Step", "inspect", "load", "set_aside"]


def inspect(warehouse: Warehouse, request: Request) -> Inspection:
    """Look into a file: structure, recognised columns, what is still open."""
    with _decoded(warehouse, request) as text:
        return look(warehouse, text, request.answers, afresh=request.afresh)


def load(
    warehouse: Warehouse, request: Request, *, now: datetime, step: Told
) -> LoadReport:
    """Take a file in, whole or not at all."""
    step(Step.DECODE)
    with _decoded(warehouse, request) as text:
        if (encoding := _remembered_encoding(warehouse, request, text)) is not None:
            request = replace(request, encoding=encoding)
            return load(warehouse, request, now=now, step=step)
        step(Step.LOOK)
        read = plan_of(
            *(warehouse, text, request.mapping, request.answers), afresh=request.afresh
        )
        plan, since = read.plan, read.since
        mapping = adding.identity(warehouse, plan)
        known = warehouse.manifest.known(text.sha256, mapping)
        if known is not None:
            return _report(known, plan, text, known=True, since=since)
        lost = adding.lacking(warehouse, plan)
        done = _take(warehouse, request, text, read, now=now, step=step)
        _remember(warehouse, request, read, now)
        told = _report(done.batch, plan, text, known=done.known, since=since)
        told = replace(told, zone_assumed=read.zone_assumed, personal=read.personal)
        told = replace(told, counted=read.counted)
        replaced = told.account.replaced and not (plan.adds or done.known)
        return replace(told, lacking=lost) if replaced else told


def _take(  # noqa: PLR0913 - all that a load is made of
    warehouse: Warehouse,
    request: Request,
    text: Text,
    read: Planned,
    *,
    now: datetime,
    step: Told,
) -> Committed:
    """Convert a text and keep what came of it."""
    step(Step.CONVERT)
    plan, clock = read.plan, None if request.simulated else now
    coded = pseudonyms(warehouse, who=request.who, now=now)
    with convert(
        warehouse, text, plan, read.skipped, now=clock, people=coded
    ) as converted:
        if plan.adds:
            converted = adding.sifted(warehouse, converted, plan)
        adding.refuse_moved(warehouse, converted, plan)
        account = _account(warehouse, converted, plan)
        _refuse_nothing(converted, account, request.name)
        step(Step.KEEP)
        arrival = Arrival(
            parquet=converted.parquet,
            source=text.sha256,
            file=request.name,
            mapping=adding.identity(warehouse, plan),
            account=account,
            zone=converted.ingested.zone,
            as_of=(plan.adds and warehouse.as_of) or _as_of(converted, now),
            set_aside=converted.set_aside,
            known=_facts(converted),
            key=coded.fingerprint,
            people=rows_of(coded, converted.ingested.people),
            table=plan.table,
            adds=plan.adds,
        )
        return warehouse.commit(arrival, who=request.who, when=now)


def _remembered_encoding(
    warehouse: Warehouse, request: Request, text: Text
) -> str | None:
    """Return the encoding that was chosen last time, where the text is in another."""
    told = request.encoding or request.mapping or request.answers != NO_ANSWERS
    if told or request.afresh or isinstance(request.file, Opened):
        return None
    found = encoding_of(warehouse, text)
    return None if found == text.encoding else found


def _remember(
    warehouse: Warehouse, request: Request, read: Planned, now: datetime
) -> None:
    """Keep how the file was read for the next one of its source."""
    if request.simulated or read.counted or read.remembered is not None:
        return
    with suppress(CannotWrite):  # the rows are in: they are not told to be out
        remember(
            *(warehouse, read.plan, request.answers, request.mapping),
            encoding=request.encoding,
            who=request.who,
            now=now,
        )


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
        prefers=mapping.part if mapping else None,
        known=frozenset(mapping.known) if mapping else frozenset(),
    )
    text = open_file(request.file, warehouse.staging, reading)
    try:
        yield text
    finally:
        remove(text.path)


def _account(warehouse: Warehouse, converted: Converted, plan: LoadPlan) -> Account:
    """Balance the load; rows the table holds already, unchanged, are duplicates."""
    ingested = converted.ingested
    if plan.adds:
        same, replaced = adding.news(warehouse, converted)
    else:
        same, replaced = warehouse.compare(converted.parquet, plan.table)
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


def _facts(converted: Converted) -> Facts:
    """Pass on what the conversion counted; it leaves no id twice in a file."""
    found = converted.ingested
    return Facts(
        rows=found.accepted,
        first=np.datetime64(found.first, "D"),
        last=np.datetime64(found.last, "D"),
        columns=found.columns,
        overlaps={},
    )


def _report(
    batch: Batch, plan: LoadPlan, text: Text, *, known: bool, since: date | None
) -> LoadReport:
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
        since=since,
    )


def set_aside(warehouse: Warehouse, batch: Batch) -> tuple[tuple[SetAside, bool], ...]:
    """Return the list a batch's load left behind; empty where there is none."""
    file = warehouse.manifest.verified_list(batch)
    return () if file is None else read_list(warehouse.fetch, file)
