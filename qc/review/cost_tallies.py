"""What defects cost, in sums: per cause, in each span of days."""

from __future__ import annotations

from dataclasses import dataclass

from qc.review.tallies import CauseKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Spent:
    """What the defective interactions of one cause cost in one span.

    Attributes
    ----------
    defectives : int
    silent : int
        Of these, how many have no rate, no working time and no refund: they count
        as nothing.
    rate, work, refunds : float
        Money by the user's rates, for working time, and refunded.
    squares : float
        Sum of the squared cost of each, by which chance is judged.
    """

    defectives: int = 0
    silent: int = 0
    rate: float = 0.0
    work: float = 0.0
    refunds: float = 0.0
    squares: float = 0.0

    @property
    def cost(self) -> float:
        """All three together."""
        return self.rate + self.work + self.refunds

    @property
    def weight(self) -> float:
        """How many interactions of one same cost would vary as much by chance."""
        return self.cost * self.cost / self.squares if self.squares else 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class CostTally:
    """One cause, what it cost in each span; `causes` texts stand behind it."""

    kind: CauseKind
    cause: str
    spent: tuple[Spent, ...]
    causes: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class CostLog:
    """What each cause cost, and judged interactions, in each span."""

    costs: tuple[CostTally, ...]
    judged: tuple[int, ...]
