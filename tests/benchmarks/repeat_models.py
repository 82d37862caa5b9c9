"""How quickly are models of repeat business fitted, beside another program?

    python -m tests.benchmarks.repeat_models [CUSTOMERS] [PYTHON]

PYTHON is an interpreter that has `lifetimes`, which needs an old setuptools and is no
part of this project. Both fit the same simulated customers, each in one process; the
times are processor seconds without imports.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from qc.chain.btyd import Model, fit, log_likelihood
from qc.chain.forecast import total
from qc.chain.histories import Histories, histories
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """One fit: processor seconds, and the log-likelihood it reached."""

    model: Model
    fitted: float
    forecast: float
    reached: float


def customers(many: int, seed: int = 20261122) -> Histories:
    """Return simulated customers of a year and a half."""
    shop = Shop(customers=many, arrive=540, stay=(0.8, 140.0))
    return histories(pareto(shop, np.random.default_rng(seed)), day(shop.days))


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


def main(many: int, python: str = "") -> Iterator[str]:
    """Yield the lines of a table."""
    some = customers(many)
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
