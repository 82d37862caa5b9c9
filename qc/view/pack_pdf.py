"""The weekly pack as a tagged PDF with its font inside, laid out by typst.

Texts go over as JSON, never as markup; see ``pack.typ`` beside this module.
"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import asdict
from datetime import UTC
from itertools import chain
from pathlib import Path
from typing import Any

from qc.core.kinds import Assurance, Variation
from qc.view.icons import assurance_svg, variation_svg
from qc.view.pack import Entry, Pack
from qc.view.pack_actions import action_rows
from qc.view.theme import COLOURS, LIGHT, ROLE_OF
from qc.view.words import name, tiers
from qc.view.words import pack as say
from qc.view.words.columns import ICON_TABLE, NUMBERS, Column

_LONG_WORD = re.compile(r"[^\s\u00a0]{18}(?=[^\s\u00a0]{6})")
_AS_IT_IS = {"svg", "trend", "chart", "alt", "evidence"}  # pictures, and what to copy
_LISTS = (list, tuple)
_MAY_BREAK = "\\g<0>\u200b"
TEMPLATE = Path(__file__).with_name("pack.typ")


def write(pack: Pack, fonts: Path) -> bytes:
    """Return the pack as a PDF.

    It keeps to PDF/UA-1 (accessible); where a text has signs that no font of the
    machine can show, which that standard forbids, it is tagged all the same.

    Parameters
    ----------
    pack : Pack
    fonts : Path
        Folder of the font to use; the machine's own fonts only step in for letters
        that it lacks.
    """
    import typst

    source = TEMPLATE.read_bytes()
    compiler = typst.Compiler(
        source,
        root=str(TEMPLATE.parent),
        font_paths=typst.Fonts(font_paths=[str(fonts)]),
        sys_inputs={"pack": json.dumps(_breakable(_data(pack)))},
    )
    moment = int(pack.made.timestamp())
    try:
        pdf = compiler.compile(format="pdf", timestamp=moment, pdf_standards="ua-1")
    except typst.TypstError:
        pdf = compiler.compile(source, format="pdf", timestamp=moment)
    assert isinstance(pdf, bytes)  # a PDF is one file; only pictures come page by page
    return pdf


def _breakable(data: Any) -> Any:  # noqa: ANN401 - whatever JSON holds
    """Return data whose long words may break: typst would let them leave the page."""
    if isinstance(data, str):
        return _LONG_WORD.sub(_MAY_BREAK, data)
    if isinstance(data, dict):
        return {k: v if k in _AS_IT_IS else _breakable(v) for k, v in data.items()}
    return [_breakable(each) for each in data] if isinstance(data, _LISTS) else data


def _data(pack: Pack) -> dict[str, Any]:
    at = pack.made.astimezone(UTC)
    moment = ("year", "month", "day", "hour", "minute", "second")
    about = (
        pack.header,
        f"{say.LOG}: {pack.source}" if pack.source else "",
        f"{say.PART}: {pack.part}" if pack.part else "",
    )
    return {
        "say": _say(pack),
        "tones": asdict(LIGHT),
        "icons": _icons(),
        "name": pack.name,
        "title": pack.title,
        "product": pack.product,
        "made": {each: getattr(at, each) for each in moment},
        "foot": pack.foot,
        "about": [line for line in about if line],
        "summary": pack.summary,
        "act": _entries(pack.act),
        "act_line": pack.act_line,
        "nothing": pack.nothing,
        "watch": _entries(pack.watch),
        "watch_line": pack.watch_line,
        "discuss": _entries(pack.discuss),
        "stable": _entries(pack.stable),
        "entries": _entries(pack.entries),
        "actions": action_rows(pack),
        "rules": pack.rules,
        "alarms": pack.alarms,
        "evidence": pack.evidence,
    }


def _say(pack: Pack) -> dict[str, Any]:
    return {
        "title": say.TITLE,
        "act": tiers.TO_ACT_ON,
        "watch": tiers.TO_WATCH,
        "all": say.ALL,
        "headings": [str(column) for column in ICON_TABLE],
        "discuss": say.discuss_line(len(pack.discuss)),
        "stable": pack.stable_line,
        "actions": say.ACTIONS,
        "action_headings": [str(each) for each in say.ActionColumn],
        "definitions": say.DEFINITIONS,
        "rules": f"{say.RULES}: {pack.rule_set}",
        "evidence": say.EVIDENCE,
    }


def _entries(entries: Sequence[Entry]) -> list[dict[str, Any]]:
    return [_entry(entry) for entry in entries]


def _entry(entry: Entry) -> dict[str, Any]:
    return {
        "title": entry.title,
        "stage": entry.cells[Column.STAGE],
        "numbers": [entry.cells[column] for column in NUMBERS],
        "variation": f"variation {entry.variation}",
        "assurance": f"assurance {entry.assurance}",
        "edge": COLOURS[ROLE_OF[entry.variation]],
        "latest": entry.latest,
        "usual": entry.usual,
        "sentence": entry.sentence,
        "chance": entry.chance,
        "trend": entry.trend,
        "chart": entry.chart,
        "alt": entry.alt,
        "facts": entry.facts,
    }


def _icons() -> dict[str, dict[str, str]]:
    variations = ((f"variation {i}", variation_svg(i), name(i)) for i in Variation)
    assurances = ((f"assurance {i}", assurance_svg(i), name(i)) for i in Assurance)
    return {
        key: {"svg": svg, "name": named}
        for key, svg, named in chain(variations, assurances)
    }
