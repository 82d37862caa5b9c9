"""Who changed lately, of a log: counted as its own chart counts."""

from __future__ import annotations

import pytest

from qc.core.errors import NothingToShow, UnknownName
from qc.workspace import Lens, Workspace
from qc.workspace.lately import of_everybody, who_changed
from tests import sample_facts as facts
from tests.workspace.conftest import counts, day, team

SHARE = "steps-skipped"


def test_each_is_counted_as_on_the_own_chart(sample: Workspace) -> None:
    found = who_changed(sample, "team")
    one = next(x for x in found.found if x.name == "Team 2" and x.measure.id == SHARE)
    alone = counts(sample, SHARE, Lens(filters=team("Team 2")))
    assert (one.events, one.n) == (
        alone.events[-2:].sum(),
        alone.opportunities[-2:].sum(),
    )
    assert one.events_before == alone.events[-26:-2].sum()
    assert found.units == 4
    assert found.last == facts.NEWEST


def test_a_bad_fortnight_of_all_names_nobody(sample: Workspace) -> None:
    """Support has more defects, in all teams alike."""
    cards = [sample.card("support-defective")]
    assert who_changed(sample, "agent", cards=cards).standing == ()
    assert who_changed(sample, "team").standing == ()


def test_newcomers_have_no_weeks_before(sample: Workspace) -> None:
    found = who_changed(sample, "agent", Lens(until=day(str(facts.CAME))))
    assert (found.units, found.few) == (facts.AGENTS - facts.NEWCOMERS, facts.NEWCOMERS)


def test_only_measures_of_all_stages_unless_asked(sample: Workspace) -> None:
    assert {card.stage for card in of_everybody(sample)} == {None}


@pytest.mark.parametrize(
    ("dimension", "cards", "text"),
    [
        ("team", ["first-response-time"], "is no share or rate by week"),
        ("team", ["customers-referred"], "has no agents or teams to look at"),
        ("team", [], "no such measure"),
        ("product", None, "does not say which product"),
    ],
)
def test_what_cannot_be_told(
    sample: Workspace, dimension: str, cards: list[str] | None, text: str
) -> None:
    asked = None if cards is None else [sample.card(name) for name in cards]
    with pytest.raises(NothingToShow, match=text):
        who_changed(sample, dimension, cards=asked)


def test_an_unknown_dimension(sample: Workspace) -> None:
    with pytest.raises(UnknownName, match="No dimension is called"):
        who_changed(sample, "x")
