"""Other programs that judge individuals charts: how each is asked, and what it does.

None is part of this project; each is imported only when it is there.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from importlib import import_module

import numpy as np

from qc.core.arrays import Floats

Judge = Callable[[Floats], Floats]  # (k, m) values in, (m,) upper limits out


@dataclass(frozen=True, slots=True)
class Peer:
    """A program to compare with.

    `judge` imports it, and returns what judges a wall and gives the upper limits, so
    that it can be seen to do the same work.
    """

    package: str
    does: str
    judge: Callable[[], Judge]


def one_by_one(judge: Callable[[Floats], float]) -> Judge:
    """Make a judge of one series judge a wall."""
    return lambda values: np.array([judge(column) for column in values.T])


def shewhart() -> Judge:
    """Individuals and moving range chart in one call."""
    imr = import_module("shewhart").imr
    return one_by_one(lambda x: imr(x, rules="nelson").stats["i_ucl"])


def pycontrolcharts() -> Judge:
    """Individuals and moving range chart in one call."""
    calc = import_module("pycontrolcharts").calc_xmr
    return one_by_one(lambda x: calc(x.tolist())["ucl"].iloc[0])


def spc_lib() -> Judge:
    """Limits, then its rules on all points (by default it looks at the last 30)."""
    chart = import_module("spc_lib").IMRChart
    find = import_module("spc_lib.rules.western_electric").detect_violations

    def judge(x: Floats) -> float:
        fit = chart(x[:, None]).fit()
        sigma = (fit.ucl_main - fit.cl_main) / 3
        find(fit.stat_main, fit.cl_main, sigma, last_n=None)
        return float(fit.ucl_main)

    return one_by_one(judge)


def processbehavior() -> Judge:
    """Its rules know no strata, so charts come one by one."""
    pb, frame = import_module("processbehavior"), import_module("pandas").DataFrame

    def judge(x: Floats) -> float:
        table = frame({"y": x, "t": range(len(x))})
        done = pb.formulate(table, response="y", time="t").execute(chart="X")
        done.detect_signals(rules="all")
        return float(done.statistics("X")["upl"])

    return one_by_one(judge)


def processbehavior_strata() -> Judge:
    """One frame of all charts, as many strata."""
    pb, frame = import_module("processbehavior"), import_module("pandas").DataFrame

    def judge(values: Floats) -> Floats:
        k, m = values.shape
        names = [f"c{j:06d}" for j in range(m)]
        table = frame(
            {
                "y": values.T.ravel(),
                "t": np.tile(np.arange(k), m),
                "chart": np.repeat(names, k),
            }
        )
        study = pb.formulate(table, response="y", time="t", factors=["chart"])
        found = study.execute(chart="X", by=["chart"]).get_statistics("X")
        return np.array([found[name]["upl"] for name in names])

    return judge


def controlchartspy() -> Judge:
    """An i chart in a JavaScript engine, without its picture."""
    spc = import_module("controlchartspy").spc
    flags = dict.fromkeys(("astronomical", "shift", "trend", "two_in_three"), True)

    def judge(x: Floats) -> float:
        days = [date(2024, 1, 1) + timedelta(weeks=i) for i in range(len(x))]
        table = {"day": days, "y": x.tolist()}
        whole = {"outliers_in_limits": True}  # no screening of ranges
        how = {"spc_settings": whole, "outlier_settings": flags}
        return float(
            spc(table, "day", "y", return_objs="limits", **how).limits[0]["ul99"]
        )

    return one_by_one(judge)


PEERS = (
    Peer("shewhart", "X and mR limits, Nelson 1-8", shewhart),
    Peer("pycontrolcharts", "X and mR limits, Nelson 1-3, 5, 6", pycontrolcharts),
    Peer("processbehavior", "X limits, Western Electric 1-8", processbehavior),
    Peer("processbehavior", "X limits of all charts at once", processbehavior_strata),
    Peer("spc-lib", "X and mR limits, its rules 1-8 on X", spc_lib),
    Peer("controlchartspy", "X limits, its four rules", controlchartspy),
)
