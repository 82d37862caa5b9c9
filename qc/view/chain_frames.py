"""The evidence of the chain: as a table, as text, and as plain data for `--json`."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

from qc.chain.evidence import Estimate
from qc.chain.links import ENDS, Link
from qc.review.chain import Chain, Station
from qc.view.chain_card import station_text
from qc.view.locales import Locale
from qc.view.words import chain as say
from qc.view.words import chain_figures as figures
from qc.view.words import chain_names as names

if TYPE_CHECKING:
    import pandas as pd

SCHEMA = "qc.chain/1"


def evidence_frame(chain: Chain, locale: Locale | None = None) -> pd.DataFrame:
    """Return one row an arrow."""
    import pandas as pd

    rows = [say.row(one, locale) for one in chain.links]
    return pd.DataFrame(rows, columns=list(say.HEADINGS))


def chain_text(chain: Chain, locale: Locale | None = None) -> str:
    """Return the evidence as plain text."""
    lines = [say.QUESTION, say.headline(chain), ""]
    lines += [station_text(one, locale) for one in chain.stations]
    for one in chain.links:
        lines += ["", f"{names.ARROWS[one.arrow]}: {figures.state(one).casefold()}"]
        told = (
            say.verdict(one, locale),
            say.beside_line(one, locale),
            say.naive_line(one, locale),
            say.basis_line(one, locale) if one.estimate.known else "",
        )
        lines += [f"  {text}" for text in told if text]
    return "\n".join(lines)


def chain_payload(chain: Chain) -> dict[str, Any]:
    """Return it as plain data: one documented schema."""
    return {
        "schema": SCHEMA,
        "sentence": say.headline(chain),
        "stations": [_station(one) for one in chain.stations],
        "arrows": [_arrow(one) for one in chain.links],
    }


def _station(station: Station) -> dict[str, Any]:
    one = station.chart
    drawn = None if one is None else one.chart
    value = math.nan
    if one is not None and drawn is not None and one.newest >= 0:
        value = float(drawn.value[one.newest])
    return {
        "station": station.node,
        "measure": None if one is None else one.measure.id,
        "title": None if one is None else one.measure.title,
        "value": _finite(value),
        "variation": None if one is None else one.variation,
        "lacking": list(station.lacking),
    }


def _arrow(link: Link) -> dict[str, Any]:
    first, second = ENDS[link.arrow]
    return {
        "arrow": link.arrow,
        "from": first,
        "to": second,
        "shown": link.shown,
        "scale": link.scale,
        "holds_if": "above" if link.up else "below",
        "design": link.design,
        "lag_days": None if link.lag is None else list(link.lag),
        "estimate": estimate_payload(link.estimate),
        "beside": None if link.beside is None else estimate_payload(link.beside),
        "naive": None if link.naive is None else estimate_payload(link.naive),
        "check_failed": link.against,
        "lacking": list(link.lacking),
        "sentence": say.verdict(link),
    }


def estimate_payload(one: Estimate) -> dict[str, Any]:
    """Return a figure of the chain as plain data."""
    low, high = one.interval
    return {
        "value": _finite(one.value),
        "interval": [_finite(low), _finite(high)],
        "n": one.n,
        "method": one.method,
        "short": [
            {"what": each.what, "need": each.need, "got": _finite(each.got)}
            for each in one.short
        ],
    }


def _finite(value: float) -> float | None:
    return float(value) if math.isfinite(value) else None
