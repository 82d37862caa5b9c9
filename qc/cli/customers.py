"""`python -m qc customers`: is our supply of customers safe and growing?"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Mapping
from enum import StrEnum
from typing import Any

from qc.chain.contract import Business
from qc.cli import values, verbs
from qc.core.kinds import TableName
from qc.view import customers_told as told
from qc.view.words import ledger, news, referrals, repeat, supply
from qc.view.words.collect import to_load
from qc.workspace import Workspace
from qc.workspace.company import lacking
from qc.workspace.defect_money import defect_money
from qc.workspace.earned_growth import earned_growth
from qc.workspace.ledger import goodwill
from qc.workspace.news import news_report
from qc.workspace.referrals import referrals as referral_report
from qc.workspace.repeat import repeat_business, repeat_forecast
from qc.workspace.supply import supply_report
from qc.workspace.trust import relationships_at_risk
from qc.workspace.word_of_mouth import word_of_mouth

NOTHING = 0
_T = TableName


class Part(StrEnum):
    """The sections of the customers' page, by their names in its URL."""

    LEDGER = "ledger"
    RISK = "risk"
    REPEAT = "repeat"
    REFERRAL = "referral"
    CAMPAIGNS = "campaigns"
    GROWTH = "growth"
    SUPPLY = "supply"
    NEWS = "news"
    MONEY = "money"


def add(commands: Any) -> None:  # noqa: ANN401
    """Add the command to those of the parser."""
    text = "the goodwill ledger, or another section of the customers' page"
    verb = verbs.add(commands, "customers", text, run)
    verb.add_argument(
        "--part",
        type=values.one_of(Part),
        default=Part.LEDGER,
        metavar="|".join(Part),
        help="which section (default: ledger)",
    )


def run(arguments: argparse.Namespace) -> int:
    """Print one section; what it lacks, where tables are not loaded."""
    workspace, part = values.existing(arguments), arguments.part
    one = _told(workspace, part)
    verbs.told(arguments, told.payload(part, one), told.text(one))
    return NOTHING


def _told(workspace: Workspace, part: Part) -> told.Told:
    needs, use = _NEEDS.get(part, (None, ""))
    if needs and (gone := lacking(workspace, needs)):
        return told.Told(sentence=to_load(gone, use))
    return _TELL[part](workspace)


def _risk(workspace: Workspace) -> told.Told:
    bought = not lacking(workspace, _T.TRANSACTIONS)
    ahead = repeat_forecast(workspace) if bought else None
    return told.of_risk(relationships_at_risk(workspace, ahead))


def _repeat(workspace: Workspace) -> told.Told:
    return told.of_repeat(repeat_business(workspace), repeat_forecast(workspace))


def _money(workspace: Workspace) -> told.Told:
    forecast = None
    if not lacking(workspace, _T.TRANSACTIONS):
        free = repeat_business(workspace).business is not Business.CONTRACT
        forecast = repeat_forecast(workspace) if free else None
    return told.of_money(defect_money(workspace, forecast))


_NEEDS: Mapping[Part, tuple[TableName, str]] = {
    Part.LEDGER: (_T.TRANSACTIONS, ledger.USE),
    Part.REPEAT: (_T.TRANSACTIONS, repeat.USE),
    Part.REFERRAL: (_T.REFERRALS, referrals.USE),
    Part.SUPPLY: (_T.TRANSACTIONS, supply.USE),
    Part.NEWS: (_T.OUTREACH, news.USE),
}
"""The table that a section is about; what else it lacks, it says itself."""
_TELL: Mapping[Part, Callable[[Workspace], told.Told]] = {
    Part.LEDGER: lambda workspace: told.of_ledger(goodwill(workspace)),
    Part.RISK: _risk,
    Part.REPEAT: _repeat,
    Part.REFERRAL: lambda workspace: told.of_referral(referral_report(workspace)),
    Part.CAMPAIGNS: lambda workspace: told.of_campaigns(word_of_mouth(workspace)),
    Part.GROWTH: lambda workspace: told.of_growth(earned_growth(workspace)),
    Part.SUPPLY: lambda workspace: told.of_supply(supply_report(workspace)),
    Part.NEWS: lambda workspace: told.of_news(news_report(workspace)),
    Part.MONEY: _money,
}
