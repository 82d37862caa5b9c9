"""All tables of what the charts promise, as Markdown.

    python -m tests.simulations [SERIES]

SERIES are made for each process (400); 10 times as many for the p-values. Seeded.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import numpy as np

from qc.core.kinds import ChartKind
from qc.core.ruleset import read_rule_sets
from qc.spc.charts import CHARTS
from tests.simulations import alarms, calibration, null_weeks
from tests.simulations.processes import PROCESSES, Process

SEED = 20261122
RULES = read_rule_sets(Path("data/rules.toml").read_text(encoding="utf-8"), "rules")
SHIFTED = (
    "normal values",
    "medians of 25 skewed times",
    "10 % of 30",
    "20 % of 300",
    "20 % of 300, variance x 7",
    "8 defects a week",
)
SHIFTS = (0.5, 1.0, 1.5, 2.0)
YEARS = 4


def main(many: int) -> Iterator[str]:
    """Yield the lines of all tables."""
    yield "## False alarms"
    yield from false_alarms(many)
    yield "\n## Planted shifts"
    yield from shifts(many // 2)
    yield "\n## One p-value a chart"
    yield from p_values(many * 10)
    yield "\n## Many charts, no cause"
    yield from weeks()


def false_alarms(many: int) -> Iterator[str]:
    """Yield a row for each process and chart."""
    yield from _head(["process", "chart", "a point", *(f"{name}" for name in RULES)])
    charts = tuple(kind for kind in CHARTS if kind is not ChartKind.RUN)
    for number, process in enumerate(PROCESSES.values()):
        found = alarms.rates(process, RULES, charts, many, SEED + number)
        for name, rate in found.items():
            weekly = (_percent(rate.weeks[each] / rate.series) for each in RULES)
            beyond = _percent(rate.beyond / rate.points if rate.points else np.nan)
            yield _row([process.name, _chart(process, name, rate), beyond, *weekly])


def shifts(many: int) -> Iterator[str]:
    """Yield a row for each process and size of shift."""
    yield from _head(["process", "shift", "rules", *_names("act, of", (1, 17, 300))])
    for name in SHIFTED:
        for size in SHIFTS:
            found = alarms.found(PROCESSES[name], size, RULES["default"], many, SEED)
            cells = (f"{_percent(f.power, 0)}, {f.delay:.1f}" for f in found.values())
            yield _row([name, f"{size} sigma", *cells])


def p_values(many: int) -> Iterator[str]:
    """Yield a row for each process and length of baseline: share over alpha."""
    alphas = _names("p <=", calibration.ALPHAS)
    yield from _head(["process", "baseline", "of", *alphas])
    for name, process in PROCESSES.items():
        for size in (12, 24, 50) if process.baseline < 50 else (70,):
            ours, sums = calibration.shares(process, size, many, SEED)
            for of, found in (("evidence", ours), ("CUSUM tail", sums)):
                if not np.isnan(found).any():
                    over = found / np.array(calibration.ALPHAS)
                    yield _row([name, str(size), of, *(f"{x:.2f}" for x in over)])


def weeks() -> Iterator[str]:
    """Yield a row for each simulated year of 300 charts."""
    yield from _head(["year", "weeks with anything to act on", "p <= 0.01, over 0.01"])
    for year in range(YEARS):
        p = null_weeks.evidence_of_a_year(SEED + year)
        found = null_weeks.listed(p)
        share, small = float(np.mean(found > 0)), np.mean(p <= 0.01) / 0.01
        yield _row([str(year + 1), _percent(share), f"{small:.2f}"])


def _chart(process: Process, name: str, rate: alarms.Rate) -> str:
    if name == alarms.AUTOMATIC:
        taken = (f"{kind} {_percent(n / rate.series, 0)}" for kind, n in _common(rate))
        return f"**automatic**: {', '.join(taken)}"
    return f"{name} (textbook)" if name == process.textbook else name


def _common(rate: alarms.Rate) -> list[tuple[str, int]]:
    return [(kind, n) for kind, n in rate.kinds.most_common() if n * 50 >= rate.series]


def _names(text: str, numbers: Sequence[float]) -> list[str]:
    return [f"{text} {number:g}" for number in numbers]


def _percent(share: float, decimals: int = 2) -> str:
    return "-" if np.isnan(share) else f"{100 * share:.{decimals}f} %"


def _head(names: Sequence[str]) -> Iterator[str]:
    yield ""
    yield _row(names)
    yield _row(["---"] * len(names))


def _row(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"


if __name__ == "__main__":
    for line in main(int(sys.argv[1]) if len(sys.argv) > 1 else 400):
        print(line, flush=True)  # noqa: T201
