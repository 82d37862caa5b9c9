"""Improvement actions: legal moves, and refusals in words."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from qc.core.action_checks import (
    IllegalMove,
    InvalidAction,
    Known,
    faults,
    require,
    require_move,
)
from qc.core.actions import MOVES, NEEDS, OPEN, Action, Kind, Status, Verdict

TODAY = np.datetime64("2026-11-22")
DAY = np.timedelta64(1, "D")
KNOWN = Known(measures={"late", "wait"}, causes={"method"}, today=TODAY)
GOOD = Action(
    title="Second person on the inbox",
    measure="late",
    signal=TODAY - 90 * DAY,
    kind=Kind.CORRECT,
    owner="Team 2",
    due=TODAY - 70 * DAY,
    done=TODAY - 72 * DAY,
    check=TODAY - 2 * DAY,
    cause_code="method",
    balancing="wait",
    status=Status.CHECK,
)


class TestAlways:
    @given(st.sampled_from(Status), st.sampled_from(Status))
    def test_only_the_listed_moves_are_legal(self, start: Status, end: Status) -> None:
        if end in MOVES[start]:
            require_move(start, end)
        else:
            with pytest.raises(IllegalMove):
                require_move(start, end)

    def test_every_status_has_a_way_out_and_needs(self) -> None:
        assert set(MOVES) == set(NEEDS) == set(Status)
        assert all(MOVES.values())

    def test_the_check_is_the_only_way_to_a_standard(self) -> None:
        ways = [start for start in Status if Status.STANDARDISED in MOVES[start]]

        assert ways == [Status.CHECK]

    def test_what_is_open_waits_for_a_day(self) -> None:
        for status in Status:
            one = replace(GOOD, status=status)
            assert one.is_open is (status in OPEN)
            assert (one.next_day is not None) is (status in OPEN)

    def test_overdue_only_once_the_day_is_over(self) -> None:
        assert replace(GOOD, check=TODAY - DAY).overdue(TODAY)
        assert not replace(GOOD, check=TODAY).overdue(TODAY)
        assert not replace(GOOD, status=Status.DROPPED).overdue(TODAY)


class TestRefusals:
    def test_a_good_one_passes(self) -> None:
        require(GOOD, KNOWN)

    def test_a_move_names_the_legal_ones(self) -> None:
        with pytest.raises(IllegalMove) as refused:
            require_move(Status.TODO, Status.STANDARDISED)

        assert str(refused.value) == (
            "No action goes from 'to do' to 'standardised'; from there it goes to "
            "'being done' or 'dropped'."
        )

    def test_all_faults_are_told_at_once(self) -> None:
        with pytest.raises(InvalidAction) as refused:
            require(Action(title=" \u200b", status=Status.DOING), KNOWN)

        assert str(refused.value) == (
            "The action was not changed:\n"
            "- An action that is being done needs a title.\n"
            "- An action that is being done needs a measure.\n"
            "- An action that is being done needs its kind.\n"
            "- An action that is being done needs an owner.\n"
            "- An action that is being done needs a due date."
        )

    @pytest.mark.parametrize(
        ("change", "told"),
        [
            ({"measure": "later"}, "No measure is called 'later'."),
            ({"balancing": "x"}, "No measure is called 'x'."),
            ({"cause_code": "magic"}, "No cause has the code 'magic'."),
            (
                {"balancing": "late"},
                "The balancing measure must be another one than the measure itself.",
            ),
            (
                {"owner": "o" * 81},
                "Its owner has 81 characters; at most 80 are kept.",
            ),
            (
                {"signal": TODAY, "due": None},
                "It was done on 2026-09-11, before its signal of 2026-11-22.",
            ),
            (
                {"due": TODAY - 91 * DAY},
                "It is due on 2026-08-23, before its signal of 2026-08-24.",
            ),
            (
                {"check": TODAY - 72 * DAY},
                "Its check on 2026-09-11 must come after it was done on 2026-09-11.",
            ),
            (
                {"done": TODAY + DAY, "check": TODAY + 9 * DAY},
                "It cannot be done on 2026-11-23: that day is still to come.",
            ),
            (
                {
                    "status": Status.STANDARDISED,
                    "result": Verdict.NOT_KEPT,
                    "resolved": TODAY,
                },
                "Only what the check found kept becomes standard; move it back to try "
                "again, or drop it.",
            ),
        ],
        ids=lambda value: value[:24] if isinstance(value, str) else "",
    )
    def test_each_in_its_words(self, change: dict[str, object], told: str) -> None:
        assert tuple(faults(replace(GOOD, **change), KNOWN)) == (told,)  # type: ignore[arg-type]
