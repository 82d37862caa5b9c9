"""Referral rows that cannot be true, beside those that are."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

import numpy as np

from qc.simulate.dirty import Dirty, Fault, InvalidDirt

Rows = dict[str, list[str]]
Link = tuple[str, str, str]  # who recommended, who came, when


@dataclass(frozen=True, slots=True, kw_only=True)
class People:
    """Whom a wrong row can name.

    Attributes
    ----------
    joined : dict of id to time
    alone : list of ids
        Customers whom nobody recommended and who bring nobody, in random order; each
        is named once.
    links : list of rows
        The true recommendations, in random order.
    first : id
        Who was there before all others.
    """

    joined: dict[str, str]
    alone: list[str]
    links: list[Link]
    first: str


def with_bad_referrals(
    made: dict[str, Rows], dirty: Dirty, rng: np.random.Generator
) -> Iterator[tuple[Fault, str]]:
    """Add rows to the referrals; yield each one's fault and id."""
    table = made["referrals"]
    people = _people(made, rng)
    for fault, make in ADDED.items():
        for _ in range(dirty.of(fault)):
            for by, to, at in _made(fault, make, people):
                name = f"R{len(table['referral_id']) + 1:04d}"
                added = {"referral_id": name, "referrer_id": by, "referred_id": to}
                added |= {"recommended_at": at, "reward": "0"}
                for column, cells in table.items():
                    cells.append(added.get(column, ""))
                yield fault, name


def _people(made: dict[str, Rows], rng: np.random.Generator) -> People:
    table, customers = made["referrals"], made["customers"]
    columns = ("referrer_id", "referred_id", "recommended_at")
    links = list(zip(*(table[name] for name in columns), strict=True))
    joined = dict(zip(customers["customer_id"], customers["joined_at"], strict=True))
    first = min(joined, key=lambda name: joined[name], default="")
    known = {first, *table["referrer_id"], *table["referred_id"]}
    alone = [name for name in joined if name not in known]
    return People(
        joined=joined,
        alone=[alone[i] for i in rng.permutation(len(alone))],
        links=[links[i] for i in rng.permutation(len(links))],
        first=first,
    )


def _made(
    fault: Fault, make: Callable[[People], list[Link]], people: People
) -> list[Link]:
    try:
        return make(people)
    except (IndexError, StopIteration):
        raise InvalidDirt(
            f"Nobody is left for another row with the fault {fault.value!r}. Plant "
            "fewer, or simulate a longer log."
        ) from None


def _self(people: People) -> list[Link]:
    name = people.alone.pop()
    return [(name, name, people.joined[name])]


def _unknown_referrer(people: People) -> list[Link]:
    name = people.alone.pop()
    return [(f"{name}X", name, people.joined[name])]


def _unknown_referred(people: People) -> list[Link]:
    name = people.alone.pop()
    return [(name, f"{name}X", people.joined[name])]


def _twice(people: People) -> list[Link]:
    return [people.links.pop()]


def _second(people: People) -> list[Link]:
    place = next(i for i, one in enumerate(people.links) if one[0] != people.first)
    _, to, at = people.links.pop(place)
    return [(people.first, to, str(np.datetime64(at) + np.timedelta64(1, "D")))]


def _later(people: People) -> list[Link]:
    """Find two who joined on different days: the later is said to have brought."""
    one = people.alone.pop()
    day = people.joined[one][:10]
    place = next(
        i for i, name in enumerate(people.alone) if people.joined[name][:10] != day
    )
    early, late = sorted([one, people.alone.pop(place)], key=people.joined.__getitem__)
    return [(late, early, people.joined[late])]


def _cycle(people: People) -> list[Link]:
    """Find two who joined on one day."""
    days: dict[str, str] = {}
    for name in people.alone:
        day = people.joined[name][:10]
        if other := days.get(day):
            people.alone.remove(name)
            people.alone.remove(other)
            at = max(people.joined[name], people.joined[other])
            return [(name, other, at), (other, name, at)]
        days[day] = name
    raise StopIteration


ADDED: Mapping[Fault, Callable[[People], list[Link]]] = {
    Fault.CYCLE: _cycle,
    Fault.REFERRER_JOINED_LATER: _later,
    Fault.SELF_REFERRAL: _self,
    Fault.UNKNOWN_REFERRER: _unknown_referrer,
    Fault.UNKNOWN_REFERRED: _unknown_referred,
    Fault.DUPLICATE_REFERRAL: _twice,
    Fault.SECOND_REFERRER: _second,
}
