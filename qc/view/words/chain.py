"""What is said of the chain: its stations, its arrows, and what the data show."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

from qc.chain.evidence import Estimate, Method
from qc.chain.links import ENDS, Arrow, Design, Link, Node, Scale, Shown
from qc.core.intervals import Interval
from qc.review.assessment import Assessment
from qc.review.chain import Chain, Station
from qc.view.escape import plain
from qc.view.locales import Locale
from qc.view.numbers import DASH, MISSING, SPACE, count, number
from qc.view.words.collect import listing, shortage, to_load

TITLE = "Chain"
QUESTION = "Does training become goodwill?"
NO_DATA = (
    "No data yet. Upload a log on the Data page, then the other tables: training, "
    "transactions, customers, referrals. The chain is tested with whatever is there."
)
EVIDENCE = "The evidence"
FOREST = "All effects beside each other"
FOREST_KEY = (
    "Filled mark: shown. Hollow: not shown. A cross in its place: the opposite. Ring "
    "with a dot: too little data, indicative only."
)
COLLECT = "What to collect for the other arrows"
NODE = "Look closer at"
HOW = "How the arrows are tested, and when one is drawn solid"
PICK_ARROW = "Choose a row to read what it rests on, and to act on it."
START = "Start an action"
POINTS = "Every point, and the formula of the limits"
PICTURE = "The chain from training to goodwill"
NOT_SHOWN = "Your data do not show this."

NODES: Mapping[Node, str] = {
    Node.TRAINING: "Training",
    Node.ADHERENCE: "Adherence to steps",
    Node.SERVICE: "Service",
    Node.TRUST: "Trust",
    Node.LOYALTY: "Repeat & referral",
    Node.GOODWILL: "Goodwill",
}
ARROWS: Mapping[Arrow, str] = {
    Arrow.TRAINING_ADHERENCE: "Training \u2192 adherence",
    Arrow.TRAINING_SERVICE: "Training \u2192 service",
    Arrow.ADHERENCE_SERVICE: "Adherence \u2192 service",
    Arrow.SERVICE_TRUST: "Service \u2192 trust",
    Arrow.SERVICE_REPEAT: "Service \u2192 repeat business",
    Arrow.TRUST_REPEAT: "Trust \u2192 repeat business",
    Arrow.TRUST_REFERRAL: "Trust \u2192 referrals",
    Arrow.REPEAT_GOODWILL: "Repeat business \u2192 goodwill",
    Arrow.REFERRAL_GOODWILL: "Referrals \u2192 goodwill",
}
PREFIX: Mapping[Arrow, str] = {
    Arrow.TRUST_REPEAT: "Repeat",
    Arrow.TRUST_REFERRAL: "Referral",
    Arrow.REPEAT_GOODWILL: "Repeat",
    Arrow.REFERRAL_GOODWILL: "Referral",
}
"""Which of two arrows between the same stations one is."""
SHORT: Mapping[Arrow, str] = {
    Arrow.TRAINING_ADHERENCE: "steps skipped",
    Arrow.TRAINING_SERVICE: "defects",
    Arrow.ADHERENCE_SERVICE: "defects next time",
    Arrow.SERVICE_TRUST: "promises kept",
    Arrow.SERVICE_REPEAT: "purchases",
    Arrow.TRUST_REPEAT: "buying again",
    Arrow.TRUST_REFERRAL: "referring",
    Arrow.REPEAT_GOODWILL: "a customer",
    Arrow.REFERRAL_GOODWILL: "purchases",
}
"""What the number of each arrow counts, in a word or two."""
COMPARED: Mapping[Arrow, str] = {
    Arrow.TRAINING_ADHERENCE: "contacts with a step left out or out of order: trained "
    "agents less what they would have had untrained",
    Arrow.TRAINING_SERVICE: "contacts with a defect: trained agents less what they "
    "would have had untrained",
    Arrow.ADHERENCE_SERVICE: "defects in the customer's next contact: after one with a "
    "step left out less after one without, same agent and stage",
    Arrow.SERVICE_TRUST: "promises kept in the next 90 days: the third of customers "
    "whose past promises were kept best less the third served worst, same kind of "
    "promise and stage",
    Arrow.SERVICE_REPEAT: "purchases in the days after a defect, as a multiple of the "
    "same customer's other days",
    Arrow.TRUST_REPEAT: "customers who buy in the next 90 days: the third that trusts "
    "most less the third that trusts least, alike in contacts and purchases",
    Arrow.TRUST_REFERRAL: "customers who bring somebody in the next 90 days: the third "
    "that trusts most less the third that trusts least, alike in contacts and "
    "purchases",
    Arrow.REPEAT_GOODWILL: "repeat purchases of a customer in the first year",
    Arrow.REFERRAL_GOODWILL: "purchases of customers who were brought, as a multiple "
    "of those of others of the same quarter and age",
}
"""What the number of each arrow is."""
SHOWN: Mapping[Shown, str] = {
    Shown.SHOWN: "Shown",
    Shown.NOT_SHOWN: "Not shown",
    Shown.OPPOSITE: "Opposite",
    Shown.TOO_LITTLE: "Too little data",
    Shown.NO_DATA: "No data",
}
BY_DEFINITION = "Adds up"
SUM = "sum"
LEGEND: Mapping[str, str] = {
    Shown.SHOWN: "shown by your data",
    Shown.NOT_SHOWN: "not shown by your data",
    Shown.OPPOSITE: "the opposite is shown",
    Shown.TOO_LITTLE: "too little data to say",
    Shown.NO_DATA: "no data",
    SUM: "adds up, no test",
}
DESIGNS: Mapping[Design, str] = {
    Design.EXPERIMENT: "experiment",
    Design.WITH_CONTROLS: "before and after, with controls",
    Design.WITHIN_CUSTOMER: "each customer against himself",
    Design.WITHIN_STRATA: "like beside like",
    Design.OBSERVED: "observed only",
    Design.BY_DEFINITION: "a sum, not a test",
}
METHODS: Mapping[Method, str] = {
    Method.JACKKNIFE: "each agent left out once (jackknife)",
    Method.INFLUENCE: "from each agent's part in the figure",
    Method.PAIRED: "from each agent's own difference",
    Method.MEAN: "t interval of the single values",
    Method.BOOTSTRAP: "customers drawn anew (bootstrap)",
    Method.DRAWS: "draws of what is uncertain",
    Method.ROBUST: "from each customer's part, robust",
    Method.MANTEL_HAENSZEL: "Mantel and Haenszel, Sato's variance",
    Method.WILSON: "Wilson",
    Method.KAPLAN_MEIER: "Kaplan and Meier, Greenwood's variance",
    Method.PROFILE: "profile of the likelihood",
    Method.VARIANCE_RATIO: "exact ratio of variances",
}
_UNITS: Mapping[Scale, str] = {
    Scale.DIFFERENCE: f"{SPACE}points",
    Scale.RATIO: "",
    Scale.RANK: "",
    Scale.NUMBER: "",
}
_NOTHING: Mapping[Scale, str] = {
    Scale.DIFFERENCE: "0 points",
    Scale.RATIO: "a multiple of 1",
    Scale.RANK: "an even chance",
    Scale.NUMBER: "0",
}


def effect(scale: Scale, value: float, locale: Locale | None = None) -> str:
    """Return an effect with its sign and unit: "\u22125.6 points", "\u00d7 0.61"."""
    if not math.isfinite(value):
        return MISSING
    shown = _plain(scale, value, locale)
    if scale is Scale.RATIO:
        return f"\u00d7{SPACE}{shown}"
    return shown + _UNITS[scale]


def span(scale: Scale, interval: Interval, locale: Locale | None = None) -> str:
    """Return an interval without its unit: "\u22128.0 to \u22123.1"."""
    if not all(map(math.isfinite, interval)):
        return MISSING
    low, high = (_plain(scale, end, locale) for end in interval)
    to = DASH if scale is not Scale.DIFFERENCE else f"{SPACE}to{SPACE}"
    return f"{low}{to}{high}"


def in_full(link: Link, one: Estimate, locale: Locale | None = None) -> str:
    """Return an estimate with its interval, as in "0.61 (0.50-0.74)"."""
    shown = effect(link.scale, one.value, locale)
    ends = span(link.scale, one.interval, locale)
    return shown if ends == MISSING else f"{shown} ({ends})"


def state(link: Link) -> str:
    """Return what the data say of an arrow in one or two words."""
    if link.design is Design.BY_DEFINITION and link.shown is not Shown.NO_DATA:
        enough = link.shown is not Shown.TOO_LITTLE
        return BY_DEFINITION if enough else SHOWN[Shown.TOO_LITTLE]
    return SHOWN[link.shown]


def look(link: Link) -> str:
    """Return which line an arrow is drawn by."""
    return SUM if state(link) == BY_DEFINITION else link.shown


def lag(link: Link) -> str:
    """Return when the effect was looked for; a dash where that has no meaning."""
    if link.lag is None:
        return MISSING
    low, high = link.lag
    if high > 2 * 365:
        return f"from day {low}"
    return f"{low}{DASH}{high}{SPACE}days"


def row(link: Link, locale: Locale | None = None) -> tuple[str, ...]:
    """Return the row of an arrow in the table of evidence, as `HEADINGS`."""
    known = link.estimate.known and link.shown is not Shown.NO_DATA
    naive = link.naive
    return (
        ARROWS[link.arrow],
        state(link),
        effect(link.scale, link.estimate.value, locale) if known else MISSING,
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
    "95 % interval",
    "n",
    "Looked for",
    "Design",
    "Naive figure (misleads)",
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


MISLEADS: Mapping[Arrow, str] = {
    Arrow.TRAINING_ADHERENCE: "before against after also counts what changed for all.",
    Arrow.TRAINING_SERVICE: "before against after also counts what changed for all.",
    Arrow.ADHERENCE_SERVICE: "within one contact, nobody can tell whether it failed "
    "for the step or was cut short since it failed.",
    Arrow.SERVICE_TRUST: "kinds of promises and stages differ in how often they are "
    "kept.",
    Arrow.TRUST_REPEAT: "who buys often has more promises, kept and broken.",
    Arrow.TRUST_REFERRAL: "who buys often has more promises, kept and broken.",
    Arrow.SERVICE_REPEAT: "customers who buy much have more contacts, and so more "
    "defects.",
    Arrow.REFERRAL_GOODWILL: "those who were brought came later and had less time.",
}


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
    parts = []
    for one in chain.links:
        said = state(one).casefold()
        figure = ""
        if one.estimate.known and one.shown is not Shown.NO_DATA:
            figure = f", {in_full(one, one.estimate, locale)}"
        parts.append(f"{ARROWS[one.arrow]}: {said}{figure}")
    return f"{PICTURE}. {'; '.join(parts)}."


METHOD_LINES: Sequence[str] = (
    "Solid: the whole 95 % interval lies on the side the chain holds for true, there "
    "is enough data, and no check of the design failed. In simulated companies "
    "without any effect an arrow is drawn solid in at most 1 of 20.",
    "Dashed: tested, and the interval holds \u201cno effect\u201d, or a check failed. "
    "Crossed: the whole interval lies on the other side. Dotted: too little data; the "
    "figure is indicative. Thin and pale: a table or a field is lacking.",
    "Training: weeks of trained agents are held against what they would have been, "
    "which is learned from the weeks of agents not trained (difference in differences "
    "by imputation, Borusyak, Jaravel and Spiess 2024). Interval: each agent left out "
    "once (jackknife), Student's t. The weeks before training must show nothing, and "
    "a second estimate, where all else changes in proportion, must say the same.",
    "Adherence: defects of the customer's next contact within 180 days, after a "
    "contact with a step left out against one without, within the same agent and "
    "stage (Mantel and Haenszel; Sato's variance). The contact before must not differ.",
    "Repeat business after a defect: each customer's days after a defect against his "
    "own other days; purchases whose own sale failed do not count.",
    "Trust is made of promises kept and broken only. Goodwill is the sum of what "
    "repeat business and referrals bring: those arrows add up and are no tests.",
)


def _why_not(link: Link, figure: str, locale: Locale | None) -> str:
    what = COMPARED[link.arrow]
    if not link.against:
        return (
            f"{_upper(what)}: {figure}; the interval holds {_NOTHING[link.scale]}, "
            "so chance alone could explain it."
        )
    told = f"{_upper(what)}: {figure}, but a check failed"
    if link.beside is not None and not link.beside.excludes(_zero(link)):
        return (
            f"{told}: by other assumptions it is {in_full(link, link.beside, locale)}."
        )
    return f"{told}: those compared already differed before."


def _zero(link: Link) -> float:
    return {Scale.RATIO: 1.0, Scale.RANK: 0.5}.get(link.scale, 0.0)


def _plain(scale: Scale, value: float, locale: Locale | None) -> str:
    if scale is Scale.DIFFERENCE:
        shown = number(100 * value, 1, locale)
        return f"+{shown}" if value > 0 and shown[0].isdigit() else shown
    return number(value, 2, locale)


def _named(links: Sequence[Link]) -> str:
    return listing([ARROWS[one.arrow].casefold() for one in links])


def _upper(text: str) -> str:
    return text[:1].upper() + text[1:]
