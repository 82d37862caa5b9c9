"""How well raters agree, in words that do not promise more than the figure holds."""

from __future__ import annotations

import math

from qc.review.agreement import Agreement, LevelReason, Statistic
from qc.review.ratings import Ratings
from qc.spc.agreement import Level
from qc.view.escape import plain
from qc.view.locales import Locale
from qc.view.numbers import SPACE, count, number, number_of, percent

SECTION = "Do the raters agree?"
UPLOAD = (
    "Ratings of the same items by several people: CSV, Excel workbook (.xlsx) or "
    "Parquet; CSV also in gzip or zip"
)
UPLOAD_HINT = (
    "One row for each rating with the columns item, rater and rating, or one row for "
    "each item with a column for each rater. A date column adds a chart over time. The "
    "file is read, not kept."
)
LEVEL = "The codes are"
GUESS = "guessed from the codes"
CODES = "Agreement on each code"
OVER_TIME = "Share of items on which they disagree, week by week"
COLUMNS = ("Code", "Ratings", "Another rater gives it too")

_NAMES = {
    Statistic.COHEN: "Cohen's kappa",
    Statistic.FLEISS: "Fleiss' kappa",
    Statistic.KRIPPENDORFF: "Krippendorff's alpha",
}
_FITS = {
    Statistic.COHEN: "two people rated every item",
    Statistic.FLEISS: "all of them rated every item",
    Statistic.KRIPPENDORFF: "not everybody rated every item",
}
LEVELS = {
    Level.NOMINAL: "names without an order",
    Level.ORDINAL: "grades in an order",
    Level.INTERVAL: "measurements",
}
_REASONS = {
    LevelReason.ASKED: "as was asked",
    LevelReason.TWO_CODES: "there are no more than two of them",
    LevelReason.NAMES: "they are words of no known scale",
    LevelReason.KNOWN_SCALE: "they are words of a known scale",
    LevelReason.GRADES: "they are few whole numbers",
    LevelReason.MEASUREMENTS: "they are many numbers, or broken ones",
}
_RELIABLE, _TENTATIVE = 2 / 3, 0.8
_LANDIS_KOCH = (
    (0.0, "poor"),
    (0.2, "slight"),
    (0.4, "fair"),
    (0.6, "moderate"),
    (0.8, "substantial"),
    (math.inf, "almost perfect"),
)


def verdict(found: Agreement, locale: Locale | None = None) -> str:
    """Say what the ratings are good for."""
    if math.isnan(found.value):
        return (
            "All ratings are the same code, so nothing can be said of agreement. Rate "
            "items that differ."
        )
    if found.one_sided:
        return (
            f"Raters agree on {percent(found.seen, locale)}, yet nearly all ratings "
            "are one code: chance would agree as often. Rate more of the rare cases."
        )
    if found.value >= _TENTATIVE:
        return "The raters judge alike. Their ratings can be charted and compared."
    if found.value >= _RELIABLE:
        return (
            "The raters judge alike for the most part: good enough to follow a whole "
            "service, not to judge single people."
        )
    return (
        "The raters do not judge alike. Agree on the definitions before these ratings "
        "are charted or held against anybody."
    )


def figures(found: Agreement, locale: Locale | None = None) -> str:
    """Tell the statistic with its interval, and the plain share of agreement."""
    name = _NAMES[found.statistic]
    seen = f"Pairs of ratings of one item agree in {percent(found.seen, locale)}."
    if math.isnan(found.value):
        return seen
    low, high = found.interval
    value, *ends = (number(x, 2, locale) for x in (found.value, low, high))
    told = [f"{name} {value} (95{SPACE}%: {ends[0]} to {ends[1]}); 0 is chance, 1 is"]
    told[0] += " full agreement."
    if found.weighted is not None and not math.isnan(found.weighted):
        weighted = number(found.weighted, 2, locale)
        told.append(f"With near misses counted in part: {weighted}.")
    if found.alpha is not None and not math.isnan(found.alpha):
        alpha = number(found.alpha, 2, locale)
        told.append(f"Krippendorff's alpha on the same ratings: {alpha}.")
    return " ".join([*told, seen])


def convention(found: Agreement) -> str:
    """Give the usual word for the figure, with what to think of it."""
    if math.isnan(found.value):
        return ""
    word = next(word for end, word in _LANDIS_KOCH if found.value <= end)
    return (
        f'Landis and Koch (1977) would call this "{word}". Their words are a '
        "convention without a ground: the same raters get another figure where codes "
        "are rarer. The sentence above goes by Krippendorff's "
        f"{number(0.67, 2)} and {number(0.8, 2)}."
    )


def why(found: Agreement) -> str:
    """Say why this statistic, and why the codes were taken as they were."""
    return (
        f"{_NAMES[found.statistic]}, as {_FITS[found.statistic]}. The codes are taken "
        f"as {LEVELS[found.level]}: {_REASONS[found.reason]}."
    )


def account(found: Agreement, ratings: Ratings, locale: Locale | None = None) -> str:
    """Say what was read, and what of it says nothing of agreement."""
    items = number_of(found.items, "item", "items", locale)
    raters = number_of(found.raters, "rater", "raters", locale)
    told = [f"{count(found.ratings, locale)} ratings of {items} by {raters}"]
    if found.alone:
        told.append(
            f"{number_of(found.alone, 'item', 'items', locale)} rated by fewer than "
            "two, which say nothing of agreement"
        )
    if ratings.repeated:
        again = number_of(ratings.repeated, "rating", "ratings", locale)
        told.append(f"{again} repeated word for word, counted once")
    if ratings.unused:
        told.append(f"not used: {', '.join(plain(name) for name in ratings.unused)}")
    return " \u00b7 ".join(told)


def where(found: Agreement, locale: Locale | None = None) -> str:
    """Say on which code raters disagree most, and what they mix up."""
    known = [one for one in found.codes if not math.isnan(one.agreement)]
    if not known or known[0].agreement == 1:
        return ""
    least = known[0]
    told = (
        f"They disagree most on {plain(least.code, limit=60)}: if one gives it, "
        f"another does in {percent(least.agreement, locale)}."
    )
    if found.confused:
        pair = found.confused[0]
        one, other = (plain(code, limit=60) for code in (pair.one, pair.other))
        times = number_of(pair.pairs, "pair", "pairs", locale)
        told += f" Most often mixed up: {one} and {other} ({times} of ratings)."
    return told


def level_name(level: Level | None) -> str:
    """Name a level for a picker."""
    return GUESS if level is None else LEVELS[level]
