"""Charts by the names of the field, with the article that is spoken before them."""

from __future__ import annotations

import pytest

from qc.core.chart_names import CHART_NAMES, a_chart
from qc.core.kinds import ChartKind

AN = {
    *(ChartKind.NP, ChartKind.MR, ChartKind.R, ChartKind.S, ChartKind.EWMA),
    *(ChartKind.XBAR, ChartKind.XBAR_R, ChartKind.XMR, ChartKind.XMR_MEDIAN),
    *(ChartKind.XMR_SCREENED, ChartKind.XMR_NHS, ChartKind.XMR_CORRECTED),
}


@pytest.mark.parametrize("kind", ChartKind, ids=str)
def test_every_chart_has_a_name_and_an_article(kind: ChartKind) -> None:
    assert kind in CHART_NAMES
    assert a_chart(kind).startswith("an " if kind in AN else "a ")


def test_as_in_a_sentence() -> None:
    assert a_chart(ChartKind.EWMA, begins=True) == "An EWMA chart"
    assert a_chart(ChartKind.CUSUM, begins=True) == "A CUSUM chart"
    assert a_chart(ChartKind.RUN) == "a run chart"
    assert a_chart(ChartKind.XMR_MEDIAN) == "an XmR chart"
