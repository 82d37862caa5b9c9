"""What is asked of a load, and what it reports."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from pathlib import Path

from qc.core.kinds import TableName
from qc.core.plan import Account, LoadPlan
from qc.intake.file_kind import FileKind
from qc.intake.mapping import Mapping
from qc.intake.suggestion import NO_ANSWERS, Answers
from qc.intake.traits import Personal
from qc.store.batch import Batch
from qc.workspace.opening import Opened


class Step(StrEnum):
    """What a load is doing."""

    DECODE = "decode"
    LOOK = "look"
    CONVERT = "convert"
    KEEP = "keep"


Told = Callable[[Step], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """A file to load, the name to show for it, and how to read it.

    Times ahead of the clock are not believed, unless the file is `simulated`. A
    source that is known is read as last time, unless it is to be read `afresh`.
    """

    file: Path | Opened
    name: str
    mapping: Mapping | None = None
    answers: Answers = NO_ANSWERS
    encoding: str | None = None
    part: str | None = None
    who: str = "owner"
    simulated: bool = False
    afresh: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class LoadReport:
    """What became of a file.

    Attributes
    ----------
    batch : Batch
    account : Account
        read = accepted + set aside + duplicates.
    known : bool
        The very file was there already; nothing was changed.
    plan : LoadPlan
        How it was read.
    encoding_guessed : bool
        The file is not UTF-8 and does not say what else it is.
    kind, part, passed_over : FileKind, str, tuple of str
        What the file was, which part of it was read, and which was not.
    since : date or None
        Set where the file was read as last time: the day it was first read so.
    lacking : tuple of str
        Fields that the log had and the newer rows of known interactions have not.
    zone_assumed : bool
        Times without a zone were taken as UTC, as nobody said another one.
    personal : tuple of Personal
        Columns that look as if they named people, and what became of them.
    counted : bool
        Line numbers stand for the key, though nobody said so.
    """

    batch: Batch
    account: Account
    known: bool
    plan: LoadPlan
    encoding: str
    encoding_guessed: bool
    kind: FileKind = FileKind.TEXT
    part: str = ""
    passed_over: tuple[str, ...] = ()
    since: date | None = None
    lacking: tuple[str, ...] = ()
    zone_assumed: bool = False
    personal: tuple[Personal, ...] = ()
    counted: bool = False

    @property
    def chosen_part(self) -> str | None:
        """The sheet or file that was read, where others could have been."""
        return (self.part or None) if self.passed_over else None

    @property
    def table(self) -> TableName:
        """Which table the file was taken for."""
        return self.batch.table
