"""Small multiples: the parts of a measure side by side, all on one scale.

One piece of HTML for all of them, each picture an inline SVG: no script, no font, no
reference but the links to the parts. Colours follow the theme of the page.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from qc.core.arrays import Bools, Floats
from qc.core.charts import ControlChart
from qc.core.kinds import Variation
from qc.review.strata import Strata, Stratum
from qc.spc.multiplicity import Tier
from qc.view.escape import markup
from qc.view.geometry import drawn, stretches
from qc.view.locales import Locale
from qc.view.marks import marks
from qc.view.numbers import Scale, number_of, scale_of, tick
from qc.view.strata_scale import (
    HEIGHT,
    LEFT,
    RIGHT,
    WIDTH,
    OneScale,
    borders_of,
    days_of,
    level_ticks,
    one_scale,
)
from qc.view.svg import coordinate, document, dots, path, steps
from qc.view.theme import COLOURS, LINE, ROLE_OF, SHAPE_OF, TARGET_DASH, Role, Shape
from qc.view.words import sentence
from qc.view.words.dates import day_month
from qc.view.words.strata import MARKS

STRATA_CSS = """
.qc-strata{display:grid;gap:1rem 1.2rem;margin:.2rem 0 .6rem;
 grid-template-columns:repeat(auto-fill,minmax(min(100%,320px),1fr))}
.qc-strata figure{margin:0;border-top:3px solid var(--qc-hairline);padding-top:.45rem}
.qc-strata figure[data-tier=act]{border-top-color:var(--qc-mark-concern)}
.qc-strata figure[data-tier=watch]{border-top-color:var(--qc-mark-common)}
.qc-strata figcaption{display:flex;gap:.5rem;align-items:baseline;flex-wrap:wrap}
.qc-strata figcaption b,.qc-strata figcaption a{font-weight:600;
 color:var(--qc-ink)!important}
.qc-strata figcaption a{text-decoration:underline;text-underline-offset:3px}
.qc-strata figcaption span{color:var(--qc-quiet);font-size:.9rem}
.qc-strata figcaption em{font-style:normal;font-weight:600;font-size:.9rem;
 margin-left:auto}
.qc-strata svg{display:block;width:100%;height:auto}
.qc-strata text{font-size:14px;fill:var(--qc-quiet);font-family:var(--qc-sans)}
.qc-strata p{font-size:.9rem;margin:.1rem 0 0;color:var(--qc-quiet)}
"""
"""Belongs on the page once; no data ever enters this text."""

_GREY = COLOURS[Role.COMMON]
_CROSS = "-3.2-3.2l6.4 6.4m0-6.4l-6.4 6.4"
_SHAPES = {
    Shape.UP: "0-3.2l3.2 5.5h-6.4z",
    Shape.DOWN: "0 3.2l3.2-5.5h-6.4z",
    Shape.DIAMOND: "0-3.4l3.4 3.4-3.4 3.4-3.4-3.4z",
}
_NEWEST = {
    Shape.UP: "0-5l5 8.6h-10z",
    Shape.DOWN: "0 5l5-8.6h-10z",
    Shape.DIAMOND: "0-5.4l5.4 5.4-5.4 5.4-5.4-5.4z",
}


def strata_html(
    found: Strata,
    called: Mapping[str, str],
    links: Mapping[str, str],
    locale: Locale | None = None,
) -> str:
    """Draw all parts on one scale, surest first.

    Parameters
    ----------
    found : Strata
    called : dict of name -> label
    links : dict of name -> address
        Where the title of a part leads; without one it is plain text.
    locale : Locale, optional

    Returns
    -------
    str
        One ``<div>``; everything that came from a log is escaped. Needs `STRATA_CSS`.
        Empty where nothing can be drawn.
    """
    charts = [one.assessment.chart for one in found.parts]
    scale = one_scale([each for each in charts if each is not None], found.whole.target)
    if scale is None:
        return ""
    shown = scale_of(found.whole, locale)
    cells = [
        _cell(one, called[one.name], links.get(one.name, ""), _Plot(one, scale, shown))
        for one in found.parts
    ]
    return f'<div class="qc-strata">{"".join(cells)}</div>'


def _cell(one: Stratum, name: str, link: str, plot: _Plot) -> str:
    title, said = markup(name), sentence(one.assessment, plot.shown.locale)
    head = f'<a href="{markup(link, limit=4000)}" target="_self">{title}</a>'
    cases = number_of(one.n, "case", "cases", plot.shown.locale)
    tier = one.verdict.tier
    mark = "" if tier is Tier.NONE else f"<em>{markup(MARKS[tier])}</em>"
    return (
        f'<figure data-tier="{tier}"><figcaption>{head if link else f"<b>{title}</b>"}'
        f"<span>{markup(cases)}</span>{mark}</figcaption>{plot.svg(f'{name}: {said}')}"
        f"<p>{markup(said)}</p></figure>"
    )


class _Plot:
    """One part in the pixels that all parts share."""

    def __init__(self, one: Stratum, scale: OneScale, shown: Scale) -> None:
        self.assessment, self.scale, self.shown = one.assessment, scale, shown
        self.chart = one.assessment.chart

    def svg(self, title: str) -> str:
        parts = [self.axes(), self.target()]
        if self.chart is not None:
            parts += [self.limits(self.chart), self.trace(self.chart)]
            parts.append(self.points(self.chart))
        return document(
            parts, title=title, box=(0, 0, WIDTH, HEIGHT), size=(WIDTH, HEIGHT)
        )

    def axes(self) -> str:
        """Draw few round values, and the first and last day, alike in every picture."""
        scale, shown = self.scale, self.shown
        ticks = level_ticks(scale.low * shown.factor, scale.high * shown.factor)
        ends = [np.datetime64(round(day), "D") for day in (scale.first, scale.last)]
        right = WIDTH - RIGHT
        lines, labels = "", ""
        for value in ticks:
            y = coordinate(scale.y(value / shown.factor))
            lines += f"M{LEFT} {y}H{right}"
            text = markup(tick(value, shown.locale))
            labels += f'<text x="{LEFT - 6}" y="{y}" dy="5" text-anchor="end">'
            labels += f"{text}{markup(shown.suffix)}</text>"
        for x, side, day in ((LEFT, "start", ends[0]), (right, "end", ends[1])):
            labels += f'<text x="{x}" y="{HEIGHT - 6}" text-anchor="{side}">'
            labels += f"{markup(f'{day_month(day)} {str(day)[:4]}')}</text>"
        faint = ' stroke-opacity=".22"'
        return path(lines, stroke=_GREY, width="1", more=faint) + labels

    def target(self) -> str:
        target = self.assessment.target
        if target is None:
            return ""
        line = f"M{LEFT} {coordinate(self.scale.y(target))}H{WIDTH - RIGHT}"
        dashed = f' stroke-dasharray="{TARGET_DASH}"'
        return path(line, stroke=COLOURS[Role.TARGET], width="1.6", more=dashed)

    def limits(self, chart: ControlChart) -> str:
        """Shade the usual range of each phase; draw its limits and centre line."""
        lower, upper, centre = drawn(chart)
        either = lower | upper
        low = np.where(lower, chart.lower, self.scale.low)
        high = np.where(upper, chart.upper, self.scale.high)
        band = "".join(
            f"{there}L{back[1:]}Z"
            for there, back in zip(
                self.line(chart, high, either),
                self.line(chart, low, either, back=True),
                strict=True,
            )
        )
        lines = self.line(chart, chart.lower, lower & self.inside(chart.lower))
        lines += self.line(chart, chart.upper, upper & self.inside(chart.upper))
        return (
            path(band, fill=_GREY, more=' fill-opacity=".14"')
            + path("".join(lines), stroke=_GREY, width=".8")
            + path(
                "".join(self.line(chart, chart.centre, centre)), stroke=_GREY, width="1"
            )
        )

    def inside(self, line: Floats) -> Bools:
        with np.errstate(invalid="ignore"):
            found: Bools = (line >= self.scale.low) & (line <= self.scale.high)
        return found

    def line(
        self, chart: ControlChart, line: Floats, where: Bools, *, back: bool = False
    ) -> list[str]:
        borders = borders_of(chart, self.scale)
        found = []
        for a, b in stretches(where, chart.phase):
            x, y = borders[a : b + 1], [self.scale.y(v) for v in line[a:b].tolist()]
            found.append(steps(x[::-1], y[::-1]) if back else steps(x, y))
        return found

    def places(self, chart: ControlChart) -> list[tuple[float, float]]:
        scale = self.scale
        pairs = zip(days_of(chart), chart.value.tolist(), strict=True)
        return [(scale.x(day), scale.y(v)) for day, v in pairs]

    def trace(self, chart: ControlChart) -> str:
        """Join the points; the line breaks at missing and excluded ones."""
        shown = np.isfinite(chart.value) & ~chart.excluded
        at = [f"{coordinate(x)} {coordinate(y)}" for x, y in self.places(chart)]
        line = "".join(
            "M" + "L".join(at[a:b])
            for a, b in stretches(shown, np.zeros_like(chart.phase))
            if b - a > 1
        )
        return path(line, stroke=LINE, width="1.2", more=' stroke-linejoin="round"')

    def points(self, chart: ControlChart) -> str:
        """Draw signals by shape, crosses for points left out, the newest as a dot."""
        places, meaning = self.places(chart), marks(self.assessment)
        seen = np.isfinite(chart.value)
        out = [places[i] for i in np.flatnonzero(seen & chart.excluded).tolist()]
        text = path(dots(out, _CROSS), stroke=_GREY, width="1.4")
        for i in np.flatnonzero(seen & ~chart.excluded).tolist():
            newest = i == self.assessment.newest
            text += _mark(places[i], meaning[i], newest=newest)
        return text


def _mark(place: tuple[float, float], icon: Variation, *, newest: bool) -> str:
    shape, colour = SHAPE_OF[icon], COLOURS[ROLE_OF[icon]]
    if shape is Shape.CIRCLE:
        if not newest:
            return ""
        return path(
            dots([place], "0 0h0"),
            stroke=LINE,
            width="7",
            more=' stroke-linecap="round"',
        )
    fill = "none" if shape.is_open else colour
    outline = (_NEWEST if newest else _SHAPES)[shape.solid]
    return path(dots([place], outline), fill=fill, stroke=colour, width="1.3")
