"""Which table a file is, by its headers: how sure that is, and why."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from qc.core.errors import NeedsAnswer
from qc.core.kinds import TableName
from qc.core.tables import TABLES
from qc.intake.headers import normalise
from qc.intake.table_aliases import TableAliases

CLEARLY = 0.15
"""Of the columns, so many more must be explained to prefer one table to another."""

_KNOWN = 0.85  # confidence of a header that is not our own name
_KEYS = {TableName.INTERACTIONS: ("case_id",)}  # stands for the key where there is none


class KindReason(StrEnum):
    """Why a file is taken for a table."""

    TOLD = "told"  # its owner said so
    ONLY = "only"  # the only table whose columns are all there
    BETTER = "better"  # explains clearly more of the columns than any other
    NEAREST = "nearest"  # no table is complete; this one comes nearest
    DOUBTFUL = "doubtful"  # another table fits as well


@dataclass(frozen=True, slots=True, kw_only=True)
class Fit:
    """How well the headers of a file fit one table.

    Attributes
    ----------
    table : TableName
    share : float, 0 to 1
        Of the columns, those with a known header; ours count more than others.
    lacking : tuple of str
        Required fields that no header names.
    """

    table: TableName
    share: float
    lacking: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TableKind:
    """Which table a file is taken for.

    Attributes
    ----------
    table : TableName
    confidence : float, 0 to 1
    reason : KindReason
    rival : TableName or None
        The table it could be as well.
    fits : tuple of Fit
        Every table looked at, the best first.
    """

    table: TableName
    confidence: float
    reason: KindReason
    rival: TableName | None = None
    fits: tuple[Fit, ...] = ()

    @property
    def doubtful(self) -> bool:
        """Only the owner of the file can tell."""
        return self.reason is KindReason.DOUBTFUL


def said(table: TableName) -> TableKind:
    """Return the kind of a file whose owner said which table it is."""
    return TableKind(table=table, confidence=1.0, reason=KindReason.TOLD)


def table_kind(
    columns: Sequence[str],
    every: Mapping[TableName, TableAliases],
    *,
    told: Mapping[str, str] | None = None,
    keyless: bool = False,
) -> TableKind:
    """Find which table a file is.

    Parameters
    ----------
    columns : sequence of str
        Headers of the file.
    every : dict of TableName -> TableAliases
        Known headers of each table.
    told : mapping of field -> header, optional
        What the owner said of fields, a header or "" for none; tables without these
        fields are out.
    keyless : bool
        Line numbers stand for the key.

    Returns
    -------
    TableKind
        A table whose required columns are not all there is taken only where that
        is so of all tables; then the log is preferred, unless another one clearly
        explains more of the columns.
    """
    answers = told or {}
    names = [name for name in TABLES if answers.keys() <= TABLES[name].fields.keys()]
    tables = [every[name] for name in names or [TableName.INTERACTIONS]]
    fits = sorted(
        (_fit(columns, table, answers, keyless=keyless) for table in tables),
        key=lambda fit: -fit.share,
    )
    complete = [fit for fit in fits if not fit.lacking]
    found = _among(complete) if complete else _nearest(fits)
    return _but_for_the_log(found, fits)


def which_table(kind: TableKind) -> NeedsAnswer:
    """Ask which of two tables a file is."""
    return NeedsAnswer(
        f"By its headers the file can be {kind.table} or {kind.rival}.",
        option=f"Say which one: table {kind.table} or {kind.rival}.",
    )


def _fit(
    columns: Sequence[str],
    known: TableAliases,
    told: Mapping[str, str],
    keyless: bool,
) -> Fit:
    table = known.aliases.table
    found, weight = {field for field, header in told.items() if header}, 0.0
    for column in columns:
        name = normalise(column).name
        if name in known.aliases.own:
            found.add(known.aliases.own[name])
            weight += 1.0
        elif name in known.aliases.names:
            found.add(known.aliases.names[name][0].field or "")
            weight += _KNOWN
    if keyless or found & set(_KEYS.get(table.name, ())):
        found.add(table.key)
    lacking = tuple(name for name in table.required if name not in found)
    if known.signs and not found & known.signs:
        lacking += (min(known.signs),)
    return Fit(table=table.name, share=weight / len(columns), lacking=lacking)


def _among(complete: Sequence[Fit]) -> TableKind:
    best, *others = complete
    if not others:
        return _kind(best, KindReason.ONLY, complete)
    if best.share - others[0].share >= CLEARLY:
        return _kind(best, KindReason.BETTER, complete)
    return _kind(best, KindReason.DOUBTFUL, complete, others[0])


def _nearest(fits: Sequence[Fit]) -> TableKind:
    best = fits[0]
    log = next((fit for fit in fits if fit.table is TableName.INTERACTIONS), best)
    near = best.share - log.share < CLEARLY
    return _kind(log if near else best, KindReason.NEAREST, fits)


def _but_for_the_log(found: TableKind, fits: Sequence[Fit]) -> TableKind:
    """Take a file for the log where that explains far more, though it lacks a column.

    Then the owner is asked for that column.
    """
    log = next((fit for fit in fits if fit.table is TableName.INTERACTIONS), None)
    if log is None or log.share - found.confidence < CLEARLY:
        return found
    return _kind(log, KindReason.NEAREST if log.lacking else found.reason, fits)


def _kind(
    fit: Fit, reason: KindReason, fits: Sequence[Fit], rival: Fit | None = None
) -> TableKind:
    return TableKind(
        table=fit.table,
        confidence=round(fit.share, 2),
        reason=reason,
        rival=rival.table if rival else None,
        fits=tuple(fits),
    )
