"""Pictures of the goodwill ledger: one week as an account, the balance over time."""

from __future__ import annotations

import plotly.graph_objects as go

from qc.chain.company import date_of
from qc.chain.ledger import DEPOSITS, WITHDRAWALS, Ledger
from qc.chain.ledger_events import Line
from qc.core.arrays import Floats
from qc.review.ledger import GoodwillReport
from qc.view.compare_layout import FONT_SIZE, Trace, area, layout, over
from qc.view.ledger_frames import account_of
from qc.view.locales import Locale
from qc.view.pareto_chart import rows_layout
from qc.view.theme import COLOURS, Palette, Role, palette
from qc.view.words import ledger as say
from qc.view.words.rates import amount

RUNNING_HEIGHT = 380
RECENT = 52  # weeks drawn
_ROLES = {**dict.fromkeys(DEPOSITS, Role.IMPROVEMENT), Line.CHURN: Role.CONCERN}
_ROLES[Line.BROKEN] = Role.CONCERN


def week_figure(
    found: GoodwillReport,
    unit: str,
    week: int,
    *,
    dark: bool = False,
    locale: Locale | None = None,
) -> go.Figure:
    """Draw one week from opening to closing, each line where the last one ended.

    Deposits are plain, withdrawals hatched; every mark says its number.
    """
    tones, account = palette(dark=dark), account_of(found, unit)
    bars = _bars(account, week)
    names = [say.OPENING, *(name for name, *_ in bars), say.CLOSING]
    drawn = rows_layout(tones, names, locale)
    at = float(account.opening[week]), float(account.closing[week])
    ends = [*at, *(base + size for _, base, size, _ in bars)]
    low, high = min(ends), max(ends)
    room = 0.24 * ((high - low) or 1.0)  # for the numbers beside the bars
    drawn["xaxis"] |= {"range": [low - room, high + room], "nticks": 5}
    drawn["xaxis"] |= {"tickformat": ","}
    traces = [
        _balances(at, len(names) - 1, tones, locale),
        _waterfall(bars, tones, locale),
    ]
    return go.Figure({"data": traces, "layout": drawn})


Bar = tuple[str, float, float, Line]  # name, where it begins, length, line


def _bars(account: Ledger, week: int) -> list[Bar]:
    at, bars = float(account.opening[week]), []
    for line in Line:
        size = float(account.line(line)[week]) * (1 if line in DEPOSITS else -1)
        bars.append((say.LINES[line], at, size, line))
        at += size
    return bars


def _balances(
    at: tuple[float, float], last: int, tones: Palette, locale: Locale | None
) -> Trace:
    """Mark opening and closing; no bars, since the axis need not begin at 0."""
    return {
        "type": "scatter",
        "mode": "markers+text",
        "x": list(at),
        "y": [0, last],
        "text": [f"  {amount(value, locale)}" for value in at],
        "textposition": "middle right",
        "textfont": {"color": tones.ink, "size": FONT_SIZE},
        "marker": {"symbol": "diamond", "size": 13, "color": tones.ink},
        "cliponaxis": False,
        "hoverinfo": "skip",
        "showlegend": False,
    }


def _waterfall(bars: list[Bar], tones: Palette, locale: Locale | None) -> Trace:
    texts = [say.changed(line, abs(size), locale) for _, _, size, line in bars]
    return {
        "type": "bar",
        "orientation": "h",
        "y": list(range(1, len(bars) + 1)),
        "base": [base for _, base, _, _ in bars],
        "x": [size for _, _, size, _ in bars],
        "width": 0.62,
        "text": texts,
        "textposition": "outside",
        "textfont": {"color": tones.ink, "size": FONT_SIZE},
        "cliponaxis": False,
        "marker": {
            "color": [COLOURS[_ROLES[line]] for *_, line in bars],
            "line": {"color": tones.line, "width": 1},
            "pattern": {
                "shape": ["/" if line in WITHDRAWALS else "" for *_, line in bars],
                "fgcolor": tones.paper,
                "size": 7,
                "solidity": 0.3,
            },
        },
        "hoverinfo": "skip",
        "showlegend": False,
    }


def running_figure(
    found: GoodwillReport,
    unit: str,
    *,
    dark: bool = False,
    locale: Locale | None = None,
) -> go.Figure:
    """Draw the balance of the last year, and below it what was paid in and drawn.

    In money, a band shows how far the balance lies apart within the ranges of the
    rates.
    """
    tones = palette(dark=dark)
    account = account_of(found, unit).last(RECENT)
    days = [str(date_of(float(day))) for day in account.start]
    paid, drawn = account.sums(DEPOSITS), account.sums(WITHDRAWALS)
    traces: list[Trace] = [
        *_band(found, unit, days),
        _line(days, account.closing, tones),
        _flow(days, paid, say.PAID, Role.IMPROVEMENT),
        _flow(days, -drawn, say.DRAWN, Role.CONCERN),
    ]
    drawn_layout = layout(tones, locale, 16) | {"height": RUNNING_HEIGHT}
    drawn_layout["xaxis"] |= {"type": "date", "anchor": "y2"}
    axis = {**drawn_layout["yaxis"], "nticks": 4, "tickformat": ","}
    drawn_layout["yaxis"] = {**axis, "domain": [0.46, 1]}
    zero = {"zeroline": True, "zerolinecolor": tones.hairline}
    drawn_layout["yaxis2"] = {**axis, **zero, "domain": [0, 0.34], "anchor": "x"}
    drawn_layout |= {"barmode": "relative", "bargap": 0.25}
    drawn_layout["annotations"] = [
        over(say.CLOSING, 1.0, tones),
        over(say.FLOWS, 0.34, tones),
    ]
    return go.Figure({"data": traces, "layout": drawn_layout})


def _line(days: list[str], closing: Floats, tones: Palette) -> Trace:
    return {
        "type": "scatter",
        "mode": "lines",
        "x": days,
        "y": closing.tolist(),
        "line": {"color": tones.ink, "width": 2.2},
        "hovertemplate": "%{x|%d %b %Y}: %{y:,.0f}<extra></extra>",
        "showlegend": False,
    }


def _flow(days: list[str], values: Floats, name: str, role: Role) -> Trace:
    return {
        "type": "bar",
        "name": name,
        "x": days,
        "y": values.tolist(),
        "yaxis": "y2",
        "marker": {"color": COLOURS[role]},
        "hovertemplate": f"%{{x|%d %b %Y}}, {name.lower()}: %{{y:,.0f}}<extra></extra>",
        "showlegend": False,
    }


def _band(found: GoodwillReport, unit: str, days: list[str]) -> list[Trace]:
    kept = found.money
    if unit != say.MONEY or kept is None:
        return []
    low = kept.low.last(RECENT).closing.tolist()
    high = kept.high.last(RECENT).closing.tolist()
    return [area(days, low, high)]
