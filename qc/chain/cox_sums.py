"""The sums over customers at risk that Cox's model is made of, for (start, stop] rows.

Those at risk at t have stop >= t and start < t: the sums over the first, less those
with start >= t, are read off two cumulative sums. Efron's rule takes from the k-th of d
events at one time the part k/d of those who have them.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from qc.core.arrays import Bools, Floats, Ints, freeze
from qc.core.errors import InvalidSeries


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Rows:
    """Stretches of time in which nothing about a customer changed.

    Attributes
    ----------
    start, stop : (n,) float
        At risk in (start, stop].
    event : (n,) bool
        Whether it happened at the stop.
    x : (n, p) float
        Covariates.
    """

    start: Floats
    stop: Floats
    event: Bools
    x: Floats

    def __post_init__(self) -> None:
        """Refuse what cannot be, and freeze the arrays."""
        n = len(self.start)
        if {len(self.stop), len(self.event), len(self.x)} != {n} or self.x.ndim != 2:
            raise InvalidSeries("Each row needs a start, a stop, an event and its x.")
        if not n or not self.x.shape[1]:
            raise InvalidSeries("There must be a row and a covariate.")
        if not np.isfinite(np.column_stack((self.start, self.stop, self.x))).all():
            raise InvalidSeries("Times and covariates must be finite numbers.")
        if np.any(self.start >= self.stop):
            raise InvalidSeries(
                "A row ends after it starts; leave stretches of no length out."
            )
        freeze(self, "start", "stop", "event", "x")


class Sums(NamedTuple):
    """The log-likelihood at some coefficients, its slope and its bend downwards."""

    value: float
    slope: Floats
    bend: Floats


class _AtRisk(NamedTuple):
    """At each event: whose it is, and sums over those at risk then."""

    row: Ints  # (m,)
    time: Ints  # (m,) number of its time
    times: Floats  # (k,)
    share: Floats  # (m,) part of the tied taken away
    weight: Floats  # (n,) hazard of each row
    s0: Floats  # (m,)
    s1: Floats  # (m, p)


def sums(rows: Rows, coefficient: Floats, shares: float) -> Sums:
    """Return the log-likelihood, its slope and bend.

    Parameters
    ----------
    rows : Rows
    coefficient : (p,) float
    shares : float
        1 for Efron's rule, 0 for Breslow's.
    """
    at = _at_risk(rows, coefficient, shares)
    x = rows.x - rows.x.mean(axis=0)
    p = x.shape[1]
    products = (x[:, :, None] * x[:, None, :]).reshape(len(x), p * p)
    s2 = _over_risk(rows, at, at.weight[:, None] * products).reshape(-1, p, p)
    mean = at.s1 / at.s0[:, None]
    spread = s2 / at.s0[:, None, None] - mean[:, :, None] * mean[:, None, :]
    return Sums(
        value=float((x @ coefficient)[at.row].sum() - np.log(at.s0).sum()),
        slope=(x[at.row] - mean).sum(axis=0),
        bend=spread.sum(axis=0),
    )


def residuals(rows: Rows, coefficient: Floats, shares: float) -> Floats:
    """Return what each row adds to the slope: its score residual.

    Returns
    -------
    (n, p) float
    """
    at = _at_risk(rows, coefficient, shares)
    x = rows.x - rows.x.mean(axis=0)
    k = len(at.times)
    parts = np.column_stack((1 / at.s0, at.s1 / at.s0[:, None] ** 2))
    every, tied = (
        _by_time(at.time, w[:, None] * parts, k)
        for w in (np.ones(len(at.row)), at.share)
    )
    passed = np.vstack((np.zeros(parts.shape[1]), np.cumsum(every, axis=0)))
    met = (
        passed[np.searchsorted(at.times, rows.stop, side="right")]
        - passed[np.searchsorted(at.times, rows.start, side="right")]
    )
    met[at.row] -= tied[at.time]
    found: Floats = -at.weight[:, None] * (x * met[:, :1] - met[:, 1:])
    mean = _by_time(at.time, at.s1 / at.s0[:, None], k)
    deaths = np.bincount(at.time, minlength=k)[:, None]
    found[at.row] += x[at.row] - (mean / deaths)[at.time]
    return found


def _at_risk(rows: Rows, coefficient: Floats, shares: float) -> _AtRisk:
    x = rows.x - rows.x.mean(axis=0)
    weight = np.exp(x @ coefficient)
    row = np.flatnonzero(rows.event)
    row = row[np.argsort(rows.stop[row], kind="stable")]
    times, time, deaths = np.unique(
        rows.stop[row], return_inverse=True, return_counts=True
    )
    first = np.cumsum(deaths) - deaths
    share = shares * (np.arange(len(row)) - first[time]) / deaths[time]
    nothing = np.zeros(0)
    at = _AtRisk(row, time, times, share, weight, nothing, nothing)
    found = _over_risk(rows, at, weight[:, None] * np.column_stack((x[:, :1] ** 0, x)))
    return at._replace(s0=found[:, 0], s1=found[:, 1:])


def _over_risk(rows: Rows, at: _AtRisk, what: Floats) -> Floats:
    """Return sums of rows at risk at each event, less the share of the tied."""
    risk = _from(rows.stop, what, at.times) - _from(rows.start, what, at.times)
    tied = _by_time(at.time, what[at.row], len(at.times))
    found: Floats = risk[at.time] - at.share[:, None] * tied[at.time]
    return found


def _from(when: Floats, what: Floats, times: Floats) -> Floats:
    """Return the sum over rows whose time is t or later, at each t."""
    order = np.argsort(when)[::-1]
    added = np.vstack((np.zeros(what.shape[1]), np.cumsum(what[order], axis=0)))
    later = len(when) - np.searchsorted(np.sort(when), times, side="left")
    found: Floats = added[later]
    return found


def _by_time(time: Ints, what: Floats, k: int) -> Floats:
    found = np.zeros((k, what.shape[1]))
    np.add.at(found, time, what)
    return found
