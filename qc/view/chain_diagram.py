"""The chain as one picture: six stations with their charts, arrows that say what holds.

Drawn twice, wide and narrow; the page shows the one that fits, in the tones of its
theme. No script, no font, no reference.
"""

from __future__ import annotations

from collections.abc import Mapping

from qc.chain.links import Arrow, Node, Shown
from qc.review.chain import Chain
from qc.view.chain_arrows import LINE, Way, arrow_svg
from qc.view.chain_card import HEIGHT, card_svg, station_text
from qc.view.escape import markup
from qc.view.locales import Locale
from qc.view.words import chain as say

CHAIN_CSS = """
.qc-chain svg{display:block;width:100%;height:auto}
.qc-chain .qc-narrow{display:none;max-width:440px;margin:0 auto}
.qc-chain text{font-family:var(--qc-sans);font-size:14px;fill:var(--qc-quiet);
 paint-order:stroke;stroke:var(--qc-paper);stroke-width:4px;stroke-linejoin:round}
.qc-chain .qc-title{font-size:15px;font-weight:600;fill:var(--qc-ink)}
.qc-chain .qc-value{font-size:19px;font-weight:600;fill:var(--qc-ink)}
.qc-chain .qc-strong{font-weight:600;fill:var(--qc-ink)}
.qc-chain .qc-card{fill:var(--qc-paper);stroke:var(--qc-hairline);stroke-width:1.5}
.qc-chain .qc-card[class*=concern]{stroke:var(--qc-mark-concern);stroke-width:2}
.qc-chain .qc-card[class*=improvement]{stroke:var(--qc-mark-improvement);
 stroke-width:2}
.qc-chain .qc-way{fill:none;stroke:var(--qc-quiet);stroke-width:2}
.qc-chain .qc-tip{fill:var(--qc-quiet);stroke:var(--qc-quiet);stroke-width:1.5;
 stroke-linejoin:round}
.qc-chain .qc-way.qc-shown{stroke:var(--qc-ink);stroke-width:4}
.qc-chain .qc-tip.qc-shown{fill:var(--qc-ink);stroke:var(--qc-ink);stroke-width:4}
.qc-chain .qc-way.qc-not-shown{stroke-dasharray:9 6}
.qc-chain .qc-tip.qc-not-shown{fill:var(--qc-paper)}
.qc-chain .qc-way.qc-opposite{stroke:var(--qc-mark-concern);stroke-width:4}
.qc-chain .qc-tip.qc-opposite{fill:var(--qc-mark-concern);
 stroke:var(--qc-mark-concern)}
.qc-chain .qc-cross{fill:none;stroke:var(--qc-ink);stroke-width:2.5}
.qc-chain .qc-way.qc-sum{stroke-width:5}
.qc-chain .qc-core{fill:none;stroke:var(--qc-paper);stroke-width:2}
.qc-chain .qc-way.qc-too-little{stroke-dasharray:2 5}
.qc-chain .qc-tip.qc-too-little{fill:var(--qc-paper)}
.qc-chain .qc-way.qc-no-data{stroke-width:1;stroke-opacity:.55}
.qc-chain .qc-tip.qc-no-data{fill:var(--qc-paper);stroke-width:1;stroke-opacity:.55}
.qc-key{display:flex;flex-wrap:wrap;gap:.3rem 1.4rem;margin:.4rem 0 .2rem;
 font-size:.9rem;color:var(--qc-quiet)}
.qc-key span{display:inline-flex;align-items:center;gap:.5rem}
.qc-key svg{width:46px;height:16px;flex:none}
@media (max-width:1080px){.qc-chain .qc-wide{display:none}
 .qc-chain .qc-narrow{display:block}}
"""
"""Belongs on the page once; no data ever enters this text."""

_WIDE, _GAP, _CARD = 1340, 220, 300
_TOP, _BETWEEN = 84, 116
_NARROW, _CARD_NARROW = 358, 312

_COLUMN = {
    Node.TRAINING: (0, 0),
    Node.ADHERENCE: (1, 0),
    Node.SERVICE: (2, 0),
    Node.TRUST: (2, 1),
    Node.LOYALTY: (1, 1),
    Node.GOODWILL: (0, 1),
}
"""Column and row of each station where there is room; the second row runs back."""


def chain_html(chain: Chain, locale: Locale | None = None) -> str:
    """Draw the chain, wide and narrow, with its key; needs `CHAIN_CSS`."""
    return (
        f'<div class="qc-chain">{wide_svg(chain, locale)}{narrow_svg(chain, locale)}'
        f"{_key()}</div>"
    )


def wide_svg(chain: Chain, locale: Locale | None = None) -> str:
    """Draw the chain in two rows, for wide screens."""
    places = {node: _place(node) for node in Node}
    ways = _wide_ways(places)
    cards = [card_svg(one, places[one.node], _CARD, locale) for one in chain.stations]
    arrows = [
        arrow_svg(one, ways[one.arrow], locale)
        for one in chain.links
        if one.arrow in ways
    ]
    height = _TOP + 2 * HEIGHT + _BETWEEN + 4
    return _svg(chain, [*arrows, *cards], "qc-wide", (_WIDE, height), locale)


def narrow_svg(chain: Chain, locale: Locale | None = None) -> str:
    """Draw the chain from top to bottom, for narrow screens."""
    parts, y = [], 1.0
    tops: dict[Node, float] = {}
    for node in Node:
        y += _gap(node)
        tops[node] = y
        parts.append(card_svg(chain.station(node), (1, y), _CARD_NARROW, locale))
        y += HEIGHT
    ways = _narrow_ways(tops)
    arrows = [
        arrow_svg(one, ways[one.arrow], locale)
        for one in chain.links
        if one.arrow in ways
    ]
    size = (_NARROW, round(y) + 3)
    return _svg(chain, [*arrows, *parts], "qc-narrow", size, locale)


def alt_text(chain: Chain, locale: Locale | None = None) -> str:
    """Return what the picture says, for those who do not see it."""
    cards = ". ".join(station_text(one, locale) for one in chain.stations)
    return f"{say.picture_text(chain, locale)} {cards}."


def _svg(
    chain: Chain,
    parts: list[str],
    look: str,
    size: tuple[int, int],
    locale: Locale | None,
) -> str:
    told = markup(alt_text(chain, locale), limit=3000)
    return (
        f'<svg class="{look}" viewBox="-2 0 {size[0] + 4} {size[1]}" role="img" '
        f'aria-label="{told}">{"".join(parts)}</svg>'
    )


def _place(node: Node) -> tuple[float, float]:
    column, row = _COLUMN[node]
    return column * (_CARD + _GAP), _TOP + row * (HEIGHT + _BETWEEN)


def _wide_ways(places: Mapping[Node, tuple[float, float]]) -> dict[Arrow, Way]:
    left, middle, right = (places[n][0] for n in list(Node)[:3])
    top, low = places[Node.TRAINING][1], places[Node.TRUST][1]
    half = top + HEIGHT / 2
    floor, elbow = top + HEIGHT, top + HEIGHT + _BETWEEN / 2
    arch = 46.0
    down = right + _CARD - 34
    ways = {
        Arrow.TRAINING_ADHERENCE: _across(left + _CARD, middle, half),
        Arrow.ADHERENCE_SERVICE: _across(middle + _CARD, right, half),
        Arrow.TRAINING_SERVICE: Way(
            points=[
                (left + _CARD / 2, top),
                (left + _CARD / 2, arch),
                (right + _CARD / 2, arch),
                (right + _CARD / 2, top),
            ],
            label=((left + right + _CARD) / 2, arch - 28),
        ),
        Arrow.SERVICE_TRUST: Way(
            points=[(down, floor), (down, low)],
            label=(down - 14, floor + 44),
            anchor="end",
            parted=False,
        ),
        Arrow.SERVICE_REPEAT: Way(
            points=[
                (right + 36, floor),
                (right + 36, elbow),
                (middle + _CARD - 60, elbow),
                (middle + _CARD - 60, low),
            ],
            label=((middle + _CARD + right) / 2 - 12, elbow - 2 * LINE + 8),
        ),
    }
    for upper, lower, start, end in (
        (Arrow.TRUST_REPEAT, Arrow.TRUST_REFERRAL, right, middle + _CARD),
        (Arrow.REPEAT_GOODWILL, Arrow.REFERRAL_GOODWILL, middle, left + _CARD),
    ):
        ways[upper] = _across(start, end, low + 44)
        ways[lower] = _across(start, end, low + 122)
    return ways


def _across(start: float, end: float, y: float) -> Way:
    return Way(
        points=[(start, y), (end, y)], label=((start + end) / 2, y - 2 * LINE + 8)
    )


def _gap(node: Node) -> float:
    """Return the room above a station, for the labels of the arrows into it."""
    rows = {Node.ADHERENCE: 1, Node.SERVICE: 2, Node.TRUST: 1}
    if node is Node.TRAINING:
        return 0.0
    if node is Node.LOYALTY:
        return 152.0
    if node is Node.GOODWILL:
        return 84.0
    return 18.0 + 66.0 * rows[node]


def _narrow_ways(tops: Mapping[Node, float]) -> dict[Arrow, Way]:
    side = _CARD_NARROW + 24
    ways = {
        Arrow.TRAINING_ADHERENCE: _down(tops, Node.TRAINING, Node.ADHERENCE, 20),
        Arrow.ADHERENCE_SERVICE: _down(tops, Node.ADHERENCE, Node.SERVICE, 20),
        Arrow.SERVICE_TRUST: _down(tops, Node.SERVICE, Node.TRUST, 20),
        Arrow.TRUST_REPEAT: _down(tops, Node.TRUST, Node.LOYALTY, 20),
        Arrow.TRUST_REFERRAL: _down(tops, Node.TRUST, Node.LOYALTY, 184),
        Arrow.REPEAT_GOODWILL: _down(tops, Node.LOYALTY, Node.GOODWILL, 20),
        Arrow.REFERRAL_GOODWILL: _down(tops, Node.LOYALTY, Node.GOODWILL, 184),
    }
    for arrow, start, end in (
        (Arrow.TRAINING_SERVICE, Node.TRAINING, Node.SERVICE),
        (Arrow.SERVICE_REPEAT, Node.SERVICE, Node.LOYALTY),
    ):
        first, last = tops[start] + HEIGHT * 0.7, tops[end] + HEIGHT * 0.3
        ways[arrow] = Way(
            points=[
                (_CARD_NARROW + 1, first),
                (side, first),
                (side, last),
                (_CARD_NARROW + 1, last),
            ],
            label=(side - 12, tops[end] - 54),
            anchor="end",
            parted=False,
            titled=True,
        )
    return ways


def _down(tops: Mapping[Node, float], start: Node, end: Node, x: float) -> Way:
    first = tops[start] + HEIGHT
    return Way(
        points=[(x, first), (x, tops[end])],
        label=(x + 14, first + 27),
        anchor="start",
        parted=False,
    )


def _key() -> str:
    """Say what each look of a line means."""
    found = []
    for shown, told in say.LEGEND.items():
        cross = '<path class="qc-cross" d="M14 3l9 10m0-10l-9 10"/>'
        core = '<path class="qc-core" d="M1 8H36"/>'
        drawn = (
            f'<svg viewBox="0 0 46 16" aria-hidden="true">'
            f'<path class="qc-way qc-{shown}" d="M1 8H36"/>'
            f'<path class="qc-tip qc-{shown}" d="M44 8L35 3.5V12.5Z"/>'
            f"{core if shown == say.SUM else ''}"
            f"{cross if shown == Shown.OPPOSITE else ''}</svg>"
        )
        found.append(f"<span>{drawn}{markup(told)}</span>")
    return f'<div class="qc-key">{"".join(found)}</div>'
