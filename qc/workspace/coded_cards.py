"""Measure cards that name people, when people go by pseudonyms."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from qc.core.errors import InvalidCard
from qc.core.measures import Condition, Measure, Test
from qc.core.people import PERSONAL, KeyState
from qc.store.pseudonyms import Pseudonyms, is_pseudonym
from qc.store.warehouse import Warehouse
from qc.workspace.privacy import MEASURED, key_state, readable, refuse_without_key


def coded_cards(warehouse: Warehouse, cards: Iterable[Measure]) -> tuple[Measure, ...]:
    """Return measure cards whose conditions name people by their pseudonyms."""
    each = tuple(cards)
    told = (condition.field for card in each for condition in _conditions(card))
    if PERSONAL.keys().isdisjoint(told):
        return each
    found = readable(warehouse)
    return each if found is None else tuple(_coded_card(card, found) for card in each)


def nameless(warehouse: Warehouse, cards: Iterable[Measure]) -> frozenset[str]:
    """Return the ids of cards that name somebody nobody can find without the key."""
    named = [card for card in cards if any(map(_names_somebody, _conditions(card)))]
    if not named or key_state(warehouse) in {KeyState.HERE, KeyState.NOT_YET}:
        return frozenset()
    return frozenset(card.id for card in named)


def refuse_nameless(warehouse: Warehouse, card: Measure) -> None:
    """Refuse a card that names somebody nobody can find without the key.

    Raises
    ------
    MissingKey
        With what to do.
    """
    if nameless(warehouse, [card]):
        refuse_without_key(warehouse, MEASURED)


def _conditions(card: Measure) -> tuple[Condition, ...]:
    return (*card.where, *card.defective)


def _names_somebody(condition: Condition) -> bool:
    values = map(str, condition.values)
    return condition.field in PERSONAL and not all(map(is_pseudonym, values))


def _coded_card(card: Measure, found: Pseudonyms) -> Measure:
    def coded(conditions: tuple[Condition, ...]) -> tuple[Condition, ...]:
        return tuple(_coded_condition(card, one, found) for one in conditions)

    return replace(card, where=coded(card.where), defective=coded(card.defective))


def _coded_condition(
    card: Measure, condition: Condition, found: Pseudonyms
) -> Condition:
    who = PERSONAL.get(condition.field)
    if who is None:
        return condition
    if condition.test is Test.CONTAINS:
        fault = (
            f"{condition.field} is stored as a pseudonym, which holds no part of a "
            "name: use equals, one_of or not_one_of with whole names."
        )
        raise InvalidCard(card.id, [fault])
    values = map(str, condition.values)
    codes = tuple(v if is_pseudonym(v) else found.of(who, v) for v in values)
    return replace(condition, values=codes)
