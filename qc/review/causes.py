"""Causes of defects: the vital few, and whether a countermeasure changed them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from qc.core.intervals import CONFIDENCE, Interval, exact_share
from qc.core.kinds import Stage
from qc.review.tallies import CauseBy, CauseKind, CauseLog, CauseTally, Days
from qc.spc.pareto import VITAL, Bar, Change, compare, pareto

WEEKS = 8
_REST = "\0"  # no text of a log has one


@dataclass(frozen=True, slots=True, kw_only=True)
class Cause:
    """One bar: how many defective interactions, and the share of all up to it.

    `vital`: one of the few that make up four fifths of what is stated; none is
    where it takes all of them, or more than are listed.
    `causes` is how many different texts stand behind it.
    """

    kind: CauseKind
    cause: str
    count: float
    share: float
    interval: Interval
    cumulated: float
    vital: bool
    causes: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class CauseChange:
    """One cause before and after: counts, rates per interaction, their ratio."""

    kind: CauseKind
    cause: str
    counts: tuple[float, float]
    change: Change
    causes: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """Two spans side by side.

    Attributes
    ----------
    before, after : Days
    judged : (int, int)
        Judged interactions in each.
    changes : tuple of CauseChange
        Most frequent before first; empty where a span has no judged interaction,
        or no defect in either.
    confidence : float
        Of each interval, so that all hold together with 95 % (Bonferroni).
    """

    before: Days
    after: Days
    judged: tuple[int, int]
    changes: tuple[CauseChange, ...]
    confidence: float

    @property
    def certain(self) -> tuple[CauseChange, ...]:
        """Those whose interval leaves no change out of the question."""
        return tuple(one for one in self.changes if one.change.certain)


@dataclass(frozen=True, slots=True, kw_only=True)
class Causes:
    """Defective interactions by cause.

    Attributes
    ----------
    by : CauseBy
    stage : Stage or None
        Of one stage only.
    judged, defectives : int
    bars : tuple of Cause
        Largest first, then the rest, then those without a cause; empty without
        any defect.
    comparison : Comparison or None
        None where the log has no two spans to compare.
    """

    by: CauseBy
    stage: Stage | None
    judged: int
    defectives: int
    bars: tuple[Cause, ...]
    comparison: Comparison | None

    @property
    def vital(self) -> tuple[Cause, ...]:
        """The vital few."""
        return tuple(bar for bar in self.bars if bar.vital)

    @property
    def stated(self) -> int:
        """Defective interactions that name a cause."""
        told = (bar.count for bar in self.bars if bar.kind is not CauseKind.NOT_STATED)
        return int(sum(told))


def rank(log: CauseLog) -> tuple[Cause, ...]:
    """Answer: which causes make up most of the defects?

    Parameters
    ----------
    log : CauseLog
        Counts of its first span are ranked.

    Returns
    -------
    tuple of Cause
        The rest and those without a cause are last and never vital.
    """
    counts = {tally.cause: float(_first(tally)) for tally in _stated(log)}
    rest = [tally for tally in log.causes if tally.kind is not CauseKind.STATED]
    total = sum(map(_first, log.causes))
    if not total:
        return ()
    remainder = {_REST: float(sum(map(_first, rest)))} if rest else {}
    ranked = pareto({**counts, **remainder}, last=_REST)
    other = sum(_first(tally) for tally in rest if tally.kind is CauseKind.OTHER)
    vital = vital_few(counts, other)
    bars = [_cause(bar, vital) for bar in ranked if bar.cause != _REST]
    cumulated = bars[-1].cumulated if bars else 0.0
    for tally in rest:
        cumulated += _first(tally) / total
        bars.append(_remainder(tally, total, min(cumulated, 1.0)))
    return tuple(bars)


def vital_few(counts: Mapping[str, float], other: float) -> set[str]:
    """Return the few causes that make up `VITAL` of what is stated, if any do.

    Parameters
    ----------
    counts : mapping
        By cause; all above 0.
    other : float
        Of the causes that are not listed, together.
    """
    if not counts:
        return set()
    ranked = pareto({**counts, _REST: other}, last=_REST)
    few = [bar for bar in ranked if bar.vital]
    all_of_many = len(few) == len(counts) > 1 and not other
    enough = few[-1].cumulated >= VITAL
    return {bar.cause for bar in few} if enough and not all_of_many else set()


def contrast(log: CauseLog, before: Days, after: Days) -> Comparison:
    """Answer: which causes became rarer or more frequent?

    Parameters
    ----------
    log : CauseLog
        Of two spans: before and after.
    before, after : Days
        What the spans were.

    Returns
    -------
    Comparison
        Each interval by the confidence that Bonferroni asks for.
    """
    n, m = log.judged
    confidence = 1 - (1 - CONFIDENCE) / max(len(log.causes), 1)
    changes: tuple[CauseChange, ...] = ()
    if n and m and log.causes:
        changes = _changes(log.causes, (n, m), confidence)
    return Comparison(
        before=before,
        after=after,
        judged=(n, m),
        changes=changes,
        confidence=confidence,
    )


def _changes(
    causes: Sequence[CauseTally], judged: tuple[int, int], confidence: float
) -> tuple[CauseChange, ...]:
    # By place, as the rest and the unnamed have no name that no log could hold.
    keyed = {f"{place:03d}": tally for place, tally in enumerate(causes)}
    before, after = (
        {key: float(tally.defectives[side]) for key, tally in keyed.items()}
        for side in (0, 1)
    )
    found = compare((before, judged[0]), (after, judged[1]), confidence=confidence)
    changes = [_change(change, keyed[change.cause]) for change in found]
    order = (CauseKind.STATED, CauseKind.OTHER, CauseKind.NOT_STATED)
    return tuple(sorted(changes, key=lambda one: order.index(one.kind)))


def _change(change: Change, tally: CauseTally) -> CauseChange:
    before, after = tally.defectives
    return CauseChange(
        kind=tally.kind,
        cause=tally.cause,
        counts=(before, after),
        change=change,
        causes=tally.causes,
    )


def _cause(bar: Bar, vital: set[str]) -> Cause:
    return Cause(
        kind=CauseKind.STATED,
        cause=bar.cause,
        count=int(bar.count),
        share=bar.share,
        interval=bar.interval,
        cumulated=bar.cumulated,
        vital=bar.cause in vital,
    )


def _remainder(tally: CauseTally, total: int, cumulated: float) -> Cause:
    count = _first(tally)
    return Cause(
        kind=tally.kind,
        cause="",
        count=count,
        share=count / total,
        interval=exact_share(count, total),
        cumulated=cumulated,
        vital=False,
        causes=tally.causes,
    )


def _stated(log: CauseLog) -> list[CauseTally]:
    return [tally for tally in log.causes if tally.kind is CauseKind.STATED]


def _first(tally: CauseTally) -> int:
    return tally.defectives[0]
