"""The table of capability: each figure with its interval and how it comes about."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass

from qc.core.intervals import Interval
from qc.core.kinds import MeasureKind
from qc.review.ability import Ability, Law, Level, Refusal
from qc.review.capability_report import CapabilityReport
from qc.spc import fit
from qc.spc.capability import Capability
from qc.spc.percentiles import Performance
from qc.spc.quantiles import quantile
from qc.view.locales import Locale
from qc.view.numbers import (
    DASH,
    MISSING,
    SPACE,
    number,
    number_of,
    own_scale,
    tick,
    worded,
)
from qc.view.words.capability import per_million, span_per_million

FIGURE, VALUE, INTERVAL = "Figure", "Value", f"95{SPACE}% sure between"
MEDIAN, NINETY = "median", f"90{SPACE}% below"
OVER = "above"
_SHOWN = (("Median", 0.5), (f"90{SPACE}% stay below", 0.9))
_SIGMA = {
    False: "Sigma level: the normal quantile of the good share, without the 1.5 shift.",
    True: "Sigma level: the normal quantile of the good share, plus 1.5 as was asked. "
    "The shift is an assumption.",
}
_LEVEL_NAME = {False: "Sigma level", True: "Sigma level, 1.5 added"}
_LEVEL = {
    MeasureKind.SHARE: "Defects per million: defects over cases in the baseline, as "
    "the centre line has them; interval by Clopper and Pearson.",
    MeasureKind.RATE: "Defects per million: defects over cases in the baseline; "
    "interval by Garwood. The sigma level is that of cases without a defect.",
    MeasureKind.DURATION: "Outside per million: single values beyond the limit; "
    "interval by Clopper and Pearson.",
    MeasureKind.SCORE: "Outside per million: single values beyond the limit; "
    "interval by Clopper and Pearson.",
}
_LAWS = {
    Law.NORMAL: "A normal law fits (Anderson-Darling {departure}, at most {most}).",
    Law.LOGNORMAL: "A lognormal law fits (Anderson-Darling of the logarithms "
    "{departure}, at most {most}); quantiles from it.",
    Law.AS_SEEN: "No normal or lognormal law fits (Anderson-Darling {departure}, at "
    "most {most}), so the quantiles are those of the values themselves.",
}
_NO_LAW = (
    "No normal or lognormal law fits (Anderson-Darling {departure}, at most {most})."
)
_INDEPENDENT = "All intervals take single values as independent of each other."
_QUANTILES = (
    f"Median and 90{SPACE}%: of the values; intervals by their order, whatever the law."
)
_BY_QUANTILES = (
    f"Ppk: from the median to the limit, over the way to the quantile 99.865{SPACE}% "
    "(of the nearer limit; ISO 22514-2). 1 means the limit lies just there."
)
_BY_SIGMA = (
    "Cp, Cpk: room between or to the limits over 6 or 3 sigmas within a period; Pp, "
    "Ppk: with the sigma of all values; Cpm: with the distance from the target."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """One row of the table: texts, ready to be shown."""

    name: str
    value: str
    interval: str


def figures(
    report: CapabilityReport, locale: Locale | None = None
) -> tuple[Figure, ...]:
    """Return the rows of the table; none where capability is refused."""
    ability = report.ability
    if ability.refusal is not None:
        return ()
    return (
        *_level(ability, report.assessment.measure.kind, locale),
        *_quantiles(report, locale),
        *_indices(ability, locale),
    )


def how(report: CapabilityReport, locale: Locale | None = None) -> tuple[str, ...]:
    """Say how each figure of the table comes about, one sentence or two each."""
    ability = report.ability
    if ability.refusal is not None or ability.level is None:
        return ()
    kind = report.assessment.measure.kind
    told = [_LEVEL[kind], worded(_SIGMA[ability.level.shift > 0], locale)]
    if report.values is not None:
        told.append(_INDEPENDENT)
    if _has_quantiles(report):
        told.append(_QUANTILES)
    if not math.isnan(ability.departure):
        text = _LAWS[ability.law] if ability.law else _NO_LAW
        departure = number(ability.departure, 2, locale)
        told.append(text.format(departure=departure, most=tick(fit.MOST, locale)))
    if ability.by_quantiles is not None:
        told.append(worded(_BY_QUANTILES, locale))
    if ability.by_sigma is not None:
        told.append(_BY_SIGMA)
    return tuple(told)


def not_drawn(values: int, locale: Locale | None = None) -> str:
    """Say how many values a logarithmic scale leaves out."""
    return f"{number_of(values, 'value', 'values', locale)} of 0 not drawn"


def _level(
    ability: Ability, kind: MeasureKind, locale: Locale | None
) -> Iterator[Figure]:
    level = ability.level
    if level is None:
        return
    counts = kind in {MeasureKind.SHARE, MeasureKind.RATE}
    yield Figure(
        name="Defects per million" if counts else "Outside, per million",
        value=per_million(level.dpmo, locale).split(SPACE)[0],
        interval=span_per_million(level.dpmo_interval, locale),
    )
    yield Figure(
        name=worded(_LEVEL_NAME[level.shift > 0], locale),
        value=_sigma(level, locale),
        interval=_span(level.sigma_interval, locale),
    )


def _sigma(level: Level, locale: Locale | None) -> str:
    """Return the level; without a defect only its lower end is known."""
    if math.isinf(level.sigma) and level.sigma > 0:
        return f"at least {number(level.sigma_interval[0], 2, locale)}"
    return number(level.sigma, 2, locale)


def _quantiles(report: CapabilityReport, locale: Locale | None) -> Iterator[Figure]:
    if report.values is None or not _has_quantiles(report):
        return
    scale = own_scale(report.assessment, locale)
    for name, share in _SHOWN:
        found = quantile(report.values.value, share)
        low, high = found.interval
        ends = math.isfinite(low) and math.isfinite(high)
        yield Figure(
            name=name,
            value=scale.value(found.value),
            interval=scale.span(low, high) if ends else MISSING,
        )


def _has_quantiles(report: CapabilityReport) -> bool:
    """Say whether quantiles tell something: of ratings they do not."""
    values = report.values is not None and len(report.values) > 0
    return values and report.ability.no_index is not Refusal.FEW_LEVELS


def _indices(ability: Ability, locale: Locale | None) -> Iterator[Figure]:
    for name, value, interval in named_indices(ability):
        if math.isfinite(value):
            span = _span(interval, locale)
            yield Figure(name=name, value=number(value, 2, locale), interval=span)


def named_indices(ability: Ability) -> Iterator[tuple[str, float, Interval]]:
    """Yield the indices that there are: name, value, interval."""
    if ability.by_quantiles is not None:
        shown: Performance = ability.by_quantiles
        yield "Pp", shown.both, shown.both_interval
        yield "Ppk", shown.least, shown.least_interval
    if ability.by_sigma is not None:
        one: Capability = ability.by_sigma
        yield "Cp", one.within.both, one.within.both_interval
        yield "Cpk", one.within.least, one.within.least_interval
        yield "Pp", one.overall.both, one.overall.both_interval
        yield "Ppk", one.overall.least, one.overall.least_interval
        yield "Cpm", one.overall.target, one.overall.target_interval


def _span(ends: Interval, locale: Locale | None) -> str:
    low, high = (number(end, 2, locale) for end in ends)
    if math.isinf(ends[1]):
        return f"from {low}"
    between = DASH if ends[0] >= 0 else f"{SPACE}\u2026{SPACE}"
    return f"{low}{between}{high}"
