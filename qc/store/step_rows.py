"""Closed interactions of some days, each with the steps that were done."""

from __future__ import annotations

import numpy as np

from qc.core.kinds import Stage
from qc.review.step_list import StepRows
from qc.store.query import select
from qc.store.slices import Span
from qc.store.sql import text
from qc.store.warehouse import Warehouse

_DONE, _END = "steps_done", "resolved_at"


def step_rows(warehouse: Warehouse, span: Span) -> StepRows:
    """Return interactions with a record of steps, in the order of their opening.

    An open one says nothing yet; where the log never says when one ended, all count.

    Raises
    ------
    BrokenStore
        If a batch is damaged.
    """
    ends = _END in warehouse.columns()
    fields = ["interaction_id", "opened_local", "stage", _DONE, *([_END] * ends)]
    place = " ".join(
        f"WHEN {text(stage.value)} THEN {i}" for i, stage in enumerate(Stage)
    )
    columns = [
        "interaction_id AS id",
        "opened_local AS opened",
        f"CASE stage {place} END AS place",
        f"{_DONE} AS done",
    ]
    where = [
        f"{_DONE} IS NOT NULL",
        f"{_END} IS NOT NULL" if ends else "",
        *span.days("opened_local"),
    ]
    rows = select(columns, warehouse.log().rows(fields), where=where)
    query = select(["*"], f"({rows})", where=["place IS NOT NULL"], order="opened, id")
    found = warehouse.arrays(query)
    texts, which = np.unique(found["done"].astype(str), return_inverse=True)
    return StepRows(
        ids=tuple(found["id"].tolist()),
        opened=np.asarray(found["opened"], dtype="datetime64[us]"),
        stage=np.asarray(found["place"], dtype=np.int64),
        text=which,
        texts=tuple(texts.tolist()),
    )
