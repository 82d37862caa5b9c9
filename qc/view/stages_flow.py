"""The flow of customers without a defect, drawn stage by stage as small pictures."""

from __future__ import annotations

from qc.review.stages import StagesReport, StageYield
from qc.view.locales import Locale
from qc.view.svg import coordinate, document, path
from qc.view.theme import COLOURS, LINE, Role
from qc.view.words import stages as say
from qc.view.words.names import name

WIDTH, HEIGHT = 240, 64
_TOP, _BOTTOM = 4.0, 60.0
_HATCH = 6


def flow_svgs(report: StagesReport, locale: Locale | None = None) -> tuple[str, ...]:
    """Draw for each stage how many customers come in, and leave, without a defect.

    The pictures join on: each begins at the height where the one before ends. Solid
    is without a defect, hatched is lost at this stage; a stage without data is a
    dashed outline. All are of one scale, the dotted line is everybody.

    Returns
    -------
    tuple of str
        Five SVG documents, in chain order.
    """
    before, drawn = 1.0, []
    for one in report.stages:
        drawn.append(_picture(one, before, locale))
        before = one.through
    return tuple(drawn)


def _picture(one: StageYield, before: float, locale: Locale | None) -> str:
    seen = bool(one.tally.judged)
    told = say.free_sentence(one, locale) if seen else say.NO_DATA
    title = f"{name(one.stage)}: {told}"
    left, right = _height(before), _height(one.through)
    curve = _curve(left, right)
    everybody = path(
        f"M0 {coordinate(_TOP)}H{WIDTH}",
        stroke=COLOURS[Role.COMMON],
        width="1",
        more=' stroke-dasharray="1 3"',
    )
    stream = f"M0 {coordinate(_BOTTOM)}V{coordinate(left)}{curve}V{_BOTTOM:g}Z"
    parts = [everybody]
    if seen:
        parts += [
            path(stream, fill=COLOURS[Role.COMMON], more=' fill-opacity=".45"'),
            path(f"M0 {coordinate(left)}{curve}", stroke=LINE, width="2"),
            path(_hatching(left, right), stroke=COLOURS[Role.CONCERN], width="1.5"),
        ]
    else:
        dashed = ' stroke-dasharray="6 4"'
        parts.append(path(stream, stroke=LINE, width="1", more=dashed))
    size = (WIDTH, HEIGHT)
    return document(parts, title=title, box=(0, 0, *size), size=size)


def _height(share: float) -> float:
    """Return where a share of everybody lies; 0 is the bottom line."""
    return _BOTTOM - (_BOTTOM - _TOP) * share


def _curve(left: float, right: float) -> str:
    """Return a smooth way down from the left edge to the right one."""
    middle = WIDTH // 2
    return f"C{middle} {coordinate(left)} {middle} {coordinate(right)} {WIDTH} " + (
        coordinate(right)
    )


def _hatching(left: float, right: float) -> str:
    """Return upright strokes from where everybody of this stage came in to the curve.

    The share of the way down at x = WIDTH * (t^3 - 1.5 t^2 + 1.5 t) is t^2 (3 - 2 t).
    """
    steps = WIDTH // _HATCH
    lines = []
    for i in range(1, steps + 1):
        t = i / steps
        x = WIDTH * (t**3 - 1.5 * t**2 + 1.5 * t)
        y = left + (right - left) * t * t * (3 - 2 * t)
        if y - left > 1:
            lines.append(f"M{coordinate(x)} {coordinate(left)}V{coordinate(y)}")
    return "".join(lines)
