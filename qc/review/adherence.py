"""What is known of adherence: which steps are left out, where, what follows."""

from __future__ import annotations

from dataclasses import dataclass

from qc.chain.adherence_links import Consequence
from qc.chain.evidence import Estimate
from qc.chain.links import Link
from qc.chain.skipping import Where
from qc.chain.step_record import StageSteps
from qc.core.kinds import Stage
from qc.core.steps import Prescribed
from qc.review.assessment import Assessment


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class StepSkipped:
    """One step: how often it is left out lately, where, and what goes with it.

    Attributes
    ----------
    name : str
        As the log calls it.
    share : Estimate
        Of the contacts at whose stage it is prescribed, in the last weeks.
    stages, teams, channels : Where
        The same by stage (in the order of `Adhering.stages`), team and channel.
    follows : Consequence
        Over the whole log.
    stands_out : bool
        Whether the next contact is worse beyond what chance gives so many steps.
    """

    name: str
    share: Estimate
    stages: Where
    teams: Where
    channels: Where
    follows: Consequence
    stands_out: bool


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Adhering:
    """What a workspace knows of adherence.

    Attributes
    ----------
    prescribed : dict of Stage to Prescribed
    stages : tuple of StageSteps
        Over the whole log.
    steps : tuple of StepSkipped
        Most often skipped first.
    teams, channels : tuple of str
    any_step : Consequence
    links : tuple of Link
    chart : Assessment or None
        Share of contacts with all steps in their place, week by week.
    weeks : int
        That the shares of steps tell of.
    known, silent : int
        Contacts with a record of steps, and without.
    """

    prescribed: dict[Stage, Prescribed]
    stages: tuple[StageSteps, ...]
    steps: tuple[StepSkipped, ...]
    teams: tuple[str, ...]
    channels: tuple[str, ...]
    any_step: Consequence
    links: tuple[Link, ...]
    chart: Assessment | None
    weeks: int
    known: int
    silent: int
