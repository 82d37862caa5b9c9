"""Prescribed steps of each stage from TOML: all faults collected before it speaks."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from qc.core.card_checks import near
from qc.core.errors import InvalidCard
from qc.core.kinds import Stage
from qc.core.toml_text import parse

SEPARATOR = ">"
"""Between the steps of one interaction, in the field `steps_done`."""

_KEYS = ("order", "steps")
_STEP = ("step", "title", "required")


class StepOrder(StrEnum):
    """Whether the steps of a stage have an order."""

    ORDERED = "ordered"
    ANY = "any"


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One prescribed step.

    Attributes
    ----------
    name : str
        As the field `steps_done` of the log calls it.
    title : str
        What is to be done, for people.
    required : bool
        Leaving it out is a skipped step; an optional one may be done or not.
    """

    name: str
    title: str = ""
    required: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Prescribed:
    """What an interaction of one stage should go through; no steps: nothing is said."""

    stage: Stage
    steps: tuple[Step, ...]
    order: StepOrder = StepOrder.ORDERED

    @property
    def required(self) -> tuple[str, ...]:
        """Names of the steps that no interaction should lack, in order."""
        return tuple(step.name for step in self.steps if step.required)

    @property
    def names(self) -> tuple[str, ...]:
        """Names of all steps, in order."""
        return tuple(step.name for step in self.steps)


def read_steps(text: str, source: str) -> dict[Stage, Prescribed]:
    """Read the prescribed steps from the text of a TOML file.

    Parameters
    ----------
    text : str
        TOML with a table per stage: ``order`` ("ordered" or "any") and ``steps``, a
        list of names or of tables ``{ step, title, required }``.
    source : str
        Name of the file, for messages.

    Returns
    -------
    dict of Stage -> Prescribed
        Only the stages that the file names, in the order of a relationship.

    Raises
    ------
    InvalidCard
        With every fault of the file.
    """
    faults: list[str] = []
    found = {}
    for name, table in parse(text, source).items():
        read = _Reader(name, faults).prescribed(table)
        if read is not None:
            found[read.stage] = read
    if faults:
        raise InvalidCard(source, faults)
    return {stage: found[stage] for stage in Stage if stage in found}


class _Reader:
    """One stage being read: knows its name, adds to the faults of the file."""

    def __init__(self, name: str, faults: list[str]) -> None:
        self.name = name
        self.faults = faults

    def fault(self, what: str) -> None:
        self.faults.append(f"{self.name}: {what}")

    def prescribed(self, table: object) -> Prescribed | None:
        if self.name not in set(Stage):
            known = ", ".join(Stage)
            self.fault(f"no stage is called so. The stages are {known}.")
            return None
        if not isinstance(table, Mapping):
            self.fault(f"must be a table, [{self.name}], with a list of steps.")
            return None
        self.unknown("", table, _KEYS)
        return Prescribed(
            stage=Stage(self.name), steps=self.steps(table), order=self.order(table)
        )

    def unknown(
        self, where: str, table: Mapping[str, Any], known: tuple[str, ...]
    ) -> None:
        for key in table:
            if key not in known:
                self.fault(f"{where}unknown key {key!r}.{near(key, known)}")

    def order(self, table: Mapping[str, Any]) -> StepOrder:
        value = table.get("order", StepOrder.ORDERED)
        if value in list(StepOrder):
            return StepOrder(value)
        self.fault(f"order must be one of {', '.join(StepOrder)}; got {value!r}.")
        return StepOrder.ORDERED

    def steps(self, table: Mapping[str, Any]) -> tuple[Step, ...]:
        given = table.get("steps")
        if not isinstance(given, list):
            self.fault("steps must be a list such as ['greet', 'solve', 'close'].")
            return ()
        read = [self.step(number, one) for number, one in enumerate(given, 1)]
        found = [step for step in read if step is not None]
        names = [step.name for step in found]
        for name in sorted({name for name in names if names.count(name) > 1}):
            self.fault(f"step {name!r} is listed twice.")
        return tuple(found)

    def step(self, number: int, given: object) -> Step | None:
        table = {"step": given} if isinstance(given, str) else given
        if not isinstance(table, dict):
            self.fault(f"step {number}: must be a name, or a table {{ step = '...' }}.")
            return None
        where = f"step {number}: "
        self.unknown(where, table, _STEP)
        name, title = table.get("step"), table.get("title", "")
        required = table.get("required", True)
        if not isinstance(name, str) or not name.strip():
            self.fault(f"{where}step is missing; give its name as in the log.")
            return None
        if SEPARATOR in name or name != name.strip():
            self.fault(f"{where}{name!r} has a {SEPARATOR!r} or spaces at its ends.")
        if not isinstance(title, str):
            self.fault(f"{where}title must be text; got {title!r}.")
        if not isinstance(required, bool):
            self.fault(f"{where}required must be true or false; got {required!r}.")
        return Step(name=name, title=str(title), required=bool(required))
