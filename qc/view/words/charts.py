"""Why this chart and not another, in plain text with the numbers that decided."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from qc.core.charts import ChartChoice
from qc.core.kinds import ChartKind, Reason
from qc.view.numbers import ENGLISH, Locale, count, number, percent
from qc.view.words.names import name

_REJECTED: Mapping[Reason, str] = {
    Reason.OVERDISPERSED: "the points vary more than it allows for",
    Reason.VARIES_AS_BINOMIAL: "the points vary no more than chance, so nothing "
    "needs widening",
    Reason.VARIES_AS_POISSON: "the points vary no more than chance, so nothing "
    "needs widening",
    Reason.TOO_FEW_FOR_LIMITS: "there are too few points for limits",
    Reason.ENOUGH_FOR_LIMITS: "there are enough points for limits",
    Reason.IGNORES_SUBGROUP_SIZE: "it would ignore how many contacts are behind "
    "a point",
    Reason.CHOSEN_BY_USER: "the measure's card asks for another chart",
}
_TAKEN: Mapping[Reason, str] = {
    Reason.TOO_FEW_FOR_LIMITS: "there are too few points for limits",
    Reason.ENOUGH_FOR_LIMITS: "there are enough points for limits",
    Reason.CHOSEN_BY_USER: "the measure's card asks for it",
}
_Show = Callable[[float, Locale], str]


def _two(value: float, locale: Locale) -> str:
    return number(value, 2, locale)


def _one(value: float, locale: Locale) -> str:
    return number(value, 1, locale)


def _chance(value: float, locale: Locale) -> str:
    if value < 0.001:
        return f"under {percent(0.001, locale, decimals=1)}"
    return percent(value, locale, decimals=1)


_STATISTICS: Mapping[str, tuple[str, _Show]] = {
    "points": ("{} points in the baseline", count),
    "mean_n": ("{} contacts behind a point on average", _one),
    "expected": ("{} of the rarer kind expected in a period", _one),
    "x2_per_df": ("observed over expected variance {}", _two),
    "p_value": ("chance of that much or more {}", _chance),
    "sigma_z": ("spread {} times that of chance", _two),
    "r1": ("correlation of neighbouring points {}", _two),
}


def why_this_chart(choice: ChartChoice, locale: Locale = ENGLISH) -> str:
    """Say which chart was taken and why, which were not and why, and by what numbers.

    Returns
    -------
    str
        Sentences joined by spaces; plain text.
    """
    taken = [f"{name(choice.kind)}: {_because(choice.reasons)}."]
    rejected = [
        f"Not the {_inside(kind)}: {_REJECTED.get(reason, _it(reason))}."
        for kind, reason in choice.rejected
    ]
    numbers = _numbers(choice.statistics, locale)
    return " ".join([*taken, *rejected, *([f"Numbers: {numbers}."] if numbers else [])])


def _because(reasons: tuple[Reason, ...]) -> str:
    if not reasons:
        return "it suits this measure"
    first, *others = reasons
    more = [_TAKEN.get(reason, name(reason)) for reason in others]
    return " and ".join([_TAKEN.get(first, _it(first)), *more])


def _it(reason: Reason) -> str:
    return f"the measure {name(reason)}"


def _inside(kind: ChartKind) -> str:
    return "run chart" if kind is ChartKind.RUN else name(kind)


def _numbers(statistics: Mapping[str, float], locale: Locale) -> str:
    """Tell the known statistics in a fixed order; others by their own name."""
    known = [
        text.format(show(statistics[key], locale))
        for key, (text, show) in _STATISTICS.items()
        if key in statistics
    ]
    others = [
        f"{key.replace('_', ' ')} {_two(value, locale)}"
        for key, value in sorted(statistics.items())
        if key not in _STATISTICS
    ]
    return ", ".join(known + others)
