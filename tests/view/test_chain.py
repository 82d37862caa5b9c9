"""The chain in pictures, tables and words: each state, escaping, both formats."""

from __future__ import annotations

import html
import math
import re
from dataclasses import replace

import numpy as np
import pytest

from qc.chain.evidence import Estimate, Method, Short, Want
from qc.chain.links import Arrow, Design, Link, Node, Scale, Shown
from qc.core.kinds import Direction, MeasureKind
from qc.core.measures import Measure
from qc.core.series import Counts
from qc.review.assess import assess
from qc.review.assessment import Assessment
from qc.review.chain import Chain, Station
from qc.view.chain_arrows import label_lines
from qc.view.chain_card import wrapped
from qc.view.chain_diagram import chain_html, narrow_svg, wide_svg
from qc.view.chain_forest import forest_figure, groups
from qc.view.chain_frames import chain_payload, chain_text, evidence_frame
from qc.view.style_chain import CHAIN_CSS
from qc.view.words import chain as say
from qc.view.words import chain_names as names
from qc.workspace.resources import DEFAULT_RULES, house_rules

HOSTILE = "<script>alert(1)</script> ![x](http://a.b/c) =cmd()"


def estimate(value: float, low: float, high: float, **more: object) -> Estimate:
    return Estimate(
        value=value,
        interval=(low, high),
        n=1234,
        method=Method.JACKKNIFE,
        **more,  # type: ignore[arg-type]
    )


def link(arrow: Arrow, found: Estimate, **more: object) -> Link:
    return Link(
        **{  # type: ignore[arg-type]
            "arrow": arrow,
            "estimate": found,
            "scale": Scale.DIFFERENCE,
            "up": False,
            "design": Design.WITH_CONTROLS,
            "lag": (0, 90),
            **more,
        }
    )


UNKNOWN = Estimate(value=math.nan, n=0, method=Method.ROBUST)
FEW = (Short(what=Want.AGENTS, need=20, got=12),)
LINKS = (
    link(Arrow.TRAINING_ADHERENCE, estimate(-0.056, -0.08, -0.031)),
    link(
        Arrow.TRAINING_SERVICE,
        estimate(-0.02, -0.04, -0.001),
        against=True,
        beside=estimate(-0.01, -0.03, 0.02),
        naive=estimate(-0.09, -0.1, -0.08),
    ),
    link(Arrow.ADHERENCE_SERVICE, estimate(-0.05, -0.08, -0.02), up=True),
    link(Arrow.SERVICE_TRUST, estimate(0.1, 0.05, 0.15, short=FEW), up=True),
    link(
        Arrow.SERVICE_REPEAT,
        estimate(0.61, 0.5, 0.74),
        scale=Scale.RATIO,
        design=Design.WITHIN_CUSTOMER,
    ),
    link(Arrow.TRUST_REPEAT, UNKNOWN, lacking=("transactions",), up=True),
    link(Arrow.TRUST_REFERRAL, estimate(0.01, -0.02, 0.04), up=True),
    link(
        Arrow.REPEAT_GOODWILL,
        estimate(0.95, 0.85, 1.05),
        scale=Scale.NUMBER,
        up=True,
        design=Design.BY_DEFINITION,
    ),
    link(Arrow.REFERRAL_GOODWILL, UNKNOWN, lacking=("referrals",), up=True),
)
STATES = ("Shown", "Not shown", "Opposite", "Too little data", "Shown", "No data")


def chart(title: str) -> Assessment:
    k = 30
    at = np.datetime64("2026-01-05", "D") + np.timedelta64(7, "D") * np.arange(k)
    rng = np.random.default_rng(1)
    series = Counts(
        at=at,
        events=rng.binomial(100, 0.2, k).astype(float),
        opportunities=np.full(k, 100.0),
    )
    card = Measure(
        id="x",
        title=title,
        question="?",
        kind=MeasureKind.SHARE,
        direction=Direction.LOWER,
    )
    return assess(card, series, rule_set=house_rules()[DEFAULT_RULES])


@pytest.fixture(scope="module")
def chain() -> Chain:
    drawn = chart(HOSTILE)
    stations = tuple(
        Station(node=node, chart=drawn if node is Node.SERVICE else None)
        for node in Node
    )
    nothing = replace(stations[0], lacking=("training",))
    return Chain(stations=(nothing, *stations[1:]), links=LINKS)


class TestThePicture:
    def test_each_state_has_its_own_line_and_its_word(self, chain: Chain) -> None:
        for picture in (wide_svg(chain), narrow_svg(chain)):
            for shown in Shown:
                assert f'class="qc-way qc-{shown}"' in picture
            assert picture.count('class="qc-cross"') == 1
            assert picture.count('class="qc-core"') == 1
            assert picture.count('class="qc-way') == len(Arrow)
        words = (*STATES[:5], "Repeat: adds up", "Referral: no data")
        wide = wide_svg(chain).replace("&#58;", ":")
        assert not [word for word in words if f">{word}<" not in wide]
        assert ">From training&#58; not shown<" in narrow_svg(chain)

    def test_every_look_is_told_apart_without_colour(self) -> None:
        looks = {
            shown: re.findall(rf"qc-way\.qc-{shown}{{([^}}]*)}}", CHAIN_CSS)
            for shown in names.LEGEND
        }
        plain = {
            re.sub(r"(?<!-)stroke:[^;]*;?", "", look[0]) for look in looks.values()
        }

        assert all(len(look) == 1 for look in looks.values())
        assert len(plain) == len(looks) - 1  # the cross tells the opposite from solid

    def test_what_came_from_files_is_text(self, chain: Chain) -> None:
        drawn = chain_html(chain)

        assert "<script" not in drawn
        assert "![" not in drawn
        assert "http://" not in drawn

    def test_every_part_is_told_in_words_and_leads_to_what_it_rests_on(
        self, chain: Chain
    ) -> None:
        for picture in (wide_svg(chain), narrow_svg(chain)):
            parts = re.findall(r'<a href="([^"]*)"[^>]*aria-label="([^"]*)"', picture)
            told = html.unescape("; ".join(text for _, text in parts))

            assert "Training \u2192 adherence: shown, \u22125.6\u00a0points" in told
            assert "Trust \u2192 repeat business: no data" in told
            assert [place for place, _ in parts] == [
                *(f"?arrow={one}#closer" for one in Arrow),
                *(f"?node={one}#closer" for one in Node),
            ]

    def test_what_is_looked_at_is_marked(self, chain: Chain) -> None:
        for now in (Node.TRUST, Arrow.TRUST_REPEAT):
            marked = re.findall(
                r'href="([^"]*)"[^>]*aria-current', wide_svg(chain, now=now)
            )
            assert [place.split("=")[1] for place in marked] == [f"{now}#closer"]
        assert "aria-current" not in wide_svg(chain)

    def test_no_text_leaves_a_narrow_picture(self, chain: Chain) -> None:
        for x, anchor, text in re.findall(
            r'<text x="([\d.]+)"[^>]*text-anchor="(\w+)"[^>]*>([^<]*)<',
            narrow_svg(chain),
        ):
            wide = 6.6 * len(re.sub(r"&#\d+;", "x", text))
            left = float(x) - {"start": 0.0, "middle": wide / 2, "end": wide}[anchor]
            assert left > -2
            assert left + wide < 366

    def test_lines_break_between_words(self) -> None:
        assert wrapped("one two three", 8) == ["one two", "three"]
        assert wrapped("endlessly", 3) == ["endlessly"]


class TestTheWords:
    def test_each_arrow_says_what_the_data_show(self) -> None:
        said = [say.verdict(one) for one in LINKS]

        assert said[0].startswith("Contacts with a step left out")
        assert said[1].startswith(say.NOT_SHOWN)
        assert "a check failed: by other assumptions it is \u22121.0" in said[1]
        assert said[2].startswith("Your data show the opposite.")
        assert said[3].startswith("Indicative only")
        assert "12 of 20 agents" in said[3]
        assert said[4].endswith("This is association, not proof.")
        assert "Transactions" in said[5]
        assert "chance alone could explain it" in said[6]
        assert "not a test" in said[7]

    def test_a_failed_check_is_no_reason_where_chance_is_one(self) -> None:
        found = replace(LINKS[1], estimate=estimate(-0.012, -0.027, 0.004))

        assert "the interval holds 0 points, so chance alone" in say.verdict(found)
        assert "a check failed" not in say.verdict(found)

    def test_the_naive_figure_is_named_misleading(self) -> None:
        assert "it misleads: before against after" in say.naive_line(LINKS[1])
        assert say.naive_line(LINKS[0]) == ""

    def test_the_first_to_be_read_is_the_first_that_is_broken(
        self, chain: Chain
    ) -> None:
        known = [one for one in LINKS if one.shown is not Shown.OPPOSITE]

        assert chain.weakest() is LINKS[2]
        assert replace(chain, links=tuple(known)).weakest() is LINKS[1]
        assert replace(chain, links=LINKS[4:5]).weakest() is LINKS[4]
        assert replace(chain, links=LINKS[5:6]).weakest() is None

    def test_the_headline_counts_tests_only(self, chain: Chain) -> None:
        said = say.headline(chain)

        assert said.startswith("Your data show 2 of 8 arrows of the chain.")
        assert "The opposite is shown: adherence \u2192 service." in said

    def test_nothing_tested_is_said(self, chain: Chain) -> None:
        silent = replace(chain, links=LINKS[5:6])

        assert say.headline(silent).startswith("No arrow can be tested yet.")
        assert [name for name, _ in say.collect_lines(silent)] == [
            "Trust \u2192 repeat business"
        ]

    def test_every_member_has_its_words(self) -> None:
        assert set(names.NODES) == set(Node)
        for words in (names.ARROWS, names.COMPARED, names.SHORT):
            assert set(words) == set(Arrow)
        assert set(names.SHOWN) == set(Shown)
        assert set(names.DESIGNS) == set(names.HOW_SHORT) == set(Design)
        assert set(names.METHODS) == set(Method)

    def test_a_label_is_four_short_lines(self) -> None:
        assert label_lines(LINKS[0]) == [
            "Shown",
            "\u22125.6\u00a0points, steps skipped",
            "\u22128.0\u00a0to\u00a0\u22123.1 \u00b7 n\u00a01,234",
            "with controls, 0\u201390\u00a0days",
        ]
        assert label_lines(LINKS[5]) == ["Repeat: no data", "", "", ""]


class TestTheEvidence:
    def test_the_table_has_a_row_an_arrow(self, chain: Chain) -> None:
        table = evidence_frame(chain)

        assert len(table) == len(LINKS)
        assert table["Your data"].tolist()[:6] == list(STATES)
        assert table["Naive (misleads)"][1] == "\u22129.0\u00a0points"
        assert table["Looked for"][0] == "0\u201390\u00a0days"

    def test_as_plain_data_it_has_no_nan(self, chain: Chain) -> None:
        data = chain_payload(chain)

        assert data["schema"] == "qc.chain/1"
        assert data["arrows"][5]["estimate"]["value"] is None
        assert data["arrows"][0]["holds_if"] == "below"
        assert data["stations"][2]["value"] == pytest.approx(0.2, abs=0.15)

    def test_as_text_it_says_all(self, chain: Chain) -> None:
        text = chain_text(chain)

        assert all(name in text for name in names.ARROWS.values())
        assert "it misleads" in text

    def test_effects_of_one_unit_share_an_axis(self) -> None:
        found = groups(LINKS)

        assert [scale for scale, _ in found] == [Scale.DIFFERENCE, Scale.RATIO]
        figure = forest_figure(LINKS)
        symbols = figure.data[2].marker.symbol
        assert list(symbols) == [
            "diamond",
            "diamond-open",
            "x",
            "circle-open-dot",
            "diamond-open",
        ]
        assert figure.data[5].x[0] == pytest.approx(math.log2(0.61))

    def test_without_a_figure_the_plot_is_empty(self) -> None:
        assert not forest_figure(LINKS[5:6]).data
