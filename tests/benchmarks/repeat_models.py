"""How quickly are models of repeat business fitted, beside other programs?

    python -m tests.benchmarks.repeat_models [CUSTOMERS] [PYTHON]

PYTHON is an interpreter that has `lifetimes` and `lifelines`, which need an old
setuptools and an old pandas and are no part of this project. All fit the same simulated
customers, each program in one process; the times are processor seconds without imports.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from qc.chain.btyd import Model, fit, log_likelihood
from qc.chain.forecast import total
from qc.chain.forecasts import forecasts
from qc.chain.histories import Histories, histories
from qc.chain.logrank import compared
from qc.chain.purchases import Purchases
from qc.chain.repurchase import Second, second
from qc.core.arrays import Ints
from qc.core.survival import kept, waiting
from tests.chain.buyers import Shop, day, pareto

CUSTOMERS = 100_000
HORIZON = 90  # days of the total that is forecast

PEER = """
import json, sys, time, warnings
warnings.simplefilter("ignore")
import numpy as np
from lifetimes import BetaGeoFitter, ModifiedBetaGeoFitter, ParetoNBDFitter
told = np.load(sys.argv[1])
x, last, age = told["x"], told["last"] / 7, told["age"] / 7
peers = {"bg-nbd": BetaGeoFitter, "mbg-nbd": ModifiedBetaGeoFitter}
peers["pareto-nbd"] = ParetoNBDFitter
for name, peer in peers.items():
    start = time.process_time()
    found = peer().fit(x, last, age)
    took = time.process_time() - start
    print(json.dumps([name, took, [float(each) for each in found.params_]]), flush=True)
"""
"""A fit of each model: file of the customers."""

PEER_CURVES = """
import json, sys, time, warnings
warnings.simplefilter("ignore")
import numpy as np
from lifelines import KaplanMeierFitter
from lifelines.statistics import multivariate_logrank_test
told = np.load(sys.argv[1])
waited, came, group = told["waited"], told["came"], told["group"]
KaplanMeierFitter().fit(waited[:100], came[:100])
start = time.process_time()
curve = KaplanMeierFitter().fit(waited, came)
curved = time.process_time()
test = multivariate_logrank_test(waited, group, came)
print(json.dumps([curved - start, time.process_time() - curved,
    1 - float(curve.predict(90.0)), float(test.test_statistic)]))
"""
"""The curve of coming back and the log-rank test: file of the waiting times."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """One fit: processor seconds, and the log-likelihood it reached."""

    model: Model
    fitted: float
    forecast: float
    reached: float


SHOP = Shop(arrive=540, stay=(0.8, 140.0))


def bought(many: int, seed: int = 20261122) -> Purchases:
    """Return the purchases of simulated customers of a year and a half."""
    shop = replace(SHOP, customers=many)
    return pareto(shop, np.random.default_rng(seed))


def customers(many: int) -> Histories:
    """Return what the models know of them."""
    return histories(bought(many), day(SHOP.days))


def ours(some: Histories) -> Iterator[Run]:
    """Yield our fit of each model, and a total with its interval."""
    fit(some.take(np.arange(min(400, len(some)))))  # imports
    for model in Model:
        start = time.process_time()
        found = fit(some, model)
        fitted = time.process_time()
        total(found, some, HORIZON)
        yield Run(
            model=model,
            fitted=fitted - start,
            forecast=time.process_time() - fitted,
            reached=found.top.log_likelihood,
        )


def theirs(some: Histories, python: str) -> Iterator[tuple[Model, float, float]]:
    """Yield the seconds of the other program, and our likelihood of its parameters."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "customers.npz"
        np.savez(file, x=some.repeats, last=some.last, age=some.age)
        with subprocess.Popen(
            [python, "-c", PEER, str(file)], stdout=subprocess.PIPE, text=True
        ) as run:
            for line in run.stdout or ():
                name, took, params = json.loads(line)
                model, theta = Model(name), np.array(params)
                yield model, took, log_likelihood(theta, model, some)


@dataclass(frozen=True, slots=True, kw_only=True)
class Curved:
    """Processor seconds of the curve and the test, and what they say."""

    curve: float
    test: float
    by_day_90: float
    statistic: float

    def __str__(self) -> str:
        """Return it as a line."""
        return (
            f"curve {self.curve:.3f} s, test {self.test:.3f} s, back by day 90 "
            f"{self.by_day_90:.6f}, log-rank {self.statistic:.4f}"
        )


def our_curves(some: Second, group: Ints) -> Curved:
    """Return our curve of coming back, and the test between groups."""
    compared(some.waited[:100], some.came[:100], group[:100])  # imports
    start = time.process_time()
    curve = waiting(some.waited, some.came)
    curved = time.process_time()
    test = compared(some.waited, some.came, group)
    return Curved(
        curve=curved - start,
        test=time.process_time() - curved,
        by_day_90=kept(curve, 90.0).share,
        statistic=test.statistic,
    )


def their_curves(some: Second, group: Ints, python: str) -> Curved:
    """Return those of the other program."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "waited.npz"
        np.savez(file, waited=some.waited, came=some.came, group=group)
        ran = subprocess.run(
            [python, "-c", PEER_CURVES, str(file)],
            capture_output=True,
            text=True,
            check=True,
        )
    curve, test, share, statistic = json.loads(ran.stdout)
    return Curved(curve=curve, test=test, by_day_90=share, statistic=statistic)


def whole(found: Purchases) -> Iterator[str]:
    """Yield what the page asks for in all: three models, fan, past days; curves."""
    start = time.process_time()
    made = forecasts(found, found.day.max())
    yield (
        f"three models, totals, fan and {len(made.tried.trials)} past days: "
        f"{time.process_time() - start:.2f} s"
    )


def main(many: int, python: str = "") -> Iterator[str]:
    """Yield the lines of a table."""
    some, found = customers(many), bought(many)
    again = second(found, found.day.max())
    group = again.customer % 6
    yield f"ours: {our_curves(again, group)}"
    if python:
        yield f"lifelines: {their_curves(again, group, python)}"
    yield from whole(found)
    yield f"{len(some):,} customers, {int(some.repeats.sum()):,} repeat purchases"
    for run in ours(some):
        yield (
            f"{run.model:11} fit {run.fitted:6.2f} s, total {run.forecast:5.2f} s, "
            f"log-likelihood {run.reached:,.3f}"
        )
    for model, took, reached in theirs(some, python) if python else ():
        yield f"{model:11} lifetimes {took:6.2f} s, log-likelihood {reached:,.3f}"


if __name__ == "__main__":
    asked = [int(sys.argv[1]) if len(sys.argv) > 1 else CUSTOMERS, *sys.argv[2:3]]
    for line in main(*asked):  # type: ignore[arg-type]
        print(line, flush=True)  # noqa: T201
