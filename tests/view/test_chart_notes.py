"""What people put on a chart: stacked letters, reasons with their points, a ring."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from qc.core.charts import PhasePlan
from qc.view.chart_notes import Note, Told, note_keys, why_of_points
from qc.view.chart_table import WHY, point_keys, told_frame
from qc.view.control_chart import figure
from qc.view.theme import LIGHT
from tests.builders import counts
from tests.view.build import gaps, judged, measure

SERIES = counts(24.0 + 4 * np.sin(np.arange(30) * 2.3), of=400)
ONE = judged(SERIES, measure())
DAY = np.timedelta64(1, "D")


def day(point: int) -> np.datetime64:
    assert ONE.chart is not None
    found: np.datetime64 = ONE.chart.at[point].astype("datetime64[D]")
    return found


PLAN = PhasePlan(excluded=(day(3),), starts=(day(15),))
DECIDED = judged(SERIES, measure(), plan=PLAN)
WHY_TEXTS = {3: "<b>strike</b>", 15: "new tool"}


def test_letters_of_near_days_stand_above_each_other() -> None:
    notes = [Note(at=day(i), text="x") for i in (0, 0, 1, 15)]
    keys = note_keys(list(enumerate(notes)), (str(day(0)), str(day(29))), LIGHT)

    heights = [key["yshift"] for key in keys]
    assert len(set(heights[:3])) == 3
    assert heights[3] == heights[0]
    assert [key["xanchor"] for key in keys] == ["left", "left", "left", "center"]


def test_keys_of_near_days_share_a_label() -> None:
    days = {"T1": 0, "T2": 1, "T3": 2, "T4": 20}
    notes = [Note(at=day(i), text=f"<b>{key}", key=key) for key, i in days.items()]
    notes.append(Note(at=day(20), text="an event"))

    keys = note_keys(list(enumerate(notes)), (str(day(0)), str(day(29))), LIGHT)

    texts = [key["text"] for key in keys]
    assert texts == ["<b>E</b>", "<b>T1\u2013T3</b>", "<b>T4</b>"]
    assert keys[1]["hovertext"].count("&#60;b&#62;") == 3
    assert keys[0]["yshift"] != keys[2]["yshift"]


def test_reasons_come_to_the_points_that_hold_their_days() -> None:
    reasons = {
        day(3) + 2 * DAY: "strike",
        day(15): "new tool",
        day(20): "neither out nor a start",
    }
    assert why_of_points(DECIDED, reasons) == {3: "strike", 15: "new tool"}
    assert why_of_points(replace(DECIDED, chart=None), reasons) == {}


def test_reasons_are_told_with_their_points_escaped() -> None:
    told = Told(why=WHY_TEXTS, chosen=3)
    picture = figure(DECIDED, told=told).to_plotly_json()
    (points,) = [one for one in picture["data"] if one.get("name") == "points"]

    assert "left out of the limits: &#60;b&#62;strike" in points["hovertext"][3]
    assert "a new phase starts here: new tool" in points["hovertext"][15]
    assert points["marker"]["symbol"][3] == "x-thin-open"


def test_the_chosen_point_gets_a_ring_that_does_not_answer() -> None:
    def rings(told: Told) -> list[dict[str, object]]:
        data = figure(DECIDED, told=told).to_plotly_json()["data"]
        return [one for one in data if one.get("name") == "chosen"]

    assert rings(Told()) == []
    (ring,) = rings(Told(chosen=5))
    assert ring["hoverinfo"] == "skip"
    assert "customdata" not in ring


def test_the_table_has_the_reasons_where_there_are_any() -> None:
    assert WHY not in told_frame(DECIDED, {})
    table = told_frame(DECIDED, WHY_TEXTS)
    assert list(table[WHY])[3] == "<b>strike</b>"
    assert list(table[WHY])[4] == ""


def test_each_point_has_a_name_of_its_own() -> None:
    twice = gaps([5.0, 0.1, 0.1, 20.0])
    keys = point_keys(twice)

    assert len(set(keys)) == len(keys)
    assert point_keys(ONE)[3] == str(day(3))
