"""What defects cost, drawn and told: by the user's rates, or said to be unknown."""

from __future__ import annotations

import json

import pytest

from qc.core.rates import NO_RATES, Rates
from qc.review.cause_costs import Costs
from qc.view.change_chart import change_figure
from qc.view.cost_frames import cost_changes_frame, costs_frame
from qc.view.cost_payload import costs_payload
from qc.view.pareto_chart import pareto_figure
from qc.view.stages_text import stages_text
from qc.view.words import cause_costs as say
from qc.view.words.cause_units import CauseUnit
from qc.view.words.causes import change_sentence
from tests.view import made_stages as made

LIVE = ("<script", "%{")


def simple(text: object) -> str:
    return str(text).replace("\u00a0", " ").replace("\u2013", "-")


class TestPictures:
    def test_the_dearest_is_first_though_not_the_most_frequent(self) -> None:
        figure = pareto_figure(made.costs())

        assert list(figure.data[0].x) == pytest.approx([90, 10])
        first, second = figure.layout.yaxis.ticktext
        assert simple(first).endswith("1,800 EUR")
        assert simple(second).endswith("200 EUR")

    def test_before_and_after_are_of_a_hundred_interactions(self) -> None:
        compared = made.costs().comparison
        assert compared is not None

        figure = change_figure(compared, CauseUnit(rates=made.RATES))

        _, before, after, *legend = figure.data
        assert [one.name for one in legend] == ["after", "after, surely more"]
        assert list(before.x) == pytest.approx([360, 40])
        assert list(after.x) == pytest.approx([1080, 40])
        assert list(after.marker.symbol) == ["triangle-right", "diamond"]
        assert figure.layout.xaxis.title.text == "EUR in 100 interactions"

    @pytest.mark.parametrize("currency", ["EUR", "<script>", "=cmd()"])
    def test_texts_are_harmless(self, currency: str) -> None:
        rates = Rates(currency=currency, named=made.RATES.named)
        found = made.costs(rates)
        assert found.comparison is not None

        shown = [
            pareto_figure(found).to_json(),
            change_figure(found.comparison, CauseUnit(rates=rates)).to_json(),
        ]

        assert not [sign for text in shown for sign in LIVE if sign in text]


class TestWords:
    def test_say_what_is_dear_and_what_is_not_known(self) -> None:
        found = made.costs()

        told = simple(say.costs_sentence(found))

        assert told.startswith(
            "90 % of 2,000 EUR in 91 defective interactions: <script>"
        )
        assert told.endswith("21 of them have no known cost and count as nothing.")
        assert simple(say.parts_sentence(found)) == (
            "1,800 EUR by your rates, 200 EUR for working time."
        )

    def test_ask_for_rates_where_nothing_is_known(self) -> None:
        assert say.costs_sentence(made.no_costs(3)) == say.UNKNOWN
        assert simple(say.costs_sentence(made.no_costs())) == (
            "No defect among 50 judged interactions."
        )
        assert say.UNKNOWN_CLI in _text(made.no_costs(3))

    def test_of_changes(self) -> None:
        told = change_sentence(made.costs().comparison, unit=CauseUnit(rates=NO_RATES))

        assert "costs more, \u00d73.0" in told

    def test_of_the_formula_name_the_rates(self) -> None:
        lines = [simple(line) for line in say.formula_lines(made.RATES)]

        assert "An hour of work: 38.50 EUR." in lines
        assert len(lines) == 5
        assert "Working time is not counted: no rate of an hour is given." in list(
            say.formula_lines(NO_RATES)
        )


class TestTables:
    def test_hold_every_part(self) -> None:
        found = made.costs()
        assert found.comparison is not None

        dear, steady, unnamed = costs_frame(found).to_dict("records")
        changes = cost_changes_frame(found.comparison, CauseUnit(rates=found.rates))

        assert simple(dear["For each"]) == "60 EUR"
        assert simple(steady["By your rates"]) == "180 EUR"
        assert simple(unnamed["Cost"]) == "0 EUR"
        assert list(changes["Reading"]) == ["costs more", "no clear change"]

    def test_and_data_without_infinity(self) -> None:
        for found in (made.costs(), made.no_costs(3)):
            shown = json.loads(json.dumps(costs_payload(found), allow_nan=False))

            assert shown["cost"] == found.spent.cost

    def test_and_the_text(self) -> None:
        assert "1,800 EUR" in simple(_text(made.costs()))


def _text(costs: Costs) -> str:
    return stages_text(made.stages(5, 10, 5, 10, 4), made.causes(), costs, ())
