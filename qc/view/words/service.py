"""What is said of service in three numbers: consistent, responsive, outstanding."""

from __future__ import annotations

import math
from collections.abc import Sequence

from qc.chain.consistent import Consistency
from qc.chain.evidence import Estimate
from qc.chain.service_numbers import Service, in_points
from qc.core.kinds import Stage
from qc.review.service import ServiceNumbers
from qc.view.escape import plain
from qc.view.locales import Locale
from qc.view.numbers import DASH, MISSING, SPACE, count, number, number_of, percent
from qc.view.words.collect import shortage
from qc.view.words.names import name

THREE = "Service in three numbers"
CONSISTENT, RESPONSIVE, OUTSTANDING = "Consistent", "Responsive", "Outstanding"
MEANS = {
    CONSISTENT: "how far agents' shares of defects lie apart, beyond chance; 0 is best",
    RESPONSIVE: "solved within the time promised, open cases counted as waiting",
    OUTSTANDING: "ratings at or above what customers wish",
}
CHARTS = "Over time"
DRAWN_AS_RHO = (
    "Drawn is rho, month by month: the part of the differences between agents that "
    "chance does not explain. 0 is best."
)
STAGE = "Stage"
EVERY = "All stages"
TABLE = "Stage by stage"
HOW = "How the three numbers are measured"
NO_NUMBER = "no data"
HEADINGS = (
    "Stage",
    "Contacts",
    "Agents differ by",
    "95 % interval",
    "Teams differ by",
    "95 % interval   ",
    "Solved in time",
    "95 % interval ",
    "Half are solved after",
    "Rated as wished",
    "95 % interval  ",
    "Zone of tolerance",
    "Ratings",
)


def value(which: str, one: Service, locale: Locale | None = None) -> str:
    """Return one of the three numbers."""
    if which == CONSISTENT:
        return MISSING if one.agents is None else apart(one.agents, locale)
    found = _share(which, one)
    if found is None or not found.known:
        return MISSING
    return percent(found.value, locale, decimals=1)


def interval(which: str, one: Service, locale: Locale | None = None) -> str:
    """Return its interval and what it rests on."""
    if which == CONSISTENT:
        if one.agents is None or not one.agents.rho.known:
            return NO_NUMBER
        ends = _apart_span(one.agents, locale)
        return f"{ends} \u00b7 {count(one.agents.rho.n, locale)}{SPACE}agents"
    found = _share(which, one)
    if found is None or not found.known:
        return NO_NUMBER
    return f"{_span(found, locale)} \u00b7 n{SPACE}{count(found.n, locale)}"


def note(which: str, found: ServiceNumbers, locale: Locale | None = None) -> str:
    """Say what a number is, and what it lacks."""
    one = found.whole
    lacking = ""
    if which == CONSISTENT and one.agents is not None:
        lacking = shortage(one.agents.rho.short, locale)
        if not lacking and one.agents.p_value > 0.05:
            return (
                f"{_upper(MEANS[which])}. Chance alone could explain the differences."
            )
    share = _share(which, one)
    if share is not None:
        lacking = shortage(share.short, locale)
    text = f"{_upper(MEANS[which])}."
    if which == OUTSTANDING and share is not None:
        text = f"{text} {wished_line(found, locale)}"
    return f"{text} {lacking}".strip()


def wished_line(found: ServiceNumbers, locale: Locale | None = None) -> str:
    """Say what customers wish, and who said so."""
    wished = found.wished
    level = number(wished.zone.desired, 1, locale)
    title = plain(wished.card, limit=60)
    if wished.told:
        return f"Wished: {level}, the target of \u201c{title}\u201d."
    where = f"the target of \u201c{title}\u201d" if title else "a card for scores"
    return f"Wished: {level}, the highest rating given; {where} can say otherwise."


def apart(one: Consistency, locale: Locale | None = None) -> str:
    """Return how far agents lie apart, in points."""
    if not one.rho.known:
        return MISSING
    shown = number(100 * in_points(one, one.rho.value), 1, locale)
    return f"\u00b1{SPACE}{shown}{SPACE}points"


def row(one: Service, locale: Locale | None = None) -> tuple[str, ...]:
    """Return the row of a stage, as `HEADINGS`."""
    late, rated = one.responsive, one.outstanding
    half = math.nan if late is None else late.median.value
    return (
        EVERY if one.stage is None else name(one.stage),
        count(one.contacts, locale),
        value(CONSISTENT, one, locale),
        MISSING if one.agents is None else _apart_span(one.agents, locale),
        MISSING if one.teams is None else apart(one.teams, locale),
        MISSING if one.teams is None else _of_teams(one.teams, locale),
        value(RESPONSIVE, one, locale),
        MISSING if late is None else _span(late.in_time, locale),
        f"{percent(half, locale)} of the time promised"
        if math.isfinite(half)
        else MISSING,
        value(OUTSTANDING, one, locale),
        MISSING if rated is None else _span(rated.as_desired, locale),
        MISSING if rated is None else number(rated.position.value, 2, locale),
        "0" if rated is None else count(rated.as_desired.n, locale),
    )


def details(found: ServiceNumbers, locale: Locale | None = None) -> list[str]:
    """Return the definitions, with the numbers they were made of."""
    lines = list(_HOW)
    even = found.whole.agents
    if even is not None and even.rho.known:
        rho, mean = number(even.rho.value, 4, locale), percent(even.mean, locale)
        lines.append(
            f"Here: rho {rho}, average share {mean}, so \u221a(rho \u00d7 share \u00d7 "
            f"(1 \u2212 share)) = {apart(even, locale)[2:]}."
        )
    zone = found.wished.zone
    rated = found.whole.outstanding
    if rated is not None:
        low, high = (number(x, 1, locale) for x in (zone.adequate, zone.desired))
        place = number(rated.position.value, 2, locale)
        lines.append(
            f"Zone of tolerance: (mean rating \u2212 {low}) / ({high} \u2212 {low}) = "
            f"{place}; 0 is just adequate, 1 is as wished. "
            f"{count(rated.unknown, locale)} contacts have no rating: they may differ."
        )
    return lines


def stage_name(key: str) -> str:
    """Name a choice of stage."""
    return name(Stage(key)) if key else EVERY


_HOW: Sequence[str] = (
    "Consistent: the beta-binomial law of the agents' shares of contacts with a "
    "defect. Rho is 0 where all have one share and chance explains the rest; interval "
    "by the profile of the likelihood. The chart shows rho month by month, from the "
    "analysis of variance, and may lie below 0 by chance. Teams are measured the same "
    "way; of fewer than 5, the interval says little more than that they are few.",
    "Responsive: share of cases solved within the time promised to them. Open cases "
    "count as waiting for as long as they have waited (Kaplan and Meier; Greenwood's "
    "variance). The chart counts each case whose time is up, by the week it was "
    "opened.",
    "Outstanding: share of ratings at or above the desired level, not a mean; Wilson's "
    "interval. Only who was rated counts, and those who rate may differ.",
    "The numbers are of the last 26 weeks. They are not averaged into one.",
)


def _share(which: str, one: Service) -> Estimate | None:
    if which == RESPONSIVE:
        return None if one.responsive is None else one.responsive.in_time
    if which == OUTSTANDING:
        return None if one.outstanding is None else one.outstanding.as_desired
    return None


def _apart_span(one: Consistency, locale: Locale | None) -> str:
    if not one.rho.known:
        return MISSING
    ends = (100 * in_points(one, end) for end in one.rho.interval)
    low, high = (number(end, 1, locale) for end in ends)
    return f"{low}{DASH}{high}{SPACE}points"


def _of_teams(one: Consistency, locale: Locale | None) -> str:
    """Return the interval of teams, with their number: of few it is wide."""
    if not one.rho.known:
        return MISSING
    teams = number_of(one.rho.n, "team", "teams", locale)
    return f"{_apart_span(one, locale)} \u00b7 {teams.replace(' ', SPACE)}"


def _span(one: Estimate, locale: Locale | None) -> str:
    low, high = one.interval
    if not math.isfinite(low):
        return MISSING
    return f"{number(100 * low, 1, locale)}{DASH}{percent(high, locale, decimals=1)}"


def _upper(text: str) -> str:
    return text[:1].upper() + text[1:]
