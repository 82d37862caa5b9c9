"""Are the prescribed steps followed? Which are skipped, out of order, or extra."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from qc.chain.adherence import Conformance, conformance, split
from qc.core.intervals import Interval, wilson_share
from qc.core.kinds import Stage
from qc.core.steps import Prescribed


@dataclass(frozen=True, slots=True, kw_only=True)
class StepText:
    """One text of steps at one stage: who wrote it, and how often."""

    stage: Stage
    text: str
    unit: str | None
    n: int


@dataclass(frozen=True, slots=True, kw_only=True)
class StepLog:
    """The texts of steps of a part of the log; every interaction is in one count.

    Attributes
    ----------
    texts : tuple of StepText
        The most frequent first.
    silent : mapping of Stage -> int
        Interactions still open, or without a record of steps.
    unread : int
        Interactions with texts so rare that they were not read.
    """

    texts: tuple[StepText, ...]
    silent: Mapping[Stage, int] = field(default_factory=dict)
    unread: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class StepShare:
    """One required step of a stage.

    Attributes
    ----------
    stage, name, title
    n : int
        Interactions with a record of steps.
    skipped, misplaced : int
        Without the step; with it, but out of its order.
    interval : (float, float)
        95 %, of the share skipped.
    """

    stage: Stage
    name: str
    title: str
    n: int
    skipped: int
    misplaced: int
    interval: Interval

    @property
    def share(self) -> float:
        """Share without the step."""
        return self.skipped / self.n

    @property
    def astray(self) -> float:
        """Share without the step, or with it out of its order."""
        return (self.skipped + self.misplaced) / self.n


@dataclass(frozen=True, slots=True, kw_only=True)
class StageFollowed:
    """One stage with prescribed steps.

    Attributes
    ----------
    n, silent : int
        Interactions with a record of steps; still open, or without one.
    followed : int
        With every required step in its place.
    steps : tuple of StepShare
        In the order prescribed; none where there is no record.
    extras : tuple of (str, int)
        Steps that nobody prescribed, and interactions with them, most first.
    repeated : int
        Interactions in which a step was done more than once.
    """

    stage: Stage
    n: int
    silent: int
    followed: int
    steps: tuple[StepShare, ...]
    extras: tuple[tuple[str, int], ...]
    repeated: int


@dataclass(frozen=True, slots=True, kw_only=True)
class StepsFollowed:
    """All stages with prescribed steps of which there are interactions.

    Attributes
    ----------
    stages : tuple of StageFollowed
    unread : int
        Interactions with texts so rare that they were not read.
    """

    stages: tuple[StageFollowed, ...]
    unread: int

    @property
    def n(self) -> int:
        """Interactions with a record of steps."""
        return sum(one.n for one in self.stages)

    @property
    def steps(self) -> tuple[StepShare, ...]:
        """All steps, those most often skipped first."""
        every = (step for one in self.stages for step in one.steps)
        return tuple(sorted(every, key=lambda step: (-step.astray, -step.n)))


def steps_followed(
    log: StepLog, prescribed: Mapping[Stage, Prescribed]
) -> StepsFollowed:
    """Answer: which steps are skipped, out of order, or extra, stage by stage?

    Parameters
    ----------
    log : StepLog
    prescribed : mapping of Stage -> Prescribed
        A stage without required steps is left aside.
    """
    found = []
    for stage in Stage:
        rules, silent = prescribed.get(stage), log.silent.get(stage, 0)
        counts = _counts(log.texts, stage)
        if rules is not None and rules.required and (counts or silent):
            found.append(_stage(rules, counts, silent))
    return StepsFollowed(stages=tuple(found), unread=log.unread)


def _counts(texts: Iterable[StepText], stage: Stage) -> dict[str, int]:
    counts: Counter[str] = Counter()
    for one in texts:
        if one.stage is stage:
            counts[one.text] += one.n
    return dict(counts)


def _stage(rules: Prescribed, counts: Mapping[str, int], silent: int) -> StageFollowed:
    done = [(split(text), n) for text, n in counts.items()]
    found = [(conformance(steps, rules), n) for steps, n in done]
    n = sum(counts.values())
    extras: Counter[str] = Counter()
    for steps, times in done:
        for name in set(steps) - set(rules.names):
            extras[name] += times
    return StageFollowed(
        stage=rules.stage,
        n=n,
        silent=silent,
        followed=sum(times for one, times in found if one.conforming),
        steps=_steps(rules, found, n) if n else (),
        extras=tuple(sorted(extras.items(), key=lambda one: (-one[1], one[0]))),
        repeated=sum(t for steps, t in done if len(set(steps)) < len(steps)),
    )


def _steps(
    rules: Prescribed, found: Sequence[tuple[Conformance, int]], n: int
) -> tuple[StepShare, ...]:
    titles = {step.name: step.title for step in rules.steps}
    skipped, misplaced = (_tally(found, which) for which in _WHICH)
    return tuple(
        StepShare(
            stage=rules.stage,
            name=name,
            title=titles[name],
            n=n,
            skipped=skipped[name],
            misplaced=misplaced[name],
            interval=wilson_share(skipped[name], n),
        )
        for name in rules.required
    )


_WHICH: tuple[Callable[[Conformance], tuple[str, ...]], ...] = (
    lambda one: one.skipped,
    lambda one: one.misplaced,
)


def _tally(
    found: Sequence[tuple[Conformance, int]],
    which: Callable[[Conformance], tuple[str, ...]],
) -> Counter[str]:
    counts: Counter[str] = Counter()
    for one, n in found:
        counts.update(dict.fromkeys(which(one), n))
    return counts
