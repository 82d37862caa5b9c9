"""What is said of the tables: which one a file is and why, and how they join."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from qc.core.kinds import TableName
from qc.view.locales import Locale
from qc.view.numbers import count, number_of
from qc.view.words.dates import full_date
from qc.view.words.load_names import TABLES
from qc.view.words.names import field_name

THIS_FILE = "This file is"
WHICH = "Choose which table this is"
MADE_KEY = "(no id: made of the other columns)"
ALSO = "If the file has them"
_ROWS: Mapping[TableName, tuple[str, str]] = {
    TableName.INTERACTIONS: ("interaction", "interactions"),
    TableName.TRANSACTIONS: ("transaction", "transactions"),
    TableName.CUSTOMERS: ("customer", "customers"),
    TableName.REFERRALS: ("recommendation", "recommendations"),
    TableName.CAMPAIGNS: ("campaign", "campaigns"),
    TableName.TRAINING: ("training record", "training records"),
    TableName.OUTREACH: ("news message", "news messages"),
}
_EACH: Mapping[TableName, str] = {
    TableName.INTERACTIONS: "one row for each contact",
    TableName.TRANSACTIONS: "one row for each purchase or refund",
    TableName.CUSTOMERS: "one row for each customer",
    TableName.REFERRALS: "one row for each time somebody brought somebody",
    TableName.CAMPAIGNS: "one row for each campaign",
    TableName.TRAINING: "one row for each course somebody attended",
    TableName.OUTREACH: "one row for each message to a customer",
}
_WHY: Mapping[str, str] = {
    "told": "Taken for {rows}, as you said.",
    "only": "Taken for {rows}: of all tables, only their columns are all here.",
    "better": "Taken for {rows}: they explain clearly more of the columns than any "
    "other table.",
    "nearest": "Taken for {rows}: no table is complete here; this one comes nearest.",
    "doubtful": "By its headings this can be {rows} or {others}. Only you can know.",
}
_NAMED: Mapping[str, tuple[str, str, str]] = {
    "customer_id": ("a customer", "customers", "who"),
    "agent": ("an agent", "interactions of agents", "who"),
    "interaction_id": ("an interaction", "interactions", "that"),
    "campaign_id": ("a campaign", "campaigns", "that"),
}


def rows_of(table: TableName) -> str:
    """Return what the rows of a table are called: "training records"."""
    return _ROWS[table][1]


def table_option(table: TableName) -> str:
    """Name a table where one is chosen: "Customers: one row for each customer"."""
    return f"{TABLES[table]}: {_EACH[table]}"


def kind_line(reason: str, table: TableName, rival: TableName | None = None) -> str:
    """Say which table a file was taken for, and why."""
    others = rows_of(rival) if rival is not None else ""
    return _WHY[reason].replace("{rows}", rows_of(table)).replace("{others}", others)


def ready_line(table: TableName) -> str:
    """Say that a file can be loaded as it is mapped."""
    return f"Enough to load them as {rows_of(table)}."


def extent_line(
    table: TableName,
    rows: int,
    first: np.datetime64,
    last: np.datetime64,
    locale: Locale | None = None,
) -> str:
    """Say how much there is of a table: "2,295 transactions, 1 May to 5 May 2026"."""
    counted = number_of(rows, *_ROWS[table], locale)
    if np.isnat(first):
        return counted
    days = dict.fromkeys(full_date(day) for day in (first, last))
    return f"{counted}, {' to '.join(days)}"


def link_line(  # noqa: PLR0913 - the facts of a link
    table: TableName,
    field: str,
    joins: str,
    homes: Sequence[TableName],
    rows: int,
    lost: int,
    locale: Locale | None = None,
) -> str:
    """Say how many rows name somebody nobody else knows; empty if all are known.

    Parameters
    ----------
    field : str
        The field that names.
    joins : str
        What it names: "customer_id", "agent", "interaction_id", "campaign_id".
    homes : sequence of TableName
        Tables that were looked into; none if none of them is loaded.
    rows, lost : int
        Rows that name one, and those that name one who is in no home.
    """
    one, many, who = _NAMED[joins]
    whose = f"{field_name(field)}: {number_of(rows, *_ROWS[table], locale)}"
    if not homes:
        verb = "names" if rows == 1 else "name"
        return f"{whose} {verb} {one}, and no {many} are loaded to hold them against."
    if not lost:
        return ""
    known = " or ".join(rows_of(home) for home in homes)
    whose = f"{field_name(field)}: {count(lost, locale)} of {count(rows, locale)}"
    verb = "names" if lost == 1 else "name"
    return f"{whose} {rows_of(table)} {verb} {one} {who} does not occur among {known}."


def nothing_lost() -> str:
    """Say that all tables know each other."""
    return "Whoever is named in one table is known in another."
