"""Run rules and their named sets: data, one object behind chart, table and export."""

from __future__ import annotations

from dataclasses import dataclass

from qc.core.kinds import RulePattern


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One pattern a run of standardised points must not show.

    Attributes
    ----------
    points, window : int
        `points` of the newest `window` points form the pattern.
    sigma : float
        The line they lie beyond (or within), in sigmas.
    not_beyond : float or None
        Points beyond this line do not count for the pattern (NHS: 3).
    whole_window_on_side : bool
        All points of the window must lie on the side of the pattern (NHS).
    """

    id: str
    pattern: RulePattern
    points: int = 1
    window: int = 1
    sigma: float = 0.0
    not_beyond: float | None = None
    whole_window_on_side: bool = False

    @property
    def zone(self) -> bool:
        """Needs a symmetric chart: it looks at lines nearer than the limits."""
        return self.pattern in {
            RulePattern.WITHIN,
            RulePattern.OUTSIDE,
        } or (self.pattern is RulePattern.BEYOND and self.window > 1)


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleSet:
    """Rules that are always used together, by name."""

    id: str
    title: str
    rules: tuple[Rule, ...]

    def rule(self, name: str) -> Rule:
        """Return the rule called `name`."""
        return next(rule for rule in self.rules if rule.id == name)
