"""The bar of the meeting mode: arrow keys, a clock, and the whole screen."""

from __future__ import annotations

import streamlit as st

from qc.pages import state
from qc.review.agenda import Move, stepped
from qc.view.words import meeting as say

ITEM = "item"
# The buttons have their names before the script runs.
_HTML = f"""
<div class="bar" role="toolbar">
 <button type="button" data-move="back">\u2190 {say.BACK}</button>
 <span class="place" aria-live="polite"></span>
 <button type="button" data-move="next">{say.NEXT} \u2192</button>
 <span class="clock" role="timer"><b class="here"></b> <span class="on"></span>
  <b class="all"></b> <span class="in"></span></span>
 <button type="button" class="full">{say.FULL_SCREEN}</button>
</div>
"""
_CSS = """
.bar{display:flex;flex-wrap:wrap;align-items:center;gap:.5rem .8rem;
 font:400 .93rem var(--st-font);color:var(--st-text-color);
 font-variant-numeric:tabular-nums}
.place{min-width:4.2em;text-align:center}
.clock{margin-left:auto;color:var(--st-gray-text-color)}
.clock b{font-weight:600;color:var(--st-text-color)}
.clock .all{margin-left:.7em}
button{font:inherit;color:inherit;background:var(--st-background-color);
 border:1px solid var(--st-border-color);border-radius:3px;
 min-height:2.4rem;padding:.2rem .9rem;cursor:pointer}
button:hover{border-color:var(--st-primary-color)}
button:focus-visible{outline:2px solid var(--st-primary-color);outline-offset:2px}
button:disabled{opacity:.45;cursor:default}
"""
# Keys are left alone where somebody types or moves inside a table.
_JS = """
const MOVES = {ArrowRight:"next", PageDown:"next", ArrowLeft:"back", PageUp:"back",
  Home:"first", End:"last"};
const BUSY = "input,textarea,select,[contenteditable=true],[role=combobox]," +
  "[role=listbox],[role=grid],[role=slider],[role=radiogroup]";
const two = n => String(n).padStart(2, "0");
const clock = ms => { const s = Math.floor(ms / 1000);
  return Math.floor(s / 60) + ":" + two(s % 60); };
const since = (key) => { const kept = Number(sessionStorage.getItem(key));
  if (kept) return kept;
  sessionStorage.setItem(key, String(Date.now())); return Date.now(); };
export default function({parentElement: root, data, setTriggerValue}) {
  const find = what => root.querySelector(what);
  if (root.qcLife) root.qcLife.abort();
  const life = root.qcLife = new AbortController();
  const listen = {signal: life.signal};
  const move = where => setTriggerValue("move", where);
  const fill = (what, text) => { find(what).textContent = text; };
  fill(".place", data.place);
  fill(".on", data.here); fill(".in", data.inAll);
  find(".bar").setAttribute("aria-label", data.label);
  find("[data-move=back]").disabled = data.first;
  find("[data-move=next]").disabled = data.last;
  for (const button of root.querySelectorAll("[data-move]"))
    button.addEventListener("click", () => move(button.dataset.move), listen);
  find(".full").addEventListener("click", () => document.fullscreenElement
    ? document.exitFullscreen() : document.documentElement.requestFullscreen(), listen);
  document.addEventListener("keydown", event => {
    const where = MOVES[event.key];
    const at = event.composedPath()[0];
    const held = event.ctrlKey || event.metaKey || event.altKey || event.shiftKey;
    if (!where || held) return;
    if (at && at.closest && at.closest(BUSY)) return;
    event.preventDefault(); move(where);
  }, listen);
  const began = since("qc-meeting-" + data.week);
  if (root.qcItem !== data.item) { root.qcItem = data.item; root.qcSince = Date.now(); }
  const tick = () => { fill(".here", clock(Date.now() - root.qcSince));
    fill(".all", clock(Date.now() - began)); };
  tick();
  const beat = setInterval(tick, 1000);
  life.signal.addEventListener("abort", () => clearInterval(beat));
  return () => life.abort();
}
"""
_KEY = "qc-meeting-bar"
_BAR = st.components.v2.component("qc_meeting_bar", html=_HTML, css=_CSS, js=_JS)


def bar(week: str, stops: list[str], now: str, place: str) -> None:
    """Draw the bar; where it is asked to go is put into the URL."""
    _BAR(
        key=_KEY,
        data={
            "week": week,
            "item": now,
            "place": place,
            "first": now == stops[0],
            "last": now == stops[-1],
            "here": say.HERE,
            "inAll": say.IN_ALL,
            "label": say.KEYS,
        },
        on_move_change=lambda: _go(stops, now),
    )


def _go(stops: list[str], now: str) -> None:
    """Go where the bar asks; in a callback, so that one run does."""
    asked = st.session_state[_KEY].get("move")
    if asked in set(Move):
        state.put(ITEM, stepped(stops, now, Move(asked)))
