"""The comparison of walls says who took part, and lets nobody do other work."""

from __future__ import annotations

import numpy as np
import pytest

from qc.core.arrays import Floats
from tests.benchmarks import wall
from tests.benchmarks.wall_peers import PEERS, Judge, Peer

VALUES = np.random.default_rng(2).normal(30, 9, size=(wall.PERIODS, 12))


def wide() -> Judge:
    def judge(values: Floats) -> Floats:
        return wall.at_once(values) * 1.01

    return judge


def test_ours_at_once_and_alone_find_the_same_limits() -> None:
    alone = [wall.alone(column) for column in VALUES.T]

    assert wall.at_once(VALUES).tolist() == alone


def test_who_is_there_takes_part_with_its_version_and_who_is_not_is_named() -> None:
    there = Peer("numpy", "all of it", lambda: wall.at_once)
    absent = Peer("no-such-program", "nothing", lambda: wall.at_once)

    found, missing = wall.entries((there, absent, absent), VALUES, 3)

    assert [each.name for each in found] == ["ours", "ours", f"numpy {np.__version__}"]
    assert [each.values.shape[1] for each in found] == [12, 3, 3]
    assert missing == ["no-such-program"]


def test_who_finds_other_limits_is_not_compared() -> None:
    with pytest.raises(SystemExit, match=r"numpy .*wide.* finds other limits"):
        wall.entries((Peer("numpy", "wide", wide),), VALUES, 3)


def test_every_entry_has_a_line_and_ours_is_the_measure() -> None:
    found, _ = wall.entries((), VALUES, 3)

    best = wall.best_of(2, found)
    lines = wall.lines(found, [0.5, 1.5])

    assert all(each >= 0 for each in best)
    assert [line.split("us a chart")[1].split()[0] for line in lines] == ["1", "3"]


def test_each_peer_says_what_it_does() -> None:
    assert len({peer.does for peer in PEERS}) == len(PEERS)
