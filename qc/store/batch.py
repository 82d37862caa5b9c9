"""One loaded file, as the manifest knows it."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import numpy as np

from qc.core.kinds import TableName
from qc.core.plan import Account
from qc.store import documents
from qc.store.audit import clean, stamp


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What the interactions of an arrival say of themselves.

    `overlaps` counts, per earlier batch, its rows whose id comes again here;
    `repeated` counts rows of this file whose id comes again in it.
    """

    rows: int
    first: np.datetime64
    last: np.datetime64
    columns: tuple[str, ...]
    overlaps: dict[str, int]
    repeated: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrival:
    """A converted file that waits in the staging folder to become a batch.

    Attributes
    ----------
    parquet : Path
        The interactions, in the schema of a batch.
    source : str
        SHA-256 of the file as it was uploaded.
    file : str
        Its name, to be shown and for nothing else.
    mapping : str
        Name of the mapping that read it.
    account : Account
        The balance of the load.
    zone : str
        IANA zone of the local times.
    as_of : datetime
        Until when the file knows what happened; with a time zone.
    set_aside : Path or None
        The records that were not accepted.
    known : Facts or None
        What the writer of the file knows of it, without the overlaps.
    table : TableName
        Whose rows these are.
    key : str
        Fingerprint of the key of its pseudonyms; empty where people go by name.
    people : tuple
        Rows of `qc.store.people`: names to be kept beside the batch.
    adds : bool
        Its rows add values to interactions that are known.
    """

    parquet: Path
    source: str
    file: str
    mapping: str
    account: Account
    zone: str
    as_of: datetime
    set_aside: Path | None = None
    known: Facts | None = None
    table: TableName = TableName.INTERACTIONS
    key: str = ""
    people: tuple[tuple[str, str, bytes], ...] = ()
    adds: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Batch:
    """The interactions of one loaded file, or the rows of another table.

    Attributes
    ----------
    id : str
        Names the file ``batches/<id>.parquet``.
    number : int
        Later batches have higher numbers; 0 before it is committed.
    source, parquet_sha256 : str
        SHA-256 of the uploaded file and of the batch file.
    file, mapping : str
        Names to be shown.
    loaded_at, as_of : datetime
        In UTC: when it was loaded, and until when it knows what happened.
    zone : str
        IANA zone of its local times.
    account : Account
    rows : int
    first, last : datetime64[D]
        Local days of the first and the last row; NaT where no row tells a time.
    columns : tuple of str
        Fields that have a value in some row.
    overlaps : dict
        Earlier batch id -> how many of its rows come again here, where known.
    repeated : int
        Rows that a later line of the same batch replaces.
    live : bool
        False once removed; then it counts nowhere.
    set_aside : str or None
        Name of the file, in the same folder, with the records not accepted.
    aside_sha256 : str
        Of that file; empty where it was loaded before these were kept.
    table : TableName
        Whose rows these are.
    key : str
        Fingerprint of the key of its pseudonyms; empty where people go by name.
    adds : bool
        Its rows add values to interactions of other batches, and are none themselves.
    """

    id: str
    source: str
    parquet_sha256: str
    file: str
    mapping: str
    loaded_at: datetime
    as_of: datetime
    zone: str
    account: Account
    rows: int
    first: np.datetime64
    last: np.datetime64
    columns: tuple[str, ...]
    overlaps: dict[str, int] = dataclasses.field(default_factory=dict)
    repeated: int = 0
    number: int = 0
    live: bool = True
    set_aside: str | None = None
    aside_sha256: str = ""
    table: TableName = TableName.INTERACTIONS
    key: str = ""
    adds: bool = False

    def may_share(self, older: Batch) -> bool:
        """Say whether an older batch may hold ids of this one: unknown means yes."""
        return self.overlaps.get(older.id, 1) > 0

    def replaces(self, older: Batch) -> bool:
        """Say whether this one holds all ids of an older batch."""
        return self.overlaps.get(older.id, 0) == older.rows


def new_batch(
    arrival: Arrival, facts: Facts, parquet_sha256: str, when: datetime
) -> Batch:
    """Return the batch that an arrival becomes; the id follows from its content."""
    at = stamp(when)
    source = (arrival.source, arrival.mapping)
    key = documents.seal(*source, parquet_sha256, at)[:16]
    suffix = "".join(arrival.set_aside.suffixes[-1:]) if arrival.set_aside else ""
    return Batch(
        id=key,
        source=arrival.source,
        parquet_sha256=parquet_sha256,
        file=clean(arrival.file),
        mapping=clean(arrival.mapping),
        loaded_at=datetime.fromisoformat(at),
        as_of=datetime.fromisoformat(stamp(arrival.as_of)),
        zone=arrival.zone,
        account=arrival.account,
        rows=facts.rows,
        first=facts.first,
        last=facts.last,
        columns=facts.columns,
        overlaps=facts.overlaps,
        repeated=facts.repeated,
        set_aside=f"{key}.set-aside{suffix}" if arrival.set_aside else None,
        table=arrival.table,
        key=arrival.key,
        adds=arrival.adds,
    )


def to_json(batch: Batch) -> str:
    """Return all of a batch that never changes, as JSON."""
    parts = {field.name: getattr(batch, field.name) for field in _LASTING}
    parts |= {name: stamp(parts[name]) for name in _MOMENTS}
    parts |= {name: str(parts[name].astype("datetime64[D]")) for name in _DAYS}
    parts["account"] = dataclasses.asdict(batch.account)
    return documents.write(parts)


def from_json(parts: dict[str, Any], *, number: int, live: bool) -> Batch:
    """Return the batch of a manifest row."""
    moments = {name: datetime.fromisoformat(parts[name]) for name in _MOMENTS}
    days = {name: np.datetime64(parts[name], "D") for name in _DAYS}
    made = {
        "account": Account(**parts["account"]),
        "columns": tuple(parts["columns"]),
        "table": TableName(parts.get("table", TableName.INTERACTIONS)),
        "number": number,
        "live": live,
    }
    return Batch(**(parts | moments | days | made))


_MOMENTS = ("loaded_at", "as_of")
_DAYS = ("first", "last")
_LASTING = tuple(
    field for field in dataclasses.fields(Batch) if field.name not in {"number", "live"}
)
