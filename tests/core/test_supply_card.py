"""The files of supply and news: read with every fault, or as the house has them."""

from __future__ import annotations

import pytest

from qc.core.errors import InvalidCard
from qc.core.news_card import NewsCard, read_news
from qc.core.supply_card import SupplyCard, read_supply
from qc.workspace.resources import DATA

SUPPLY = (DATA / "supply.toml").read_text(encoding="utf-8")
NEWS = (DATA / "news.toml").read_text(encoding="utf-8")


def test_the_files_of_the_house_are_whole() -> None:
    supply, news = read_supply(SUPPLY, "supply.toml"), read_news(NEWS, "news.toml")

    assert isinstance(supply, SupplyCard)
    assert isinstance(news, NewsCard)
    assert (supply.silent_after, news.untold_days) == (3.0, 90)
    assert "hold-out" in news.hold_out


def test_a_workspace_says_only_what_differs() -> None:
    house = read_news(NEWS, "news.toml")
    own = read_news('untold_days = 30\nopt_out = [" stop "]', "news.toml", house)

    assert own.untold_days == 30
    assert own.opt_out == ("stop",)
    assert own.complaint == house.complaint


def test_every_fault_at_once() -> None:
    text = 'untold_day = 3\nuptake_days = 0\nmost_in_30_days = 1.5\nopt_out = "stop"'
    with pytest.raises(InvalidCard) as refused:
        read_news(text, "news.toml", read_news(NEWS, "news.toml"))

    said = str(refused.value)
    assert "unknown key 'untold_day'. Did you mean 'untold_days'?" in said
    assert "uptake_days must be a whole number from 1 to 3650; got 0." in said
    assert "most_in_30_days must be a whole number from 1 to 3650; got 1.5." in said
    assert "opt_out must be a list of words, at most 500; got 'stop'." in said


def test_without_a_house_all_must_be_said() -> None:
    with pytest.raises(InvalidCard) as refused:
        read_supply("silent_after = 1000\nmade_good = true", "supply.toml")

    said = str(refused.value)
    assert "silent_after must be a number from 0.1 to 100; got 1000." in said
    assert "made_good must be a number from 0 to 1; got True." in said
    assert "ahead_days is missing." in said
    assert "leaving is missing." in said
