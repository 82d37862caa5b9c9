"""Where the stations of the chain stand, and how its arrows run: wide and narrow."""

from __future__ import annotations

from collections.abc import Mapping

from qc.chain.links import Arrow, Node
from qc.view.chain_arrows import LINE, Way
from qc.view.chain_card import HEIGHT

WIDE, NARROW = 1340, 358
CARD, CARD_NARROW = 300, 312
_GAP, TOP, BETWEEN = 220, 104, 122
_ARCH = 50.0  # of the arrow that passes over a station
_LEFT, _RIGHT = 20, 184  # of two arrows side by side
_COLUMN = {
    Node.TRAINING: (0, 0),
    Node.ADHERENCE: (1, 0),
    Node.SERVICE: (2, 0),
    Node.TRUST: (2, 1),
    Node.LOYALTY: (1, 1),
    Node.GOODWILL: (0, 1),
}
"""Column and row of each station where there is room; the second row runs back."""
_ABOVE = {
    Node.TRAINING: 0.0,
    Node.ADHERENCE: 102.0,
    Node.SERVICE: 202.0,
    Node.TRUST: 102.0,
    Node.LOYALTY: 204.0,
    Node.GOODWILL: 102.0,
}
"""Room above each station, for the labels of the arrows into it."""
Place = tuple[float, float]


def wide_places() -> dict[Node, Place]:
    """Return the corner of each station where there is room."""
    return {
        node: (column * (CARD + _GAP), TOP + row * (HEIGHT + BETWEEN))
        for node, (column, row) in _COLUMN.items()
    }


def wide_ways() -> dict[Arrow, Way]:
    """Return the way of each arrow where there is room."""
    places = wide_places()
    left, middle, right = (places[node][0] for node in list(Node)[:3])
    half, low = TOP + HEIGHT / 2, places[Node.TRUST][1]
    upper, lower = low + 38, low + 124
    return {
        Arrow.TRAINING_ADHERENCE: _across(left + CARD, middle, half),
        Arrow.TRAINING_SERVICE: _over(left, right),
        Arrow.ADHERENCE_SERVICE: _across(middle + CARD, right, half),
        Arrow.SERVICE_TRUST: _straight_down(right + CARD - 34, low),
        Arrow.SERVICE_REPEAT: _elbow(right + 36, middle + CARD - 60, low),
        Arrow.TRUST_REPEAT: _across(right, middle + CARD, upper),
        Arrow.TRUST_REFERRAL: _across(right, middle + CARD, lower),
        Arrow.REPEAT_GOODWILL: _across(middle, left + CARD, upper),
        Arrow.REFERRAL_GOODWILL: _across(middle, left + CARD, lower),
    }


def narrow_tops() -> dict[Node, float]:
    """Return the top of each station, one below the other."""
    found, y = {}, 1.0
    for node in Node:
        y += _ABOVE[node]
        found[node] = y
        y += HEIGHT
    return found


def narrow_ways() -> dict[Arrow, Way]:
    """Return the way of each arrow where there is little room."""
    tops = narrow_tops()
    ends = {
        Arrow.TRAINING_ADHERENCE: (Node.TRAINING, Node.ADHERENCE, _LEFT),
        Arrow.ADHERENCE_SERVICE: (Node.ADHERENCE, Node.SERVICE, _LEFT),
        Arrow.SERVICE_TRUST: (Node.SERVICE, Node.TRUST, _LEFT),
        Arrow.TRUST_REPEAT: (Node.TRUST, Node.LOYALTY, _LEFT),
        Arrow.TRUST_REFERRAL: (Node.TRUST, Node.LOYALTY, _RIGHT),
        Arrow.REPEAT_GOODWILL: (Node.LOYALTY, Node.GOODWILL, _LEFT),
        Arrow.REFERRAL_GOODWILL: (Node.LOYALTY, Node.GOODWILL, _RIGHT),
    }
    return {
        **{arrow: _down(tops, *way) for arrow, way in ends.items()},
        Arrow.TRAINING_SERVICE: _beside(tops, Node.TRAINING, Node.SERVICE),
        Arrow.SERVICE_REPEAT: _beside(tops, Node.SERVICE, Node.LOYALTY),
    }


def _across(start: float, end: float, y: float) -> Way:
    return Way(
        points=[(start, y), (end, y)], label=((start + end) / 2, y - 2 * LINE + 8)
    )


def _over(left: float, right: float) -> Way:
    """Pass over the station between."""
    first, last = left + CARD / 2, right + CARD / 2
    return Way(
        points=[(first, TOP), (first, _ARCH), (last, _ARCH), (last, TOP)],
        label=((first + last) / 2, _ARCH - 28),
    )


def _straight_down(x: float, low: float) -> Way:
    floor = TOP + HEIGHT
    return Way(
        points=[(x, floor), (x, low)],
        label=(x - 14, floor + 44),
        anchor="end",
        parted=False,
    )


def _elbow(start: float, end: float, low: float) -> Way:
    floor = TOP + HEIGHT
    turn = floor + BETWEEN / 2
    return Way(
        points=[(start, floor), (start, turn), (end, turn), (end, low)],
        label=((start + end) / 2, turn - 2 * LINE + 8),
    )


def _down(tops: Mapping[Node, float], start: Node, end: Node, x: float) -> Way:
    first = tops[start] + HEIGHT
    return Way(
        points=[(x, first), (x, tops[end])],
        label=(x + 14, first + 27),
        anchor="start",
        parted=False,
    )


def _beside(tops: Mapping[Node, float], start: Node, end: Node) -> Way:
    """Pass beside the station between."""
    side, edge = CARD_NARROW + 24, CARD_NARROW + 1
    first, last = tops[start] + HEIGHT * 0.7, tops[end] + HEIGHT * 0.3
    return Way(
        points=[(edge, first), (side, first), (side, last), (edge, last)],
        label=(side - 12, tops[end] - 90),
        anchor="end",
        parted=False,
        titled=True,
    )
