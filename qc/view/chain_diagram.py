"""The chain as one picture: six stations with their charts, arrows that say what holds.

Drawn twice, wide and narrow; the page shows the one that fits, in the tones of its
theme. Each station and each arrow is a link to what it rests on, within the page. No
script, no font. Needs `CHAIN_CSS`.
"""

from __future__ import annotations

from collections.abc import Mapping

from qc.chain.links import Arrow, Node, Shown
from qc.review.chain import Chain
from qc.view.chain_arrows import Way, arrow_svg
from qc.view.chain_card import HEIGHT, card_svg, station_text
from qc.view.chain_ways import (
    BETWEEN,
    CARD,
    CARD_NARROW,
    NARROW,
    TOP,
    WIDE,
    Place,
    narrow_tops,
    narrow_ways,
    wide_places,
    wide_ways,
)
from qc.view.escape import markup
from qc.view.locales import Locale
from qc.view.words import chain as say
from qc.view.words import chain_names as names

NODE, ARROW = "node", "arrow"
"""What of the chain is looked at, in the URL."""
CLOSER = "closer"
"""The place on the page where what is looked at stands."""


def chain_html(
    chain: Chain,
    locale: Locale | None = None,
    *,
    now: Node | Arrow | None = None,
) -> str:
    """Draw the chain, wide and narrow, with its key; `now` is what is looked at."""
    return (
        f'<div class="qc-chain">{wide_svg(chain, locale, now=now)}'
        f"{narrow_svg(chain, locale, now=now)}{_key()}</div>"
    )


def wide_svg(
    chain: Chain, locale: Locale | None = None, *, now: Node | Arrow | None = None
) -> str:
    """Draw the chain in two rows, for wide screens."""
    parts = _arrows(chain, wide_ways(), locale, now)
    parts += _cards(chain, wide_places(), CARD, locale, now)
    return _svg(parts, "qc-wide", (WIDE, TOP + 2 * HEIGHT + BETWEEN + 14))


def narrow_svg(
    chain: Chain, locale: Locale | None = None, *, now: Node | Arrow | None = None
) -> str:
    """Draw the chain from top to bottom, for narrow screens."""
    places = {node: (1.0, top) for node, top in narrow_tops().items()}
    parts = _arrows(chain, narrow_ways(), locale, now)
    parts += _cards(chain, places, CARD_NARROW, locale, now)
    size = (NARROW, round(places[Node.GOODWILL][1] + HEIGHT) + 3)
    return _svg(parts, "qc-narrow", size)


def _arrows(
    chain: Chain,
    ways: Mapping[Arrow, Way],
    locale: Locale | None,
    now: Node | Arrow | None,
) -> str:
    return "".join(
        _link(
            f"?{ARROW}={one.arrow}",
            say.arrow_text(one, locale),
            arrow_svg(one, ways[one.arrow], locale),
            now=one.arrow is now,
        )
        for one in chain.links
    )


def _cards(
    chain: Chain,
    places: Mapping[Node, Place],
    width: int,
    locale: Locale | None,
    now: Node | Arrow | None,
) -> str:
    return "".join(
        _link(
            f"?{NODE}={one.node}",
            station_text(one, locale),
            card_svg(one, places[one.node], width, locale),
            now=one.node is now,
        )
        for one in chain.stations
    )


def _link(query: str, told: str, drawn: str, *, now: bool) -> str:
    """Lead from a part of the picture to what it rests on, and name the part."""
    here = ' aria-current="true"' if now else ""
    return (
        f'<a href="{query}#{CLOSER}" target="_self"{here} '
        f'aria-label="{markup(told, limit=600)}">{drawn}</a>'
    )


def _svg(parts: str, look: str, size: tuple[int, int]) -> str:
    return (
        f'<svg class="{look}" viewBox="-2 0 {size[0] + 4} {size[1]}" role="group" '
        f'aria-label="{markup(say.PICTURE)}">{parts}</svg>'
    )


def _key() -> str:
    """Say what each look of a line means."""
    found = []
    for shown, told in names.LEGEND.items():
        cross = '<path class="qc-cross" d="M14 3l9 10m0-10l-9 10"/>'
        core = '<path class="qc-core" d="M1 8H36"/>'
        drawn = (
            f'<svg viewBox="0 0 46 16" aria-hidden="true">'
            f'<path class="qc-way qc-{shown}" d="M1 8H36"/>'
            f'<path class="qc-tip qc-{shown}" d="M44 8L35 3.5V12.5Z"/>'
            f"{core if shown == names.SUM else ''}"
            f"{cross if shown == Shown.OPPOSITE else ''}</svg>"
        )
        found.append(f"<span>{drawn}{markup(told)}</span>")
    return f'<div class="qc-key">{"".join(found)}</div>'
