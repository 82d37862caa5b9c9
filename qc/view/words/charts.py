"""Why this chart and not another, in plain text with the numbers that decided."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from itertools import groupby
from operator import itemgetter

from qc.core.charts import ChartChoice
from qc.core.kinds import ChartKind, Reason
from qc.view.locales import Locale
from qc.view.numbers import count, number, percent
from qc.view.words.names import name
from qc.view.words.reasons import ADVICE, DECIDING, REJECTED, TAKEN

_Show = Callable[[float, Locale | None], str]
_BY_HAND = "chosen by hand"
_BY_DATA = "chosen by the data"


def _two(value: float, locale: Locale | None) -> str:
    return number(value, 2, locale)


def _one(value: float, locale: Locale | None) -> str:
    return number(value, 1, locale)


def _share(value: float, locale: Locale | None) -> str:
    return percent(value, locale, decimals=0)


def _chance(value: float, locale: Locale | None) -> str:
    if value < 0.001:
        return f"under {percent(0.001, locale, decimals=1)}"
    return percent(value, locale, decimals=1)


STATISTICS: Mapping[str, tuple[str, _Show]] = {
    "points": ("{} points in the baseline", count),
    "mean_n": ("{} contacts behind a point on average", _one),
    "n_ratio": ("most contacts {} times the fewest", _one),
    "expected": ("{} of the rarer kind expected in a period", _one),
    "zeros": ("{} of the points zero", _share),
    "ties": ("{} of the points of one value", _share),
    "x2_per_df": ("observed over expected variance {}", _two),
    "p_value": ("chance of that much or more {}", _chance),
    "sigma_z": ("spread {} times that of chance", _two),
    "between_per_within": (
        "variance of the means {} times what their values explain",
        _two,
    ),
    "between_p": ("chance of means this far apart {}", _chance),
    "r1": ("correlation of neighbouring points {}", _two),
    "phi": ("memory {} of 1", _two),
    "moved": ("one step or trend explains {} of the variance", _share),
    "weekday_p": ("chance of weekdays this far apart {}", _chance),
}


CANDIDATES = ("Chart", "Verdict", "Why", "By what numbers")
TAKEN_LABEL, NOT_TAKEN = "taken", "not taken"
BY_HAND, SUITED = "taken by hand", "what the data would take"
BY_HAND_WHY = "chosen by a person"


def why_this_chart(choice: ChartChoice, locale: Locale | None = None) -> str:
    """Say which chart was taken and why, which were not and why, and by what numbers.

    Of a chart chosen by hand: what the data would take and why, and what they say
    against the chart that was chosen.

    Returns
    -------
    str
        Sentences joined by spaces; plain text.
    """
    numbers = _numbers(choice.statistics, locale)
    return " ".join(
        [
            *(_by_hand(choice) if _is_by_hand(choice) else _by_data(choice)),
            *(ADVICE.get(each, f"{_capital(_it(each))}.") for each in choice.advice),
            *([f"Numbers: {numbers}."] if numbers else []),
        ]
    )


def verdict_line(choice: ChartChoice) -> str:
    """Say which chart was taken and why, in one sentence; of one by hand, by whom."""
    return next(_by_hand(choice) if _is_by_hand(choice) else _by_data(choice))


def advice_lines(choice: ChartChoice) -> tuple[str, ...]:
    """Say what else the data ask for, a sentence or two each."""
    return tuple(ADVICE.get(each, f"{_capital(_it(each))}.") for each in choice.advice)


def candidate_rows(
    choice: ChartChoice, locale: Locale | None = None
) -> tuple[tuple[str, str, str, str], ...]:
    """List the charts that were considered: name, taken or not, why, by what numbers.

    The one taken first; of one taken by hand, what the data would take second.
    """
    hand = _is_by_hand(choice)
    why = choice.reasons[1:] if hand else choice.reasons
    suited = _suited(choice) if hand else choice.kind
    rows: list[tuple[ChartKind, str, str, tuple[Reason, ...]]] = []
    if hand:
        rows.append((choice.kind, BY_HAND, BY_HAND_WHY, ()))
    if suited is not None:
        label = SUITED if hand else TAKEN_LABEL
        rows.append((suited, label, _because(why), why))
    rows += [
        (kind, NOT_TAKEN, _against(reason), (reason,))
        for kind, reason in choice.rejected
        if reason is not Reason.CHOSEN_BY_USER
    ]
    return tuple(
        (
            _capital(_inside(kind)) if kind is ChartKind.RUN else name(kind),
            label,
            _capital(text),
            _numbers_of(reasons, choice.statistics, locale),
        )
        for kind, label, text, reasons in rows
    )


def numbers_line(choice: ChartChoice, locale: Locale | None = None) -> str:
    """List the numbers that no candidate was decided by; empty where there is none."""
    why = (*choice.reasons, *(reason for _, reason in choice.rejected))
    told = {key for reason in why for key in DECIDING.get(reason, ())}
    rest = {key: v for key, v in choice.statistics.items() if key not in told}
    numbers = _numbers(rest, locale)
    return f"Also known: {numbers}." if numbers else ""


def chart_footer(choice: ChartChoice) -> str:
    """Say below a chart which it is and who chose it, in one line without a full stop.

    ``p chart, chosen by the data``, or ``XmR chart, chosen by hand; the data would
    take the p chart``.
    """
    if not _is_by_hand(choice):
        return f"{name(choice.kind)}, {_BY_DATA}"
    suited = _suited(choice)
    rest = "" if suited is None else f"; the data would take the {_inside(suited)}"
    return f"{name(choice.kind)}, {_BY_HAND}{rest}"


def _is_by_hand(choice: ChartChoice) -> bool:
    return choice.reasons[:1] == (Reason.CHOSEN_BY_USER,)


def _suited(choice: ChartChoice) -> ChartKind | None:
    """Return what the data would take instead of the chart chosen by hand."""
    by_hand = (kind for kind, why in choice.rejected if why is Reason.CHOSEN_BY_USER)
    return next(by_hand, None)


def _by_data(choice: ChartChoice) -> Iterator[str]:
    yield f"{name(choice.kind)}: {_because(choice.reasons)}."
    for reason, same in groupby(choice.rejected, key=itemgetter(1)):
        kinds = " nor the ".join(_inside(kind) for kind, _ in same)
        yield f"Not the {kinds}: {_against(reason)}."


def _by_hand(choice: ChartChoice) -> Iterator[str]:
    yield f"{name(choice.kind)}: {_BY_HAND}."
    suited, why = _suited(choice), choice.reasons[1:]
    if suited is not None:
        because = f": {_because(why)}" if why else ""
        yield f"The data would take the {_inside(suited)}{because}."
    for kind, reason in choice.rejected:
        if kind is choice.kind:
            yield f"Not the {_inside(kind)}: {_against(reason)}."


def _against(reason: Reason) -> str:
    return REJECTED.get(reason, _it(reason))


def _because(reasons: tuple[Reason, ...]) -> str:
    if not reasons:
        return "it suits this measure"
    first, *others = reasons
    more = [TAKEN.get(reason, name(reason)) for reason in others]
    return " and ".join([TAKEN.get(first, _it(first)), *more])


def _numbers_of(
    reasons: tuple[Reason, ...], known: Mapping[str, float], locale: Locale | None
) -> str:
    keys = dict.fromkeys(key for why in reasons for key in DECIDING.get(why, ()))
    return _numbers({key: known[key] for key in keys if key in known}, locale)


def _it(reason: Reason) -> str:
    return f"the measure {name(reason)}"


def _capital(text: str) -> str:
    return text[0].upper() + text[1:]


def _inside(kind: ChartKind) -> str:
    return "run chart" if kind is ChartKind.RUN else name(kind)


def _numbers(statistics: Mapping[str, float], locale: Locale | None) -> str:
    """Tell the known statistics in a fixed order; others by their own name."""
    known = [
        text.format(show(statistics[key], locale))
        for key, (text, show) in STATISTICS.items()
        if key in statistics
    ]
    others = [
        f"{key.replace('_', ' ')} {_two(value, locale)}"
        for key, value in sorted(statistics.items())
        if key not in STATISTICS
    ]
    return ", ".join(known + others)
