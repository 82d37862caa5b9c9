"""The walls and sessions that are measured are what the scripts say they are."""

from __future__ import annotations

from qc.core.cards import read_measures
from tests.benchmarks import page_wall, sessions
from tests.benchmarks.many_cards import cards


def test_as_many_cards_as_asked_no_two_alike() -> None:
    found = read_measures(cards(200), "cards")

    assert len({card.id for card in found}) == 200
    assert (
        len({(card.stage, card.where, card.kind, card.clock) for card in found}) > 150
    )


def test_a_line_has_the_median_the_most_and_what_was_sent() -> None:
    head, line = page_wall.lines({"first view": [(10, 2048), (30, 1024), (20, 1024)]})

    assert head.split() == ["CPU", "ms", "most", "kB", "sent"]
    assert line.split() == ["first", "view", "20", "30", "1"]


def test_everybody_has_something_else_to_click_first_of_all_a_page() -> None:
    steps = [next(sessions.work(i)) for i in range(3)]

    assert len({id(step) for step in steps}) == 3
    assert sum(1 for _, _ in zip(range(20), sessions.work(0), strict=False)) == 20
