"""The chart of counts: what they count, how they vary, what a period carries over.

Statistics: points; r1 of z where it varies; mean_n; n_ratio (largest subgroup over
smallest); expected (of the rarer kind, a subgroup); x2_per_df and p_value of
Pearson's test; sigma_z; phi and moved as in `choice_values`; of days also weekday_p
(chance that weekdays alike differ so much).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from qc.core.arrays import Bools
from qc.core.charts import ChartChoice
from qc.core.kinds import ChartKind, MeasureKind, Reason
from qc.core.series import Counts
from qc.spc import minimums, proportion, rate
from qc.spc.attribute import Law, sigma_z
from qc.spc.carryover import Advice, Memory
from qc.spc.choice_values import MANY, Rejected, basics, recall, repeated
from qc.spc.dispersion import dispersion
from qc.spc.weekday import WEEKS, span_of
from qc.spc.weekday_pattern import Days, is_daily, pattern

_RARE = 1.0  # events expected in a usual period: below it g, t or CUSUM see more
_LARGE = 1000.0  # expected: a tenth of the usual level is beyond three sigmas
_SURE = 3.0  # r1 in units of 1/sqrt(N) where nothing else says the law does not hold


@dataclass(frozen=True, slots=True, kw_only=True)
class _Facts:
    """What is known of a baseline of counts."""

    law: Law
    statistics: dict[str, float]
    memory: Memory
    zeros: float
    weekday: Reason | None

    @property
    def large(self) -> bool:
        """Counts are large enough to learn how they spread."""
        return self.statistics["expected"] >= minimums.EXPECTED

    @property
    def excess(self) -> bool:
        """They clearly vary more than their law allows."""
        return self.large and self.statistics["p_value"] < minimums.SIGNIFICANT

    @property
    def wide(self) -> bool:
        """The excess is there from period to period: sigma_z is worth estimating."""
        return self.excess and self.statistics["sigma_z"] > 1

    @property
    def steady(self) -> bool:
        """No step or trend passes for memory, or for an excess that ranges miss."""
        if self.memory.advice is Advice.UNSTEADY:
            return False
        return self.memory.remembers or self.wide or not self.excess

    @property
    def lawful(self) -> Reason:
        """The reason to trust the law of these counts."""
        binomial = self.law is proportion.LAW
        return Reason.VARIES_AS_BINOMIAL if binomial else Reason.VARIES_AS_POISSON


def of_counts(
    counts: Counts, kind: MeasureKind, used: Bools, holidays: Days = ()
) -> ChartChoice:
    """Choose for counts: weekday, p or u, p' or u' by probability or with memory."""
    law = rate.LAW if kind is MeasureKind.RATE else proportion.LAW
    facts = _facts(law, counts, used, holidays)
    taken, why, rejected = _taken(facts)
    defects = kind is MeasureKind.RATE
    counted = Reason.COUNTS_OF_DEFECTS if defects else Reason.COUNTS_OF_DEFECTIVES
    return ChartChoice(
        kind=taken,
        reasons=(counted, *why),
        rejected=(*rejected, *_always(facts)),
        statistics=_told(facts, taken),
        advice=_advice(facts, taken),
    )


def _taken(facts: _Facts) -> tuple[ChartKind, tuple[Reason, ...], Rejected]:
    law = facts.law
    if facts.weekday is Reason.WEEKDAYS_DIFFER:
        differ = Reason.WEEKDAYS_DIFFER
        return ChartKind.WEEKDAY, (differ,), ((law.plain, differ), (law.prime, differ))
    if not facts.large:
        small = Reason.SMALL_COUNTS
        return law.plain, (small,), ((law.prime, small),)
    if facts.memory.remembers:
        wide = Reason.OVERDISPERSED if facts.excess else Reason.REMEMBERS
        why = tuple(dict.fromkeys((wide, Reason.REMEMBERS)))
        rejected = ((law.plain, wide), (law.prime, Reason.REMEMBERS))
        return law.corrected, why, rejected
    forgets = Reason.FORGETS if facts.steady else Reason.NOT_STEADY
    if facts.wide:
        why = (Reason.OVERDISPERSED,)
        against: Rejected = (
            (law.plain, Reason.OVERDISPERSED),
            (law.prime, Reason.UNEVEN),
            (law.corrected, forgets),
        )
        return law.probable, why, against
    other = Reason.NOT_STEADY if facts.excess else facts.lawful
    why = () if facts.excess else (facts.lawful,)
    return law.plain, why, ((law.prime, other), (law.corrected, forgets))


def _always(facts: _Facts) -> Rejected:
    weekday: Rejected = ()
    if facts.weekday not in {None, Reason.WEEKDAYS_DIFFER}:
        weekday = ((ChartKind.WEEKDAY, facts.weekday),)
    number = ChartKind.NP if facts.law is proportion.LAW else ChartKind.C
    equal = facts.statistics["n_ratio"] == 1
    return (
        *weekday,
        (number, Reason.SAME_IN_COUNTS if equal else Reason.SIZES_DIFFER),
        (ChartKind.XMR, Reason.IGNORES_SUBGROUP_SIZE),
        (ChartKind.RUN, Reason.ENOUGH_FOR_LIMITS),
    )


def _told(facts: _Facts, taken: ChartKind) -> dict[str, float]:
    """Keep back what weekdays explain: likeness of neighbours within a week."""
    weekly = {"r1", "phi", "moved"} if taken is ChartKind.WEEKDAY else set()
    return {key: n for key, n in facts.statistics.items() if key not in weekly}


def _advice(facts: _Facts, taken: ChartKind) -> tuple[Reason, ...]:
    expected = facts.statistics["expected"]
    plain, rare = taken is facts.law.plain, 0 < expected < _RARE
    told = {
        Reason.RARE: rare,
        Reason.ZEROS: facts.zeros > MANY and expected >= _RARE,
        Reason.NOT_STEADY: not facts.steady and taken is not ChartKind.WEEKDAY,
        Reason.LARGE_SUBGROUPS: plain and expected >= _LARGE,
    }
    return tuple(reason for reason, holds in told.items() if holds)


def _facts(law: Law, counts: Counts, used: Bools, holidays: Days) -> _Facts:
    if law is proportion.LAW:
        proportion.check(counts)
    centre, n = law.centre(counts, used), counts.n[used]
    z = law.standing(counts, centre)
    test = dispersion(z[used])
    expected = law.expected(centre, float(np.median(n)))
    clear = test.too_wide and expected >= minimums.EXPECTED
    found = recall(z, used, sure=2.0 if clear else _SURE)
    statistics = {
        **basics(counts, used, found),
        "mean_n": float(n.mean()),
        "n_ratio": float(n.max() / n.min()),
        "expected": expected,
        "x2_per_df": test.ratio,
        "p_value": test.p_value,
        "sigma_z": sigma_z(z, used),
    }
    weekday, chance = _weekdays(law, counts, used, holidays)
    return _Facts(
        law=law,
        statistics=statistics | chance,
        memory=found,
        zeros=repeated(counts.value[used])[0],
        weekday=weekday,
    )


def _weekdays(
    law: Law, counts: Counts, used: Bools, holidays: Days
) -> tuple[Reason | None, dict[str, float]]:
    """Say of daily counts whether weekdays differ, and by what chance they would."""
    if not is_daily(counts):
        return None, {}
    if span_of(counts, used) <= (WEEKS - 1) * 7:
        return Reason.FEW_WEEKS, {}
    found = pattern(counts, used, holidays=holidays, law=law)
    typical = law.expected(found.centre, float(np.median(counts.n[used])))
    chance = {"weekday_p": found.p_value}
    if typical < minimums.EXPECTED:
        return Reason.SMALL_COUNTS, chance
    differ = found.p_value < minimums.SIGNIFICANT
    return Reason.WEEKDAYS_DIFFER if differ else Reason.WEEKDAYS_ALIKE, chance
