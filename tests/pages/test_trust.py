"""Trust on the pages: the panel, the list of those at risk, harm meant by a log."""

from __future__ import annotations

from collections.abc import Callable

from tests.pages.visit import raw, said, visit

LIVE = ("<script", "<img", "![", "](", "javascript:", "http://", "\u202e")


def test_a_hostile_log_is_told_as_text(scene: Callable[[str], None]) -> None:
    scene("hostile")

    panel = visit("chain", node="trust")
    risk = visit("customers", part="risk")

    assert "A customer can count on" in said(panel)
    assert "nothing to judge by yet" in said(panel)
    assert "at risk" in said(risk)
    for app in (panel, risk):
        assert not [text for text in raw(app) if any(sign in text for sign in LIVE)]
