"""What a workspace was told is kept, used, and refused where it makes no sense."""

from __future__ import annotations

import numpy as np
import pytest

from qc.core.charts import PhasePlan
from qc.core.errors import InvalidCard, QcError, UnknownName
from qc.workspace import Lens, Workspace
from tests.workspace.conftest import NOW, START, STEADY, Load, weekly

CARD = """
[[measure]]
id = "refunds"
title = "Refunds"
question = "How often do we pay back?"
kind = "share"
direction = "lower"
defective = [{ field = "reason", equals = "refund" }]
"""


class TestCards:
    def test_own_cards_stand_beside_those_of_the_house(
        self, workspace: Workspace, load: Load
    ) -> None:
        load(weekly(STEADY))
        house = len(workspace.measures)
        (card,) = workspace.add_measures(CARD, "cards.toml")
        assert card.id == "refunds"
        assert len(workspace.measures) == house + 1
        assert workspace.assess("refunds").measure == card

    def test_a_card_with_a_known_id_replaces_it(self, workspace: Workspace) -> None:
        house = len(workspace.measures)
        workspace.add_measures(CARD.replace("refunds", "support-defective"), "c.toml")
        assert len(workspace.measures) == house
        found = {card.id: card.title for card in workspace.measures}
        assert found["support-defective"] == "Refunds"

    def test_faulty_cards_change_nothing(self, workspace: Workspace) -> None:
        workspace.add_measures(CARD, "cards.toml")
        with pytest.raises(InvalidCard, match="kind must be one of"):
            workspace.add_measures(CARD.replace("share", "shares"), "cards.toml")
        assert "refunds" in {card.id for card in workspace.measures}

    def test_what_results_depend_on_has_a_version(
        self, workspace: Workspace, load: Load
    ) -> None:
        versions = [workspace.version]
        load(weekly(STEADY))
        versions.append(workspace.version)
        workspace.add_measures(CARD, "cards.toml")
        versions.append(workspace.version)
        workspace.use_rules("nhs")
        versions.append(workspace.version)
        assert len(set(versions)) == 4
        assert workspace.version == versions[-1]


class TestPlans:
    def test_a_plan_kept_is_used(self, workspace: Workspace, load: Load) -> None:
        load(weekly([*STEADY, 9, 8, 9, 8, 9, 9, 8, 9, 8, 9, 9, 8, 9, 9]))
        assert workspace.assess("support-defective").current
        start = START + np.timedelta64(7 * len(STEADY), "D")
        plan = PhasePlan(starts=(start,))
        workspace.save_plan("support-defective", plan, reason="new product")
        assert workspace.plan("support-defective") == plan
        one = workspace.assess("support-defective")
        assert one.chart is not None
        assert len(one.chart.baselines) == 2
        assert one.current == ()
        (reviewed,) = [
            found
            for found in workspace.review().assessments
            if found.measure.id == "support-defective"
        ]
        assert reviewed.current == ()

    def test_a_lens_overrules_it(self, workspace: Workspace, load: Load) -> None:
        load(weekly(STEADY))
        plan = PhasePlan(freeze=20)
        workspace.save_plan("support-defective", plan, reason="start")
        lens = Lens(plan=PhasePlan(freeze=15))
        charts = [
            workspace.assess("support-defective", lens).chart,
            workspace.assess("support-defective").chart,
        ]
        assert [c.baselines[0].subgroups for c in charts if c] == [15, 20]

    def test_for_a_measure_that_exists(self, workspace: Workspace) -> None:
        with pytest.raises(UnknownName, match="No measure is called 'nothing'"):
            workspace.save_plan("nothing", PhasePlan(), reason="none")
        assert workspace.plan("nothing") is None

    def test_it_outlives_the_process(self, workspace: Workspace, load: Load) -> None:
        load(weekly(STEADY))
        plan = PhasePlan(excluded=(START,))
        workspace.save_plan("support-defective", plan, reason="strike")
        again = Workspace.open(workspace.folder, now=lambda: NOW)
        chart = again.assess("support-defective").chart
        assert chart is not None
        assert chart.excluded[0]
        assert again.plan("support-defective") == plan


class TestRules:
    def test_the_workspace_has_a_rule_set(
        self, workspace: Workspace, load: Load
    ) -> None:
        load(weekly(STEADY))
        assert workspace.review().rules.id == workspace.default_rules == "default"
        workspace.use_rules("western-electric")
        assert workspace.review().rules.id == "western-electric"
        assert workspace.assess("satisfaction").rules.id == "western-electric"
        assert workspace.review(Lens(rules="nhs")).rules.id == "nhs"

    def test_an_unknown_one_is_not_kept(self, workspace: Workspace) -> None:
        with pytest.raises(UnknownName, match="Did you mean 'nelson'"):
            workspace.use_rules("nelsen")
        assert workspace.default_rules == "default"

    def test_own_rules_beside_those_of_the_house(self, workspace: Workspace) -> None:
        text = '[rule.far]\npattern = "beyond"\nsigma = 4.0\n'
        text += '[set.calm]\ntitle = "Calm"\nrules = ["far"]\n'
        (workspace.folder / "rules.toml").write_text(text, encoding="utf-8")
        workspace.use_rules("calm")
        assert set(workspace.rules) >= {"default", "nhs", "calm"}

    def test_a_rule_set_that_went_away(self, workspace: Workspace) -> None:
        self.test_own_rules_beside_those_of_the_house(workspace)
        (workspace.folder / "rules.toml").unlink()
        assert workspace.default_rules == "default"


class TestNotes:
    def test_a_note_stays_until_it_is_taken_off(self, workspace: Workspace) -> None:
        note = workspace.note("support-defective", START, "new product")
        workspace.note(None, START, "strike")
        assert [one.text for one in workspace.notes("support-defective")] == [
            "new product",
            "strike",
        ]
        workspace.remove_note(note.id)
        assert [one.text for one in workspace.notes("support-defective")] == ["strike"]
        with pytest.raises(QcError) as empty:
            workspace.note(None, START, "  ")
        assert str(empty.value) == (
            "An event needs a text: say what happened on that day."
        )
