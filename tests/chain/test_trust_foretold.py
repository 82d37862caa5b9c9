"""What trust foretells: promises read off the log, past days, skill, arrows, risk."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from qc.chain.company import Company, Sales
from qc.chain.evidence import Want
from qc.chain.links import Arrow, Shown
from qc.chain.rhythm import Silences
from qc.chain.trust_effect import Rows, between_thirds, by_slope, places, thirds
from qc.chain.trust_judged import Foretold, judged
from qc.chain.trust_links import links, links_of, strata
from qc.chain.trust_logistic import learned
from qc.chain.trust_past import standing
from qc.chain.trust_promises import Promise, promises_of
from qc.chain.trust_risk import Coming, at_risk
from qc.chain.trust_study import Study, study
from qc.chain.trust_surprise import Surprise
from qc.chain.trust_validation import Doubt, Target, validations
from qc.core.arrays import Floats
from tests.chain.trust_logs import NOTHING, company, contacts, table, two_kinds

RELIABILITY, RESPONSIVENESS = range(len(Promise))
NAN = float("nan")


class TestPromises:
    def test_two_with_each_interaction_known_when_it_was(self) -> None:
        some = contacts(
            [0, 0, 1],
            [1.5, 4.2, 5.0],
            defective=[0, 1, NAN],
            grave=[NAN, 1, NAN],
            recovered=[NAN, 1, NAN],
            promised=[2.0, 6.0, 7.0],
            resolved=[1.9, 8.5, NAN],
            late=[0, 1, NAN],
        )
        found = promises_of(company(2, 20, contacts=some))

        assert found.kind.tolist() == [RELIABILITY] * 2 + [RESPONSIVENESS] * 2
        assert found.kept.tolist() == [True, False, True, False]
        assert found.recovered.tolist() == [False, True, False, False]
        assert found.day.tolist() == [1, 4, 1, 4]
        assert found.known.tolist() == [1, 8, 1, 6]  # late from the promised time on

    def test_severity_is_counted_in_average_failures(self) -> None:
        some = contacts(
            [0] * 5,
            [1, 2, 3, 4, 5],
            defective=[1, 1, 1, 1, 0],
            grave=[1, 0, 0, NAN, NAN],
        )
        weight = promises_of(company(1, 9, contacts=some)).weight

        assert weight[:3].mean() == pytest.approx(1)
        assert weight[1] / weight[0] == pytest.approx(0.3)
        assert weight[3:].tolist() == [1, 1]

    def test_nobodys_are_left_out_and_the_end_is_the_last_day_of_all(self) -> None:
        some = contacts(
            [-1, 0],
            [1, 2],
            defective=[0, 0],
            promised=[3, 3],
            resolved=[2, 30],
            late=[0, 1],
        )
        found = promises_of(company(1, 9, contacts=some))

        assert found.kind.tolist() == [RELIABILITY, RESPONSIVENESS]
        assert found.known.tolist() == [9, 3]

    def test_outcomes_of_customers_are_no_promises(self) -> None:
        some = contacts([0], [1], defective=[0])
        with_score = replace(some, score=np.array([1.0]))
        one, other = (
            promises_of(company(1, 9, contacts=each)) for each in (some, with_score)
        )

        assert one.weight.tolist() == other.weight.tolist()


class TestEffect:
    def test_thirds_and_places(self) -> None:
        score, group = np.array([3.0, 1, 2, 9, 8, 7]), np.array([0, 0, 0, 1, 1, 1])
        high, low = thirds(score, group)

        assert high.tolist() == [True, False, False, True, False, False]
        assert low.tolist() == [False, True, False, False, False, True]
        assert places(np.ones(4), np.zeros(4, dtype=int)).tolist() == [0.5] * 4

    def test_difference_of_thirds_by_hand(self) -> None:
        rows = _rows([0, 0, 1, 1, 1, 0, 1, 1, 1], list(range(9)))
        found = between_thirds(rows, thirds(rows.score, rows.stratum))

        assert found.value == pytest.approx(1 - 1 / 3)
        assert found.n == 9

    def test_strata_hide_what_lies_between_them(self) -> None:
        rng = np.random.default_rng(3)
        kind = rng.integers(0, 2, 6000)
        score = kind + rng.normal(0, 1, 6000)
        came = (rng.random(6000) < 0.2 + 0.4 * kind).astype(float)
        everyone, group = np.arange(6000), np.zeros(6000, dtype=int)
        rows = Rows(outcome=came, score=score, stratum=kind, customer=everyone)
        for way in (between_thirds, by_slope):
            ends = thirds(score, group)
            assert not way(rows, ends).excludes(0)
            assert way(replace(rows, stratum=group), ends).interval[0] > 0.1

    def test_intervals_know_that_rows_of_one_customer_hang_together(self) -> None:
        one = _rows(
            [0, 1, 1, 0, 1, 1] * 30, np.random.default_rng(1).random(180).tolist()
        )
        twice = Rows(
            outcome=np.tile(one.outcome, 2),
            score=np.tile(one.score, 2),
            stratum=np.tile(one.stratum, 2),
            customer=np.tile(one.customer, 2),
        )
        for way in (between_thirds, by_slope):
            alone, doubled = (
                way(each, thirds(each.score, each.stratum)) for each in (one, twice)
            )
            assert doubled.error == pytest.approx(alone.error, rel=1e-6)

    @pytest.mark.parametrize("way", [between_thirds, by_slope])
    def test_nothing_to_compare_says_so(self, way: object) -> None:
        rows = _rows([], [])
        ends = thirds(rows.score, rows.stratum)
        found = way(rows, ends)  # type: ignore[operator]

        assert not found.known
        assert found.short


class TestJudged:
    def test_perfect_and_useless(self) -> None:
        came = np.array([0, 1] * 60) == 1
        right, blind = came * 0.98 + 0.01, np.full(120, 0.5)
        rng = np.random.default_rng(1)
        good, bad = (judged(_foretold(came, each), rng) for each in (right, blind))

        assert (good.auc.value, bad.auc.value) == (1.0, 0.5)
        assert good.skill.value > 0.99
        assert bad.skill.value == 0
        assert good.gain.value == 0.5

    def test_both_intervals_agree(self) -> None:
        rng = np.random.default_rng(2)
        score = rng.random(9000)
        some = _foretold(rng.random(9000) < score, score)
        computed = judged(some, rng)
        drawn = judged(_foretold(some.came[:3000], score[:3000]), rng)
        for one, other in zip(
            (computed.auc, computed.skill), (drawn.auc, drawn.skill), strict=True
        ):
            wide = np.diff(one.interval)[0], np.diff(other.interval)[0]
            assert wide[1] / wide[0] == pytest.approx(3**0.5, rel=0.15)

    def test_a_law_is_learned(self) -> None:
        rng = np.random.default_rng(3)
        x = rng.normal(0, 2, (1, 8000))
        came = rng.random(8000) < 1 / (1 + np.exp(-(0.5 + x[0])))
        chance = learned(x, came).chance(np.array([[-2.0, 0.0, 2.0]]))

        assert chance == pytest.approx([0.18, 0.62, 0.92], abs=0.03)

    def test_no_law_runs_away_where_all_is_told_apart(self) -> None:
        x = np.array([[0.0, 0, 1, 1]])
        chance = learned(x, x[0] == 1).chance(x)

        assert np.all((chance > 0.01) & (chance < 0.99))


@pytest.fixture(scope="module")
def steady() -> tuple[Company, Study]:
    """Two kinds of service, and customers who buy whatever happens."""
    found = two_kinds(np.random.default_rng(7), low=0.55)
    return found, study(found)


class TestPast:
    def test_only_buyers_and_only_what_was_before(
        self, steady: tuple[Company, Study]
    ) -> None:
        firm, found = steady
        assert len(found.origins) == 4
        for origin in found.origins:
            past = found.standing.customer[found.standing.origin == origin.number]
            sales = firm.sales
            bought = np.unique(sales.customer[sales.day <= origin.day])
            assert np.isin(past, bought).all()
            after = (sales.day > origin.day) & (sales.day <= origin.day + 90)
            again = found.standing.again[found.standing.origin == origin.number]
            assert np.isin(past[again], sales.customer[after]).all()

    def test_surprise_is_nothing_on_average_however_often_they_came(self) -> None:
        firm = two_kinds(np.random.default_rng(9), low=0.9)
        found = promises_of(firm)
        lift = Surprise(found, firm.last).at(firm.last, 180.0)
        often = np.bincount(found.customer, minlength=firm.customers)
        for some in (often > np.median(often), often <= np.median(often)):
            assert lift[some].mean() == pytest.approx(0, abs=0.003)

    def test_work_done_again_is_no_further_interaction(self) -> None:
        some = contacts([0, 0], [1, 300], defective=[1, 0], attempt=[1, 2])
        firm = company(1, 400, contacts=some)
        found = study(firm)

        past = standing(firm, found.promises, found.origins)
        assert past.contacts.tolist() == [1] * len(found.origins)


class TestValidation:
    def test_promises_are_foretold_where_service_differs(
        self, steady: tuple[Company, Study]
    ) -> None:
        _, found = steady
        told = validations(found.standing, found.outcomes, np.random.default_rng(1))
        by_target = {each.target: each for each in told}

        promised = by_target[Target.PROMISES]
        assert promised.validated
        assert promised.judged is not None
        assert promised.judged.auc.interval[0] > 0.5
        tenths = [tenth.came for tenth in promised.tenths]
        assert tenths[-1] - tenths[0] > 0.2
        assert by_target[Target.REPEAT].doubt in (Doubt.NO_SKILL, Doubt.NOTHING_NEW)
        assert by_target[Target.REFERRAL].doubt is Doubt.NO_DATA

    def test_few_events_are_not_judged(self) -> None:
        found = study(two_kinds(np.random.default_rng(1), low=0.5, customers=12))
        told = validations(found.standing, found.outcomes, np.random.default_rng(1))

        assert told[0].doubt is Doubt.FEW_EVENTS
        assert told[0].short[0].what is Want.EVENTS


class TestLinks:
    def test_service_makes_trust_and_trust_nothing(
        self, steady: tuple[Company, Study]
    ) -> None:
        by_arrow = {link.arrow: link for link in links_of(*steady)}

        assert by_arrow[Arrow.SERVICE_TRUST].shown is Shown.SHOWN
        assert by_arrow[Arrow.TRUST_REPEAT].shown is Shown.NOT_SHOWN
        assert by_arrow[Arrow.TRUST_REFERRAL].shown is Shown.NO_DATA
        assert by_arrow[Arrow.TRUST_REFERRAL].lacking == ("referrals",)

    def test_trust_that_brings_people_back_is_shown(self) -> None:
        firm = two_kinds(np.random.default_rng(5), low=0.5, needs_trust=True)
        by_arrow = {link.arrow: link for link in links(firm)}

        assert by_arrow[Arrow.TRUST_REPEAT].shown is Shown.SHOWN
        assert by_arrow[Arrow.TRUST_REPEAT].lag == (1, 90)

    def test_without_data_it_says_what_to_load(self) -> None:
        for link in links(NOTHING):
            assert link.shown is Shown.NO_DATA
            assert link.lacking[0] == "defective"

    def test_a_short_log_says_how_many_weeks_it_takes(self) -> None:
        some = contacts([0, 1], [1, 30], defective=[1, 0])
        sales = table(Sales, 1, customer=[0], day=[2])
        found = links(company(2, 40, contacts=some, sales=sales))

        assert found[0].shown is found[1].shown is Shown.TOO_LITTLE
        assert found[0].estimate.short[0].what is Want.LOG_WEEKS
        assert found[0].estimate.short[0].need == 39

    def test_customers_alike(self, steady: tuple[Company, Study]) -> None:
        past = steady[1].standing
        cell = strata(past)
        for one in np.unique(cell)[:5]:
            alike = cell == one
            assert len(np.unique(past.origin[alike])) == 1
            assert len(np.unique(np.minimum(past.purchases[alike], 3))) == 1


class TestRisk:
    def test_expected_times_chance_the_most_first(
        self, steady: tuple[Company, Study]
    ) -> None:
        firm, found = steady
        n = firm.customers
        coming = Coming(
            customer=np.arange(n), purchases=np.ones(n), worth=np.full(n, 50.0)
        )
        risk = at_risk(firm, found, coming, None)

        assert len(risk)
        assert np.all(np.diff(risk.stake) <= 1e-9)
        assert risk.stake == pytest.approx(50 * risk.chance)
        assert np.all(risk.chance >= 0.20)
        assert risk.total.value == pytest.approx(risk.stake.sum())
        low, high = risk.total.interval
        assert low < risk.total.value < high
        assert risk.in_money

    def test_without_purchases_the_chance_alone_ranks(
        self, steady: tuple[Company, Study]
    ) -> None:
        risk = at_risk(*steady, None, None)

        assert not risk.forecast
        assert np.isnan(risk.stake).all()
        assert not risk.total.known
        assert np.all(np.diff(risk.chance) <= 1e-12)
        assert risk.left_out == 0

    def test_open_failures_and_silence_are_reasons(self) -> None:
        some = contacts(
            [0, 1, 2, 3, 3],
            [80, 81, 82, 83, 84],
            defective=[0, 1, 1, 0, 0],
            recovered=[NAN, 0, 1, NAN, NAN],
            promised=[81, 82, 83, 84, 85],
            resolved=[80.5, 81.5, 82.5, 83.5, NAN],
            late=[0, 0, 0, 0, 1],
        )
        firm = company(5, 90, contacts=some)
        quiet = Silences(
            customer=np.array([0]),
            gaps=np.array([9]),
            usual=np.array([5.0]),
            silent=np.array([60.0]),
            chance=np.array([0.05]),
        )
        coming = Coming(
            customer=np.array([0, 1, 3]), purchases=np.ones(3), worth=np.full(3, NAN)
        )
        risk = at_risk(firm, study(firm), coming, quiet)
        row = {who: place for place, who in enumerate(risk.customer.tolist())}

        assert sorted(row) == [0, 1, 3]
        assert risk.silent[row[0]] == 60
        assert risk.open[row[1]] == 81
        assert risk.open[row[3]] == 84
        assert risk.broken[row[3]] == 85
        assert risk.broken_kind[row[3]] == RESPONSIVENESS
        assert risk.left_out == 1
        assert not risk.in_money


def _rows(outcome: list[int], score: list[float]) -> Rows:
    return Rows(
        outcome=np.array(outcome, dtype=float),
        score=np.array(score, dtype=float),
        stratum=np.zeros(len(score), dtype=int),
        customer=np.arange(len(score)),
    )


def _foretold(came: np.ndarray, chance: Floats) -> Foretold:
    return Foretold(
        customer=np.arange(len(came)),
        came=came,
        score=chance,
        chance=chance,
        usual=np.full(len(came), came.mean()),
        plain=np.zeros(len(came)),
        full=chance,
    )
