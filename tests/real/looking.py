"""Short ways to ask a loaded log, and to hold a chart against a fact."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import pytest

from qc.core.charts import PhasePlan
from qc.core.kinds import ChartKind, ChartWarning, Period
from qc.core.series import Counts
from qc.review.assessment import Assessment
from qc.spc import proportion
from qc.spc.limits import Limits
from qc.store.summary import Summary
from qc.workspace import Lens, Workspace
from qc.workspace.lens import Filters
from qc.workspace.loading import LoadReport

Facts = dict[str, Any]
ALL_POINTS = PhasePlan(freeze=None)
D2_OF_THE_FACTS, D2 = 1.128, 2 / np.sqrt(np.pi)
LIMITS_FIRM = 24
"""Points: with fewer, limits are trial limits."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Real:
    """A loaded file."""

    workspace: Workspace
    report: LoadReport
    first: np.datetime64 | None = None

    def assess(
        self,
        measure: str,
        filters: Filters = (),
        by: Period | None = None,
        chart: ChartKind | None = None,
    ) -> Assessment:
        lens = Lens(
            plan=ALL_POINTS,
            keep_partial=True,
            filters=filters,
            by=by,
            chart=chart,
            first=self.first,
        )
        return self.workspace.assess(measure, lens)

    def counts(
        self, measure: str, filters: Filters = (), by: Period | None = None
    ) -> Counts:
        series = self.assess(measure, filters, by).series
        assert isinstance(series, Counts)
        return series

    def total(self, measure: str, filters: Filters = ()) -> tuple[int, int]:
        """Events and opportunities of the whole log."""
        series = self.counts(measure, filters)
        return int(series.events.sum()), int(series.opportunities.sum())

    def summary(self, measure: str, **lens: Any) -> Summary:  # noqa: ANN401
        return self.workspace.summary(measure, Lens(**lens))

    def rows(self, *columns: str) -> list[tuple[Any, ...]]:
        """Values of the log as they were kept."""
        warehouse = self.workspace.warehouse
        log = warehouse.log().rows(columns)
        return warehouse.fetch(f"SELECT {', '.join(columns)} FROM {log}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """Which chart a fact is of."""

    measure: str
    filters: Filters = ()
    by: Period | None = None


def check_chart(real: Real, asked: Question, fact: Facts) -> None:
    """Hold a p chart against a fact: subgroups, centre line, limits."""
    series = real.counts(asked.measure, asked.filters, asked.by)
    check_subgroups(series, fact)
    laney = proportion.estimate(series, overdispersed=True, widen_only=False)
    assert laney.centre == pytest.approx(fact["p_bar"], abs=5e-7)
    in_their_unit = laney.spread * D2 / D2_OF_THE_FACTS
    assert in_their_unit == pytest.approx(fact["sigma_z_laney"], abs=5.1e-5)
    plain = proportion.estimate(series)
    for baseline, key in ((plain, "p"), (laney, "laney")):
        chart = proportion.chart(series, baseline, limits=Limits.SIGMA)
        assert int(chart.beyond.sum()) == fact[f"outside_3_sigma_{key}"]
    for kind in (ChartKind.P, ChartKind.P_PRIME):
        check_product(real, asked, fact, kind)


def check_subgroups(series: Counts, fact: Facts) -> None:
    full = ~series.missing
    assert int(full.sum()) == fact["count"]
    assert fact["empty_dropped"] == 0
    assert series.n[full].min() == fact["n_min"]
    assert series.n[full].max() == fact["n_max"]
    assert series.events.sum() == fact["defects"]
    assert series.opportunities.sum() == fact["opportunities"]
    for i, (label, opportunities, defects) in enumerate(fact["first_subgroups"]):
        assert their_label(series.at[i], fact["subgroups"]) == label
        assert (series.n[i], series.events[i]) == (opportunities, defects)


def their_label(start: np.datetime64, subgroups: str) -> str:
    """Weeks are labelled by their Sunday there, by their Monday here."""
    return str(start + np.timedelta64(6 if subgroups == "W" else 0, "D"))


def check_product(real: Real, asked: Question, fact: Facts, kind: ChartKind) -> None:
    """Hold the chart that people see against a fact."""
    seen = real.assess(asked.measure, asked.filters, asked.by, kind)
    assert seen.chart is not None
    few = fact["count"] < LIMITS_FIRM
    assert (ChartWarning.TRIAL_LIMITS in seen.warnings) == few
    assert seen.chart.kind is kind
    (baseline,) = seen.chart.baselines
    assert baseline.centre == pytest.approx(fact["p_bar"], abs=5e-7)
    spread, outside = 1.0, "outside_3_sigma_p"
    if kind is ChartKind.P_PRIME:
        spread = max(1.0, fact["sigma_z_laney"] * D2_OF_THE_FACTS / D2)
        outside = "outside_3_sigma_laney"
    assert baseline.spread == pytest.approx(spread, rel=5e-4)
    assert int(seen.chart.beyond.sum()) == fact[outside]


def check_summary(found: Summary, fact: Facts) -> None:
    """Hold times against a fact, which is rounded to five decimals."""
    assert found.n == fact["n"]
    assert found.median == pytest.approx(fact["median_h"], abs=5.1e-6)
    assert found.p90 == pytest.approx(fact["p90_h"], abs=5.1e-6)
    assert found.mean == pytest.approx(fact["mean_h"], abs=5.1e-6)
    assert found.zero == fact.get("zero", found.zero)
    assert found.negative == fact.get("negative", found.negative)
