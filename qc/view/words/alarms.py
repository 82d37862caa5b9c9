"""How often a rule set cries wolf, in words."""

from __future__ import annotations

from qc.core.rules import RuleSet
from qc.spc.arl import run_lengths
from qc.view.numbers import ENGLISH, Locale, count
from qc.view.words.rules import rule_name

_SHIFTS = (0.0, 1.0)
_SAID = (
    "A steady process sets off a false alarm every {quiet} points; a shift of a third "
    "of the way to the limit is found after {found}."
)
_PART = "Counting only {rules}: {said} The other rules come on top: more of both."


def alarm_line(rules: RuleSet, locale: Locale = ENGLISH) -> str:
    """Say how many points lie between false alarms, and how soon a shift is found.

    Exact for independent, normal points. Rules without an exact figure are named as
    left out, never guessed. Empty where no rule has one.
    """
    lengths = run_lengths(rules, _SHIFTS)
    if lengths.part is None:
        return ""
    quiet, found = (count(round(float(points)), locale) for points in lengths.part)
    said = _SAID.format(quiet=quiet, found=found)
    if lengths.whole is not None:
        return said
    names = [
        rule_name(rule).lower() for rule in rules.rules if rule.id in lengths.exact
    ]
    lower = said[0].lower() + said[1:]
    return _PART.format(rules=", ".join(names), said=lower)
