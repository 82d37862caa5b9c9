"""Whether an interaction is defective, and how many defects it has.

Its flag `defective` decides; without one, its number of `defects`. With neither it
is not judged, and counted as such.
"""

from __future__ import annotations

from collections.abc import Sequence

from qc.store.query import select
from qc.store.slices import Slice
from qc.store.warehouse import Warehouse

_VERDICT = ("stage", "defective", "defects", "opportunities", "opened_local")
_MOST = "1e9"  # more than that is no count


def judged_rows(warehouse: Warehouse, fields: Sequence[str], slice: Slice) -> str:
    """Return the current rows as a relation that says of each what it is.

    Beside `fields` and the dimensions of the slice it has ``stage``,
    ``opened_local``, and

    - ``bad``: defective or not; NULL where that is not known,
    - ``number``: defects of a defective row, at least 1; 0 for any other,
    - ``chances``: opportunities, NULL where not told or too few for the defects,
    - ``contradicts``: the flag and the number of defects disagree.

    Raises
    ------
    BrokenStore
        If a batch is damaged.
    """
    rows = warehouse.log().rows([*_VERDICT, *fields, *slice.dimensions])
    counted = select(
        [
            "*",
            f"{_whole('defects')} AS told",
            f"{_whole('opportunities')} AS possible",
        ],
        rows,
    )
    verdict = select(
        [
            "*",
            "coalesce(defective, told > 0) AS bad",
            "CASE WHEN coalesce(defective, told > 0) "
            "THEN greatest(coalesce(told, 1), 1) ELSE 0 END AS number",
            "coalesce(defective <> (told > 0), false) AS contradicts",
        ],
        f"({counted})",
    )
    chances = "CASE WHEN possible >= greatest(number, 1) THEN possible END AS chances"
    return f"({select(['*', chances], f'({verdict})')})"


def how_many(condition: str) -> str:
    """Return the number of rows that meet a condition; 0, where count_if gives NULL."""
    return f"count(*) FILTER (WHERE {condition})"


def _whole(field: str) -> str:
    """Return a number that can be a count, else NULL."""
    return (
        f"CASE WHEN {field} >= 0 AND {field} <= {_MOST} "
        f"AND {field} = floor({field}) THEN {field} END"
    )
