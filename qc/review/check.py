"""Did an action work? The level since it was done against the level before.

"Kept" is said only on a signal in the good direction: an interval of the difference
that lies wholly on that side. Where two stretches can stand for "before" (see
`check_spans`) both are tried, each with half the risk. So of actions that change
nothing at most 1 in 40 is called kept at its check. Points after the check date do not
count: whoever looks again and again would find more.

Simulated, 1,000 series a row, 78 weeks, 10 or 11 points since (seed 1). "Worst": the
action was begun on the worst of 21 points of pure noise. Power: 1.5 sigma for single
values, .15 to .10 of some 100 cases for shares.

==================================  =====  =====  ========  =====
kept, in %                          noise  worst  interval  power
==================================  =====  =====  ========  =====
shares, rates, single values, X-bar   1.7    1.7      97 %    94
skewed times                           .4     .8      97 %     --
time between events                   1.3    3.2      96 %     --
memory .4                             2.8    4.9      93 %    68
memory .7                             2.2    6.4      93 %     --
==================================  =====  =====  ========  =====
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from qc.core.actions import Verdict
from qc.core.kinds import Direction, Meaning
from qc.review.assessment import Assessment
from qc.review.check_compare import Against, compare, rule_status
from qc.review.check_levels import Spread
from qc.review.check_spans import BY_PERIOD, Needs, Stretches, stretches


class Why(StrEnum):
    """What decided the verdict."""

    BETTER = "better"
    NO_DATA = "no-data"
    FEW_BEFORE = "few-before"
    FEW_AFTER = "few-after"
    NOT_DUE = "not-due"
    NO_DIRECTION = "no-direction"
    WORSE = "worse"
    NO_SIGNAL = "no-signal"
    BALANCE_WORSE = "balance-worse"
    BALANCE_UNKNOWN = "balance-unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class Dates:
    """When the finding was made, the action done, its check due; and today."""

    done: np.datetime64
    today: np.datetime64
    signal: np.datetime64 | None = None
    due: np.datetime64 | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Balance:
    """The balancing measure: worse, not worse, or None where it cannot be told."""

    measure: str
    against: Against | None

    @property
    def worse(self) -> bool | None:
        """Whether it has signalled a worsening."""
        if self.against is None:
            return None
        return self.against.meaning is Meaning.CONCERN


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """What may be said of an action, and the numbers behind it.

    Attributes
    ----------
    against : tuple of Against
        Empty where no stretch can stand for "before", or none for "after".
    points, left_out : int
        Points since the action; points that made the signal.
    rule : Meaning or None
        What the rules in force signal since then, by limits from before.
    """

    verdict: Verdict
    why: Why
    against: tuple[Against, ...] = ()
    points: int = 0
    left_out: int = 0
    needs: Needs = BY_PERIOD
    spread: Spread | None = None
    rule: Meaning | None = None
    balance: Balance | None = None

    @property
    def headline(self) -> Against | None:
        """The comparison to tell first: one that shows better, else the usual one."""
        better = [one for one in self.against if one.better]
        return next(iter((*better, *self.against)), None)


def check(
    one: Assessment, dates: Dates, *, balancing: Assessment | None = None
) -> Check:
    """Answer: is the measure better since the action, beyond chance, at no price?

    Parameters
    ----------
    one : Assessment
        Of the measure, as it stood when the check is made.
    dates : Dates
        Without `due` the check is due as soon as there are points enough.
    balancing : Assessment, optional
        Of the balancing measure.

    Returns
    -------
    Check
    """
    if one.plain is None:
        return Check(verdict=Verdict.TOO_EARLY, why=Why.NO_DATA)
    found = stretches(one, signal=dates.signal, done=dates.done, due=dates.due)
    compared, spread = compare(one, found)
    balance = None if balancing is None else _balance(balancing, dates)
    why = _why(one, found, dates, compared)
    if why is Why.BETTER and balance is not None and balance.worse is not False:
        why = Why.BALANCE_WORSE if balance.worse else Why.BALANCE_UNKNOWN
    return Check(
        verdict=_VERDICTS.get(why, Verdict.TOO_EARLY),
        why=why,
        against=compared,
        points=int(found.after.sum()),
        left_out=int(found.signal.sum()),
        needs=found.needs,
        spread=spread,
        rule=rule_status(one, found) if compared else None,
        balance=balance,
    )


_VERDICTS = {
    Why.BETTER: Verdict.KEPT,
    Why.WORSE: Verdict.NOT_KEPT,
    Why.NO_SIGNAL: Verdict.NOT_KEPT,
    Why.NO_DIRECTION: Verdict.NOT_KEPT,
    Why.BALANCE_WORSE: Verdict.NOT_KEPT,
}


def _why(
    one: Assessment, found: Stretches, dates: Dates, compared: tuple[Against, ...]
) -> Why:
    if found.after.sum() < found.needs.after:
        return Why.FEW_AFTER
    if not compared:
        return Why.FEW_BEFORE
    if dates.due is not None and dates.today < dates.due:
        return Why.NOT_DUE
    if one.measure.direction is Direction.NEITHER:
        return Why.NO_DIRECTION
    if any(each.better for each in compared):
        return Why.BETTER
    worse = any(each.meaning is Meaning.CONCERN for each in compared)
    return Why.WORSE if worse else Why.NO_SIGNAL


def _balance(one: Assessment, dates: Dates) -> Balance:
    """Judge the balancing measure by its usual level: it made no signal."""
    if one.plain is None:
        return Balance(measure=one.measure.id, against=None)
    found = stretches(one, signal=None, done=dates.done, due=dates.due)
    compared, _ = compare(one, found)
    enough = compared and found.after.sum() >= found.needs.after
    return Balance(measure=one.measure.id, against=compared[0] if enough else None)
