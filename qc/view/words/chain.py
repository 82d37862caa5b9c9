"""What is said of the chain: its stations, its arrows, and what the data show."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from qc.chain.links import ENDS, Design, Link, Node, Scale, Shown
from qc.review.assessment import Assessment
from qc.review.chain import Chain, Station
from qc.view.escape import plain
from qc.view.locales import Locale
from qc.view.numbers import MISSING, SPACE, count
from qc.view.words.chain_figures import effect, in_full, lag, span, state
from qc.view.words.chain_names import (
    ARROWS,
    COMPARED,
    DESIGNS,
    METHODS,
    MISLEADS,
    NODES,
    SHORT,
)
from qc.view.words.collect import listing, shortage, to_load

TITLE = "Chain"
QUESTION = "Does training become goodwill?"
NO_DATA = (
    "No data yet. Upload a log on the Data page, then the other tables: training, "
    "transactions, customers, referrals. The chain is tested with whatever is there."
)
EVIDENCE = "The evidence"
CLOSER = "Look closer"
PICK = "Choose a station or an arrow of the picture, or here."
ALL_IN_WORDS = "Every arrow in words"
FOREST = "All effects beside each other"
FOREST_KEY = (
    "Filled mark: shown. Hollow: not shown. A cross in its place: the opposite. Ring "
    "with a dot: too little data, indicative only."
)
COLLECT = "What to collect for the other arrows"
NODE = "Look closer at"
HOW = "How the arrows are tested, and when one is drawn solid"
PICK_ARROW = "Choose a row, or an arrow of the picture, to read what it rests on."
START = "Start an action"
TO_CHAIN = "Where it stands in the chain"
POINTS = "Every point, and the formula of the limits"
PICTURE = "The chain from training to goodwill"
NOT_SHOWN = "Your data do not show this."

_NOTHING: Mapping[Scale, str] = {
    Scale.DIFFERENCE: "0 points",
    Scale.RATIO: "a multiple of 1",
    Scale.RANK: "an even chance",
    Scale.NUMBER: "0",
}


def row(link: Link, locale: Locale | None = None) -> tuple[str, ...]:
    """Return the row of an arrow in the table of evidence, as `HEADINGS`."""
    known = link.estimate.known and link.shown is not Shown.NO_DATA
    naive = link.naive
    return (
        ARROWS[link.arrow],
        state(link),
        effect(link.scale, link.estimate.value, locale) if known else MISSING,
        SHORT[link.arrow],
        span(link.scale, link.estimate.interval, locale) if known else MISSING,
        count(link.estimate.n, locale) if known else MISSING,
        lag(link) if known else MISSING,
        DESIGNS[link.design],
        MISSING if naive is None else effect(link.scale, naive.value, locale),
        verdict(link, locale),
    )


HEADINGS = (
    "Arrow",
    "Your data",
    "Effect",
    "In what",
    "95 % interval",
    "n",
    "Looked for",
    "Design",
    "Naive (misleads)",
    "In words",
)


def verdict(link: Link, locale: Locale | None = None) -> str:
    """Say in a sentence or two what the data show of an arrow."""
    shown, number_ = link.shown, in_full(link, link.estimate, locale)
    what = COMPARED[link.arrow]
    if shown is Shown.NO_DATA:
        use = f"\u201c{ARROWS[link.arrow].casefold()}\u201d"
        return (
            to_load(link.lacking, use) if link.lacking else "No data to test it with."
        )
    if shown is Shown.TOO_LITTLE:
        lacking = shortage(link.estimate.short, locale)
        if not link.estimate.known:
            return lacking
        return f"Indicative only, {number_}: {what}. {lacking}"
    if link.design is Design.BY_DEFINITION:
        return f"{_upper(what)}: {number_}. This is a sum of parts, not a test."
    if shown is Shown.NOT_SHOWN:
        return f"{NOT_SHOWN} {_why_not(link, number_, locale)}"
    if shown is Shown.OPPOSITE:
        return f"Your data show the opposite. {_upper(what)}: {number_}."
    association = " This is association, not proof."
    proof = link.design in {Design.EXPERIMENT, Design.WITH_CONTROLS}
    return f"{_upper(what)}: {number_}.{'' if proof else association}"


def naive_line(link: Link, locale: Locale | None = None) -> str:
    """Say what the usual comparison would have claimed; empty without one."""
    if link.naive is None or not link.naive.known:
        return ""
    return (
        f"The usual comparison would say {in_full(link, link.naive, locale)}; it "
        f"misleads: {MISLEADS.get(link.arrow, 'those compared differ in more.')}"
    )


def beside_line(link: Link, locale: Locale | None = None) -> str:
    """Say what the second road says; empty without one."""
    if link.beside is None or not link.beside.known:
        return ""
    return f"By other assumptions: {in_full(link, link.beside, locale)}."


def basis_line(link: Link, locale: Locale | None = None) -> str:
    """Say what an estimate rests on."""
    parts = [
        f"n{SPACE}{count(link.estimate.n, locale)}",
        f"design: {DESIGNS[link.design]}",
        f"interval: {METHODS[link.estimate.method]}",
    ]
    if link.lag is not None:
        parts.append(f"looked for: {lag(link)}")
    return " \u00b7 ".join(parts)


def headline(chain: Chain) -> str:
    """Say which arrows the data show, and where the chain is broken first."""
    tests = [one for one in chain.links if one.design is not Design.BY_DEFINITION]
    shown = [one for one in tests if one.shown is Shown.SHOWN]
    broken = [one for one in tests if one.shown in _BROKEN]
    if not shown and not broken:
        return "No arrow can be tested yet. Below is what to collect."
    many = f"{len(shown)} of {len(tests)} arrows"
    told = f"Your data show {many} of the chain."
    if not shown:
        told = f"Your data show none of the {len(tests)} arrows of the chain."
    if opposite := [one for one in broken if one.shown is Shown.OPPOSITE]:
        return f"{told} The opposite is shown: {_named(opposite)}."
    if broken:
        return f"{told} Tested and not shown: {_named(broken)}."
    return told


_BROKEN = (Shown.NOT_SHOWN, Shown.OPPOSITE)


def collect_lines(chain: Chain, locale: Locale | None = None) -> list[tuple[str, str]]:
    """Return what to collect, by arrow; only those that lack something."""
    lines = []
    for one in chain.links:
        if one.shown in (Shown.NO_DATA, Shown.TOO_LITTLE):
            text = shortage(one.estimate.short, locale)
            if one.lacking or not text:
                text = verdict(one, locale)
            lines.append((ARROWS[one.arrow], text))
    return lines


def station_note(station: Station) -> str:
    """Say what a station without a chart lacks."""
    if not station.lacking:
        return "Not measured yet."
    return to_load(station.lacking, f"\u201c{NODES[station.node].casefold()}\u201d")


def from_station(link: Link) -> str:
    """Say where an arrow comes from that does not begin at the station above."""
    return f"From {NODES[ENDS[link.arrow][0]].casefold()}"


def look_closer(node: Node) -> str:
    """Offer the panel of a station."""
    return f"{NODE}: {NODES[node].casefold()}"


def to_chart(one: Assessment) -> str:
    """Offer the chart of a station's measure."""
    return f"Open the chart \u201c{plain(one.measure.title, limit=60)}\u201d"


def picture_text(chain: Chain, locale: Locale | None = None) -> str:
    """Return the sentence that stands in for the picture."""
    parts = [arrow_text(one, locale) for one in chain.links]
    return f"{PICTURE}. {'; '.join(parts)}."


def arrow_text(link: Link, locale: Locale | None = None) -> str:
    """Return what stands in for the picture of one arrow."""
    figure = ""
    if link.estimate.known and link.shown is not Shown.NO_DATA:
        figure = f", {in_full(link, link.estimate, locale)}"
    return f"{ARROWS[link.arrow]}: {state(link).casefold()}{figure}"


def _why_not(link: Link, figure: str, locale: Locale | None) -> str:
    what = COMPARED[link.arrow]
    if not (link.against and link.estimate.excludes(_zero(link))):
        return (
            f"{_upper(what)}: {figure}; the interval holds {_NOTHING[link.scale]}, "
            f"so chance alone could explain it.{_smallest(link, locale)}"
        )
    told = f"{_upper(what)}: {figure}, but a check failed"
    if link.beside is not None and not link.beside.excludes(_zero(link)):
        return (
            f"{told}: by other assumptions it is {in_full(link, link.beside, locale)}."
        )
    return f"{told}: those compared already differed before."


def _smallest(link: Link, locale: Locale | None) -> str:
    if link.smallest != link.smallest:
        return ""
    least = effect(link.scale, link.smallest, locale)
    return f" The weakest effect that such data would have shown is {least}."


def _zero(link: Link) -> float:
    return {Scale.RATIO: 1.0, Scale.RANK: 0.5}.get(link.scale, 0.0)


def _named(links: Sequence[Link]) -> str:
    return listing([ARROWS[one.arrow].casefold() for one in links])


def _upper(text: str) -> str:
    return text[:1].upper() + text[1:]
