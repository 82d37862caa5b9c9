"""Rule sets from TOML: rules by name, and sets that list them.

Every fault of the file is collected before it speaks.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from qc.core.card_checks import near
from qc.core.errors import InvalidCard
from qc.core.kinds import RulePattern
from qc.core.rules import Rule, RuleSet
from qc.core.toml_text import parse

_KEYS: dict[RulePattern, tuple[str, ...]] = {
    RulePattern.BEYOND: (
        "points",
        "window",
        "sigma",
        "not_beyond",
        "whole_window_on_side",
    ),
    RulePattern.SIDE: ("points",),
    RulePattern.TREND: ("points",),
    RulePattern.ALTERNATING: ("points",),
    RulePattern.WITHIN: ("points", "sigma"),
    RulePattern.OUTSIDE: ("points", "sigma"),
    RulePattern.LONGEST_RUN: (),
    RulePattern.CROSSINGS: (),
}
_FEWEST = {
    RulePattern.BEYOND: 1,
    RulePattern.WITHIN: 1,
    RulePattern.ALTERNATING: 3,
}
_WHOLE = ("points", "window")
_NUMBERS = ("sigma", "not_beyond")


def read_rule_sets(text: str, source: str) -> dict[str, RuleSet]:
    """Read rule sets from the text of a TOML file.

    Parameters
    ----------
    text : str
        TOML with a ``[rule.NAME]`` table per rule and a ``[set.NAME]`` table per
        set, which has a title and a list of rule names.
    source : str
        Name of the file, for messages.

    Returns
    -------
    dict of RuleSet
        By name, in file order.

    Raises
    ------
    InvalidCard
        With every fault of the file.
    """
    tables = parse(text, source)
    faults = _unknown("the file", tables, ("rule", "set"))
    rules = {
        name: _rule(name, table, faults)
        for name, table in _tables(tables, "rule", faults).items()
    }
    sets = {
        name: _set(name, table, rules, faults)
        for name, table in _tables(tables, "set", faults).items()
    }
    if faults:
        raise InvalidCard(source, faults)
    return sets


def _tables(
    file: Mapping[str, Any], key: str, faults: list[str]
) -> dict[str, Mapping[str, Any]]:
    found = file.get(key, {})
    if not isinstance(found, dict):
        faults.append(f"{key} must be tables, like [{key}.NAME].")
        return {}
    wrong = [name for name, table in found.items() if not isinstance(table, dict)]
    faults += [f"{key} {name}: must be a table, [{key}.{name}]." for name in wrong]
    return {name: table for name, table in found.items() if name not in wrong}


def _set(
    name: str,
    table: Mapping[str, Any],
    rules: Mapping[str, Rule | None],
    faults: list[str],
) -> RuleSet:
    where = f"set {name}"
    faults += _unknown(where, table, ("title", "rules"))
    title, names = table.get("title"), table.get("rules")
    if not isinstance(title, str) or not title:
        faults.append(f"{where}: needs a title.")
    if not isinstance(names, list) or not names:
        faults.append(f"{where}: needs a list of rules.")
        names = []
    for each in names:
        if str(each) not in rules:
            hint = near(str(each), rules)
            faults.append(f"{where}: no rule is called {each!r}.{hint}")
    twice = sorted({str(each) for each in names if names.count(each) > 1})
    faults += [f"{where}: lists {each!r} twice." for each in twice]
    found = (rules.get(str(each)) for each in names)
    return RuleSet(
        id=name, title=str(title), rules=tuple(rule for rule in found if rule)
    )


def _rule(name: str, table: Mapping[str, Any], faults: list[str]) -> Rule | None:
    where = f"rule {name}"
    try:
        pattern = RulePattern(table.get("pattern", ""))
    except ValueError:
        got = table.get("pattern")
        known = [pattern.value for pattern in RulePattern]
        hint = near(str(got), known) or f" Known: {', '.join(known)}."
        faults.append(f"{where}: no pattern is called {got!r}.{hint}")
        return None
    found = _unknown(where, table, ("pattern", *_KEYS[pattern]))
    found += _wrong_types(where, table) or _impossible(where, pattern, table)
    faults += found
    if found:
        return None
    values = {key: table[key] for key in _KEYS[pattern] if key in table}
    if pattern is RulePattern.BEYOND:
        values.setdefault("window", values.get("points", 1))
    return Rule(id=name, pattern=pattern, **values)


def _wrong_types(where: str, table: Mapping[str, Any]) -> list[str]:
    whole = [key for key in _WHOLE if key in table and type(table[key]) is not int]
    numbers = [
        key for key in _NUMBERS if key in table and type(table[key]) not in {int, float}
    ]
    faults = [f"{where}: {key} must be a whole number." for key in whole]
    faults += [f"{where}: {key} must be a number." for key in numbers]
    if not isinstance(table.get("whole_window_on_side", False), bool):
        faults.append(f"{where}: whole_window_on_side must be true or false.")
    return faults


def _impossible(
    where: str, pattern: RulePattern, table: Mapping[str, Any]
) -> list[str]:
    """Find numbers that no pattern can have."""
    allowed = _KEYS[pattern]
    points, sigma = table.get("points", 1), table.get("sigma", 0)
    fewest = _FEWEST.get(pattern, 2)
    faults = []
    if "points" in allowed and points < fewest:
        faults.append(f"{where}: points must be at least {fewest}; got {points}.")
    if table.get("window", points) < points:
        faults.append(f"{where}: window must not be smaller than points ({points}).")
    if "sigma" in allowed and not 0 < sigma < float("inf"):
        faults.append(f"{where}: needs a sigma above 0.")
    if "not_beyond" in table and not table["not_beyond"] > sigma:
        faults.append(f"{where}: not_beyond must lie beyond sigma ({sigma}).")
    return faults


def _unknown(where: str, table: Mapping[str, Any], known: Iterable[str]) -> list[str]:
    names = tuple(known)
    return [
        f"{where}: unknown key {key!r}.{near(key, names)}"
        for key in table
        if key not in names
    ]
