"""What a workspace remembers of its sources: one setting for each set of headers."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from qc.core.errors import QcError
from qc.core.plan import LoadPlan
from qc.intake.headers import fingerprint
from qc.intake.mapping import Mapping
from qc.intake.mapping_write import write_mapping
from qc.intake.remembered import Remembered, from_plain, learned
from qc.intake.remembered_items import names_people
from qc.intake.suggestion import Answers
from qc.store.warehouse import Warehouse

SETTING = "source:"
_DIGITS = 16


def recall(warehouse: Warehouse, columns: Iterable[str]) -> Remembered | None:
    """Return how files with these headers were read last time, if any were."""
    return from_plain(warehouse.state.setting(_key(columns)))


def remember(  # noqa: PLR0913 - what was said, by whom and when
    warehouse: Warehouse,
    plan: LoadPlan,
    answers: Answers,
    mapping: Mapping | None,
    *,
    encoding: str | None,
    who: str,
    now: datetime,
) -> None:
    """Keep how a file was read, unless its source was read so before.

    A load is done when this is called: where it cannot be kept, the next file of
    the source is recognised anew.
    """
    new = Remembered(
        since=now.date(),
        answers=Answers() if mapping else learned(plan, answers),
        mapping=write_mapping(mapping) if mapping else None,
        name=mapping.source if mapping else "",
        encoding=encoding or (mapping.encoding if mapping else None),
    )
    old = recall(warehouse, plan.columns)
    if (old is not None and new.like(old)) or names_people(new):
        return  # names of people are kept nowhere but under the key
    try:
        warehouse.state.set_setting(_key(plan.columns), new.plain(), who=who, when=now)
    except QcError:
        return


def _key(columns: Iterable[str]) -> str:
    return SETTING + fingerprint(columns)[:_DIGITS]
