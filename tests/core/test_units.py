"""Units: in the order of their names, and some of them."""

from __future__ import annotations

import numpy as np
import pytest

from qc.core.units import UnitCounts, UnitValues, in_order, only

COUNTS = UnitCounts(
    names=("b", "A", "a"), events=np.array([1.0, 2, 3]), n=np.array([4.0, 5, 6])
)
VALUES = UnitValues(
    names=("b", "A", "a"),
    n=np.array([1.0, 2, 3]),
    mean=np.array([4.0, 5, 6]),
    m2=np.zeros(3),
    log=True,
    unstated=7,
)


def test_order_is_that_of_names_whatever_their_case() -> None:
    found = in_order(COUNTS)

    assert isinstance(found, UnitCounts)
    assert found.names == ("A", "a", "b")
    assert (found.events.tolist(), found.n.tolist()) == ([2, 3, 1], [5, 6, 4])


def test_some_keep_what_is_said_of_all() -> None:
    found = only(VALUES, np.array([True, False, True]))

    assert isinstance(found, UnitValues)
    assert found.names == ("b", "a")
    assert found.mean.tolist() == [4, 6]
    assert (found.log, found.unstated) == (True, 7)


def test_figures_cannot_be_changed() -> None:
    with pytest.raises(ValueError, match="read-only"):
        COUNTS.n[0] = 1
