"""What the guaranteed band says of limits from a short baseline."""

from __future__ import annotations

import math

from qc.review import band
from qc.review.assessment import Assessment
from qc.spc import guaranteed
from qc.view.locales import Locale
from qc.view.numbers import SPACE, number, percent
from qc.view.words.dates import unit_of

_TEXT = (
    "Until the baseline has {enough} points: beyond the hatched band a false alarm is "
    "as rare as promised, with {sure} confidence (K{s}={s}{k}, N{s}={s}{n})."
)
_WITHIN = (
    " The newest {unit} lies beyond its limit, but within the band: a signal, though "
    "it could be a weakness of the limits."
)


def band_sentence(assessment: Assessment, locale: Locale | None = None) -> str:
    """Say what the band of the newest phase means; empty where it has none."""
    chart, newest = assessment.chart, assessment.newest
    if chart is None or newest < 0 or not chart.baselines:
        return ""
    baseline = chart.baselines[int(chart.phase[newest])]
    k = band.factor(chart, baseline)
    if math.isnan(k) or not (chart.has_lower | chart.has_upper)[newest]:
        return ""
    said = _TEXT.format(
        enough=band.ENOUGH,
        sure=percent(guaranteed.CONFIDENCE, locale),
        k=number(k, 1, locale),
        n=baseline.subgroups,
        s=SPACE,
    )
    near = _WITHIN.format(unit=unit_of(assessment))
    return said + (near if band.within(chart, newest) else "")
