"""The mark of the product: a steady process, its limits, and one point that is not."""

from __future__ import annotations

from qc.view.theme import COLOURS, SERIF, Role

_GREY, _SIGNAL = COLOURS[Role.COMMON], COLOURS[Role.CONCERN]
_MARK = (
    f'<path d="M2 7h28M2 25h28" stroke="{_GREY}" stroke-width="1.6" '
    'stroke-dasharray="3 2.4" fill="none"/>'
    f'<path d="M3 18l5-4 5 5 5-6 5 4 6-13" stroke="{_GREY}" stroke-width="2" '
    'fill="none" stroke-linejoin="round"/>'
    f'<path d="M29 .8l3.4 5.8h-6.8z" fill="{_SIGNAL}"/>'
)


def mark_svg() -> str:
    """Return the mark alone, for the tab of the browser."""
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 34 32">'
        + _MARK
        + "</svg>"
    )


def wordmark_svg(name: str) -> str:
    """Return the mark with the name of the product beside it."""
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 318 32" '
        f'width="318" height="32">{_MARK}'
        f'<text x="44" y="22.5" font-family="{SERIF}" font-size="19" '
        f'font-weight="600" fill="{_GREY}">{name}</text></svg>'
    )
