"""What was decided about the charts of a workspace, read from its audit trail."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

import numpy as np

from qc.core.charts import PhasePlan
from qc.core.decisions import Act, Decision, Event, Topic, Value
from qc.core.kinds import ChartKind
from qc.core.measures import Measure
from qc.store import decisions, plans
from qc.store.audit import Deed, Entry
from qc.store.decisions import CHART
from qc.store.warehouse import Warehouse
from qc.workspace.drawn import charts_for

_TOPICS = {Deed.PLAN_SET: Topic.LIMITS, Deed.SETTING_SET: Topic.CHART}
_ACTS = {Deed.UNDONE: Act.UNDONE, Deed.REDONE: Act.REDONE}


def history(warehouse: Warehouse, measure: str | None = None) -> tuple[Decision, ...]:
    """Return what was decided about a measure, or about any, oldest first.

    With what concerns all measures, and with everything that was taken back.
    """
    found = entries(warehouse)
    by_number = {entry.number: entry for entry in found}
    read = (_decision(entry, by_number) for entry in found)
    kept = (each for each in read if each is not None)
    if measure is None:
        return tuple(kept)
    return tuple(each for each in kept if each.measure in {None, measure})


def reasons(past: Sequence[Decision], plan: PhasePlan) -> Mapping[np.datetime64, str]:
    """Return why each day that a plan leaves out, or starts a phase on, was set so."""
    found: dict[np.datetime64, str] = {}
    for each in past:
        if each.act is Act.UNDONE or not isinstance(each.new, PhasePlan):
            continue
        old = each.old if isinstance(each.old, PhasePlan) else PhasePlan()
        for new_days, old_days in (
            (each.new.excluded, old.excluded),
            (each.new.starts, old.starts),
        ):
            found |= dict.fromkeys(set(new_days) - set(old_days), each.reason)
    days = {*plan.excluded, *plan.starts}
    return {day: why for day, why in found.items() if day in days}


def with_charts(warehouse: Warehouse, cards: Iterable[Measure]) -> tuple[Measure, ...]:
    """Return the cards with the charts that were decided on in place of their own."""
    kept = decisions.charts(warehouse.state.database)
    return tuple(_with_chart(card, kept.get(card.id)) for card in cards)


def kept_chart(warehouse: Warehouse, measure: Measure) -> ChartKind | None:
    """Return the chart that was decided on for a measure, if one was."""
    kept = decisions.charts(warehouse.state.database).get(measure.id)
    return next((kind for kind in charts_for(measure) if kind == kept), None)


def _with_chart(card: Measure, kept: str | None) -> Measure:
    kinds = (kind for kind in charts_for(card) if kind == kept)
    chart = next(kinds, None) if kept else None
    return card if chart is None else replace(card, chart=chart)


def entries(warehouse: Warehouse) -> tuple[Entry, ...]:
    """Return the entries of the audit trail that are about charts, oldest first."""
    found = decisions.entries(warehouse.state.database)
    return tuple(entry for entry in found if decisions.of_chart(entry))


def _decision(entry: Entry, known: Mapping[int, Entry]) -> Decision | None:
    act = _ACTS.get(Deed(entry.what), Act.MADE)
    first = entry if act is Act.MADE else known.get(int(entry.subject))
    if first is None:
        return None
    topic = _TOPICS.get(Deed(first.what), Topic.EVENT)
    old, new = (_value(topic, text) for text in (entry.old, entry.new))
    return Decision(
        number=entry.number,
        at=np.datetime64(entry.at[:19], "s"),
        who=entry.who,
        topic=topic,
        act=act,
        measure=_measure(topic, first.subject, old, new),
        old=old,
        new=new,
        reason=entry.reason or ("" if act is Act.MADE else first.reason),
        of=first.number,
    )


def _measure(
    topic: Topic, subject: str, old: Value | None, new: Value | None
) -> str | None:
    if topic is Topic.EVENT:
        event = new if isinstance(new, Event) else old
        return event.measure if isinstance(event, Event) else None
    return subject.removeprefix(CHART) if topic is Topic.CHART else subject


def _value(topic: Topic, text: str | None) -> Value | None:
    if text is None:
        return None
    if topic is Topic.LIMITS:
        return plans.read(text)
    found: Any = json.loads(text)
    if topic is Topic.CHART:
        return ChartKind(found) if found in list(ChartKind) else None
    return Event(measure=found[0], day=np.datetime64(found[1], "D"), text=found[2])
