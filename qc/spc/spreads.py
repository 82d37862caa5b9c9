"""R and S charts: does the spread within subgroups stay the same?

They stand beside an averages chart, whose limits are worth no more than the spread
they rest on. Each point has the centre of its own subgroup size.

References
----------
.. [1] D. C. Montgomery, Introduction to Statistical Quality Control, ch. 6.2-6.3.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np

from qc.core.arrays import Bools, Floats
from qc.core.charts import Baseline, ControlChart
from qc.core.kinds import ChartKind, ChartWarning
from qc.core.series import Samples, Values
from qc.spc import points
from qc.spc.constants import c4, d2, d3
from qc.spc.draw import Lines, draw
from qc.spc.within import NoPairs, Within, of_sizes, ranges, sd_of_s, sigma_within


@dataclass(frozen=True, slots=True, kw_only=True)
class Spreads:
    """A statistic of spread, and how it varies for normal values of sigma 1.

    Attributes
    ----------
    kind : ChartKind
    of : Samples -> (k,) statistic, NaN below two values
    mean, sd : n -> expected value and standard deviation of the statistic
    """

    kind: ChartKind
    of: Callable[[Samples], Floats]
    mean: Callable[[int], float]
    sd: Callable[[int], float]

    def estimate(
        self,
        samples: Samples,
        *,
        excluded: Bools | None = None,
        sigma: Within = Within.POOLED,
    ) -> Baseline:
        """Phase I: learn the sigma within subgroups.

        Parameters are those of `averages.estimate`.

        Returns
        -------
        Baseline
            ``spread`` is the sigma of one value; ``centre`` the statistic expected
            of the median subgroup size.

        Raises
        ------
        TooFewSubgroups
            With fewer than 2 subgroups of two values.
        InvalidSeries
            If ranges are needed and the samples have none.
        """
        seen = self.plotted(samples)
        used = points.usable(seen, excluded)
        if not used.any():
            raise NoPairs
        points.require(used)
        spread = sigma_within(samples, used, sigma)
        size = np.median(samples.n[used])
        centre, sd = float(self.mean(int(size))), self.sd(int(size))
        first, last = points.span(seen, used)
        found = points.notes(used, seen.value, flat=spread == 0)
        if centre <= 3 * sd:
            found = (*found, ChartWarning.NO_LOWER_LIMIT)
        return Baseline(
            kind=self.kind,
            centre=centre * spread,
            spread=spread,
            subgroups=int(used.sum()),
            first=first,
            last=last,
            warnings=found,
        )

    def chart(
        self,
        samples: Samples,
        baseline: Baseline,
        *,
        width: float = 3.0,
        excluded: Bools | None = None,
    ) -> ControlChart:
        """Phase II: judge spreads against a baseline they did not set.

        Parameters are those of `averages.chart`.

        Returns
        -------
        ControlChart
            Not symmetric: no zone rules. No point below two values.
        """
        seen = self.plotted(samples)
        centre = baseline.spread * of_sizes(self.mean, seen.n)
        sigma = baseline.spread * of_sizes(self.sd, seen.n)
        lines = Lines(
            sigma=sigma,
            lower=centre - width * sigma,
            upper=centre + width * sigma,
            floor=0.0,
            symmetric=False,
        )
        return replace(draw(seen, baseline, lines, excluded), centre=centre)

    def plotted(self, samples: Samples) -> Values:
        """Return the statistic of each subgroup as a series."""
        return Values(at=samples.at, value=self.of(samples), n=samples.n)


R = Spreads(kind=ChartKind.R, of=ranges, mean=d2, sd=d3)
S = Spreads(kind=ChartKind.S, of=lambda samples: samples.sd, mean=c4, sd=sd_of_s)
