"""Defects over the five stages as tables: numbers as people read them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from qc.review.causes import Causes, Comparison
from qc.review.stage_budgets import BudgetPeriod, Spending
from qc.review.stages import StagesReport, StageYield
from qc.view.escape import plain
from qc.view.locales import Locale
from qc.view.numbers import MISSING, count, number, percent
from qc.view.words import causes as tell
from qc.view.words import journeys as ways
from qc.view.words import stage_budgets as spent
from qc.view.words import stages as say
from qc.view.words.names import name

if TYPE_CHECKING:
    import pandas as pd

STAGE_COLUMNS = (
    "Stage",
    "Interactions",
    "Judged",
    "Without a defect",
    "95 % interval",
    "Defects per interaction",
    "DPMO",
    "DPMO, 95 % interval",
    "Sigma level",
)
JOURNEY_COLUMNS = (
    "Stages passed",
    "Journeys",
    "Interactions each",
    "Without a defect",
    "95 % interval",
    "By the stages alone",
    "Reading",
)
CAUSE_COLUMNS = (
    "Cause",
    "Defective interactions",
    "Share",
    "95 % interval",
    "Share up to here",
    "Vital few",
)
CHANGE_COLUMNS = (
    "Cause",
    "Before",
    "After",
    "Before, of 100",
    "After, of 100",
    "Ratio",
    "Reading",
)
BUDGET_COLUMNS = (
    "Stage",
    "Measure",
    "Period",
    "Tolerance",
    "Defects",
    "Allowed",
    "Used",
    "95 % interval",
    "Pace",
    "Reading",
)


def stages_frame(report: StagesReport, locale: Locale | None = None) -> pd.DataFrame:
    """List the five stages in chain order, then all of them together."""
    import pandas as pd

    rows = [_stage_row(one, locale) for one in report.stages]
    return pd.DataFrame([*rows, _total_row(report, locale)], columns=STAGE_COLUMNS)


def journeys_frame(report: StagesReport, locale: Locale | None = None) -> pd.DataFrame:
    """List journeys by the stages they passed, most frequent first, case by case."""
    import pandas as pd

    rows = [
        [
            f"{ways.joined(way.log.joined)}: {say.listed(one.stages)}",
            count(one.journeys, locale),
            number(one.interactions / one.journeys, 1, locale),
            say.percent(one.share, locale),
            say.span(one.interval, locale),
            say.percent(one.expected, locale),
            ways.reading(one),
        ]
        for way in report.journeys
        for one in way.sets
    ]
    return pd.DataFrame(rows, columns=JOURNEY_COLUMNS)


def causes_frame(found: Causes, locale: Locale | None = None) -> pd.DataFrame:
    """List the causes in the order of the chart; texts are made plain."""
    import pandas as pd

    rows = [
        [
            tell.cause_name(bar.kind, bar.cause, bar.causes),
            count(bar.count, locale),
            say.percent(bar.share, locale),
            say.span(bar.interval, locale),
            say.percent(bar.cumulated, locale),
            "yes" if bar.vital else "",
        ]
        for bar in found.bars
    ]
    return pd.DataFrame(rows, columns=CAUSE_COLUMNS)


def changes_frame(compared: Comparison, locale: Locale | None = None) -> pd.DataFrame:
    """List every cause before and after: counts, rates, ratio, what it says."""
    import pandas as pd

    rows = [
        [
            tell.cause_name(one.kind, one.cause, one.causes),
            count(one.counts[0], locale),
            count(one.counts[1], locale),
            number(100 * one.change.before, 1, locale),
            number(100 * one.change.after, 1, locale),
            tell.ratio_text(one, locale),
            tell.verdict(one),
        ]
        for one in compared.changes
    ]
    return pd.DataFrame(rows, columns=CHANGE_COLUMNS)


def budgets_frame(
    found: Sequence[Spending], locale: Locale | None = None
) -> pd.DataFrame:
    """List each budget: what it allows, what is used, whether it will last."""
    import pandas as pd

    frame = pd.DataFrame(
        [_budget_row(one, locale) for one in found], columns=BUDGET_COLUMNS
    )
    return _with_measures(frame, found)


def budgets_short_frame(
    found: Sequence[Spending], locale: Locale | None = None
) -> pd.DataFrame:
    """List one row a stage or measure: how much is used up in each period."""
    import pandas as pd

    rows: dict[tuple[str, str], dict[BudgetPeriod, Spending]] = {}
    for one in found:
        rows.setdefault((str(one.stage), one.measure), {})[one.window.period] = one
    periods = [p for p in BudgetPeriod if any(p in row for row in rows.values())]
    firsts = [next(iter(row.values())) for row in rows.values()]
    frame = pd.DataFrame(
        [
            [
                _stage_of(first),
                spent.owner(first),
                say.dpmo(first.tolerance_dpmo, locale),
                *(spent.budget_cell(row.get(p), locale) for p in periods),
            ]
            for first, row in zip(firsts, rows.values(), strict=True)
        ],
        columns=["Stage", "Measure", "Tolerance", *map(spent.period_name, periods)],
    )
    return _with_measures(frame, found)


def _with_measures(frame: pd.DataFrame, found: Sequence[Spending]) -> pd.DataFrame:
    """Leave the measures out where the tolerance is of the stages themselves."""
    return frame if any(one.measure for one in found) else frame.drop(columns="Measure")


def _stage_of(one: Spending) -> str:
    return tell.EVERY_STAGE if one.stage is None else name(one.stage)


def _stage_row(one: StageYield, locale: Locale | None) -> list[str]:
    tally, chance = one.tally, one.per_opportunity
    return [
        name(one.stage),
        count(tally.interactions, locale),
        count(tally.judged, locale),
        say.percent(one.first_pass, locale),
        say.span(one.first_pass_interval, locale),
        number(one.per_interaction.dpu, 3, locale),
        say.dpmo(chance.dpmo, locale),
        _ends(one.dpmo_interval, locale),
        say.sigma(chance.sigma, chance.sigma_interval, locale),
    ]


def _total_row(report: StagesReport, locale: Locale | None) -> list[str]:
    """All stages: the rolled yield, and the pooled DPMO."""
    tallies = [one.tally for one in report.stages]
    judged = sum(tally.judged for tally in tallies)
    defects = sum(tally.defects for tally in tallies)
    rolled, total = report.rolled, report.total
    low, high = total.dpo_interval
    return [
        "One after another" if rolled is not None else "All",
        count(sum(tally.interactions for tally in tallies), locale),
        count(judged, locale),
        MISSING if rolled is None else say.percent(rolled.through, locale),
        MISSING if rolled is None else say.span(rolled.interval, locale),
        number(defects / judged, 3, locale) if judged else MISSING,
        say.dpmo(total.dpmo, locale),
        _ends((low * 1e6, high * 1e6), locale),
        say.sigma(total.sigma, total.sigma_interval, locale),
    ]


def _budget_row(one: Spending, locale: Locale | None) -> list[str]:
    made = one.budget
    figures = [MISSING] * 4
    if made is not None:
        low, high = (percent(end, locale) for end in made.used_interval)
        figures = [
            number(made.allowed, 1, locale),
            percent(made.used, locale),
            f"{low} to {high}",
            number(made.pace, 2, locale),
        ]
    return [
        _stage_of(one),
        plain(one.measure),
        spent.window_text(one.window),
        say.dpmo(one.tolerance_dpmo, locale),
        count(one.events, locale),
        *figures,
        spent.budget_sentence(one, locale),
    ]


def _ends(interval: tuple[float, float], locale: Locale | None) -> str:
    low, high = (number(end, 0, locale) for end in interval)
    return MISSING if low == MISSING else f"{low} to {high}"
