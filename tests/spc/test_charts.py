"""The register of charts: one method a kind, and a refusal that helps."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from qc.core.errors import InvalidSeries
from qc.core.kinds import ChartKind
from qc.core.series import Series
from qc.spc.charts import CHARTS, METHODS, method_for
from tests.builders import counts, samples, values
from tests.spc.makers import gaps, normal

COUNTS = counts([5, 6, 4, 7], of=50)
VALUES = values(normal(4, 1) ** 2)
GAPS = gaps([3.0, 4.0, 8.0, 2.0])
SAMPLES = samples([[1, 2, 3], [2, 4], [3, 3, 4, 5], [2, 1]])
ACROSS = {ChartKind.SHORT_RUN, ChartKind.T2, ChartKind.MEWMA}
DAILY = replace(
    counts([5, 6, 4, 7] * 20, of=50),
    at=np.datetime64("2024-01-01") + np.arange(80) * np.timedelta64(1, "D"),
)
ALL = [COUNTS, VALUES, GAPS, SAMPLES]


def test_every_kind_has_its_method() -> None:
    assert set(CHARTS) | ACROSS == set(ChartKind)


@pytest.mark.parametrize("series", ALL, ids=["c", "v", "g", "s"])
@pytest.mark.parametrize("kind", METHODS)
def test_a_method_draws_its_own_kind_of_what_it_takes(
    kind: ChartKind, series: Series
) -> None:
    if not isinstance(series, METHODS[kind].takes):
        with pytest.raises(InvalidSeries):
            method_for(kind, series)
        return
    method = method_for(kind, series)
    if method.seasonal:
        series = DAILY

    chart = method.chart(series, method.estimate(series), width=3.0)

    assert chart.kind is kind
    assert len(chart) == len(series)


def test_a_chart_that_does_not_suit_the_measure() -> None:
    with pytest.raises(InvalidSeries) as refused:
        method_for(ChartKind.P, VALUES)

    assert str(refused.value) == (
        "A p chart needs counts of events and opportunities; this measure gives one "
        "value per period. Remove `chart` from its card, or choose xmr or run."
    )
