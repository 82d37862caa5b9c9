"""The closed vocabularies that code branches on; sentences for them live in `view`."""

from __future__ import annotations

from enum import StrEnum


class Stage(StrEnum):
    """The five stages of a relationship, in the order a customer meets them."""

    INQUIRY = "inquiry"
    SELECTION = "selection"
    SALE = "sale"
    SUPPORT = "support"
    NEWS = "news"


class Period(StrEnum):
    """The calendar unit that makes a rational subgroup."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"


class MeasureKind(StrEnum):
    """What is counted or measured in a subgroup."""

    SHARE = "share"
    RATE = "rate"
    DURATION = "duration"
    SCORE = "score"
    GAP = "gap"


class ChartKind(StrEnum):
    """The control charts this package draws."""

    P = "p"
    P_PRIME = "p-prime"
    P_PRIME_PROBABILITY = "p-prime-probability"
    P_PRIME_CORRECTED = "p-prime-corrected"
    NP = "np"
    U = "u"
    U_PRIME = "u-prime"
    U_PRIME_PROBABILITY = "u-prime-probability"
    U_PRIME_CORRECTED = "u-prime-corrected"
    C = "c"
    WEEKDAY = "weekday"
    XMR = "xmr"
    XMR_MEDIAN = "xmr-median"
    XMR_SCREENED = "xmr-screened"
    XMR_NHS = "xmr-nhs"
    XMR_CORRECTED = "xmr-corrected"
    RESIDUALS = "residuals"
    MR = "mr"
    XBAR = "xbar"
    XBAR_R = "xbar-r"
    THREE_WAY = "three-way"
    R = "r"
    S = "s"
    T = "t"
    G = "g"
    EWMA = "ewma"
    MOVING_AVERAGE = "moving-average"
    CUSUM = "cusum"
    CUSUM_FAST = "cusum-fast"
    RARE_CUSUM = "rare-cusum"
    SHORT_RUN = "short-run"
    T2 = "t2"
    MEWMA = "mewma"
    RUN = "run"


class PlotUnit(StrEnum):
    """The unit of what a chart plots."""

    MEASURE = "measure"  # that of the measure itself
    COUNT = "count"  # cases
    SIGMA = "sigma"  # distances in sigmas
    NUMBER = "number"  # no unit


class Direction(StrEnum):
    """Which way is better for the customer."""

    LOWER = "lower"
    HIGHER = "higher"
    NEITHER = "neither"


class Side(StrEnum):
    """Where points lie against the centre line."""

    ABOVE = "above"
    BELOW = "below"


class Variation(StrEnum):
    """The variation icon: what the newest point says about the process."""

    COMMON = "common"
    IMPROVEMENT_HIGH = "improvement-high"
    IMPROVEMENT_LOW = "improvement-low"
    CONCERN_HIGH = "concern-high"
    CONCERN_LOW = "concern-low"
    NEUTRAL_HIGH = "neutral-high"
    NEUTRAL_LOW = "neutral-low"
    UNKNOWN = "unknown"


class Assurance(StrEnum):
    """The assurance icon: what will happen to the target if nothing changes."""

    PASS = "pass"
    FAIL = "fail"
    HIT_OR_MISS = "hit-or-miss"
    NONE = "none"


class Meaning(StrEnum):
    """A signal read in the wished direction."""

    IMPROVEMENT = "improvement"
    CONCERN = "concern"
    NEUTRAL = "neutral"


class ChartWarning(StrEnum):
    """What a reader of a chart must know before trusting its limits."""

    TRIAL_LIMITS = "trial-limits"
    TOO_FEW = "too-few"
    NO_VARIATION = "no-variation"
    AUTOCORRELATED = "autocorrelated"
    OVERDISPERSED = "overdispersed"
    SMALL_COUNTS = "small-counts"
    TIES = "ties"
    NO_LOWER_LIMIT = "no-lower-limit"
    UNSTABLE_BASELINE = "unstable-baseline"
    RUNS_LEFT_OUT = "runs-left-out"


class Reason(StrEnum):
    """Why a chart was taken, or why another was not."""

    COUNTS_OF_DEFECTIVES = "counts-of-defectives"
    COUNTS_OF_DEFECTS = "counts-of-defects"
    ONE_VALUE_PER_PERIOD = "one-value-per-period"
    SEVERAL_VALUES_PER_PERIOD = "several-values-per-period"
    TIME_BETWEEN_EVENTS = "time-between-events"
    CASES_BETWEEN_EVENTS = "cases-between-events"
    VARIES_AS_BINOMIAL = "varies-as-binomial"
    VARIES_AS_POISSON = "varies-as-poisson"
    OVERDISPERSED = "overdispersed"
    TOO_FEW_FOR_LIMITS = "too-few-for-limits"
    ENOUGH_FOR_LIMITS = "enough-for-limits"
    IGNORES_SUBGROUP_SIZE = "ignores-subgroup-size"
    SIZES_DIFFER = "sizes-differ"
    SAME_IN_COUNTS = "same-in-counts"
    SMALL_COUNTS = "small-counts"
    LARGE_SUBGROUPS = "large-subgroups"
    RARE = "rare"
    ZEROS = "zeros"
    TIES = "ties"
    SKEWED = "skewed"
    UNEVEN = "uneven"
    VALUES_WITHIN_EXPLAIN = "values-within-explain"
    SUBGROUPS_VARY = "subgroups-vary"
    FEW_WITHIN = "few-within"
    FORGETS = "forgets"
    REMEMBERS = "remembers"
    REMEMBERS_STRONGLY = "remembers-strongly"
    WEAK_MEMORY = "weak-memory"
    NOT_STEADY = "not-steady"
    WEEKDAYS_DIFFER = "weekdays-differ"
    WEEKDAYS_ALIKE = "weekdays-alike"
    FEW_WEEKS = "few-weeks"
    CHOSEN_BY_USER = "chosen-by-user"


class FieldKind(StrEnum):
    """How the text of a column becomes a typed value."""

    KEY = "key"
    TEXT = "text"
    TIME = "time"
    NUMBER = "number"
    DURATION = "duration"
    FLAG = "flag"


class TableName(StrEnum):
    """The tables a company hands over; interactions are the log that charts show."""

    INTERACTIONS = "interactions"
    TRANSACTIONS = "transactions"
    CUSTOMERS = "customers"
    REFERRALS = "referrals"
    CAMPAIGNS = "campaigns"
    TRAINING = "training"
    OUTREACH = "outreach"


class OpenCases(StrEnum):
    """How a case that is still open enters a share of late answers."""

    DUE = "due"  # every case whose time is up, open or not: the fair default
    OVERDUE = "overdue"  # all closed cases, and open ones whose time is up
    CLOSED = "closed"  # closed cases only: flatters the newest periods
    CENSORED = "censored"  # open cases count for as long as they have waited


class MinuteKind(StrEnum):
    """What is written down in a review meeting."""

    NOTE = "note"
    DECISION = "decision"


class RulePattern(StrEnum):
    """The shapes a run rule looks for."""

    BEYOND = "beyond"  # `points` of `window` beyond `sigma`, one side
    SIDE = "side"  # `points` in a row on one side of the centre
    TREND = "trend"  # `points` in a row, each step in one direction
    ALTERNATING = "alternating"  # `points` in a row, steps alternating
    WITHIN = "within"  # `points` in a row within `sigma`
    OUTSIDE = "outside"  # `points` in a row beyond `sigma`, both sides
    LONGEST_RUN = "longest-run"  # Anhoej: longer than chance allows for n
    CROSSINGS = "crossings"  # Anhoej: fewer than chance allows for n
