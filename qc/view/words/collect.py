"""What is lacking for a figure, and what to collect: too little data is an answer."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from qc.chain.evidence import Short, Want
from qc.core.kinds import TableName
from qc.view.locales import Locale
from qc.view.numbers import count, number, percent
from qc.view.words.load_names import TABLES
from qc.view.words.names import field_name

WHERE = "Load it on the Data page."
INDICATIVE = "Too little data to rely on: indicative only."
_SHARES = frozenset({Want.REASONS})
_NUMBERS: Mapping[Want, str] = {
    Want.AGENTS: "agents",
    Want.UNTRAINED: "agents who were never trained",
    Want.WEEKS_BEFORE: "weeks before the training",
    Want.EXPOSED: "customers watched after a defect and without one",
    Want.EVENTS: "events",
    Want.CASES: "cases with an answer",
    Want.GROUPS: "agents or teams with a case",
    Want.SKIPPED: "interactions in which the step was left out",
    Want.CUSTOMERS: "customers",
    Want.REPEATERS: "customers who came back",
    Want.WEEKS: "weeks of purchases",
    Want.LOG_WEEKS: "weeks of interactions",
    Want.ORIGINS: "past days from which a forecast can be tried",
    Want.GAPS: "times between two purchases",
    Want.REFERRALS: "customers brought by others",
    Want.REFERRED: "recommended customers, watched long enough",
    Want.OTHERS: "other customers, watched long enough",
    Want.CAMPAIGN: "customers won by campaigns whose spend is known",
    Want.YEARS: "years of purchases",
    Want.REASONS: "of new revenue from customers of whom it is known how they came",
}
_STATES: Mapping[Want, str] = {
    Want.SPREAD: "customers differ too little for a law of their differences",
    Want.UNRELATED: "how much and how often customers buy hang together "
    "(correlation {got}), so the model of spending does not hold",
}


def lacks(short: Short, locale: Locale | None = None) -> str:
    """Say what there is too little of: "43 of 100 customers who came back"."""
    if short.what in _STATES:
        return _STATES[short.what].format(got=number(short.got, 2, locale))
    if short.what in _SHARES:
        told = percent(short.got, locale), percent(short.need, locale)
    else:
        told = count(int(short.got), locale), count(short.need, locale)
    return f"{told[0]} of {told[1]} {_NUMBERS[short.what]}"


def shortage(shorts: Iterable[Short], locale: Locale | None = None) -> str:
    """Say what is lacking and so what to collect; empty where nothing is."""
    listed = tuple(dict.fromkeys(shorts))
    few = [lacks(each, locale) for each in listed if each.what not in _STATES]
    other = [lacks(each, locale) for each in listed if each.what in _STATES]
    parts = []
    if few:
        parts.append(f"To be collected first: so far there are {listing(few)}.")
    parts += [f"{text[:1].upper()}{text[1:]}." for text in other]
    return " ".join(parts)


def to_load(lacking: Sequence[str], use: str) -> str:
    """Say which tables or fields are lacking, for what, and where they go in.

    Parameters
    ----------
    lacking : sequence of str
        Tables, and fields of tables.
    use : str
        What they would show, as in "how soon customers come back".
    """
    tables = {table.value: TABLES[table] for table in TableName}
    named = [f"the table \u201c{tables[one]}\u201d" for one in lacking if one in tables]
    for table in TableName:
        fields = [one for one in lacking if one not in tables and _of(one) is table]
        if fields:
            noun = "field" if len(fields) == 1 else "fields"
            quoted = [f"\u201c{field_name(one).casefold()}\u201d" for one in fields]
            of = f"of the table \u201c{TABLES[table]}\u201d"
            named.append(f"the {noun} {listing(quoted)} {of}")
    where = WHERE if len(lacking) == 1 else WHERE.replace(" it ", " them ")
    return f"To see {use}, the workspace needs {listing(named)}. {where}"


def _of(field: str) -> TableName:
    """Return the table that a field is missed in."""
    return _FIELDS.get(field, TableName.INTERACTIONS)


_FIELDS: Mapping[str, TableName] = {
    "interaction_id": TableName.TRANSACTIONS,  # the log cannot be without it
    "amount": TableName.TRANSACTIONS,
    "margin": TableName.TRANSACTIONS,
    "spend": TableName.CAMPAIGNS,
}


def listing(parts: Sequence[str]) -> str:
    """Join parts of a sentence: "a, b and c"."""
    if len(parts) < 2:
        return "".join(parts)
    return f"{', '.join(parts[:-1])} and {parts[-1]}"
