"""Which headers the helpdesk systems and plain language use for which field."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from qc.core.errors import InvalidCard
from qc.core.fields import FIELDS
from qc.core.table import Table
from qc.core.tables import INTERACTIONS
from qc.intake.headers import normalise

PLAIN = "plain"
"""The pseudo-system of headers that people write by themselves."""

_SIGNATURES = 2  # one may be chance


@dataclass(frozen=True, slots=True, kw_only=True)
class Alias:
    """What one header means.

    Attributes
    ----------
    field : str or None
        A name of `FIELDS`; None for what is known but not imported.
    system : str
    rank : int
        Place in the list of its system: the first listed is preferred.
    confirmed : bool
        Seen in a real export; else only described.
    remaining : bool
        The time left on a clock: its sign says whether a promise was kept.
    """

    field: str | None
    system: str
    rank: int
    confirmed: bool = True
    remaining: bool = False


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Aliases:
    """The table of headers.

    Attributes
    ----------
    names : dict of normal header -> aliases, one per system at most
    second : dict of normal header -> field, where the first choice is taken
    stages : dict of word -> stage
    table : Table
        Whose fields these are.
    units : dict of system -> seconds
        Seconds per unit of durations whose headers name none.
    ratings : dict of system -> dict of answer -> score
        What the words of its surveys are worth; "" is no rating.
    steps : dict of part -> normal headers
        Of event logs: what the columns of case, step, time and order are called, the
        surest first.
    """

    names: Mapping[str, tuple[Alias, ...]]
    second: Mapping[str, str]
    stages: Mapping[str, str]
    table: Table = INTERACTIONS
    units: Mapping[str, float] = field(default_factory=dict)
    ratings: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    steps: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    @property
    def own(self) -> dict[str, str]:
        """Normal header -> field, for the names that we use ourselves."""
        return own_names(self.table)

    @property
    def known(self) -> frozenset[str]:
        """All normal headers that say something."""
        parts = frozenset(name for names in self.steps.values() for name in names)
        return frozenset(self.names) | frozenset(self.own) | parts

    def system(self, headers: Iterable[str]) -> str | None:
        """Return the system with the most signature headers, at least two.

        A signature is a header that belongs to one system only.
        """
        found = (self.names.get(normalise(header).name, ()) for header in headers)
        votes = Counter(aliases[0].system for aliases in found if len(aliases) == 1)
        del votes[PLAIN]
        best = votes.most_common(1)
        return best[0][0] if best and best[0][1] >= _SIGNATURES else None


@cache
def own_names(table: Table) -> dict[str, str]:
    """Return our own names of the fields of a table, by their normal headers."""
    return {normalise(name).name: name for name in table.fields}


def read_aliases(text: str, source: str) -> Aliases:
    """Read the table from the text of its JSON file.

    Raises
    ------
    InvalidCard
        If the text is no such table, or one header means two fields.
    """
    try:
        table = json.loads(text)
        fields = dict(table["fields"])
        names = _names(fields, table)
        second = {normalise(h).name: f for h, f in table["second_choice"].items()}
        stages = {w: stage for stage, ws in table["stage_words"].items() for w in ws}
        units = {s: float(unit) for s, unit in table.get("units", {}).items()}
        steps = {
            part: tuple(normalise(h).name for h in headers)
            for part, headers in table.get("steps", {}).items()
        }
        ratings = {s: dict(words) for s, words in table.get("ratings", {}).items()}
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        fault = f"not a table of headers: {type(error).__name__} {error}"
        raise InvalidCard(source, [fault]) from error
    if faults := _twice(names):
        raise InvalidCard(source, faults)
    return Aliases(
        names=names,
        second=second,
        stages=stages,
        units=units,
        ratings=ratings,
        steps=steps,
    )


def _names(
    fields: Mapping[str, Mapping[str, list[str]]], table: Mapping[str, Any]
) -> dict[str, tuple[Alias, ...]]:
    unsure = {(u["system"], normalise(u["header"]).name) for u in table["unconfirmed"]}
    clocks = frozenset(table.get("remaining", ()))
    names: dict[str, dict[str, Alias]] = {}
    for name, by_system in fields.items():
        field_ = table["imported_as"].get(name, name if name in FIELDS else None)
        own_name = [name, *by_system.get(PLAIN, [])]
        for system, headers in {**by_system, PLAIN: own_name}.items():
            for rank, header in enumerate(headers):
                key = normalise(header).name
                alias = Alias(
                    field=field_,
                    system=system,
                    rank=rank,
                    confirmed=(system, key) not in unsure,
                    remaining=name in clocks,
                )
                names.setdefault(key, {}).setdefault(system, alias)
    return {key: tuple(aliases.values()) for key, aliases in names.items()}


def _twice(names: Mapping[str, tuple[Alias, ...]]) -> list[str]:
    return [
        f"{name!r} means {' and '.join(sorted({str(a.field) for a in aliases}))}"
        for name, aliases in names.items()
        if len({alias.field for alias in aliases}) > 1
    ]
