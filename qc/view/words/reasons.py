"""What each reason says for a chart, against one, and of the data themselves."""

from __future__ import annotations

from collections.abc import Mapping

from qc.core.kinds import Reason

TAKEN: Mapping[Reason, str] = {
    Reason.TOO_FEW_FOR_LIMITS: "there are too few points for limits",
    Reason.ENOUGH_FOR_LIMITS: "there are enough points for limits",
    Reason.IGNORES_SUBGROUP_SIZE: "the contacts behind a point differ in number",
    Reason.CHOSEN_BY_USER: "the measure's card asks for it",
}
"""Where the name of the reason, said of the measure, would not do."""

REJECTED: Mapping[Reason, str] = {
    Reason.OVERDISPERSED: "the points vary more than it allows for",
    Reason.VARIES_AS_BINOMIAL: "the points vary no more than chance, so nothing "
    "needs widening",
    Reason.VARIES_AS_POISSON: "the points vary no more than chance, so nothing "
    "needs widening",
    Reason.TOO_FEW_FOR_LIMITS: "there are too few points for limits",
    Reason.ENOUGH_FOR_LIMITS: "there are enough points for limits",
    Reason.IGNORES_SUBGROUP_SIZE: "it would ignore how many contacts are behind "
    "a point",
    Reason.SIZES_DIFFER: "the number of contacts changes from period to period, and "
    "bare counts would follow it",
    Reason.SAME_IN_COUNTS: "with equally many contacts in each period it would show "
    "the same in counts",
    Reason.SMALL_COUNTS: "with so few defects a period their spread cannot be "
    "learned, and exact limits do not need it",
    Reason.SKEWED: "spans between rare events are skewed, and its even limits would "
    "lie wrong",
    Reason.UNEVEN: "what varies by itself can reach further to one side than to the "
    "other, and its limits at equal distances would lie wrong",
    Reason.VALUES_WITHIN_EXPLAIN: "the values within periods explain how the means "
    "vary, so ranges between them are not needed",
    Reason.SUBGROUPS_VARY: "the means vary more than the values within explain, and "
    "its limits would be too tight",
    Reason.FEW_WITHIN: "most periods have a single value, so the spread within is "
    "unknown",
    Reason.FORGETS: "neighbouring points are no more alike than chance makes them",
    Reason.REMEMBERS: "each period carries over into the next, and its limits would "
    "be too tight",
    Reason.REMEMBERS_STRONGLY: "limits wide enough for so strong a memory would see "
    "little",
    Reason.WEAK_MEMORY: "the memory is weak enough for wider limits",
    Reason.NOT_STEADY: "the level moved inside the baseline, and wider limits would "
    "hide that",
    Reason.WEEKDAYS_DIFFER: "weekdays differ, and limits for all of them alike would "
    "signal on some and miss much on others",
    Reason.WEEKDAYS_ALIKE: "weekdays differ no more than chance makes them",
    Reason.FEW_WEEKS: "it needs a baseline of ten weeks",
    Reason.CHOSEN_BY_USER: "the measure's card asks for another chart",
}
"""Why not another chart; where none is given, the reason is said of the measure."""

ADVICE: Mapping[Reason, str] = {
    Reason.RARE: "Fewer than one defect is expected in a period: a card of kind gap, "
    "with a t chart of the days between defects, or a CUSUM of rare defects would "
    "see a change sooner.",
    Reason.ZEROS: "More than half of the points are zero: take a longer period, or "
    "count the cases that are not zero.",
    Reason.TIES: "More than half of the points have one and the same value, as coarse "
    "scales make them: the share of low ratings would tell more.",
    Reason.NOT_STEADY: "The level moved inside the baseline: find out why, then start "
    "a phase there or leave those points out.",
    Reason.REMEMBERS_STRONGLY: "Neighbouring points tell nearly the same: a longer "
    "period would give points that stand for themselves.",
    Reason.LARGE_SUBGROUPS: "With so many contacts behind a point even a small "
    "difference signals: look at its size before you act.",
    Reason.FEW_WEEKS: "With ten weeks of days in the baseline weekdays can be told "
    "apart.",
}
"""What to do about it."""

_SPREAD = ("x2_per_df", "p_value", "sigma_z")
_WITHIN = ("between_per_within", "between_p")
_MEMORY = ("r1", "phi")
DECIDING: Mapping[Reason, tuple[str, ...]] = {
    Reason.VARIES_AS_BINOMIAL: _SPREAD,
    Reason.VARIES_AS_POISSON: _SPREAD,
    Reason.OVERDISPERSED: _SPREAD,
    Reason.UNEVEN: ("sigma_z", "expected"),
    Reason.TOO_FEW_FOR_LIMITS: ("points",),
    Reason.ENOUGH_FOR_LIMITS: ("points",),
    Reason.IGNORES_SUBGROUP_SIZE: ("mean_n", "n_ratio"),
    Reason.SIZES_DIFFER: ("n_ratio",),
    Reason.SAME_IN_COUNTS: ("n_ratio",),
    Reason.SMALL_COUNTS: ("expected",),
    Reason.LARGE_SUBGROUPS: ("mean_n",),
    Reason.RARE: ("expected",),
    Reason.ZEROS: ("zeros",),
    Reason.TIES: ("ties",),
    Reason.VALUES_WITHIN_EXPLAIN: _WITHIN,
    Reason.SUBGROUPS_VARY: _WITHIN,
    Reason.FEW_WITHIN: ("mean_n",),
    Reason.FORGETS: _MEMORY,
    Reason.REMEMBERS: _MEMORY,
    Reason.REMEMBERS_STRONGLY: _MEMORY,
    Reason.WEAK_MEMORY: _MEMORY,
    Reason.NOT_STEADY: ("moved",),
    Reason.WEEKDAYS_DIFFER: ("weekday_p",),
    Reason.WEEKDAYS_ALIKE: ("weekday_p",),
    Reason.FEW_WEEKS: ("points",),
}
"""The statistics that stand behind a reason."""
