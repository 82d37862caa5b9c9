"""Which headers people use for the fields of each table."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from qc.core.errors import InvalidCard
from qc.core.kinds import TableName
from qc.core.tables import TABLES
from qc.intake.aliases import PLAIN, Alias, Aliases
from qc.intake.headers import normalise


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class TableAliases:
    """The headers of one table.

    Attributes
    ----------
    aliases : Aliases
    signs : frozenset of str
        Fields of which one must be there: what is required alone does not tell the
        table from others. Empty where it does.
    """

    aliases: Aliases
    signs: frozenset[str] = frozenset()


def read_table_aliases(
    text: str, source: str, log: Aliases
) -> dict[TableName, TableAliases]:
    """Read the headers of all tables beside the log.

    Parameters
    ----------
    text, source : str
        JSON, and the name of its file.
    log : Aliases
        Those of the log.

    Raises
    ------
    InvalidCard
        If the text is no such table, names a field or table that does not exist, or
        one header means two fields of a table.
    """
    faults: list[str] = []
    try:
        parts = json.loads(text)["tables"]
        read: dict[TableName, TableAliases] = {
            name: _table(name, parts.get(name, {}), faults)
            for name in TABLES
            if name is not TableName.INTERACTIONS
        }
        faults += [f"no table is called {name!r}" for name in parts if name not in read]
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        fault = f"not a table of headers: {type(error).__name__} {error}"
        raise InvalidCard(source, [fault]) from error
    if faults:
        raise InvalidCard(source, faults)
    return {TableName.INTERACTIONS: TableAliases(aliases=log), **read}


def _table(name: TableName, part: Mapping[str, Any], faults: list[str]) -> TableAliases:
    table = TABLES[name]
    names: dict[str, tuple[Alias, ...]] = {}
    listed = {**part.get("fields", {}), None: part.get("not_imported", [])}
    for field, headers in listed.items():
        if field is not None and field not in table.fields:
            faults.append(f"{name} has no field {field!r}")
        for rank, header in enumerate(headers):
            key = normalise(header).name
            if key in names:
                faults.append(f"{name}: {header!r} is listed twice")
            names[key] = (Alias(field=field, system=PLAIN, rank=rank),)
    signs = frozenset(part.get("signs", ()))
    faults += [
        f"{name} has no field {one!r}" for one in sorted(signs - {*table.fields})
    ]
    aliases = Aliases(names=names, second={}, stages={}, table=table)
    return TableAliases(aliases=aliases, signs=signs)
