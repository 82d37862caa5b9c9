"""Units compared fairly: who differs by more than chance and what is common to all?"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum

import numpy as np

from qc.core.arrays import Bools
from qc.core.errors import QcError
from qc.core.kinds import Meaning, MeasureKind, Side
from qc.core.measures import Measure
from qc.core.units import Units, UnitValues, in_order, only
from qc.review.findings import meaning_of
from qc.spc import means_funnel
from qc.spc.funnel import ACT, WARN, Funnel, Law, Scale, Spread, funnel, limits
from qc.spc.funnel_calibrated import calibrated
from qc.spc.funnel_lines import difference_by_chance, p_values
from qc.spc.multiplicity import SHARE, adjusted
from qc.spc.two_groups import TwoGroups, groups_of

MINIMUM = 20
"""Cases below which a unit is not judged: one more would move a share by 5 points."""
DIFFER = 0.05
"""Chance below which units are said to vary more than chance makes them."""


class Line(StrEnum):
    """The outermost line of a funnel that a unit lies beyond."""

    NONE = "none"
    WARN = "95 %"
    ACT = "99.8 %"


@dataclass(frozen=True, slots=True, kw_only=True)
class Scope:
    """What a comparison is of: dimension, days (both included), part, least cases."""

    dimension: str
    first: np.datetime64 | None = None
    last: np.datetime64 | None = None
    stratum: str = ""
    minimum: int = MINIMUM


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit:
    """One unit held against all.

    Attributes
    ----------
    n : float
        Cases behind it.
    value : float
        Share, rate or mean; of a duration the geometric mean, in hours.
    z, z_common : float
        Distance from all together in sigmas of chance; with the common spread added.
    by_chance, with_common : Line
        What it lies beyond, by chance alone; with the common spread.
    low, high : float
        The 99.8 % limits for its n, common spread included.
    side : Side
        Of the value of all together.
    p, q : float
        Chance of lying as far out, common spread included; the same as the smallest
        share of false ones at which it stays on a list, as many were compared.
    meaning : Meaning
        Of its side, in the wished direction.
    """

    name: str
    n: float
    value: float
    z: float
    z_common: float
    by_chance: Line
    with_common: Line
    low: float
    high: float
    side: Side
    p: float
    q: float
    meaning: Meaning

    @property
    def stands_out(self) -> bool:
        """It lies beyond what chance and the common spread explain."""
        return self.with_common is Line.ACT


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Comparison:
    """A measure over the units of a dimension. It is never a ranking.

    Attributes
    ----------
    units : tuple of Unit
        Those judged, in the order of their names.
    few : tuple of (name, n)
        Those with too few cases to be judged.
    unstated : float
        Cases that do not say which unit they are of.
    funnel : Funnel or None
        None where fewer than 2 units can be judged.
    chance : float
        Chance that units which do not differ vary this much; NaN without a funnel.
    groups : TwoGroups or None
        Set where units differ, none stands out, and they fall into two groups.
    """

    measure: Measure
    scope: Scope
    units: tuple[Unit, ...]
    few: tuple[tuple[str, float], ...]
    unstated: float
    funnel: Funnel | None
    chance: float
    groups: TwoGroups | None = None

    @property
    def standing_out(self) -> tuple[Unit, ...]:
        """Units that stand out, in the order of their names."""
        return tuple(unit for unit in self.units if unit.stands_out)

    @property
    def kept(self) -> tuple[Unit, ...]:
        """Those of them that stay on a list which allows for so many comparisons."""
        return tuple(unit for unit in self.standing_out if unit.q <= SHARE)

    @property
    def differ(self) -> bool:
        """The units vary more than chance makes them."""
        return bool(self.chance < DIFFER)

    @property
    def cases(self) -> float:
        """All cases: judged, too few to judge, and not stated."""
        judged = sum(unit.n for unit in self.units)
        return judged + sum(n for _, n in self.few) + self.unstated


def compare(measure: Measure, units: Units, scope: Scope) -> Comparison:
    """Answer: does a unit differ by more than chance and the spread common to all?

    Parameters
    ----------
    measure : Measure
        The card; its direction says what a side means.
    units : UnitCounts or UnitValues
    scope : Scope

    Returns
    -------
    Comparison

    Raises
    ------
    QcError
        If the least number of cases is below 2.
    """
    if scope.minimum < 2:
        raise QcError(
            f"A unit cannot be judged by {scope.minimum} cases. Ask for 2 or more; "
            f"{MINIMUM} is the default."
        )
    units = in_order(units)
    judged = units.n >= scope.minimum
    few = zip(units.names, units.n.tolist(), judged.tolist(), strict=True)
    drawn = _funnel(only(units, judged), measure) if judged.sum() > 1 else None
    found = Comparison(
        measure=measure,
        scope=scope,
        units=() if drawn is None else _units(only(units, judged), drawn, measure),
        few=tuple((name, n) for name, n, ok in few if drawn is None or not ok),
        unstated=units.unstated,
        funnel=drawn,
        chance=np.nan if drawn is None else difference_by_chance(drawn),
    )
    asked = found.differ and not found.standing_out
    return replace(found, groups=groups_of(drawn)) if asked and drawn else found


def _funnel(units: Units, measure: Measure) -> Funnel:
    if isinstance(units, UnitValues):
        scale = Scale.LOG if units.log else Scale.PLAIN
        drawn = means_funnel.means(units.n, units.mean, units.m2, scale=scale)
    else:
        law = Law.BINOMIAL if measure.kind is MeasureKind.SHARE else Law.POISSON
        drawn = funnel(units.events, units.n, law)
    return calibrated(drawn)


def _units(units: Units, drawn: Funnel, measure: Measure) -> tuple[Unit, ...]:
    by_chance, with_common = _beyond(drawn, Spread.EXACT), _beyond(drawn, Spread.MIXED)
    low, high = limits(drawn, ACT, Spread.MIXED)
    p = p_values(drawn)
    q = adjusted(p)
    found = []
    for i, name in enumerate(units.names):
        side = Side.ABOVE if drawn.value[i] >= drawn.target else Side.BELOW
        found.append(
            Unit(
                name=name,
                n=float(drawn.n[i]),
                value=float(drawn.value[i]),
                z=float(drawn.z[i]),
                z_common=float(drawn.z_common[i]),
                by_chance=by_chance[i],
                with_common=with_common[i],
                low=float(low[i]),
                high=float(high[i]),
                side=side,
                p=float(p[i]),
                q=float(q[i]),
                meaning=meaning_of(side, measure.direction),
            )
        )
    return tuple(found)


def _beyond(drawn: Funnel, spread: Spread) -> list[Line]:
    warn, act = (_outside(drawn, coverage, spread) for coverage in (WARN, ACT))
    return [
        Line.ACT if far else Line.WARN if near else Line.NONE
        for near, far in zip(warn.tolist(), act.tolist(), strict=True)
    ]


def _outside(drawn: Funnel, coverage: float, spread: Spread) -> Bools:
    low, high = limits(drawn, coverage, spread)
    # a value is made of the same division as its limits; means leave a rounding
    slack = 1e-12 * np.abs(drawn.value)
    return (drawn.value > high + slack) | (drawn.value < low - slack)
