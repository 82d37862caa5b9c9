"""Every member of every closed vocabulary has its words."""

from __future__ import annotations

from enum import StrEnum

import pytest

from qc.core import kinds
from qc.core.kinds import Assurance, ChartWarning, RulePattern, Variation
from qc.core.plan import Fault, SetAside
from qc.core.rules import Rule
from qc.view import words
from qc.view.words.names import NAMES

VOCABULARIES = [
    each
    for each in vars(kinds).values()
    if isinstance(each, type) and issubclass(each, StrEnum) and each is not StrEnum
] + [Fault]
MEMBERS = [member for each in VOCABULARIES for member in each]


@pytest.mark.parametrize("member", MEMBERS, ids=repr)
def test_every_member_has_a_name(member: StrEnum) -> None:
    assert words.name(member).strip()


@pytest.mark.parametrize("each", VOCABULARIES)
def test_no_vocabulary_has_a_name_for_what_it_lacks(each: type[StrEnum]) -> None:
    assert set(NAMES[each]) == set(each)


def test_icons_have_names_and_letters_of_their_own() -> None:
    icons = [*Variation, *Assurance]
    assert len({words.name(icon) for icon in icons}) == len(icons)
    assert [words.letter(icon) for icon in Assurance] == ["P", "F", "?", ""]
    assert words.letter(Variation.CONCERN_HIGH) == "H"
    assert words.letter(Variation.COMMON) == ""


@pytest.mark.parametrize("warning", ChartWarning)
def test_every_warning_says_what_it_means(warning: ChartWarning) -> None:
    assert words.warning_sentence(warning).endswith(".")


@pytest.mark.parametrize("fault", Fault)
def test_every_fault_has_a_remedy(fault: Fault) -> None:
    row = SetAside(line=31, column="opened_at", value="x", fault=fault)
    said = words.fault_sentence(row)
    assert said.startswith("Line 31: ")
    assert said.count(". ") >= 1
    assert said.endswith(".")
    assert "{" not in said + words.remedy(fault)


@pytest.mark.parametrize("pattern", RulePattern)
def test_every_rule_has_a_name_and_a_description(pattern: RulePattern) -> None:
    rule = Rule(id="x", pattern=pattern, points=4, window=5, sigma=1.0)
    for said in (words.rule_name(rule), words.rule_sentence(rule)):
        assert said
        assert "{" not in said
        assert "sigma" not in said
    assert words.rule_sentence(rule).endswith(".")
