"""What is set for news: how long without, how often is too often, what words say."""

from __future__ import annotations

from dataclasses import dataclass

from qc.core.supply_card import DAYS, Bounds, read_flat


@dataclass(frozen=True, slots=True, kw_only=True)
class NewsCard:
    """How news to existing customers are judged.

    Attributes
    ----------
    untold_days : int
        An active customer without news for longer is listed.
    uptake_days : int
        For so long, a purchase or an interaction counts as following.
    most_in_30_days : int
        More pieces to one customer are too often.
    hold_out, opt_out, complaint : tuple of str
        Parts of topics: held back, no more news, a complaint. The last two are looked
        for in the reasons of interactions as well.
    """

    untold_days: int
    uptake_days: int
    most_in_30_days: int
    hold_out: tuple[str, ...]
    opt_out: tuple[str, ...]
    complaint: tuple[str, ...]


_BOUNDS: Bounds = {"untold_days": DAYS, "uptake_days": DAYS, "most_in_30_days": DAYS}


def read_news(text: str, source: str, house: NewsCard | None = None) -> NewsCard:
    """Read a news file; what it does not say is as in the one of the house.

    Raises
    ------
    InvalidCard
        With every fault of the file.
    """
    return NewsCard(**read_flat(text, source, NewsCard, _BOUNDS, house))
