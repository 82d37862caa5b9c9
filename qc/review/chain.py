"""The chain from training to goodwill: its stations with their charts, its arrows."""

from __future__ import annotations

from dataclasses import dataclass

from qc.chain.links import ENDS, Arrow, Link, Node, Shown
from qc.review.assessment import Assessment


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Station:
    """A station with the chart of its main measure.

    Attributes
    ----------
    node : Node
    chart : Assessment or None
        None where the data cannot say.
    lacking : tuple of str
        Tables and fields that would say.
    """

    node: Node
    chart: Assessment | None
    lacking: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Chain:
    """All stations in order, and all arrows that can be tested.

    Attributes
    ----------
    stations : tuple of Station
    links : tuple of Link
        In the order of `Arrow`.
    """

    stations: tuple[Station, ...]
    links: tuple[Link, ...]

    def station(self, node: Node) -> Station:
        """Return one of the stations."""
        return next(one for one in self.stations if one.node is node)

    def link(self, arrow: Arrow) -> Link | None:
        """Return one of the arrows; None where nobody asks about it yet."""
        return next((one for one in self.links if one.arrow is arrow), None)

    def of(self, node: Node) -> tuple[Link, ...]:
        """Return the arrows that end or begin at a station."""
        return tuple(one for one in self.links if node in ENDS[one.arrow])

    def weakest(self) -> Link | None:
        """Return the arrow to be read first; None where none can be tested.

        The opposite, then the first not shown, then the first shown.
        """
        for state in (Shown.OPPOSITE, Shown.NOT_SHOWN, Shown.SHOWN):
            if found := [one for one in self.links if one.shown is state]:
                return found[0]
        return None

    def count(self, shown: Shown) -> int:
        """Return how many arrows the data say this of."""
        return sum(one.shown is shown for one in self.links)
