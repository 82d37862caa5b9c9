"""What a load tells: as text for people, as plain data for `--json`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from qc.core.kinds import TableName
from qc.core.plan import LoadPlan, SetAside
from qc.intake.file_kind import promised
from qc.intake.traits import Personal
from qc.view import payload, words
from qc.view.escape import plain
from qc.view.words import adding, opening, personal, remembered, tables_loaded
from qc.view.words import mapping as reading
from qc.view.words import pages as say
from qc.view.words.load_names import LINES_COUNTED, ZONE_ASSUMED
from qc.workspace.loading import LoadReport

MOST = 100
"""Entries of the list of faults that `--json` holds; `set_aside` counts all."""

Faults = Sequence[tuple[SetAside, bool]]


def text(name: str, report: LoadReport, faults: Faults) -> str:
    """Return the balance of a load, the first faults, the columns left alone."""
    if report.known:
        return say.already_loaded(plain(name), report.batch.id)
    return "\n".join(_lines(name, report, faults))


def data(name: str, report: LoadReport, faults: Faults) -> dict[str, Any]:
    """Return a load as plain data."""
    return {
        "schema": "qc.load/1",
        "file": name,
        "batch": report.batch.id,
        "known": report.known,
        "mapping": report.plan.identity,
        "as_last_time_since": report.since and report.since.isoformat(),
        "encoding": report.encoding,
        "encoding_guessed": report.encoding_guessed,
        "kind": report.kind,
        "table": report.table,
        "adds": report.plan.adds,
        "columns_lost": list(report.lacking),
        "part": report.part,
        "zone_assumed": report.zone_assumed,
        "lines_counted": report.counted,
        "parts_not_read": list(report.passed_over),
        **payload.account_payload(report.account),
        "faults": [_fault(row, kept) for row, kept in faults[:MOST]],
        "columns_not_used": unused(report.plan),
        "personal_columns": [_personal(one) for one in report.personal],
    }


def unused(plan: LoadPlan) -> list[str]:
    """Return the columns of a file that supply no field."""
    used = {part.column for part in plan.fields}
    if plan.events is not None:
        events = plan.events
        used |= {events.case, events.time, events.event, events.order}
    return [column for column in plan.columns if column not in used]


def _lines(name: str, report: LoadReport, faults: Faults) -> Iterator[str]:
    table = report.table
    log = table is TableName.INTERACTIONS
    what = "" if log else f"{tables_loaded.rows_of(table)}, "
    told = words.account_sentence(report.account, table=table)
    yield f"{plain(name)}: {what}{told}"
    if report.since is not None:
        yield f"  {remembered.on_the_command_line(report.since)}"
    yield from (f"  {line}" for line in _added(report))
    yield from (f"  {line}" for line in words.aside_lines([row for row, _ in faults]))
    if report.counted:
        yield f"  {LINES_COUNTED}"
    if report.zone_assumed:
        yield f"  {ZONE_ASSUMED}"
    if report.encoding_guessed:
        yield f"  {reading.guessed_encoding(report.encoding)}"
    if told := opening.mismatch_line(promised(name), report.kind):
        yield f"  {told}"
    if told := opening.passed_over_line(report.kind, report.passed_over):
        yield f"  {told}"
    if told := words.unused_sentence(unused(report.plan)):
        yield f"  {told}"
    yield from (f"  {line}" for line in personal.lines(report.personal))


def _added(report: LoadReport) -> Iterator[str]:
    if report.plan.adds:
        yield adding.after(one.field for one in report.plan.fields)
    if report.lacking:
        yield adding.fewer_after(report.lacking, report.account.replaced)


def _fault(row: SetAside, kept: bool) -> dict[str, Any]:
    return {
        "line": row.line,
        "column": row.column,
        "value": row.value,
        "fault": row.fault,
        "row_kept": kept,
    }


def _personal(one: Personal) -> dict[str, Any]:
    return {
        "column": one.looks.column,
        "looks_like": one.looks.trait,
        "n": one.looks.n,
        "of": one.looks.of,
        "field": one.field or None,
        "stored_as": "pseudonyms" if one.coded else "text" if one.field else None,
    }
