"""Does good service bring customers back, and what do they bring? Two arrows."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from qc.chain.age_adjusted import halved, within_halves
from qc.chain.buying import buying
from qc.chain.company import Company
from qc.chain.defect_times import WINDOW, DefectTimes, defect_times, lacking
from qc.chain.evidence import Estimate, Method
from qc.chain.exposure import exposure, halves
from qc.chain.links import Arrow, Design, Link, Scale
from qc.chain.mcf import Cumulative, by_age
from qc.chain.rate_beside import between_customers
from qc.chain.rate_ratio import RateRatio, rate_ratio
from qc.chain.repeat_curves import repeat_mean
from qc.core.kinds import TableName

SEED = 20260906  # of the intervals that draw customers anew
YEAR = 365  # age up to which repeat purchases are counted
_NOTHING = Estimate(value=math.nan, n=0, method=Method.ROBUST)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class AfterDefects:
    """Whether customers buy less after a defect, by several roads.

    Attributes
    ----------
    times : DefectTimes
    whole : RateRatio
        Each customer against his own other days.
    same_age : Estimate
        The same within the earlier and the later half of his days.
    ageing : Estimate
        Rate of the later half over that of the earlier one.
    naive : Estimate
        Customers with a defect against those without: misleading.
    """

    times: DefectTimes
    whole: RateRatio
    same_age: Estimate
    ageing: Estimate
    naive: Estimate

    @property
    def against(self) -> bool:
        """Whether age matters, and the ratio at the same age does not say the same."""
        ratio, other = self.whole.ratio, self.same_age
        if not (ratio.excludes(1) and self.ageing.excludes(1)):
            return False
        same_side = (ratio.value < 1) == (other.value < 1)
        return not (other.excludes(1) and same_side)


def after_defects(company: Company) -> AfterDefects:
    """Answer: do customers buy less in the half year after a defect?"""
    times = defect_times(company)
    rng = np.random.default_rng(SEED)
    exposed = times.exposed((0, WINDOW))
    parts = tuple(
        exposure(part, times.defects, times.bought, (0, WINDOW))
        for part in halved(times.watched)
    )
    return AfterDefects(
        times=times,
        whole=rate_ratio(exposed, rng),
        same_age=within_halves(parts),
        ageing=rate_ratio(halves(times.watched, times.bought), rng).ratio,
        naive=between_customers(exposed),
    )


def links(company: Company, found: AfterDefects | None = None) -> tuple[Link, ...]:
    """Answer: does service become repeat business, and that goodwill?

    Parameters
    ----------
    company : Company
    found : AfterDefects, optional
        If it is at hand.

    Returns
    -------
    tuple of Link
        The ratio of purchase rates after a defect, below 1 as the chain holds for
        true; and the repeat purchases of a customer in the first year, a sum.
    """
    missing = lacking(company)
    if not missing:
        found = found or after_defects(company)
    return _service(found, missing), _goodwill(company)


def _service(found: AfterDefects | None, missing: tuple[str, ...]) -> Link:
    here = found is not None
    return Link(
        arrow=Arrow.SERVICE_REPEAT,
        estimate=found.whole.ratio if found else _NOTHING,
        scale=Scale.RATIO,
        up=False,
        design=Design.WITHIN_CUSTOMER,
        lag=(1, WINDOW) if here else None,
        beside=found.same_age if found else None,
        naive=found.naive if found else None,
        lacking=missing,
        against=bool(found and found.against),
        smallest=found.whole.smallest if found else math.nan,
    )


def _goodwill(company: Company) -> Link:
    sold = len(company.sales) > 0
    bought = buying(company) if sold else None
    mean = repeat_mean(bought.purchases, bought.end) if bought else None
    return Link(
        arrow=Arrow.REPEAT_GOODWILL,
        estimate=first_year(mean) if mean else _NOTHING,
        scale=Scale.NUMBER,
        up=True,
        design=Design.BY_DEFINITION,
        lag=(1, YEAR) if sold else None,
        lacking=() if sold else (str(TableName.TRANSACTIONS),),
    )


def first_year(mean: Cumulative) -> Estimate:
    """Answer: how many repeat purchases does a customer make in the first year?

    Where nobody is known that long, up to the age at which enough still are.
    """
    age = min(float(YEAR), mean.reach) if mean.reach > 0 else float(YEAR)
    at = by_age(mean, np.array([age]))
    error = float(at.error[0] / at.mean[0]) if at.mean[0] > 0 else math.nan
    return Estimate(
        value=float(at.mean[0]),
        interval=(float(at.lower[0]), float(at.upper[0])),
        error=error,
        n=mean.customers,
        method=Method.ROBUST,
        short=mean.short,
    )
