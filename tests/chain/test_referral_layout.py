"""Where each customer of a forest is drawn: nobody lost, nobody outside."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qc.chain.referral_layout import CELLS, TREES, layout
from qc.chain.referral_tree import Forest, forest


def grown(seeds: int, mean: float, most: int) -> Forest:
    rng = np.random.default_rng(1)
    parent, at = [-1] * seeds, 0
    while at < len(parent) < most:
        parent += [at] * int(rng.poisson(rng.gamma(0.35, mean / 0.35)))
        at += 1
    return forest(np.array(parent, dtype=np.int64))


class TestTheBook:
    def test_those_brought_stand_below_side_by_side(self) -> None:
        found = layout(forest(np.array([-1, 0, 0, 1, -1])))

        cells = sorted(
            zip(
                found.customer.tolist(),
                found.generation.tolist(),
                found.left.tolist(),
                found.width.tolist(),
                strict=True,
            )
        )
        assert cells == [(0, 0, 0, 2), (1, 1, 0, 1), (2, 1, 1, 1), (3, 2, 0, 1)]
        assert (found.trees, found.alone, found.units) == (1, 1, 2)

    @pytest.mark.parametrize(
        ("seeds", "mean", "most"), [(3_000, 0.3, 10**5), (300, 0.97, 4_000)]
    )
    def test_ten_thousand_stay_readable(
        self, seeds: int, mean: float, most: int
    ) -> None:
        trees = grown(seeds, mean, most)
        found = layout(trees)

        assert found.customers == trees.customers
        assert found.units <= CELLS
        assert 0 < found.trees <= TREES

    def test_nobody_brought_anybody(self) -> None:
        found = layout(forest(np.array([-1, -1])))

        assert (found.units, found.trees, found.alone) == (0, 0, 2)


class TestAlways:
    @settings(max_examples=30)
    @given(st.lists(st.integers(-1, 40), max_size=41), st.integers(1, 12))
    def test_nobody_is_lost_and_each_stands_below_its_own(
        self, raw: list[int], cells: int
    ) -> None:
        parent = np.array([p if p < i else -1 for i, p in enumerate(raw)], dtype=int)
        trees = forest(parent)

        found = layout(trees, cells=cells)

        assert found.customers == trees.customers
        span = {
            who: (left, left + wide)
            for who, left, wide in zip(
                found.customer.tolist(),
                found.left.tolist(),
                found.width.tolist(),
                strict=True,
            )
            if who >= 0
        }
        for who, (left, right) in span.items():
            by = int(parent[who])
            if by >= 0:
                assert span[by][0] <= left < right <= span[by][1]
