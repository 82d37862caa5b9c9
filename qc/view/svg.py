"""Small pieces of SVG text: paths, steps, the frame around them, data URIs."""

from __future__ import annotations

import base64
from collections.abc import Iterable, Sequence

from qc.view.escape import markup

MAX_TITLE = 400


def coordinate(number: float) -> str:
    """Return a coordinate with at most one decimal."""
    return f"{number:.1f}".removesuffix(".0")


def path(
    d: str, *, fill: str = "none", stroke: str = "", width: str = "", more: str = ""
) -> str:
    """Return a path element; nothing where there is nothing to draw."""
    if not d:
        return ""
    line = f' stroke="{stroke}" stroke-width="{width}"' if stroke else ""
    return f'<path d="{d}" fill="{fill}"{line}{more}/>'


def steps(x: Sequence[float], y: Sequence[float]) -> str:
    """Return a stepped line: level ``y[i]`` from ``x[i]`` to ``x[i + 1]``."""
    parts = [f"M{coordinate(x[0])} {coordinate(y[0])}"]
    for i in range(1, len(y)):
        if y[i] != y[i - 1]:
            parts.append(f"H{coordinate(x[i])}V{coordinate(y[i])}")
    parts.append(f"H{coordinate(x[-1])}")
    return "".join(parts)


def dots(places: Iterable[tuple[float, float]], shape: str) -> str:
    """Return one path that draws a shape, given relative to its middle, at each place.

    The shape continues a relative move, as in "0-4l4 7h-8z".
    """
    return "".join(f"M{coordinate(x)} {coordinate(y)}m{shape}" for x, y in places)


def document(
    parts: Iterable[str], *, title: str, box: tuple[int, ...], size: tuple[int, int]
) -> str:
    """Return a whole SVG with its title.

    Parameters
    ----------
    parts : iterable of str
    title : str
        Plain text; escaped here.
    box : (left, top, width, height)
        Part of the drawing plane that is seen.
    size : (width, height)
        In pixels.
    """
    said = f"<title>{markup(title, limit=MAX_TITLE)}</title>" if title else ""
    seen = " ".join(str(number) for number in box)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{seen}" '
        f'width="{size[0]}" height="{size[1]}" role="img">{said}{"".join(parts)}</svg>'
    )


def data_uri(svg: str) -> str:
    """Return an SVG as a data URI, safe in attributes and markdown."""
    code = base64.b64encode(svg.encode()).decode()
    return f"data:image/svg+xml;base64,{code}"
