"""What p and u charts share: a law of counts, its charts and Laney's sigma_z.

References
----------
.. [1] D. C. Montgomery, Introduction to Statistical Quality Control, ch. 7.
.. [2] D. B. Laney, Improved control charts for attributes, Quality
       Engineering 14(4), 531-537 (2002).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np

from qc.core.arrays import Bools, Floats
from qc.core.charts import Baseline, ControlChart
from qc.core.kinds import ChartKind, ChartWarning
from qc.core.series import Counts
from qc.spc import minimums, points
from qc.spc.autocorrelation import corrected_phi, lag1, widened
from qc.spc.dispersion import Dispersion, dispersion
from qc.spc.draw import Lines, draw
from qc.spc.limits import Limits, Tails, tail_beyond
from qc.spc.mixed_limits import Mixed, usual_size
from qc.spc.ranges import SigmaFrom, range_estimate


@dataclass(frozen=True, slots=True, kw_only=True)
class Law:
    """How counts vary when every interaction has the same chance.

    Attributes
    ----------
    plain, prime, probable, corrected : ChartKind
        The chart under the law alone, the one with Laney's sigma_z, the one with
        limits by probability, and that one with a sigma_z that allows for memory.
    ceiling : float
        Largest possible value of the plotted statistic.
    variance : (centre) -> variance of a single opportunity
    exact : (centre, n, tail) -> lower and upper limit of the count
    mixed : Mixed
        The law of counts whose chance varies from period to period.
    """

    plain: ChartKind
    prime: ChartKind
    probable: ChartKind
    corrected: ChartKind
    ceiling: float
    variance: Callable[[float], float]
    exact: Callable[[float, Floats, float], Tails]
    mixed: Mixed

    def estimate(
        self,
        counts: Counts,
        *,
        excluded: Bools | None = None,
        overdispersed: bool = False,
        widen_only: bool = True,
        sigma: SigmaFrom = SigmaFrom.MEAN_RANGE,
    ) -> Baseline:
        """Learn the centre line, and sigma_z if asked to; see `proportion`."""
        used = points.usable(counts, excluded)
        points.require(used)
        centre = self.centre(counts, used)
        z = self.standing(counts, centre)
        spread = sigma_z(z, used, sigma) if overdispersed else 1.0
        first, last = points.span(counts, used)
        baseline = Baseline(
            kind=self.prime if overdispersed else self.plain,
            centre=centre,
            spread=max(1.0, spread) if widen_only else spread,
            subgroups=int(used.sum()),
            first=first,
            last=last,
            warnings=points.notes(used, z, flat=points.is_flat(counts.value, used)),
        )
        found = self._small_or_wide(baseline, counts, used)
        return self._without_lower(found, float(np.median(counts.n[used])))

    def estimate_probable(
        self,
        counts: Counts,
        *,
        excluded: Bools | None = None,
        sigma: SigmaFrom = SigmaFrom.MEAN_RANGE,
    ) -> Baseline:
        """Learn the centre line, sigma_z and the usual size; see `proportion`."""
        prime = self.estimate(
            counts, excluded=excluded, overdispersed=True, sigma=sigma
        )
        n = counts.n[points.usable(counts, excluded)]
        found = replace(
            prime,
            kind=self.probable,
            exposure=(usual_size(n),),
            warnings=_without(prime, {ChartWarning.NO_LOWER_LIMIT}),
        )
        return self._without_lower(found, float(np.median(n)))

    def estimate_corrected(
        self,
        counts: Counts,
        *,
        excluded: Bools | None = None,
        widen_only: bool = True,
        sigma: SigmaFrom = SigmaFrom.MEAN_RANGE,
    ) -> Baseline:
        """Learn the centre line, sigma_z and the memory; see `proportion`."""
        prime = self.estimate(
            counts, excluded=excluded, overdispersed=True, widen_only=False, sigma=sigma
        )
        used = points.usable(counts, excluded)
        z = self.standing(counts, prime.centre)
        flat = points.is_flat(z, used)
        phi = 0.0 if flat else corrected_phi(lag1(z, used), int(used.sum()))
        spread = widened(prime.spread, phi)
        answered = {ChartWarning.AUTOCORRELATED, ChartWarning.NO_LOWER_LIMIT}
        found = replace(
            prime,
            kind=self.corrected,
            spread=max(1.0, spread) if widen_only else spread,
            memory=phi,
            exposure=(usual_size(counts.n[used]),),
            warnings=_without(prime, answered),
        )
        return self._without_lower(found, float(np.median(counts.n[used])))

    def chart(
        self,
        counts: Counts,
        baseline: Baseline,
        *,
        width: float,
        excluded: Bools | None = None,
        limits: Limits = Limits.AUTO,
    ) -> ControlChart:
        """Judge subgroups by a baseline; see `proportion`."""
        exact = self._is_exact(baseline, limits)
        lower, upper = self._limits(baseline, counts.n, width, exact=exact)
        lines = Lines(
            sigma=self._spread(baseline, counts.n),
            lower=lower,
            upper=upper,
            floor=0.0,
            ceiling=self.ceiling,
            symmetric=not exact and not self._is_mixed(baseline),
        )
        return draw(counts, baseline, lines, excluded)

    def centre(self, counts: Counts, used: Bools) -> float:
        """Return all events over all opportunities: never a mean of ratios."""
        return float(counts.events[used].sum() / counts.opportunities[used].sum())

    def sigma(self, centre: float, n: Floats) -> Floats:
        """Return the theoretical sigma of each point; NaN where n is 0."""
        n = np.where(n > 0, n, np.nan)
        return np.sqrt(self.variance(centre) / n)

    def standing(self, counts: Counts, centre: float) -> Floats:
        """Return z by the law alone, (k,); 0 on a line without variance."""
        sigma = self.sigma(centre, counts.n)
        flat = np.where(sigma == 0, 0.0, np.nan)
        return np.divide(counts.value - centre, sigma, out=flat, where=sigma > 0)

    def dispersion(self, counts: Counts, used: Bools) -> Dispersion:
        """Test whether the points vary more than the law allows."""
        return dispersion(self.standing(counts, self.centre(counts, used))[used])

    def _limits(
        self, baseline: Baseline, n: Floats, width: float, *, exact: bool
    ) -> Tails:
        if self._is_mixed(baseline):
            return self.mixed.limits(baseline, n, width)
        if exact:
            safe = np.where(n > 0, n, np.nan)
            low, high = self.exact(baseline.centre, n, tail_beyond(width))
            return low / safe, high / safe
        reach = width * baseline.spread * self.sigma(baseline.centre, n)
        return baseline.centre - reach, baseline.centre + reach

    def _spread(self, baseline: Baseline, n: Floats) -> Floats:
        if self._is_mixed(baseline):
            return self.mixed.sigma(baseline, n)
        return baseline.spread * self.sigma(baseline.centre, n)

    def _is_mixed(self, baseline: Baseline) -> bool:
        return baseline.kind in {self.probable, self.corrected}

    def _is_exact(self, baseline: Baseline, limits: Limits) -> bool:
        small = ChartWarning.SMALL_COUNTS in baseline.warnings
        return limits is Limits.EXACT or (limits is Limits.AUTO and small)

    def expected(self, centre: float, n: float) -> float:
        """Return the rarer count expected of n: defectives or good ones."""
        return n * min(centre, self.ceiling - centre)

    def _small_or_wide(
        self, baseline: Baseline, counts: Counts, used: Bools
    ) -> Baseline:
        """Say where the law's own limits would mislead."""
        if baseline.kind is self.prime or not self.variance(baseline.centre):
            return baseline
        n = float(np.median(counts.n[used]))
        if self.expected(baseline.centre, n) < minimums.EXPECTED:
            return _warned(baseline, ChartWarning.SMALL_COUNTS)
        if self.dispersion(counts, used).too_wide:
            return _warned(baseline, ChartWarning.OVERDISPERSED)
        return baseline

    def _without_lower(self, baseline: Baseline, n: float) -> Baseline:
        exact = self._is_exact(baseline, Limits.AUTO)
        lower, _ = self._limits(baseline, np.array([n]), 3.0, exact=exact)
        return (
            baseline if lower[0] > 0 else _warned(baseline, ChartWarning.NO_LOWER_LIMIT)
        )


def _without(baseline: Baseline, told: set[ChartWarning]) -> tuple[ChartWarning, ...]:
    return tuple(each for each in baseline.warnings if each not in told)


def _warned(baseline: Baseline, warning: ChartWarning) -> Baseline:
    return replace(baseline, warnings=(*baseline.warnings, warning))


def sigma_z(z: Floats, used: Bools, how: SigmaFrom = SigmaFrom.MEAN_RANGE) -> float:
    """Return the mean moving range of z over d2 [2]_; 1 where there is none."""
    try:
        spread = range_estimate(z, used, how).sigma
    except points.NoNeighbours:
        return 1.0
    return spread or 1.0
