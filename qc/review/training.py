"""What is known of training: who had what, what it changed, who is due."""

from __future__ import annotations

from dataclasses import dataclass

from qc.chain.due import Due
from qc.chain.learning import Learning
from qc.chain.links import Arrow, Link
from qc.chain.training import Coverage
from qc.chain.training_due import StepsByAgent
from qc.chain.training_links import Tested
from qc.core.arrays import Bools, Floats, Ints, freeze
from qc.review.assessment import Assessment


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Curve:
    """How often contacts fail, by how many the agent had handled before.

    Attributes
    ----------
    number, share, n : (bins,) float
        Contacts handled (middle of the bin), share with a defect, contacts behind it.
    found : Learning
    from_start : int
        Agents who were at work as the log begins: what they did before is not in it.
    """

    number: Floats
    share: Floats
    n: Floats
    found: Learning
    from_start: int

    def __post_init__(self) -> None:
        """Freeze the arrays."""
        freeze(self, "number", "share", "n")


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Training:
    """What a workspace knows of training.

    Attributes
    ----------
    agents, courses : tuple of str
        Names, not to be shown unasked; a course without a name is empty.
    working : (agents,) bool
        At work within the last `weeks` weeks of the log.
    found : Coverage or None
        None without any record.
    course : int or None
        The one whose effect was tested: that which most agents took.
    trained : (agents,) int
        Day of each agent's first such course; `NEVER` without one.
    tested : dict of Arrow to Tested or None
    links : tuple of Link
    curve : Curve or None
    due : tuple of Due
        For a course.
    due_steps : tuple of Due
        For a step.
    steps : StepsByAgent
    chart : Assessment or None
        Share of contacts served by agents who had not had the course, by week.
    weeks : int
        That `steps`, `due_steps` and `working` tell of.
    """

    agents: tuple[str, ...]
    courses: tuple[str, ...]
    working: Bools
    found: Coverage | None
    course: int | None
    trained: Ints
    tested: dict[Arrow, Tested | None]
    links: tuple[Link, ...]
    curve: Curve | None
    due: tuple[Due, ...]
    due_steps: tuple[Due, ...]
    steps: StepsByAgent
    chart: Assessment | None
    weeks: int

    def __post_init__(self) -> None:
        """Freeze the arrays."""
        freeze(self, "working", "trained")
