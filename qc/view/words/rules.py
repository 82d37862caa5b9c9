"""The rules of a rule set in words, made from the rule itself."""

from __future__ import annotations

from qc.core.kinds import RulePattern
from qc.core.rules import Rule, RuleSet

_NUMBERS = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen "
    "fourteen fifteen sixteen seventeen eighteen nineteen twenty"
)
_SMALL = tuple(_NUMBERS.split(" "))
_NEAR_LIMIT = 2.0  # sigmas; below this "close to the limit" would be untrue
_NAMES = {
    RulePattern.SIDE: "{points} in a row on one side",
    RulePattern.TREND: "{points} in a row in one direction",
    RulePattern.ALTERNATING: "{points} in a row up and down in turn",
    RulePattern.WITHIN: "{points} in a row unusually close to average",
    RulePattern.OUTSIDE: "{points} in a row away from average on both sides",
    RulePattern.LONGEST_RUN: "Unusually long run on one side",
    RulePattern.CROSSINGS: "Too few crossings of the average",
}
_TEXTS = {
    RulePattern.SIDE: "{points} points in a row lie on one side of the average. "
    "The level has probably moved.",
    RulePattern.TREND: "{points} points in a row, each further than the one before. "
    "The process is drifting.",
    RulePattern.ALTERNATING: "{points} points in a row go up and down in turn. "
    "Two sources may be mixed.",
    RulePattern.WITHIN: "{points} points in a row lie within {part} of the way "
    "to a limit. The limits may be too wide.",
    RulePattern.OUTSIDE: "{points} points in a row lie beyond {part} of the way "
    "to a limit, on both sides. Two sources may be mixed.",
    RulePattern.LONGEST_RUN: "More points in a row on one side of the average than "
    "chance allows for this many points. The level has probably moved.",
    RulePattern.CROSSINGS: "The line crosses the average less often than chance "
    "allows for this many points. The level has probably moved.",
}
_ONE_POINT = "A point lies outside the control limits. Something was different then."
_SOME_POINTS = (
    "{points} of {window} points lie beyond {part} of the way to one limit. "
    "Early warning of a change."
)


def in_words(number: int) -> str:
    """Return a small number as a word, a large one in digits."""
    return _SMALL[number] if 0 <= number < len(_SMALL) else str(number)


def near_limit(rule: Rule) -> bool:
    """Say whether the line the rule looks at lies near the limit."""
    return rule.sigma >= _NEAR_LIMIT


def rule_name(rule: Rule) -> str:
    """Return a short name of a rule, as in "Two of three close to a limit"."""
    if rule.pattern is RulePattern.BEYOND:
        if rule.window == 1:
            return "Outside the limits"
        where = "close to a limit" if near_limit(rule) else "far from average"
        return f"{_capital(rule.points)} of {in_words(rule.window)} {where}"
    return _NAMES[rule.pattern].format(points=_capital(rule.points))


def rule_sentence(rule: Rule) -> str:
    """Say what a rule looks for, and what it means when it is found."""
    parts = {
        "points": _capital(rule.points),
        "window": in_words(rule.window),
        "part": _part_of_the_way(rule.sigma),
    }
    if rule.pattern is RulePattern.BEYOND:
        text = _ONE_POINT if rule.window == 1 else _SOME_POINTS
        return text.format(**parts)
    return _TEXTS[rule.pattern].format(**parts)


def rule_set_line(rules: RuleSet) -> str:
    """Name a rule set and its rules in one line, for the foot of each page."""
    names = "; ".join(rule_name(rule) for rule in rules.rules)
    return f"Rules: {rules.title} ({names})"


def _capital(number: int) -> str:
    return in_words(number).capitalize()


def _part_of_the_way(sigma: float) -> str:
    thirds = {1.0: "one third", 2.0: "two thirds"}
    return thirds.get(sigma, f"{sigma / 3:.0%}")
