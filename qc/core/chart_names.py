"""What the field calls each chart, in words and in refusals alike."""

from __future__ import annotations

from collections.abc import Mapping

from qc.core.kinds import ChartKind

CHART_NAMES: Mapping[ChartKind, str] = {
    ChartKind.P: "p chart",
    ChartKind.P_PRIME: "p\u2032 chart",
    ChartKind.P_PRIME_PROBABILITY: "p\u2032 chart by probability",
    ChartKind.P_PRIME_CORRECTED: "p\u2032 chart with memory",
    ChartKind.NP: "np chart",
    ChartKind.U: "u chart",
    ChartKind.U_PRIME: "u\u2032 chart",
    ChartKind.U_PRIME_PROBABILITY: "u\u2032 chart by probability",
    ChartKind.U_PRIME_CORRECTED: "u\u2032 chart with memory",
    ChartKind.C: "c chart",
    ChartKind.WEEKDAY: "weekday chart",
    ChartKind.XMR: "XmR chart",
    ChartKind.XMR_MEDIAN: "XmR chart, median range",
    ChartKind.XMR_SCREENED: "XmR chart, screened ranges",
    ChartKind.XMR_NHS: "XmR chart as the NHS draws it",
    ChartKind.XMR_CORRECTED: "XmR chart with memory",
    ChartKind.RESIDUALS: "residual chart",
    ChartKind.MR: "mR chart",
    ChartKind.XBAR: "X-bar and S chart",
    ChartKind.XBAR_R: "X-bar and R chart",
    ChartKind.THREE_WAY: "three-way chart",
    ChartKind.R: "R chart",
    ChartKind.S: "S chart",
    ChartKind.T: "t chart",
    ChartKind.G: "g chart",
    ChartKind.EWMA: "EWMA chart",
    ChartKind.MOVING_AVERAGE: "moving average chart",
    ChartKind.CUSUM: "CUSUM chart",
    ChartKind.CUSUM_FAST: "CUSUM chart with head start",
    ChartKind.RARE_CUSUM: "CUSUM of rare defects",
    ChartKind.SHORT_RUN: "short-run chart",
    ChartKind.T2: "T\u00b2 chart",
    ChartKind.MEWMA: "MEWMA chart",
    ChartKind.RUN: "Run chart",
}

_AN = ("EWMA", "R ", "S ", "X", "mR", "np")
"""Names that begin with the sound of a vowel."""


def a_chart(kind: ChartKind, *, begins: bool = False) -> str:
    """Return a chart with its article: "an EWMA chart"; "An ..." where it begins."""
    name = "run chart" if kind is ChartKind.RUN else CHART_NAMES[kind]
    article = "an" if name.startswith(_AN) else "a"
    return f"{article.capitalize() if begins else article} {name.partition(',')[0]}"
