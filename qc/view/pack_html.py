"""The weekly pack as one HTML file: no script, no reference, nothing to load.

What comes from a log, a card or a file name passes `escape.markup`; a policy in the
head of the page forbids whatever could still be read as code or an address.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from qc.core.kinds import Assurance, Variation
from qc.view.brand import mark_svg
from qc.view.escape import markup
from qc.view.icons import assurance_svg, variation_svg
from qc.view.pack import LONG, Entry, Pack
from qc.view.pack_actions import action_rows
from qc.view.pack_style import css
from qc.view.theme import ROLE_OF
from qc.view.words import pack as say
from qc.view.words import tiers
from qc.view.words.columns import ICON_TABLE, NUMBERS, Column

_POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:"
_XMLNS = ' xmlns="http://www.w3.org/2000/svg"'  # HTML knows its SVG without
_ICON = 26


def write(pack: Pack) -> bytes:
    """Return the pack as a web page in UTF-8."""
    return "\n".join(_page(pack)).encode()


def _page(pack: Pack) -> Iterator[str]:
    yield '<!DOCTYPE html>\n<html lang="en"><head><meta charset="utf-8">'
    yield f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">'
    yield '<meta name="viewport" content="width=device-width, initial-scale=1">'
    yield '<meta name="robots" content="noindex">'
    yield f"<title>{_t(pack.name)}</title><style>{css()}</style></head><body>"
    yield from _top(pack)
    yield "<main>"
    for part in (_act, _watch, _table, _actions, _definitions, _rules):
        yield from part(pack)
    yield "</main><footer>"
    yield "".join(f"<p>{_t(line)}</p>" for line in pack.evidence)
    yield "</footer></body></html>"


def _top(pack: Pack) -> Iterator[str]:
    mark = _inline(mark_svg()).replace("<svg", '<svg width="20" aria-hidden="true"', 1)
    yield f'<header><div class="head mark">{mark}<span>'
    yield f"{_t(pack.product)} \u00b7 {say.TITLE}</span></div>"
    yield f"<h1>{_t(pack.title)}</h1>"
    about = (
        pack.header,
        f"{say.LOG}: {pack.source}" if pack.source else "",
        f"{say.PART}: {pack.part}" if pack.part else "",
    )
    yield "".join(f'<p class="quiet-text">{_t(line)}</p>' for line in about if line)
    yield f'<p class="lead">{_t(pack.summary)}</p></header>'


def _act(pack: Pack) -> Iterator[str]:
    yield f'<section aria-labelledby="act"><h2 id="act">{tiers.TO_ACT_ON}</h2>'
    if not pack.act:
        yield f"<p>{_t(pack.nothing)}</p></section>"
        return
    yield f'<p class="quiet-text">{_t(pack.act_line)}</p><div class="cards">'
    yield from (_card(entry, plot=True) for entry in pack.act)
    yield "</div></section>"


def _watch(pack: Pack) -> Iterator[str]:
    if not pack.watch:
        return
    yield f'<section aria-labelledby="watch"><h2 id="watch">{tiers.TO_WATCH}</h2>'
    yield f'<p class="quiet-text">{_t(pack.watch_line)}</p><div class="notes">'
    yield from (_card(entry, plot=False) for entry in pack.watch)
    yield "</div></section>"


def _card(entry: Entry, *, plot: bool) -> str:
    picture = _plot(entry) if plot else ""
    return (
        f'<article class="card {ROLE_OF[entry.variation]}"><div class="head">'
        f"{_variation(entry.variation)}<h3>{_t(entry.title)}</h3></div>"
        f"<p>{_t(entry.latest)} \u00b7 {_t(entry.usual)}</p>{picture}"
        f'<p class="said">{_t(entry.sentence)}</p>'
        f'<p class="small quiet-text">{_t(entry.chance)}</p></article>'
    )


def _plot(entry: Entry) -> str:
    return (
        f'<div class="plot far">{_inline(entry.chart)}</div>'
        f'<div class="plot near">{_inline(entry.narrow)}</div>'
    )


def _table(pack: Pack) -> Iterator[str]:
    yield f'<section aria-labelledby="all"><h2 id="all">{say.ALL}</h2>'
    yield '<div class="wide icons"><table role="table"><thead role="rowgroup">'
    yield f'<tr role="row">{"".join(map(_heading, ICON_TABLE))}</tr></thead>'
    groups = (
        (say.discuss_line(len(pack.discuss)), pack.discuss),
        (pack.stable_line, pack.stable),
    )
    for title, entries in groups:
        if entries:
            yield '<tbody role="rowgroup"><tr class="group" role="row">'
            yield f'<th scope="rowgroup" role="rowheader" colspan="{len(ICON_TABLE)}">'
            yield f"{_t(title)}</th></tr>{''.join(map(_row, entries))}</tbody>"
    yield "</table></div></section>"


def _heading(column: Column) -> str:
    kind = ' class="num"' if column in NUMBERS else ""
    return f'<th scope="col" role="columnheader"{kind}>{column}</th>'


def _row(entry: Entry) -> str:
    cells = entry.cells
    numbers = "".join(
        f'<td role="cell" class="num" data-is="{name}">{_t(cells[name])}</td>'
        for name in NUMBERS
    )
    variation = _variation(entry.variation) + f"<span>{cells[Column.VARIATION_TEXT]}"
    assurance = _assurance(entry.assurance) + f"<span>{cells[Column.ASSURANCE_TEXT]}"
    return (
        f'<tr role="row"><th scope="row" role="rowheader">{_t(entry.title)}'
        f'<span class="quiet-text">{_t(cells[Column.STAGE])}</span></th>{numbers}'
        f'<td role="cell" data-is="{Column.VARIATION}"><div class="icon">{variation}'
        f'</span></div></td><td role="cell" data-is="{Column.ASSURANCE}">'
        f'<div class="icon">{assurance}</span></div></td>'
        f'<td role="cell" class="trend" data-is="{Column.TREND}">'
        f"{_inline(entry.trend)}</td>"
        f'<td role="cell" class="says" data-is="{Column.SAYS}">{_t(entry.sentence)}'
        "</td></tr>"
    )


def _actions(pack: Pack) -> Iterator[str]:
    if not pack.actions:
        return
    heads = "".join(f'<th scope="col">{each}</th>' for each in say.ActionColumn)
    yield f'<section aria-labelledby="actions"><h2 id="actions">{say.ACTIONS}</h2>'
    yield f'<div class="wide"><table><thead><tr>{heads}</tr></thead><tbody>'
    yield from (_plain_row(row) for row in action_rows(pack))
    yield "</tbody></table></div></section>"


def _plain_row(cells: Sequence[str]) -> str:
    first, *rest = cells
    return (
        f'<tr><th scope="row">{_t(first)}</th>'
        + "".join(f"<td>{_t(cell)}</td>" for cell in rest)
        + "</tr>"
    )


def _definitions(pack: Pack) -> Iterator[str]:
    yield f'<section aria-labelledby="defs"><h2 id="defs">{say.DEFINITIONS}</h2>'
    yield '<div class="defs">'
    for entry in pack.entries:
        yield f'<div class="def"><h3>{_t(entry.title)}</h3>{_list(entry.facts)}</div>'
    yield "</div></section>"


def _rules(pack: Pack) -> Iterator[str]:
    yield '<section class="rules" aria-labelledby="rules">'
    yield f'<h2 id="rules">{say.RULES}: {_t(pack.rule_set)}</h2>{_list(pack.rules)}'
    yield "".join(f'<p class="quiet-text">{_t(line)}</p>' for line in pack.alarms)
    yield "</section>"


def _list(pairs: Sequence[tuple[str, str]]) -> str:
    told = (f"<dt>{_t(name)}</dt><dd>{_t(text)}</dd>" for name, text in pairs)
    return f"<dl>{''.join(told)}</dl>"


def _variation(icon: Variation) -> str:
    return _inline(variation_svg(icon, _ICON))


def _assurance(icon: Assurance) -> str:
    return _inline(assurance_svg(icon, _ICON))


def _inline(svg: str) -> str:
    return svg.replace(_XMLNS, "", 1)


def _t(text: str) -> str:
    return markup(text, limit=LONG)
