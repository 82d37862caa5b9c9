"""News for future sales, as the pages see them: charts, uptake, who was not told."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from qc.chain.news import NewsFigure
from qc.chain.news_untold import Silence
from qc.chain.news_uptake import Uptake
from qc.core.kinds import Period
from qc.core.news_card import NewsCard
from qc.review.assessment import Assessment


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class NewsReport:
    """What is known of news to existing customers.

    Attributes
    ----------
    by : Period
    card : NewsCard
    customers : tuple of str
        What the numbers of customers stand for; hostile until escaped.
    sent, held : int
        Pieces of news sent; customers held back, as often as it was noted.
    first, last : int
        First and last day with news.
    charts : mapping of NewsFigure -> Assessment
        Without those that the tables do not tell.
    uptakes : tuple of Uptake
        Against customers held back where there are any; else the days after news
        against other days of the same customer.
    silence : Silence or None
        None without purchases.
    until : int
        Last day known.
    """

    by: Period
    card: NewsCard
    customers: tuple[str, ...]
    sent: int
    held: int
    first: int
    last: int
    charts: Mapping[NewsFigure, Assessment]
    uptakes: tuple[Uptake, ...]
    silence: Silence | None
    until: int
