"""Scroll to the place that a link names, once what stands above it has been drawn.

A browser looks for the place before the page is there, and parts of it come later.
"""

from __future__ import annotations

import streamlit as st

_HTML = "<span hidden></span>"
_JS = """
const STOPS = ["wheel", "touchstart", "keydown", "pointerdown"];
export default function({parentElement: root, data}) {
  if (location.hash !== "#" + data.place || root.qcDone) return;
  root.qcDone = true;
  const began = performance.now();
  const timer = setInterval(() => {
    const place = document.getElementById(data.place);
    const box = place && place.getBoundingClientRect();
    if (box && Math.abs(box.top - data.below) > 4) place.scrollIntoView(true);
    if (performance.now() - began > 4000) stop();
  }, 150);
  const stop = () => { clearInterval(timer);
    for (const one of STOPS) window.removeEventListener(one, stop, true); };
  for (const one of STOPS) window.addEventListener(one, stop, true);
  return stop;
}
"""
_SCROLL = st.components.v2.component("qc_scrolled", html=_HTML, js=_JS)
_BELOW = 60  # pixels that the bar at the top takes


def to(place: str) -> None:
    """Scroll to a heading with this anchor, where the address ends in it."""
    _SCROLL(key=f"qc-scrolled-{place}", data={"place": place, "below": _BELOW})
