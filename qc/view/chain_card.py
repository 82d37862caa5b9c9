"""One station of the chain as a card: its measure, a small control chart, value, n."""

from __future__ import annotations

from qc.review.assessment import Assessment
from qc.review.chain import Station
from qc.view.escape import markup
from qc.view.locales import Locale
from qc.view.marks import marks
from qc.view.numbers import MISSING, SPACE, count, scale_of
from qc.view.spark import Frame, sparkchart_svg
from qc.view.svg import coordinate
from qc.view.words import chain as say
from qc.view.words import chain_names as names
from qc.view.words import name
from qc.view.words.dates import day_month
from qc.view.words.ranges import usual_range

HEIGHT = 158
PAD = 14
_CHART = 62
_SPACE_OF_NAMES = ' xmlns="http://www.w3.org/2000/svg"'
_LETTER = 7.2  # pixels, of 14 px text


def card_svg(
    station: Station,
    place: tuple[float, float],
    width: int,
    locale: Locale | None = None,
) -> str:
    """Draw a station; one without data says what it lacks."""
    x, y = place
    chart = station.chart
    look = "" if chart is None else f" qc-{chart.variation}"
    parts = [
        f'<rect class="qc-card{look}" width="{width}" height="{HEIGHT}" rx="4"/>',
        _text(PAD, 26, names.NODES[station.node], "qc-title"),
    ]
    if chart is None or chart.chart is None or chart.newest < 0:
        parts += _nothing(station, width)
    else:
        parts += _chart(chart, width, locale)
    at = f"translate({coordinate(x)} {coordinate(y)})"
    return f'<g transform="{at}">{"".join(parts)}</g>'


def station_text(station: Station, locale: Locale | None = None) -> str:
    """Return the sentence of a station's card."""
    chart = station.chart
    if chart is None or chart.newest < 0 or chart.chart is None:
        return f"{names.NODES[station.node]}: {say.station_note(station)}"
    value = scale_of(chart, locale).value(float(chart.chart.value[chart.newest]))
    title = chart.measure.title
    return f"{names.NODES[station.node]}: {title} {value}, {name(chart.variation)}"


def _chart(one: Assessment, width: int, locale: Locale | None) -> list[str]:
    chart = one.chart
    if chart is None:
        return []
    scale, newest = scale_of(one, locale), one.newest
    frame = Frame(width=width - 2 * PAD, height=_CHART, points=26)
    picture = sparkchart_svg(chart, marks(one), target=one.target, frame=frame)
    picture = picture.replace(_SPACE_OF_NAMES, "")  # a picture within a page
    value = scale.value(float(chart.value[newest]))
    n = f"n{SPACE}{count(float(chart.n[newest]), locale)}"
    usual = usual_range(one, scale)
    foot = "" if usual == MISSING else f"usual {usual}"
    return [
        _text(width - PAD, 27, value, "qc-value", "end"),
        _text(PAD, 46, one.measure.title, "qc-quiet", room=width - 2 * PAD),
        f'<g transform="translate({PAD} 54)" aria-hidden="true">{picture}</g>',
        _text(PAD, HEIGHT - 14, foot, "qc-quiet"),
        _text(
            width - PAD,
            HEIGHT - 14,
            f"{day_month(chart.at[newest])} \u00b7 {n}",
            "qc-quiet",
            "end",
        ),
    ]


def _nothing(station: Station, width: int) -> list[str]:
    """Write what is lacking, in as many lines as fit."""
    lines = wrapped(say.station_note(station), int((width - 2 * PAD) / _LETTER))
    return [
        _text(PAD, 52 + 19 * row, line, "qc-quiet") for row, line in enumerate(lines)
    ][:6]


def wrapped(text: str, letters: int) -> list[str]:
    """Part a text into lines of at most so many letters, between words."""
    lines = [""]
    for word in text.split(" "):
        longer = f"{lines[-1]} {word}".strip()
        if len(longer) <= letters or not lines[-1]:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines


def _text(  # noqa: PLR0913 - what a line of text needs
    x: float,
    y: float,
    text: str,
    look: str,
    anchor: str = "start",
    *,
    room: float = 0.0,
) -> str:
    limit = int(room / _LETTER) if room else 80
    return (
        f'<text class="{look}" x="{coordinate(x)}" y="{coordinate(y)}" '
        f'text-anchor="{anchor}">{markup(text, limit=limit)}</text>'
    )
