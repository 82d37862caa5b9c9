"""Which column holds which field, judged by the headers alone."""

from __future__ import annotations

import difflib
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from qc.core.kinds import FieldKind
from qc.core.tables import INTERACTIONS
from qc.intake.aliases import PLAIN, Alias, Aliases
from qc.intake.headers import Header, normalise, without_copy_mark, without_unit

_CLOSE_ENOUGH = 0.86
_ADDED, _COPIED = 0.75, 0.6
_STANDS_FOR_KEY = "case_id"


class Why(StrEnum):
    """Why a column is taken for a field."""

    OWN_NAME = "own-name"
    SYSTEM = "system"
    OTHER_SYSTEM = "other-system"
    PLAIN = "plain"
    NOT_CONFIRMED = "not-confirmed"
    SECOND_CHOICE = "second-choice"
    ADDED_FIELD = "added-field"
    COPY = "copy"
    SIMILAR = "similar"
    ONLY_KEY = "only-key"
    TOLD = "told"


@dataclass(frozen=True, slots=True, kw_only=True)
class Recognised:
    """What a column is taken for.

    Attributes
    ----------
    column : str
    field : str or None
        A field of the table; None where the column stays a column.
    confidence : float, 0 to 1
        1 our own name; 0.95 a header of the system found; 0.9 of another one, or
        with the unit as its last word; 0.85 plain language; 0.7 not confirmed or
        second choice; below that only similar.
    system : str or None
        The system whose header it is.
    unit, zone : float, str or None
        Seconds per unit and IANA time zone, as the header says.
    remaining : bool
        The column holds the time left on a clock, which is no duration.
    why : Why
    """

    column: str
    field: str | None = None
    confidence: float = 0.0
    system: str | None = None
    unit: float | None = None
    zone: str | None = None
    remaining: bool = False
    why: Why = Why.OWN_NAME


@dataclass(frozen=True, slots=True, kw_only=True)
class _Claim:
    place: int
    found: Recognised
    rank: int = 0


def recognise(
    columns: Sequence[str],
    aliases: Aliases,
    *,
    ruled_out: Collection[tuple[str, str]] = (),
) -> tuple[Recognised, ...]:
    """Recognise the columns of a file, one answer per column, in file order.

    No field is given twice: the better claim gets it, of equals the header that
    the system lists first, then the leftmost. A column that loses takes its
    second choice, or stays without a field. Without any other key, a case id is
    the key. `ruled_out` lists (column, field) pairs that the values speak against.
    """
    system = aliases.system(columns)
    claims = [
        claim
        for place, column in enumerate(columns)
        for claim in _claims(place, column, aliases, system)
        if (column, claim.found.field) not in ruled_out
    ]
    taken: dict[int, Recognised] = {}
    fields: set[str] = set()
    for claim in sorted(claims, key=_order):
        field = claim.found.field
        if field not in fields and claim.place not in taken and field is not None:
            taken[claim.place] = claim.found
            fields.add(field)
    nothing = [Recognised(column=column) for column in columns]
    every = tuple(taken.get(i, none) for i, none in enumerate(nothing))
    return _with_key(every) if aliases.table is INTERACTIONS else every


def _order(claim: _Claim) -> tuple[float, int, int]:
    return (-claim.found.confidence, claim.rank, claim.place)


def _claims(
    place: int, column: str, aliases: Aliases, system: str | None
) -> Iterator[_Claim]:
    header = normalise(column)
    first = _first_claim(place, column, header, aliases, system)
    if first is None:
        first = _copy_claim(place, column, aliases, system)
    if first is None:
        first = _similar(place, column, header, aliases)
    if first is not None:
        yield first
        second = aliases.second.get(header.name)
        if second is not None:
            found = replace(
                first.found, field=second, confidence=0.7, why=Why.SECOND_CHOICE
            )
            yield replace(first, found=found)


def _first_claim(
    place: int, column: str, header: Header, aliases: Aliases, system: str | None
) -> _Claim | None:
    found = _exact(header.name, aliases, system)
    unit = header.unit
    if found is None and (shorter := without_unit(header.name)):
        found = _exact(shorter.name, aliases, system)
        unit = shorter.unit
        if found is None or not _is_duration(found.field, aliases):
            return None
        found = replace(found, confidence=min(found.confidence, 0.9))
    if found is None:
        return None
    rank = _rank(header.name, aliases, found.system)
    if header.custom:
        found = replace(found, confidence=_ADDED, why=Why.ADDED_FIELD)
    unit = unit or aliases.units.get(found.system or "")
    named = replace(found, column=column, unit=unit, zone=header.zone)
    return _Claim(place=place, found=named, rank=rank)


def _copy_claim(
    place: int, column: str, aliases: Aliases, system: str | None
) -> _Claim | None:
    """Let "Resolution time (in hrs)_1" stand in where the first one is empty."""
    first = without_copy_mark(column)
    if first is None:
        return None
    claim = _first_claim(place, first, normalise(first), aliases, system)
    if claim is None:
        return None
    found = replace(claim.found, column=column, confidence=_COPIED, why=Why.COPY)
    return replace(claim, found=found)


def _exact(name: str, aliases: Aliases, system: str | None) -> Recognised | None:
    if name in aliases.own:
        return Recognised(column="", field=aliases.own[name], confidence=1.0)
    found = sorted(aliases.names.get(name, ()), key=lambda a: a.system != system)
    if not found:
        return None
    best = found[0]
    confidence, why = _trust(best, system)
    return Recognised(
        column="",
        field=best.field,
        confidence=confidence,
        system=None if best.system == PLAIN else best.system,
        remaining=best.remaining,
        why=why,
    )


def _trust(alias: Alias, system: str | None) -> tuple[float, Why]:
    if alias.system == PLAIN:
        return 0.85, Why.PLAIN
    if not alias.confirmed:
        return 0.7, Why.NOT_CONFIRMED
    if alias.remaining:
        return 0.8, Why.SYSTEM
    return (0.95, Why.SYSTEM) if alias.system == system else (0.9, Why.OTHER_SYSTEM)


def _rank(name: str, aliases: Aliases, system: str | None) -> int:
    wanted = system or PLAIN
    ranks = [a.rank for a in aliases.names.get(name, ()) if a.system == wanted]
    return ranks[0] if ranks else 0


def _is_duration(field: str | None, aliases: Aliases) -> bool:
    fields = aliases.table.fields
    return field is not None and fields[field].kind is FieldKind.DURATION


def _similar(
    place: int, column: str, header: Header, aliases: Aliases
) -> _Claim | None:
    near = difflib.get_close_matches(
        header.name, list(aliases.known), n=1, cutoff=_CLOSE_ENOUGH
    )
    found = _exact(near[0], aliases, None) if near else None
    if found is None:
        return None
    likeness = difflib.SequenceMatcher(None, header.name, near[0]).ratio()
    confidence = round(0.65 * likeness, 2)
    named = replace(found, column=column, unit=header.unit, zone=header.zone)
    guessed = replace(named, confidence=confidence, why=Why.SIMILAR)
    return _Claim(place=place, found=guessed)


def _with_key(found: tuple[Recognised, ...]) -> tuple[Recognised, ...]:
    if any(one.field == "interaction_id" for one in found):
        return found
    return tuple(
        replace(one, field="interaction_id", confidence=0.8, why=Why.ONLY_KEY)
        if one.field == _STANDS_FOR_KEY
        else one
        for one in found
    )
