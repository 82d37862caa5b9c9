"""Values freeze their arrays: nobody changes one behind its back."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pytest

from qc.core.arrays import Floats, freeze, fresh


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Some:
    each: Floats

    def __post_init__(self) -> None:
        """Freeze the array."""
        freeze(self, "each")


def test_who_made_the_array_cannot_change_the_value() -> None:
    mine = np.zeros(3)
    some = Some(each=mine)
    mine[0] = 1
    assert some.each[0] == 0
    with pytest.raises(ValueError, match="read-only"):
        some.each[0] = 1


def test_part_of_an_array_that_can_be_written_is_copied() -> None:
    mine = np.zeros(3)
    some = Some(each=fresh(mine[1:]))
    mine[1] = 1
    assert some.each[0] == 0


def test_what_nobody_can_write_into_is_not_copied() -> None:
    first = Some(each=fresh(np.zeros(3)))
    assert Some(each=first.each).each is first.each
