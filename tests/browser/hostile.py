"""A workspace in which every text that anybody can supply means harm."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import numpy as np

from qc.core.actions import Action, Kind, Status
from qc.core.charts import PhasePlan
from qc.core.kinds import MinuteKind
from qc.workspace import Workspace, meeting
from qc.workspace.actions import CAUSES_FILE, keep, move
from qc.workspace.resources import CARDS_FILE, RULES_FILE, STEPS_FILE
from tests.pages import logs
from tests.pages.logs import HOSTILE

LONG = "Wwwww" * 400
WORDS = "many words and <b>more</b> " * 80
BAD = (*HOSTILE[:9], HOSTILE[11], HOSTILE[13], LONG, WORDS)
"""Texts that cards, rules and people may hold: seen, and of any length."""

EVIL = "evil"  # Part of every address that nobody may ask for.
NAMED = json.dumps(HOSTILE[4])
RULES = f"""
[rule.{NAMED}]
pattern = "beyond"
sigma = 3.0
[set.hostile]
title = {json.dumps(HOSTILE[2] + LONG)}
rules = [{NAMED}]
"""
STEPS = f"""
[support]
steps = [{{ step = {json.dumps(HOSTILE[3])}, title = {json.dumps(HOSTILE[2])} }}]
"""
CAUSES = f"""
[[cause]]
code = "bad"
title = {json.dumps(HOSTILE[3])}
help = {json.dumps((HOSTILE[0] + LONG)[:300])}
"""
MADE = np.datetime64("2026-07-06", "D")


def filled(folder: Path) -> Workspace:
    """Load a hostile log under hostile cards, rules and names; act on it in kind."""
    workspace = Workspace.open(folder)
    workspace.put_sample_away()
    with workspace.upload(log()) as file:
        workspace.load(file, name=f"{HOSTILE[4]}{LONG}.csv")
    for name, content in logs.hostile_tables().items():
        with workspace.upload(content) as file:
            workspace.load(file, name=f"{name}{HOSTILE[4]}.csv")
    for name, text in ((RULES_FILE, RULES), (STEPS_FILE, STEPS), (CAUSES_FILE, CAUSES)):
        (folder / name).write_text(text, encoding="utf-8")
    workspace.add_measures(cards(), CARDS_FILE)
    workspace.use_rules("hostile")
    _tell(workspace)
    return workspace


def _tell(workspace: Workspace) -> None:
    """Write down events, minutes, reasons and actions."""
    week = workspace.weeks[-1]
    for i, text in enumerate(BAD):
        workspace.note("m1" if i % 2 else None, MADE, text)
        kind = list(MinuteKind)[i % 2]
        meeting.write_minute(workspace, week, kind, text[:2000], f"m{i}")
        _act(workspace, text, i)
    plan = PhasePlan(starts=(np.datetime64("2026-03-02", "D"),))
    workspace.save_plan("m1", plan, reason=WORDS)


def _act(workspace: Workspace, text: str, i: int) -> None:
    one = Action(
        title=text[:160],
        measure=f"m{i}",
        kind=list(Kind)[i % len(Kind)],
        cause_code="bad",
        cause=text[:600],
        owner=text[:80],
        expected=text[:300],
        follow_up=text[:1200],
        due=MADE + np.timedelta64(7, "D"),
        done=MADE if i % 3 == 0 else None,
    )
    one = move(workspace, keep(workspace, one), Status.DOING)
    if one.done is not None:
        move(workspace, one, Status.CHECK)


def log() -> bytes:
    """Return the hostile log, but all goes wrong in its last weeks."""
    lines = list(csv.reader(io.StringIO(logs.hostile().decode())))
    for row in lines[260:]:
        row[10] = "yes"
    return logs.csv_of(lines[1:], lines[0])


def cards() -> str:
    """Give each hostile text a card of its own, and one more for its text."""
    texts = list(map(json.dumps, BAD))
    return "\n".join(
        f'[[measure]]\nid = "m{i}"\ntitle = {text}\nquestion = {texts[i - 1]}\n'
        f"definition = {texts[i - 2]}\nowner = {texts[i - 3]}\n"
        'kind = "share"\ndirection = "lower"\ntarget = 0.1\nstage = "support"\n'
        'defective = [{ field = "defective", equals = true }]\n'
        for i, text in enumerate(texts)
    )
