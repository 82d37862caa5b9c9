"""Do the days of a week differ by nature, and by how much?"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from qc.core.arrays import Bools, Floats, Ints, freeze
from qc.core.series import Counts, Series
from qc.spc import proportion, rate, weekday
from qc.spc.attribute import Law
from qc.spc.dispersion import chi_square_tail

Days = tuple[np.datetime64, ...]

HOLIDAYS = 4  # of them in the baseline make a class of their own
HOLIDAY = 7  # its place after Sunday
_DAY = np.timedelta64(1, "D")


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Pattern:
    """How the days of a baseline differ.

    Attributes
    ----------
    rate : (8,) float
        Events per opportunity, Monday first, holidays last; NaN where unknown.
    exposure : (8,) float
        Opportunities behind each rate.
    days : (8,) int
        Days behind each rate.
    centre : float
        All events over all opportunities.
    dispersion : float
        Pearson's X2 within the classes over its degrees of freedom; 1 without any.
    p_value : float
        Chance that weekdays which do not differ would look so different.
    """

    rate: Floats
    exposure: Floats
    days: Ints
    centre: float
    dispersion: float
    p_value: float

    def __post_init__(self) -> None:
        """Freeze the arrays."""
        freeze(self, "rate", "exposure", "days")


def is_daily(series: Series) -> bool:
    """Tell whether most points are one day after the one before."""
    steps = np.diff(series.at) == _DAY
    return 2 * int(np.count_nonzero(steps)) > len(steps)


def law_of(daily: Counts) -> Law:
    """Return binomial where no day has more events than opportunities, else Poisson.

    A low rate that passes for a share has the same variance; a high one that does
    shows as dispersion.
    """
    shares = np.all(daily.events <= daily.opportunities)
    return proportion.LAW if shares else rate.LAW


def classes_of(daily: Counts, holidays: Days) -> Ints:
    """Return the class of each day, (k,): 0 for Monday to 6, and 7 for holidays."""
    closed = np.array(holidays, dtype="datetime64[D]")
    special = np.isin(daily.at.astype("datetime64[D]"), closed)
    return np.where(special, HOLIDAY, weekday.weekdays(daily))


def pattern(daily: Counts, used: Bools, *, holidays: Days, law: Law) -> Pattern:
    """Answer: do weekdays differ by more than the days of one weekday do?

    Parameters
    ----------
    daily : Counts
    used : (k,) bool
        The days of the baseline, at least one.
    holidays : tuple of datetime64[D]
        Left out where there are fewer than 4 among the days used.
    law : Law
    """
    classes = classes_of(daily, holidays)
    if np.sum(used & (classes == HOLIDAY)) < HOLIDAYS:
        used = used & (classes != HOLIDAY)
    events = _sums(classes, daily.events, used)
    exposure = _sums(classes, daily.opportunities, used)
    rates = np.full(HOLIDAY + 1, np.nan)
    np.divide(events, exposure, out=rates, where=exposure > 0)
    centre = float(events.sum() / exposure.sum())
    within = _dispersion(law, rates, daily, np.where(used, classes, -1))
    return Pattern(
        rate=rates,
        exposure=exposure,
        days=np.bincount(classes[used], minlength=HOLIDAY + 1),
        centre=centre,
        dispersion=within,
        p_value=_chance_alike(rates[:HOLIDAY], exposure[:HOLIDAY], law, within),
    )


def variances(law: Law, rates: Floats) -> Floats:
    """Return the variance of a single opportunity at each rate; NaN where unknown."""
    return np.array([law.variance(each) for each in rates.tolist()])


def _sums(classes: Ints, numbers: Floats, used: Bools) -> Floats:
    found = np.bincount(classes[used], numbers[used], minlength=HOLIDAY + 1)
    return found.astype(np.float64)


def _dispersion(law: Law, rates: Floats, daily: Counts, classes: Ints) -> float:
    """Return X2 over its degrees of freedom, of the classes that vary at all."""
    variance = variances(law, rates)
    varied = np.flatnonzero(variance > 0)
    here = np.isin(classes, varied)
    free = int(here.sum()) - len(varied)
    of = classes[here]
    squares = (daily.value[here] - rates[of]) ** 2 * daily.n[here] / variance[of]
    return float(squares.sum()) / free if free > 0 else 1.0


def _chance_alike(rates: Floats, exposure: Floats, law: Law, within: float) -> float:
    """Test the rates of weekdays against one rate, by what days vary within them."""
    seen = exposure > 0
    if not seen.any():
        return 1.0
    centre = float(np.average(rates[seen], weights=exposure[seen]))
    if not law.variance(centre) > 0:
        return 1.0
    between = exposure[seen] @ (rates[seen] - centre) ** 2 / law.variance(centre)
    return chi_square_tail(float(between) / max(1.0, within), int(seen.sum()) - 1)
