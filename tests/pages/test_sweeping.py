"""What is kept for good is left out of the sweep after every run, and no garbage is."""

from __future__ import annotations

import gc
import weakref
from collections.abc import Iterator

import pytest

from qc.pages import sweeping
from tests.pages.conftest import Make
from tests.pages.visit import visit


class Ring:
    """Garbage that only a sweep finds."""

    def __init__(self) -> None:
        self.me = self


@pytest.fixture(autouse=True)
def sweeps() -> Iterator[None]:
    """Sweep as an app does, unlike the other tests of pages."""
    yield
    gc.unfreeze()


def test_what_died_since_the_last_time_is_swept() -> None:
    ring = Ring()
    dead = weakref.ref(ring)
    sweeping.leave_out()
    del ring
    gc.collect()
    assert dead() is not None  # left out, as it was alive then

    sweeping.leave_out()

    assert dead() is None


def test_a_page_leaves_out_what_it_brought(
    scenes: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("QC_WORKSPACE", str(scenes("sample")))
    gc.unfreeze()

    visit("review")

    assert gc.get_freeze_count() > 50_000
