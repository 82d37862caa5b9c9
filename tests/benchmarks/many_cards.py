"""Measure cards by the hundred: the usual questions, asked of every part of a log."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice, product

from tests.benchmarks.big_log import CHANNELS, STAGES, TEAMS

_KINDS = {
    "defect": 'kind = "share"\ndirection = "lower"\ntarget = 0.1\n'
    'defective = [{ field = "defective", equals = true }]',
    "late": 'kind = "share"\ndirection = "lower"\ntarget = 0.05\n'
    'clock = { start = "opened_at", stop = "first_response_at", within_hours = 4 }',
    "broken": 'kind = "share"\ndirection = "lower"\ntarget = 0.1\n'
    'clock = { start = "opened_at", stop = "resolved_at", promise = "promised_by" }',
    "score": 'kind = "score"\ndirection = "higher"\nvalue = "score"',
}
_PARTS = (("team", TEAMS), ("channel", CHANNELS))


def cards(count: int) -> str:
    """Return a file of `count` measure cards for `big_log`, no two alike."""
    return "\n".join(islice(_cards(), count))


def _cards() -> Iterator[str]:
    for field, values in _PARTS:
        for kind, stage, value in product(_KINDS, STAGES, values):
            yield _card(kind, str(stage), field, str(value))


def _card(kind: str, stage: str, field: str, value: str) -> str:
    name = f"{kind}-{stage}-{value}".lower().replace(" ", "-")
    return (
        f'[[measure]]\nid = "{name}"\ntitle = "{stage}, {value}: {kind}"\n'
        f'question = "How often in this part of the log?"\nstage = "{stage}"\n'
        f'definition = "Contacts of {field} {value} in {stage}: {kind}."\n'
        f'where = [{{ field = "{field}", equals = "{value}" }}]\n{_KINDS[kind]}\n'
    )
