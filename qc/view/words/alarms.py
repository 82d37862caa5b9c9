"""How often a rule set or a chart cries wolf, in words."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from qc.core.charts import ControlChart
from qc.core.kinds import ChartKind
from qc.core.rules import RuleSet
from qc.review.assessment import Assessment
from qc.spc import arl_memory
from qc.spc.arl import run_lengths
from qc.view.locales import Locale
from qc.view.numbers import SPACE, count, number
from qc.view.words.rules import rule_name, rule_set_line

SHIFTS = (0.0, 0.5, 1.0, 1.5, 2.0)
_SAID = (
    "A steady process sets off a false alarm every {quiet} points; a shift of a third "
    "of the way to the limit is found after {found}."
)
_PART = "Counting only {rules}: {said} The other rules come on top: more of both."
_BY_SIZE = "Points until a signal, by the size of a shift: {list}."
_LAW = "Exact for independent, normal points about a known centre."
_OWN = "Points share data with those before, so the limits are the only rule."
_ALIKE = (
    "Neighbouring points are alike by nature and make runs without a cause, so the "
    "limits, which allow for it, are the only rule."
)
_BY_KIND: dict[ChartKind, Callable[[float], float]] = {
    ChartKind.EWMA: lambda shift: arl_memory.ewma(0.2, 2.962, shift, exact=True),
    ChartKind.CUSUM: partial(arl_memory.cusum, 0.5, 5.0),
    ChartKind.CUSUM_FAST: partial(arl_memory.cusum, 0.5, 5.0, start=2.5),
}


def alarm_line(rules: RuleSet, locale: Locale | None = None) -> str:
    """Say how many points lie between false alarms, and how soon a shift is found.

    Exact for independent, normal points. Rules without an exact figure are named as
    left out, never guessed. Empty where no rule has one.
    """
    lengths = run_lengths(rules, SHIFTS)
    if lengths.part is None:
        return ""
    said = _said(lengths.part.tolist(), locale)
    if lengths.whole is not None:
        return said
    names = [
        rule_name(rule).lower() for rule in rules.rules if rule.id in lengths.exact
    ]
    lower = said[0].lower() + said[1:]
    return _PART.format(rules=", ".join(names), said=lower)


def alarms_by_size(rules: RuleSet, locale: Locale | None = None) -> str:
    """List how many points pass until a signal, for shifts of 0 to 2 sigmas."""
    lengths = run_lengths(rules, SHIFTS)
    return "" if lengths.part is None else _by_size(lengths.part.tolist(), locale)


def rules_in_force(
    assessment: Assessment, locale: Locale | None = None
) -> tuple[str, ...]:
    """Say what signals on this chart, and how often by mistake: some sentences."""
    chart, rules = assessment.chart, assessment.rules
    if chart is not None and _carries_over(chart):
        return (_ALIKE,)
    if chart is None or not chart.remembers:
        found = (alarm_line(rules, locale), alarms_by_size(rules, locale))
        return (rule_set_line(rules), *(text for text in found if text))
    if (length := _BY_KIND.get(chart.kind)) is None:
        return (_OWN,)
    lengths = [length(shift) for shift in SHIFTS]
    return _OWN, _said(lengths, locale), _by_size(lengths, locale)


def _carries_over(chart: ControlChart) -> bool:
    baseline = chart.baselines[-1]
    return baseline.memory > 0 and baseline.kind is not ChartKind.RESIDUALS


def _said(lengths: Sequence[float], locale: Locale | None) -> str:
    quiet, found = (count(round(lengths[i]), locale) for i in (0, 2))
    return _SAID.format(quiet=quiet, found=found)


def _by_size(lengths: Sequence[float], locale: Locale | None) -> str:
    shown = [
        f"{_shift(shift, locale)}:{SPACE}{_points(length, locale)}"
        for shift, length in zip(SHIFTS, lengths, strict=True)
    ]
    return f"{_BY_SIZE.format(list='; '.join(shown))} {_LAW}"


def _shift(shift: float, locale: Locale | None) -> str:
    return f"{number(shift, 1, locale)}{SPACE}\u03c3" if shift else "none"


def _points(length: float, locale: Locale | None) -> str:
    return number(length, 0 if length >= 10 else 1, locale)
