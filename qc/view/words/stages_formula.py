"""The figures of the five stages: definitions, and formulas with their numbers."""

from __future__ import annotations

import math
from collections.abc import Iterator

from qc.review.stages import StagesReport, StageYield
from qc.view.locales import Locale
from qc.view.numbers import count, number, number_of
from qc.view.words.names import name
from qc.view.words.stages import dpmo, percent, sigma


def formulas(report: StagesReport, locale: Locale | None = None) -> Iterator[str]:
    """Give each figure's definition, and its formula with the numbers of the log."""
    one = report.weakest
    if one is None:
        return
    yield _first_pass(one, locale)
    yield _per_unit(one, locale)
    yield _per_million(one, report, locale)
    yield _sigma_level(one, report.shift, locale)
    if report.rolled is not None:
        yield _rolled(report, locale)
    yield (
        "Journeys: whole if all of their interactions lie in the days and the part of "
        "the log looked at, and all were judged. A journey is free if none of them is "
        "defective. What the stages by themselves would give: for each journey the "
        "product of the first-pass yields of its interactions, further attempts "
        "aside, then the mean over the journeys; more interactions leave less room to "
        "go free."
    )
    yield (
        "All intervals hold with 95 %: exact binomial (Clopper-Pearson) for shares, "
        "exact Poisson (Garwood) for defects per interaction, from both for the "
        "rolled yield (Zou-Donner)."
    )


def _first_pass(one: StageYield, locale: Locale | None) -> str:
    bad, n = count(one.tally.defectives, locale), count(one.tally.judged, locale)
    return (
        "First-pass yield: share of judged interactions without a defect; an "
        "interaction is judged by `defective`, else by `defects`. Further attempts "
        "(`attempt` above 1) are rework and mend no first pass. "
        f"{name(one.stage)}: 1 \u2212 {bad} / {n} = {percent(one.first_pass, locale)}."
    )


def _per_unit(one: StageYield, locale: Locale | None) -> str:
    defects, n = count(one.tally.defects, locale), count(one.tally.judged, locale)
    dpu = number(one.per_interaction.dpu, 3, locale)
    return f"Defects per interaction (DPU): {name(one.stage)}: {defects} / {n} = {dpu}."


def _per_million(one: StageYield, report: StagesReport, locale: Locale | None) -> str:
    tally = one.tally
    hits, chances = count(tally.hits, locale), count(tally.chances, locale)
    assumed = sum(tally.assumed for tally in report.tallies)
    told = ""
    if assumed:
        rows = number_of(assumed, "interaction does", "interactions do", locale)
        told = (
            f" {rows} not say how many opportunities there were (column "
            "`opportunities`) and count as one, all of their defects together."
        )
    value = dpmo(one.per_opportunity.dpmo, locale)
    return (
        "Defects per million opportunities (DPMO): "
        f"{name(one.stage)}: {count(10**6, locale)} \u00d7 {hits} / {chances} = "
        f"{value}.{told}"
    )


def _sigma_level(one: StageYield, shift: float, locale: Locale | None) -> str:
    figures = one.per_opportunity
    level = sigma(figures.sigma, figures.sigma_interval, locale)
    added = number(shift, 1, locale)
    plus = f" + {added}" if shift else ""
    return (
        "Sigma level: normal quantile of the share without a defect"
        f"{f', plus the shift of {added}' if shift else ', without any shift'}. "
        f"{name(one.stage)}: z(1 \u2212 {number(figures.dpo, 4, locale)}){plus} "
        f"= {level}."
    )


def _rolled(report: StagesReport, locale: Locale | None) -> str:
    seen = [one for one in report.stages if one.stage in report.rolled_over]
    factors = " \u00d7 ".join(percent(one.first_pass, locale) for one in seen)
    rolled = report.rolled
    through = math.nan if rolled is None else rolled.through
    return (
        f"Rolled throughput yield: product of the first-pass yields, {factors} = "
        f"{percent(through, locale)}. It takes the stages as independent."
    )
