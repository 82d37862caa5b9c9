"""The tables of a workspace: what is loaded of each, and do they know each other?"""

from __future__ import annotations

from dataclasses import dataclass

from qc.core.kinds import TableName
from qc.core.tables import TABLES
from qc.store.batch import Batch
from qc.store.tables import Extent, extents
from qc.store.tables_links import Link, links
from qc.workspace.workspace import Workspace


@dataclass(frozen=True, slots=True, kw_only=True)
class Overview:
    """What there is of every table.

    Attributes
    ----------
    extents : tuple of Extent
        Of tables with a live batch, the log first.
    links : tuple of Link
        Fields that name somebody or something in another table.
    """

    extents: tuple[Extent, ...]
    links: tuple[Link, ...]

    def extent(self, table: TableName) -> Extent | None:
        """Return how much there is of one table; None where nothing counts."""
        return next((one for one in self.extents if one.table is table), None)


def every_batch(workspace: Workspace) -> tuple[Batch, ...]:
    """Return the batches of all tables, removed ones too, in the order of loading."""
    return workspace.warehouse.manifest.all()


def by_table(workspace: Workspace) -> dict[TableName, tuple[Batch, ...]]:
    """Return the batches of each table that has any, the log first, newest first."""
    every = every_batch(workspace)
    found = {name: tuple(b for b in every[::-1] if b.table is name) for name in TABLES}
    return {name: batches for name, batches in found.items() if batches}


def overview(workspace: Workspace) -> Overview:
    """Look at all tables: how many rows, since when, and who is named in vain."""
    warehouse = workspace.warehouse
    return Overview(extents=extents(warehouse), links=links(warehouse))
