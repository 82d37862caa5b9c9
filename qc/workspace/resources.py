"""The files of the house: measure cards, rule sets, header aliases, the sample."""

from __future__ import annotations

from functools import cache, lru_cache
from pathlib import Path

from qc.core.cards import read_measures
from qc.core.errors import InvalidCard, UnknownName
from qc.core.kinds import Stage
from qc.core.measures import Measure
from qc.core.news_card import NewsCard, read_news
from qc.core.rules import RuleSet
from qc.core.ruleset import read_rule_sets
from qc.core.steps import Prescribed, read_steps
from qc.core.supply_card import SupplyCard, read_supply

DATA = Path(__file__).resolve().parents[2] / "data"
SAMPLE = DATA / "sample"
CARDS_FILE = "measures.toml"
RULES_FILE = "rules.toml"
STEPS_FILE = "steps.toml"
SUPPLY_FILE = "supply.toml"
NEWS_FILE = "news.toml"
DEFAULT_RULES = "default"


@cache
def house_measures() -> tuple[Measure, ...]:
    """Return the cards every workspace starts with."""
    return measures_of(DATA / CARDS_FILE)


def measures_of(file: Path) -> tuple[Measure, ...]:
    """Return the cards of one file; none where it does not exist."""
    return _cards(text_of(file), file.name) if file.exists() else ()


@cache
def house_rules() -> dict[str, RuleSet]:
    """Return the rule sets every workspace can choose from."""
    return rules_of(DATA / RULES_FILE)


def rules_of(file: Path) -> dict[str, RuleSet]:
    """Return the rule sets of one file; none where it does not exist."""
    return dict(_rule_sets(text_of(file), file.name)) if file.exists() else {}


@cache
def house_steps() -> dict[Stage, Prescribed]:
    """Return the prescribed steps every workspace starts with."""
    return steps_of(DATA / STEPS_FILE)


def steps_of(file: Path) -> dict[Stage, Prescribed]:
    """Return the prescribed steps of one file; none where it does not exist."""
    return dict(_steps(text_of(file), file.name)) if file.exists() else {}


def supply_of(folder: Path) -> SupplyCard:
    """Return when customers count as silent: as the house says, or a folder's file."""
    house, own = _supply(text_of(DATA / SUPPLY_FILE), SUPPLY_FILE), folder / SUPPLY_FILE
    return _supply(text_of(own), own.name, house) if own.exists() else house


def news_of(folder: Path) -> NewsCard:
    """Return how news are judged: as the house says, or a folder's file."""
    house, own = _news(text_of(DATA / NEWS_FILE), NEWS_FILE), folder / NEWS_FILE
    return _news(text_of(own), own.name, house) if own.exists() else house


def customers_told(folder: Path) -> tuple[str, ...]:
    """Return what a folder's own files say of silence and of news, as they stand."""
    files = (folder / name for name in (SUPPLY_FILE, NEWS_FILE))
    return tuple(text_of(file) if file.exists() else "" for file in files)


def text_of(file: Path) -> str:
    """Return the text of a settings file.

    Raises
    ------
    InvalidCard
        If it is not UTF-8.
    """
    try:
        return file.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as fault:
        raise InvalidCard(file.name, ["it is not UTF-8; save it as UTF-8."]) from fault


def rule_set(name: str, known: dict[str, RuleSet]) -> RuleSet:
    """Return one rule set by name, or say which are known."""
    if name not in known:
        raise UnknownName("rule set", name, known)
    return known[name]


@cache
def header_aliases() -> str:
    """Return the text of the list of known headers."""
    return (DATA / "header-aliases.json").read_text(encoding="utf-8")


@cache
def table_aliases() -> str:
    """Return the text of the list of known headers of the other tables."""
    return (DATA / "table-aliases.json").read_text(encoding="utf-8")


# By the text: a file is read at every question, and seldom says anything new.
_cards = lru_cache(maxsize=16)(read_measures)
_rule_sets = lru_cache(maxsize=16)(read_rule_sets)
_steps = lru_cache(maxsize=16)(read_steps)
_supply = lru_cache(maxsize=16)(read_supply)
_news = lru_cache(maxsize=16)(read_news)
