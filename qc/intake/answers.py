"""What the owner of a file says of how to read it."""

from __future__ import annotations

from dataclasses import dataclass

from qc.core.kinds import TableName


@dataclass(frozen=True, slots=True, kw_only=True)
class StepsAnswer:
    """What the owner of a file says of its steps.

    Attributes
    ----------
    case, step, time : str
        Columns; an empty case says that a row is an interaction and no step.
    ends : str or None
        The name of the step that ends a case; empty where none does, None where it
        is to be found.
    """

    case: str = ""
    step: str = ""
    time: str = ""
    ends: str | None = None

    @property
    def columns(self) -> tuple[str, str, str]:
        """The columns that have a part."""
        return (self.case, self.step, self.time)


@dataclass(frozen=True, slots=True, kw_only=True)
class Answers:
    """What the owner of a file has said.

    Attributes
    ----------
    zone : str or None
        IANA zone of times without an offset.
    day_first : bool or None
        Order of day and month in dates.
    decimal : str or None
        "." or ",".
    columns : tuple of (field, column)
        Overrule what was recognised; an empty column leaves the field out.
    line_as_id : bool
        The file has no key: line numbers stand for it.
    stage : str or None
        The stage of all rows, where the file does not say it.
    table : TableName or None
        Which table the file is.
    adds : bool or None
        Whether its rows only add to interactions that are known; None leaves that
        to what the columns say.
    steps : StepsAnswer or None
        Whether each row is a step of a case; None leaves that to what the file shows.
    personal : tuple of str
        Fields that may be stored as they are, though they look as if they named
        people.
    """

    zone: str | None = None
    day_first: bool | None = None
    decimal: str | None = None
    columns: tuple[tuple[str, str], ...] = ()
    line_as_id: bool = False
    stage: str | None = None
    table: TableName | None = None
    adds: bool | None = None
    steps: StepsAnswer | None = None
    personal: tuple[str, ...] = ()


NO_ANSWERS = Answers()
