"""The formula behind the lines of a funnel, with its own numbers."""

from __future__ import annotations

import math

from qc.review.compare import Comparison
from qc.spc.funnel import Funnel, Law, Scale
from qc.view.locales import Locale
from qc.view.numbers import number, worded
from qc.view.words import compare_groups
from qc.view.words.compare import noun, scale_of

_MEANS = (
    "{centre} \u00b1 q \u00d7 \u221a(s\u00b2 / n + \u03c4\u00b2), where s = {one} is "
    "the sigma {where} within one {unit}, \u03c4 = {tau} the spread in common, and q "
    "is 1.96 (95\u00a0%) or 3.09 (99.8\u00a0%). By chance alone \u03c4 = 0."
)
_LOGS = (
    "On the scale of logarithms, so that the lines lie at equal factors above and "
    "below: {text}"
)
_COUNTS = (
    "{centre}. By chance alone: exact limits of the {alone} law for n cases. With the "
    "spread in common: those of the {mixed} law with the same average and a sigma of "
    "\u03c4 = {tau} from one {unit} to the next. On either side lies 1 in 40 "
    "(95\u00a0%) or 1 in 1,000 (99.8\u00a0%) of chance. {source}"
)
_SOURCE = (
    "\u03c4 by Spiegelhalter (2005) with the outermost tenth at either end drawn in, "
    "and corrected for it."
)
_LAWS = {
    Law.BINOMIAL: ("binomial", "beta-binomial"),
    Law.POISSON: ("Poisson", "negative binomial"),
}


def formula(found: Comparison, locale: Locale | None = None) -> str:
    """Return the formula of the lines with its numbers; empty without a funnel."""
    drawn = found.funnel
    if drawn is None:
        return ""
    words = {
        "centre": f"Average {scale_of(found, locale).finer.value(drawn.target)}",
        "tau": number(math.sqrt(drawn.tau2), 4, locale),
        "unit": noun(found.scope.dimension),
        "source": _SOURCE,
    }
    if drawn.law is Law.NORMAL:
        where = "of the logarithms" if drawn.scale is Scale.LOG else "of one value"
        one = number(_within(drawn), 3, locale)
        means = worded(_MEANS, locale).format(one=one, where=where, **words)
        text = f"{means} {_SOURCE}"
        return _LOGS.format(text=text) if drawn.scale is Scale.LOG else text
    alone, mixed = _LAWS[drawn.law]
    return worded(_COUNTS, locale).format(alone=alone, mixed=mixed, **words)


def rule_of_groups(found: Comparison, locale: Locale | None = None) -> str:
    """Return what makes two groups of units; empty where there are none."""
    one, many = (noun(found.scope.dimension, k) for k in (1, 2))
    return compare_groups.rule(found, one, many, locale)


def _within(drawn: Funnel) -> float:
    return float((drawn.sigma * drawn.n**0.5).max())
