"""Targets and tolerances of a workspace, where they are not those of the cards."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from qc.core.card_checks import lacks
from qc.core.measures import Measure
from qc.store.warehouse import Warehouse

SETTING = "targets"
_LIMITS = ("lower", "upper", "tolerance_dpmo")


def targets_of(warehouse: Warehouse) -> dict[str, dict[str, float]]:
    """Return what was set, by the id of the measure."""
    kept: dict[str, dict[str, float]] = warehouse.state.setting(SETTING, {})
    return kept


def with_targets(cards: Iterable[Measure], warehouse: Warehouse) -> tuple[Measure, ...]:
    """Return the cards with the targets and tolerances that were set for them.

    One that a card cannot have any more, as it was changed since, is passed over.
    """
    kept = targets_of(warehouse)
    return tuple(
        aimed(card, kept[card.id]) if card.id in kept else card for card in cards
    )


def aimed(card: Measure, said: Mapping[str, Any]) -> Measure:
    """Return a card with another target or tolerance; as it was if it cannot have it.

    Parameters
    ----------
    card : Measure
    said : mapping
        Any of `target`, `lower`, `upper`, `tolerance_dpmo`.
    """
    new = changed(card, said)
    return card if lacks(new) else new


def changed(card: Measure, said: Mapping[str, Any]) -> Measure:
    """Return a card with another target or tolerance, whether or not it can have it."""
    limits = {key: float(said[key]) for key in _LIMITS if key in said}
    target = float(said["target"]) if "target" in said else card.target
    specification = replace(card.specification, **limits)
    return replace(card, target=target, specification=specification)
