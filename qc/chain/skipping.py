"""Where is a step left out, and what follows when it is?

What follows is compared within strata (agents, customers), so that a weak agent who
skips steps and also makes defects for other reasons does not decide it. It stays an
association: who hurries may skip and fail.

References
----------
.. [1] S. Greenland, J. M. Robins, Estimation of a common effect parameter from sparse
       follow-up data, Biometrics 41(1), 55-68 (1985): the weighted difference.
.. [2] T. Sato, On the variance estimator for the Mantel-Haenszel risk difference,
       Biometrics 45(4), 1323-1324 (1989).
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from qc.chain.evidence import Estimate, Method, Want, around, short
from qc.core.arrays import Bools, Dates, Floats, Ints, freeze
from qc.core.errors import InvalidSeries
from qc.core.intervals import CONFIDENCE, UNKNOWN, normal_quantile, wilson_share

MINIMUM = {Want.SKIPPED: 30, Want.CASES: 20}


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Where:
    """How often a step is left out, by agent, team or channel.

    Attributes
    ----------
    n, skipped : (groups,) int
        Interactions scored, and those without the step.
    share, lower, upper : (groups,) float
        Wilson's interval; NaN without an interaction.
    """

    n: Ints
    skipped: Ints
    share: Floats
    lower: Floats
    upper: Floats

    def __post_init__(self) -> None:
        """Freeze the arrays."""
        freeze(self, "n", "skipped", "share", "lower", "upper")


@dataclass(frozen=True, slots=True, kw_only=True)
class Following:
    """What follows a skipped step.

    Attributes
    ----------
    difference : Estimate
        Share with the outcome after skipping, less that after doing, within strata;
        n interactions of strata that have both.
    crude : float
        The same without strata: misleading where agents or customers differ.
    skipped, done : int
        Interactions compared.
    strata : int
        Strata with both, which alone say something.
    """

    difference: Estimate
    crude: float
    skipped: int
    done: int
    strata: int


def where(
    skips: Bools, group: Ints, groups: int, *, confidence: float = CONFIDENCE
) -> Where:
    """Answer: by whom, or in which channel, is a step left out?

    Parameters
    ----------
    skips : (n,) bool
        Of the interactions scored.
    group : (n,) int in [0, groups)
    groups : int
    """
    n = np.bincount(group, minlength=groups)
    skipped = np.bincount(group, skips, minlength=groups).astype(np.int64)
    ends = [wilson_share(k, m, confidence) for k, m in zip(skipped, n, strict=True)]
    lower, upper = np.array(ends).reshape(-1, 2).T
    share = np.divide(skipped, n, out=np.full(groups, np.nan), where=n > 0)
    return Where(n=n, skipped=skipped, share=share, lower=lower, upper=upper)


def next_of(customer: Ints, at: Dates | Floats, outcome: Floats) -> Floats:
    """Return what each customer's next interaction brought; NaN after the last.

    Parameters
    ----------
    customer : (n,) int
    at : (n,) times, or numbers
        Interactions at one time keep their order.
    outcome : (n,) float
        NaN where not known yet.
    """
    order = np.lexsort((at, customer))
    found = np.full(len(customer), np.nan)
    same = customer[order][1:] == customer[order][:-1]
    found[order[:-1][same]] = outcome[order[1:][same]]
    return found


def following(
    skipped: Bools, outcome: Floats, stratum: Ints, *, confidence: float = CONFIDENCE
) -> Following:
    """Answer: how much more often does something follow where the step is skipped?

    Parameters
    ----------
    skipped : (n,) bool
    outcome : (n,) float
        0 or 1; interactions with NaN (nothing known yet) do not count.
    stratum : (n,) int, >= 0
        Agents at their stages, as a rule. Customers with few interactions each will
        not do for the next interaction: a defect there is the past of the one after,
        which makes the difference come out too low.

    Returns
    -------
    Following
        Mantel-Haenszel difference of shares [1]_, interval by [2]_.
    """
    _check(skipped, outcome, stratum)
    keep = ~np.isnan(outcome)
    of = stratum[keep] * 4 + skipped[keep] * 2 + (outcome[keep] == 1)
    size = int(of.max(initial=-1)) // 4 + 1
    fine, bad, left_fine, left_bad = (
        np.bincount(of, minlength=4 * size).reshape(-1, 4).T
    )
    table = np.stack([left_fine + left_bad, left_bad, fine + bad, bad]).astype(float)
    crude = _share(*table[:2].sum(axis=1)) - _share(*table[2:].sum(axis=1))
    table = table[:, (table[0] > 0) & (table[2] > 0)]
    return Following(
        difference=_difference(table, confidence),
        crude=crude,
        skipped=int(table[0].sum()),
        done=int(table[2].sum()),
        strata=table.shape[1],
    )


def _difference(table: Floats, confidence: float) -> Estimate:
    """Return the weighted difference; rows: skipped, then bad; done, then bad."""
    n1, a, n0, c = table
    n = n1 + n0
    total = float((n1 * n0 / n).sum())
    got = {Want.SKIPPED: float(n1.sum()), Want.CASES: float(n0.sum())}
    value = float(((a * n0 - c * n1) / n).sum()) / total if total else math.nan
    p = ((n1**2 * c - n0**2 * a + n1 * n0 * (n0 - n1) / 2) / n**2).sum()
    q = ((a * (n0 - c) + c * (n1 - a)) / n / 2).sum()
    variance = float(value * p + q) / total**2 if total else math.nan
    error = math.sqrt(variance) if variance >= 0 else math.nan
    reach = normal_quantile(confidence) * error
    return Estimate(
        value=value,
        interval=around(value, reach) if math.isfinite(reach) else UNKNOWN,
        error=error,
        n=int(n.sum()),
        method=Method.MANTEL_HAENSZEL,
        short=short(MINIMUM, got),
    )


def _share(cases: float, bad: float) -> float:
    return float(bad / cases) if cases else math.nan


def _check(skipped: Bools, outcome: Floats, stratum: Ints) -> None:
    if not skipped.shape == outcome.shape == stratum.shape:
        raise InvalidSeries(
            "Each interaction needs whether the step was skipped, its outcome and its "
            "stratum."
        )
    known = outcome[~np.isnan(outcome)]
    if np.any((known != 0) & (known != 1)):
        raise InvalidSeries("An outcome is 0 or 1, or NaN where nothing is known yet.")
