"""A measure by its parts: each as it is when the page is filtered to it."""

from __future__ import annotations

import numpy as np
import pytest

from qc.core.errors import NothingToShow, UnknownName
from qc.workspace import Lens, Workspace
from qc.workspace.strata import side_by_side, ways
from tests.pages import logs

NAME = "support-defective"


@pytest.fixture(scope="module")
def log(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    """Two teams, and a third with 8 contacts; 3 contacts of none."""
    rows = logs.contacts(300)
    for row in rows[:8]:
        row[5] = "Small"
    for row in rows[8:11]:
        row[5] = ""
    opened = Workspace.open(tmp_path_factory.mktemp("strata"))
    with opened.upload(logs.csv_of(rows)) as file:
        opened.load(file, name="log.csv")
    return opened


def test_each_part_is_judged_as_when_filtered_to_it(log: Workspace) -> None:
    found = side_by_side(log, NAME, "team")

    assert {one.name for one in found.parts} == {"North", "South"}
    for one in found.parts:
        alone = log.assess(NAME, Lens(filters=(("team", (one.name,)),)))
        assert alone.chart is not None
        assert one.assessment.chart is not None
        for line in ("value", "lower", "upper", "n"):
            there, here = (
                getattr(c, line) for c in (alone.chart, one.assessment.chart)
            )
            np.testing.assert_array_equal(there, here)
    assert found.few == (("Small", 8),)
    assert found.not_stated == 3
    assert sum(one.n for one in found.parts) + 8 + 3 == 300


def test_the_filter_of_its_own_dimension_gives_way_others_stay(log: Workspace) -> None:
    lens = Lens(filters=(("team", ("North",)), ("channel", ("phone",))))

    found = side_by_side(log, NAME, "team", lens)

    assert {one.name for one in found.parts} == {"North", "South"}
    assert found.whole.stratum == "channel phone"


def test_what_parts_it_is_known(log: Workspace) -> None:
    assert ways(log, log.card(NAME)) == ("team", "channel", "agent")


def test_unknown_and_missing_dimensions_are_refused(log: Workspace) -> None:
    with pytest.raises(UnknownName, match="'weather'"):
        side_by_side(log, NAME, "weather")
    with pytest.raises(NothingToShow, match="does not say which product"):
        side_by_side(log, NAME, "product")
