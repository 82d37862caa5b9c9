"""What each section of the customers' page says, as text and as plain data."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from qc.chain.evidence import Estimate
from qc.review.defect_money import DefectMoney
from qc.review.earned_growth import GrowthReport
from qc.review.ledger import GoodwillReport
from qc.review.news import NewsReport
from qc.review.referrals import ReferralReport
from qc.review.repeat import RepeatBusiness, RepeatForecast
from qc.review.supply import SupplyReport
from qc.review.trust import RiskList
from qc.review.word_of_mouth import WordOfMouth
from qc.view.chain_frames import estimate_payload
from qc.view.defect_frames import ratios_frame
from qc.view.earned_growth_frames import growth_frame
from qc.view.ledger_frames import weeks_frame
from qc.view.news_frames import untold_frame
from qc.view.referral_frames import most_frame
from qc.view.repeat_frames import groups_frame
from qc.view.supply_frames import flow_frame
from qc.view.trust_frames import risk_frame
from qc.view.word_of_mouth_frames import sides_frame
from qc.view.words import (
    defect_money,
    earned_growth,
    ledger,
    news,
    referrals,
    repeat,
    repeat_forecast,
    supply,
    trust_risk,
    word_of_mouth,
)
from qc.view.words.collect import to_load

if TYPE_CHECKING:
    import pandas as pd

SCHEMA = "qc.customers/1"


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Told:
    """One section: its answer, what it rests on, its figures, its main table."""

    sentence: str
    lines: tuple[str, ...] = ()
    figures: Mapping[str, Estimate] = field(default_factory=dict)
    table: pd.DataFrame | None = None


def text(told: Told) -> str:
    """Return a section as text: the table below what is said."""
    lines = [told.sentence, *told.lines]
    if told.table is not None and len(told.table):
        lines += ["", told.table.to_string(index=False)]
    return "\n".join(lines)


def payload(part: str, told: Told) -> dict[str, Any]:
    """Return a section as plain data; the cells of its table as they are shown."""
    table = told.table
    return {
        "schema": SCHEMA,
        "part": part,
        "sentence": told.sentence,
        "lines": list(told.lines),
        "figures": {name: estimate_payload(one) for name, one in told.figures.items()},
        "columns": [] if table is None else [str(name) for name in table.columns],
        "rows": [] if table is None else table.astype(str).to_numpy().tolist(),
    }


def of_ledger(found: GoodwillReport) -> Told:
    """Tell the goodwill ledger, in money where the rates for it were given."""
    unit = ledger.CUSTOMERS if found.money is None else ledger.MONEY
    lines = [ledger.untold(found), ledger.silence_line(found)]
    if found.money is not None:
        lines.insert(0, ledger.money_sentence(found, found.money))
    return _told(ledger.headline(found), lines, table=weeks_frame(found, unit))


def of_risk(found: RiskList) -> Told:
    """Tell which relationships are at risk."""
    if found.lacking:
        return Told(sentence=to_load(found.lacking, trust_risk.USE))
    lines = trust_risk.notes(found)
    return _told(trust_risk.headline(found), lines, table=risk_frame(found))


def of_repeat(found: RepeatBusiness, ahead: RepeatForecast) -> Told:
    """Tell who comes back, and how much is to come."""
    cohorts = found.curves.cohorts
    return _told(
        repeat.headline(found),
        [*repeat.facts(found), repeat_forecast.forecast_line(ahead)],
        table=groups_frame(cohorts) if cohorts.groups else None,
    )


def of_referral(found: ReferralReport) -> Told:
    """Tell how many a customer brings, and who brings most."""
    number = found.number
    return _told(
        referrals.headline(found),
        [referrals.lacking(found), *referrals.facts(found), referrals.naive(found)],
        {"within_a_year": number.year, "share_who_refer": number.share},
        most_frame(found),
    )


def of_campaigns(found: WordOfMouth) -> Told:
    """Tell whether word of mouth or campaigns return more."""
    one, say = found.found, word_of_mouth
    if found.lacking:
        return Told(sentence=say.verdict(found))
    return _told(
        say.verdict(found),
        [say.returned(found), say.chance(found), say.break_even(found)],
        {
            "word_of_mouth": one.referred,
            "campaigns": one.campaign,
            "campaigns_with_descendants": one.tree,
            "break_even": one.break_even,
        },
        sides_frame(found),
    )


def of_growth(found: GrowthReport) -> Told:
    """Tell what growth was earned."""
    if found.lacking:
        return Told(sentence=earned_growth.headline(found))
    wide = found.years.wide
    return _told(
        earned_growth.headline(found),
        [*earned_growth.facts(wide), *earned_growth.caveats(found.years)],
        {"retained": wide.retained, "earned": wide.earned, "growth": wide.growth},
        growth_frame(found) if wide.growth.known else None,
    )


def of_supply(found: SupplyReport) -> Told:
    """Tell who comes, stays and goes."""
    lines = [
        supply.trend(found),
        supply.parts_line(found.parts),
        supply.risk_line(found),
        supply.promises_line(found),
    ]
    return _told(supply.headline(found), lines, table=flow_frame(found))


def of_news(found: NewsReport) -> Told:
    """Tell whom news reach, what comes of them, and who was not told."""
    lines = [*news.facts(found), *map(news.uptake_line, found.uptakes)]
    if found.silence is not None:
        lines.append(news.silence_line(found.silence))
    figures = {str(one.outcome): one.estimate for one in found.uptakes}
    return _told(news.headline(found), lines, figures, untold_frame(found))


def of_money(found: DefectMoney) -> Told:
    """Tell what customers buy after a defect."""
    say = defect_money
    if found.lacking:
        return Told(sentence=to_load(found.lacking, say.USE))
    return _told(
        say.headline(found),
        [*say.facts(found), say.mending(found), say.at_stake(found)],
        {"rate_ratio": found.link.estimate},
        ratios_frame(found) if say.rows(found) else None,
    )


def _told(
    sentence: str,
    lines: Iterable[str],
    figures: Mapping[str, Estimate] | None = None,
    table: pd.DataFrame | None = None,
) -> Told:
    return Told(
        sentence=sentence,
        lines=tuple(line for line in lines if line),
        figures=figures or {},
        table=table,
    )
