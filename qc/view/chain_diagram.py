"""The chain as one picture: six stations with their charts, arrows that say what holds.

Drawn twice, wide and narrow; the page shows the one that fits, in the tones of its
theme. No script, no font, no reference. Needs `CHAIN_CSS`.
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


def chain_html(chain: Chain, locale: Locale | None = None) -> str:
    """Draw the chain, wide and narrow, with its key."""
    return (
        f'<div class="qc-chain">{wide_svg(chain, locale)}{narrow_svg(chain, locale)}'
        f"{_key()}</div>"
    )


def wide_svg(chain: Chain, locale: Locale | None = None) -> str:
    """Draw the chain in two rows, for wide screens."""
    parts = _parts(chain, wide_ways(), wide_places(), CARD, locale)
    size = (WIDE, TOP + 2 * HEIGHT + BETWEEN + 4)
    return _svg(chain, parts, "qc-wide", size, locale)


def narrow_svg(chain: Chain, locale: Locale | None = None) -> str:
    """Draw the chain from top to bottom, for narrow screens."""
    places = {node: (1.0, top) for node, top in narrow_tops().items()}
    parts = _parts(chain, narrow_ways(), places, CARD_NARROW, locale)
    size = (NARROW, round(places[Node.GOODWILL][1] + HEIGHT) + 3)
    return _svg(chain, parts, "qc-narrow", size, locale)


def alt_text(chain: Chain, locale: Locale | None = None) -> str:
    """Return what the picture says, for those who do not see it."""
    cards = ". ".join(station_text(one, locale) for one in chain.stations)
    return f"{say.picture_text(chain, locale)} {cards}."


def _parts(
    chain: Chain,
    ways: Mapping[Arrow, Way],
    places: Mapping[Node, Place],
    width: int,
    locale: Locale | None,
) -> str:
    arrows = (arrow_svg(one, ways[one.arrow], locale) for one in chain.links)
    cards = (card_svg(one, places[one.node], width, locale) for one in chain.stations)
    return "".join((*arrows, *cards))


def _svg(
    chain: Chain, parts: str, look: str, size: tuple[int, int], locale: Locale | None
) -> str:
    told = markup(alt_text(chain, locale), limit=3000)
    return (
        f'<svg class="{look}" viewBox="-2 0 {size[0] + 4} {size[1]}" role="img" '
        f'aria-label="{told}">{parts}</svg>'
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
