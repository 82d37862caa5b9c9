"""Words, tables and pictures of referrals, word of mouth and earned growth."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from qc.chain.company import Company
from qc.chain.referral_layout import layout
from qc.chain.referral_rows import Flaw
from qc.chain.referral_tree import forest
from qc.chain.word_of_mouth_winner import Winner
from qc.core.arrays import Floats
from qc.view import referral_frames as frames
from qc.view.earned_growth_chart import stair_figure
from qc.view.earned_growth_frames import growth_frame, parts_frame
from qc.view.numbers import Scale
from qc.view.referral_chart import paths_figure
from qc.view.referral_tree import ROWS, tree_svg
from qc.view.word_of_mouth_chart import returns_figure
from qc.view.word_of_mouth_frames import credit_frame, sides_frame
from qc.view.words import earned_growth as growth_say
from qc.view.words import referral_value as value_say
from qc.view.words import referrals as say
from qc.view.words import word_of_mouth as wom_say
from qc.view.words.referral_formula import formulas
from qc.view.words.referrals import FLAWS
from tests.view.referral_reports import (
    growth,
    only,
    report,
    spending,
    teaching,
    tiny,
    word_of_mouth,
)


def spaced(text: str) -> str:
    return text.replace("\u00a0", " ")


class TestReferrals:
    def test_r_is_told_with_its_interval_and_the_naive_figure_beside(self) -> None:
        found = report(teaching())
        year = 100 * found.number.year.value

        assert say.headline(found).startswith(f"100 customers bring {year:.0f} (95")
        assert say.headline(found).endswith("others within a year of coming.")
        assert f"would say {100 * found.number.naive.value:.0f};" in say.naive(found)
        facts = " ".join(say.facts(found))
        assert "a few bring most" in facts
        assert "that one included" in facts
        assert say.lacking(found) == ""
        assert list(say.left_out(found)) == []

    def test_whose_day_of_coming_is_not_told_is_said(self) -> None:
        told = tiny().arrivals
        unknown = replace(told, day=np.full(len(told), np.nan))
        notes = " ".join(say.left_out(report(replace(tiny(), arrivals=unknown))))

        assert "may pass for new" in notes

    def test_a_table_that_ends_before_the_log_is_said_and_not_counted_on(self) -> None:
        told = tiny()
        late = replace(told, last=told.last + 60)
        found = report(late)

        assert found.who.last >= told.last - 28
        assert found.who.stale >= 60
        assert "while others go on" in " ".join(say.left_out(found))
        assert say.headline(found) == say.headline(report(told))

    def test_too_little_is_told_in_counts(self) -> None:
        found = report(only(tiny(), 4))

        assert spaced(say.headline(found)) == "4 customers were brought."
        assert "4 of 10 customers brought by others" in spaced(say.lacking(found))
        assert say.naive(found) == ""

    def test_without_any_the_upper_limit_is_told(self) -> None:
        assert "at most 0" in say.headline(report(only(tiny(), 0)))

    def test_growth_for_ever_is_told(self) -> None:
        found = report(teaching())
        much = replace(found.number.year, value=1.4)
        grown = replace(found, number=replace(found.number, year=much))

        assert "can grow for ever" in " ".join(say.facts(grown))

    def test_rows_set_aside_are_counted_with_their_reasons(self) -> None:
        told = tiny().referrals
        loops = replace(
            tiny(),
            referrals=replace(told, referred=np.roll(told.referrer, 1)),
        )
        found = report(loops)
        table = frames.aside_frame(found.who.rows)

        assert set(table["Why"]) <= set(FLAWS.values())
        aside = found.who.rows.read - found.who.rows.accepted
        assert sum(int(n.replace(",", "")) for n in table["Rows"]) == aside > 0
        assert f"{aside} set aside" in spaced(say.rows(found.who.rows))

    def test_formulas_carry_the_numbers_of_the_data(self) -> None:
        found = report(teaching())
        told = " ".join(formulas(found))

        assert f"By {found.number.reach:.0f}\u00a0days, the longest" in told
        assert f"k = {found.number.clumps.k:.2f}" in told
        assert f"{found.number.curve.customers:,}" in told

    def test_every_flaw_has_words(self) -> None:
        assert set(FLAWS) == set(Flaw)

    def test_who_brings_most_stands_first_and_no_id_is_markup(self) -> None:
        found = report(tiny())
        hostile = tuple(f"=cmd()\n{name}\u202e" for name in found.customers)
        table = frames.most_frame(replace(found, customers=hostile))

        assert table["Brought"].is_monotonic_decreasing
        assert all(
            "\n" not in name and "\u202e" not in name for name in table.iloc[:, 0]
        )

    def test_generations_add_up(self) -> None:
        found = report(tiny())
        many = frames.generations_frame(found)["Customers"]

        assert sum(int(n.replace(",", "")) for n in many) == found.who.forest.customers
        assert len(frames.months_frame(found.months)) == len(found.months)


class TestTheTree:
    def test_hostile_words_are_escaped_and_each_row_is_counted(self) -> None:
        found = report(tiny())
        generations = found.who.forest.generations
        svg = tree_svg(found.layout, generations, title="<script>alert(1)</script>")

        assert "<script" not in svg
        assert svg.count("<text") == len(np.unique(found.layout.generation))
        assert say.picture(found).startswith("Each cell is a customer")

    def test_deep_trees_end_in_a_count(self) -> None:
        trees = forest(np.arange(30) - 1)
        svg = tree_svg(layout(trees), trees.generations, title="", dark=True)

        assert f">Below&#58; {30 - ROWS} customers more<" in spaced(svg)

    def test_small_branches_are_hatched_with_their_number(self) -> None:
        trees = forest(np.array([-1] + [0] * 400))
        shown = layout(trees)

        assert shown.size[shown.customer < 0].sum() == 400
        assert ">400<" in tree_svg(shown, trees.generations, title="")

    def test_without_a_tree_there_is_no_picture(self) -> None:
        trees = forest(np.array([-1, -1]))

        assert tree_svg(layout(trees), trees.generations, title="") == ""


class TestValue:
    def test_both_sides_their_difference_and_the_arrow(self) -> None:
        value = report(teaching()).value
        assert value is not None
        assert value.money is not None
        table = frames.value_frame(value, "EUR")

        assert table.shape == (4, 4)
        assert "EUR" in str(table.iloc[0, 1])
        told = spaced(value_say.headline(value, "EUR"))
        assert ("do not show" in told) is not value.money.difference.excludes(0.0)
        assert any("misleads" in line for line in value_say.arrow(value))
        scale = Scale(decimals=2)
        assert len(paths_figure(value.paths, scale).data) == 2

    def test_a_difference_is_named_with_its_interval(self) -> None:
        value = report(teaching()).value
        assert value is not None
        assert value.money is not None
        less = replace(value.money.difference, value=-9.0, interval=(-12.0, -6.0))
        told = value_say.headline(
            replace(value, money=replace(value.money, difference=less)), ""
        )

        assert "9.00 less margin" in told
        assert "6.00\u201312.00" in told

    def test_a_young_company_is_told_what_to_collect(self) -> None:
        value = report(only(tiny(), 10)).value
        assert value is not None

        assert "30 recommended customers" in spaced(value_say.headline(value, ""))


class TestWordOfMouth:
    @pytest.mark.parametrize(
        ("factor", "winner", "said"),
        [
            (20.0, Winner.WORD_OF_MOUTH, "Word of mouth returned more than campaigns."),
            (0.05, Winner.CAMPAIGNS, "Campaigns returned more than word of mouth."),
            (np.nan, Winner.TOO_LITTLE, "Too little data to compare them."),
        ],
    )
    def test_the_winner_is_named_where_there_is_one(
        self, factor: float, winner: Winner, said: str
    ) -> None:
        found = word_of_mouth(spending(teaching(), factor))

        assert found.found.winner is winner
        assert wom_say.verdict(found).startswith(said)
        assert len(sides_frame(found)) == 9

    def test_what_is_said_without_a_winner(self) -> None:
        found = word_of_mouth(teaching())

        def told(winner: Winner) -> str:
            one = replace(found.found, winner=winner)
            return wom_say.verdict(replace(found, found=one))

        assert "cannot be told" in told(Winner.OPEN)
        assert "depends on whom" in told(Winner.BY_VIEW)
        assert "Nothing is on record as spent" in told(Winner.NO_COST)

    def test_chance_break_even_and_both_views_are_told(self) -> None:
        found = word_of_mouth(teaching())

        assert wom_say.chance(found).startswith("Chance that word of mouth returns")
        assert "EUR" in wom_say.break_even(found)
        assert "on what was spent" in wom_say.returned(found)
        totals = credit_frame(found).iloc[-1, 1:]
        assert totals.nunique() == 1
        assert len(returns_figure(found).data) == 3
        assert any("2,000 times" in line for line in wom_say.formulas(found))

    def test_what_is_lacking_is_named(self) -> None:
        found = word_of_mouth(teaching(), "campaigns", "margin")

        assert "Campaigns" in wom_say.verdict(found)
        assert wom_say.returned(found) == wom_say.break_even(found) == ""

    def test_quality_that_was_given_is_told(self) -> None:
        found = replace(word_of_mouth(teaching()), quality=500.0)

        assert any("500" in line for line in wom_say.notes(found))
        assert "further" in wom_say.break_even(found)


class TestEarnedGrowth:
    def test_both_readings_stand_side_by_side(self) -> None:
        found = growth(teaching())
        table = growth_frame(found)

        assert table.shape == (7, 3)
        assert growth_say.headline(found).startswith("Earned growth: ")
        assert "Counting only customers" in growth_say.headline(found)
        assert any("Indicative only" in x for x in growth_say.caveats(found.years))
        assert len(parts_frame(found)) == 5
        stair = stair_figure(found).data
        end = stair[-1].y[0]
        assert sum(bar.y[0] for bar in stair[:-1]) == pytest.approx(end)
        assert any("2021" in line for line in growth_say.formulas(found))

    def test_without_days_or_tables_it_says_what_is_needed(self) -> None:
        assert growth_say.headline(growth(tiny())) == growth_say.NO_DAYS
        lacking = growth(tiny(), "transactions")
        assert "Transactions" in growth_say.headline(lacking)
        assert list(growth_say.facts(growth(tiny()).years.wide)) == []

    def test_a_range_is_told_as_one(self) -> None:
        found = growth(teaching())
        both = found.years
        range_first = replace(found, years=replace(both, wide=both.narrow))

        assert " to +" in growth_say.headline(range_first)


def test_reports_rest_on_frozen_arrays() -> None:
    found: Company = tiny()
    days: Floats = found.referrals.day
    assert not days.flags.writeable
