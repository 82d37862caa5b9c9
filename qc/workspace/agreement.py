"""From a file of ratings to what it says of the raters; it is not kept."""

from __future__ import annotations

import tempfile
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from qc.core.errors import InvalidLog
from qc.core.kinds import Direction, MeasureKind, Period
from qc.core.measures import Measure
from qc.core.rules import RuleSet
from qc.intake.decode import Caps
from qc.intake.ratings import HEADERS, read_ratings
from qc.review.agreement import Agreement, agree
from qc.review.assess import assess
from qc.review.assessment import Assessment
from qc.review.disagreement import disagreements
from qc.review.ratings import Ratings
from qc.spc.agreement import Level
from qc.workspace.opening import Reading, open_file
from qc.workspace.resources import DEFAULT_RULES, house_rules

MOST_BYTES = 10_000_000
_SEED = 20_040_101  # the same file gives the same interval
_WEEKS = 2  # fewer make no chart

DISAGREEMENTS = Measure(
    id="disagreements",
    title="Items on which raters disagree",
    question="Do the raters drift apart?",
    definition="Share of the items rated at least twice that did not get one code.",
    kind=MeasureKind.SHARE,
    direction=Direction.LOWER,
    by=Period.WEEK,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Rated:
    """A file of ratings, and what it says.

    `over_time` is the share of disagreements per week; None without dates.
    """

    name: str
    ratings: Ratings
    agreement: Agreement
    over_time: Assessment | None


def rated(
    file: Path,
    *,
    name: str | None = None,
    level: Level | None = None,
    rules: RuleSet | None = None,
    part: str | None = None,
) -> Rated:
    """Answer: do the raters of this file judge alike?

    Parameters
    ----------
    file : Path
        CSV in any common encoding, also in gzip or zip; an Excel workbook; Parquet.
        At most 10 MB.
    name : str, optional
        To show for it.
    level : Level, optional
        What a difference of codes means; by default guessed from the codes.
    rules : RuleSet, optional
        For the chart over time; by default those of the house.
    part : str, optional
        The sheet of a workbook or the file in a zip archive.

    Raises
    ------
    SeveralParts
        If it holds several tables and none is named.
    InvalidLog
        If it cannot be read as ratings, with every fault.
    InvalidSeries
        If nothing in it was rated twice.
    """
    ratings = read_ratings(_text(file, part), name or file.name)
    return Rated(
        name=name or file.name,
        ratings=ratings,
        agreement=agree(ratings, np.random.default_rng(_SEED), level),
        over_time=_over_time(ratings, rules or house_rules()[DEFAULT_RULES]),
    )


def _text(file: Path, part: str | None) -> str:
    if not file.is_file():
        raise InvalidLog(f"There is no file {file}. Correct the name.")
    caps = Caps(file_bytes=MOST_BYTES, unpacked_bytes=5 * MOST_BYTES)
    with tempfile.TemporaryDirectory() as folder:
        reading = Reading(part=part, known=HEADERS, caps=caps)
        text = open_file(file, Path(folder), reading)
        return text.path.read_text(encoding="utf-8")


def _over_time(ratings: Ratings, rules: RuleSet) -> Assessment | None:
    counts = disagreements(ratings)
    if counts is None or np.count_nonzero(~counts.missing) < _WEEKS:
        return None
    return assess(DISAGREEMENTS, counts, rule_set=rules)
