"""One folder with logs, cards and decisions: load into it, review it, look closer."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import numpy as np

from qc.core.arrays import Dates
from qc.core.errors import UnknownName
from qc.core.fields import DIMENSIONS
from qc.core.measures import Measure
from qc.core.plan import SetAside
from qc.core.rules import RuleSet
from qc.intake.mapping import Mapping
from qc.intake.suggestion import NO_ANSWERS, Answers
from qc.review.assessment import Assessment
from qc.review.weekly import Review
from qc.store import files
from qc.store.batch import Batch
from qc.store.moved import once_more
from qc.store.rows import Interactions, interactions
from qc.store.series import strata
from qc.store.slices import Slice, Span
from qc.store.summary import Summary, summary
from qc.store.warehouse import Warehouse
from qc.workspace import loading, resources, reviewing
from qc.workspace.cabinet import OWNER, Cabinet, Clock, utc_now
from qc.workspace.chain_series import refuse_parts
from qc.workspace.lens import Lens
from qc.workspace.loading import LoadReport, Request, Step
from qc.workspace.looking import Inspection
from qc.workspace.opening import Opened, Reading, open_file

LENS = Lens()
EMPTY = reviewing.EMPTY


class Workspace(Cabinet):
    """Logs, measure cards, baselines and decisions of one company, in one folder.

    Safe to share between threads and processes: every call opens its own cursor,
    and the folder may be open in the app and on the command line at once.
    """

    @classmethod
    def open(cls, folder: Path | str, *, now: Clock = utc_now) -> Workspace:
        """Open a workspace, making its folder if there is none.

        Parameters
        ----------
        folder : Path or str
        now : callable
            The clock; its day decides which weeks are over.

        Raises
        ------
        BrokenStore
            If the folder cannot be written, or holds something else.
        """
        place = Path(folder)
        return cls(Warehouse.open(place, create=True, now=now()), place, now)

    # ---- what there is ------------------------------------------------------
    def batches(self) -> tuple[Batch, ...]:
        """Return everything loaded, oldest first; what was taken out is not `live`."""
        return self.warehouse.batches()

    @property
    def set_aside_count(self) -> int:
        """Rows of the live batches that were not accepted."""
        return sum(one.account.set_aside for one in self.batches() if one.live)

    @property
    def weeks(self) -> Dates:
        """Mondays of the complete weeks of the log."""
        return reviewing.complete_weeks(self.warehouse, self.today)

    def strata(self, dimension: str) -> tuple[tuple[str, int], ...]:
        """Return the values of a dimension with their interactions, most first."""
        if dimension not in DIMENSIONS:
            raise UnknownName("dimension", dimension, DIMENSIONS)
        found = strata(self.warehouse, dimension)
        return tuple((value, n) for value, n in found if value is not None)

    # ---- loading ------------------------------------------------------------
    def inspect(
        self,
        file: Path | Opened,
        *,
        answers: Answers = NO_ANSWERS,
        encoding: str | None = None,
        part: str | None = None,
        afresh: bool = False,
    ) -> Inspection:
        """Look into a file without loading it: columns, mapping, open questions."""
        request = Request(
            file=file,
            name="",
            answers=answers,
            encoding=encoding,
            part=part,
            afresh=afresh,
        )
        return loading.inspect(self.warehouse, request)

    def opened(
        self, file: Path, *, encoding: str | None = None, part: str | None = None
    ) -> Opened:
        """Decode a file once for many looks and a load; it is gone when forgotten."""
        reading = Reading(encoding=encoding, part=part)
        return Opened(open_file(file, self.warehouse.staging, reading))

    @once_more
    def load(  # noqa: PLR0913 - the one front door
        self,
        file: Path | str | Opened,
        *,
        mapping: Mapping | None = None,
        answers: Answers = NO_ANSWERS,
        name: str | None = None,
        encoding: str | None = None,
        part: str | None = None,
        simulated: bool = False,
        afresh: bool = False,
        step: Callable[[Step], None] = lambda _: None,
    ) -> LoadReport:
        """Take a file in: every row accepted, set aside with a reason, or a duplicate.

        Parameters
        ----------
        file : Path, str or Opened
            CSV, also in gzip or zip; an Excel workbook (.xlsx); Parquet.
        mapping : Mapping, optional
            How to read it; by default the columns are recognised by their headers.
        answers : Answers
            What only the owner of the file can know.
        name : str, optional
            Name to show for the file.
        encoding : str, optional
            As in "cp1252"; by default found.
        part : str, optional
            The sheet of a workbook or the file in a zip archive, where several
            could be meant.
        simulated : bool
            Times ahead of the clock are taken as they are.
        afresh : bool
            Recognise the columns anew, though the source is known.
        step : callable
            Told each step as it begins.

        Raises
        ------
        InvalidLog
            If the file is no log, or rows would be lost.
        NeedsAnswer
            If the file can be read in more than one way.
        """
        file = Path(file) if isinstance(file, str) else file
        request = Request(
            file=file,
            name=name or (file.name if isinstance(file, Path) else "The file"),
            mapping=mapping,
            answers=answers,
            encoding=encoding,
            part=part,
            who=OWNER,
            simulated=simulated,
            afresh=afresh,
        )
        return loading.load(self.warehouse, request, now=self._now(), step=step)

    @contextmanager
    def upload(self, content: bytes) -> Iterator[Path]:
        """Hold uploaded bytes as a file, under a name of our own, while it is read."""
        file = self.warehouse.staging / f"{secrets.token_hex(8)}.upload"
        try:
            files.write(file, [content])
            yield file
        finally:
            files.remove(file)

    def remove(self, batch: str, *, reason: str) -> None:
        """Take a batch out of every number; it can be put back."""
        self.warehouse.remove(batch, reason=reason, who=OWNER, when=self._now())

    def restore(self, batch: str, *, reason: str) -> None:
        """Put a removed batch back."""
        self.warehouse.restore(batch, reason=reason, who=OWNER, when=self._now())

    def set_aside(self, batch: Batch) -> tuple[tuple[SetAside, bool], ...]:
        """Return what a load set aside, and values it left out of kept rows (True)."""
        return loading.set_aside(self.warehouse, batch)

    # ---- judging ------------------------------------------------------------
    @once_more
    def review(self, lens: Lens = LENS) -> Review:
        """Hold the weekly review."""
        return reviewing.make_review(
            self.warehouse, self.available, self._rules(lens), lens, self.today
        )

    @once_more
    def assess(self, measure: str, lens: Lens = LENS) -> Assessment:
        """Judge one measure."""
        card = self.card(measure)
        if lens.filters:
            refuse_parts(card, "parts")
        (judged,) = reviewing.judge(
            self.warehouse, (card,), self._rules(lens), lens, self.today
        )
        return judged

    @once_more
    def summary(self, measure: str, lens: Lens = LENS) -> Summary:
        """Summarise the single values of a duration or score: median, p90, mean."""
        card = self.card(measure)
        span = Span(first=lens.first, last=lens.last)
        return summary(self.warehouse, card, slice=Slice(lens.filters), span=span)

    @once_more
    def interactions(
        self,
        measure: str,
        first: np.datetime64,
        last: np.datetime64,
        lens: Lens = LENS,
    ) -> Interactions:
        """Return the interactions behind a stretch of a chart, events first."""
        card = self.card(measure)
        refuse_parts(card, "interactions behind a point")
        span = Span(first=first, last=last)
        return interactions(self.warehouse, card, span, slice=Slice(lens.filters))

    def card(self, name: str) -> Measure:
        """Return a card that the log can answer, or say why it cannot."""
        return reviewing.card_of(self.warehouse, self.measures, name)

    def _rules(self, lens: Lens) -> RuleSet:
        return resources.rule_set(lens.rules or self.default_rules, self.rules)
