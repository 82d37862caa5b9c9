"""The benchmark of repeat business fits what it says, in seconds for many customers."""

from __future__ import annotations

from qc.chain.btyd import Model
from tests.benchmarks import repeat_models


def test_ten_thousand_customers_are_fitted_in_seconds() -> None:
    """100,000 take some two seconds for the slowest model; the script says."""
    runs = list(repeat_models.ours(repeat_models.customers(10_000)))

    assert [run.model for run in runs] == list(Model)
    assert all(run.fitted + run.forecast < 4 for run in runs)
    reached = {run.model: run.reached for run in runs}
    assert max(reached, key=lambda model: reached[model]) is Model.PARETO_NBD
