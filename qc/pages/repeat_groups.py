"""Curves of groups of customers side by side, and whether they differ."""

from __future__ import annotations

from qc.chain.cohorts import Groups
from qc.pages import figures
from qc.view.repeat_frames import groups_frame
from qc.view.share_curves import figure
from qc.view.words import cohorts, repeat_charts


def groups(of: Groups, key: str, *, stay: bool = False) -> None:
    """Draw curves of groups side by side, with the test between them."""
    curves = [
        (cohorts.cohort(one), one.curve.curve)
        for one in of.groups
        if one.curve.curve is not None
    ]
    verdict = cohorts.compared(of, stay=stay)
    picture = figure(curves, repeat_charts.SINCE_FIRST, stay=stay, dark=figures.dark())
    figures.picture(picture, key, verdict)
    figures.told([verdict])
    figures.table(groups_frame(of, stay=stay))
