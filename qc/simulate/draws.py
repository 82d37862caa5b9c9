"""Random numbers by address: the same customer, step and purpose give the same draw.

A stream hands out numbers in the order they are asked for, so one more contact
in June would change everybody's May. Here a number depends only on its
address, hence a switched-off effect leaves every earlier date as it was.

References
----------
.. [1] G. L. Steele, D. Lea, C. H. Flood, Fast splittable pseudorandom number
       generators, OOPSLA 2014 (the mixing function).
.. [2] G. Marsaglia, W. W. Tsang, A simple method for generating gamma
       variables, ACM TOMS 26(3), 363-372 (2000).
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum, auto

import numpy as np
from numpy.typing import ArrayLike, NDArray

from qc.core.arrays import Bools, Floats, Ints

Keys = NDArray[np.uint64]

_GOLDEN = np.uint64(0x9E3779B97F4A7C15)
_FIRST = np.uint64(0xBF58476D1CE4E5B9)
_SECOND = np.uint64(0x94D049BB133111EB)


class Part(IntEnum):
    """Independent parts of the simulation: a change in one leaves the others alone."""

    AGENT = auto()
    WEEK = auto()
    ORGANIC = auto()
    CAMPAIGN = auto()
    CUSTOMER = auto()
    STEP = auto()
    REFERRAL = auto()
    OUTREACH = auto()


class Draw(IntEnum):
    """What a number is drawn for."""

    SKILL = auto()
    ORDER = auto()
    COURSE = auto()
    EFFECT = auto()
    GAP = auto()
    TEAM = auto()
    RATE = auto()
    LEAVE = auto()
    PROPENSITY = auto()
    COUNT = auto()
    EVENT = auto()
    AGENT = auto()
    CHANNEL = auto()
    DEFECT = auto()
    KEPT = auto()
    REWORK = auto()
    DROP = auto()
    KEEP = auto()
    RESPONSE = auto()
    SLOW = auto()
    WORK = auto()
    SWAP = auto()
    REASON = auto()
    SEVERITY = auto()
    PRIORITY = auto()
    DEFECTS = auto()
    RECOVERED = auto()
    REOPENS = auto()
    SCORE = auto()
    ANSWERED = auto()
    AMOUNT = auto()
    TOPIC = auto()
    OPENED = auto()
    STEPS = auto()  # keep last: the steps of an interaction count on from here


def _mix(bits: Keys) -> Keys:
    bits = (bits ^ (bits >> np.uint64(30))) * _FIRST
    bits = (bits ^ (bits >> np.uint64(27))) * _SECOND
    return bits ^ (bits >> np.uint64(31))


def child(keys: Keys, part: Part, number: ArrayLike = 0) -> Keys:
    """Return the keys of the parts of something: its steps, referrals, outreach."""
    numbers = np.asarray(number).astype(np.uint64)
    with np.errstate(over="ignore"):
        branch = _mix(keys + _GOLDEN * np.uint64(part + 1))
        return _mix(branch + _GOLDEN * (numbers + np.uint64(1)))


def root(seed: int, part: Part, count: int) -> Keys:
    """Return `count` keys for one part of the simulation with this seed."""
    first = np.array([seed % 2**64], dtype=np.uint64)
    return child(first, part, np.arange(count))


@dataclass(frozen=True, slots=True, eq=False)
class Draws:
    """Random numbers for many addresses at once; every method returns (n,) floats."""

    keys: Keys

    def uniform(self, what: int, number: int = 0) -> Floats:
        """Uniform on the open interval (0, 1)."""
        purpose = np.uint64((what + 1) * 4096 + number)
        with np.errstate(over="ignore"):
            bits = _mix(_mix(self.keys ^ _SECOND) + _GOLDEN * purpose)
        return ((bits >> np.uint64(11)).astype(float) + 0.5) * 2.0**-53

    def chance(self, what: int, probability: ArrayLike) -> Bools:
        """Return True with the given probability."""
        return self.uniform(what) < np.asarray(probability)

    def pick(self, what: int, among: int | Ints) -> Ints:
        """Whole numbers 0..among-1, equally likely."""
        return (self.uniform(what) * among).astype(np.int64)

    def exponential(self, what: int, number: int = 0) -> Floats:
        """Exponential with mean 1."""
        return -np.log(self.uniform(what, number))

    def normal(self, what: int, number: int = 0) -> Floats:
        """Standard normal, by Box and Muller."""
        radius = np.sqrt(2 * self.exponential(what, 2 * number))
        angle = 2 * np.pi * self.uniform(what, 2 * number + 1)
        result: Floats = radius * np.cos(angle)
        return result

    def gamma(self, what: int, shape: float) -> Floats:
        """Gamma with mean 1; an infinite shape gives 1 itself [2]_."""
        if np.isinf(shape):
            return np.ones(len(self.keys))
        if shape < 1:  # the boost of section 6 of [2]
            boost = self.uniform(what, 4095) ** (1 / shape)
            return self.gamma(what, shape + 1) * boost * (shape + 1) / shape
        result = np.full(len(self.keys), np.nan)
        left, turn = np.arange(len(self.keys)), 0
        while len(left):
            tried = Draws(self.keys[left])._gamma_once(what, shape, turn)
            result[left] = tried / shape
            left, turn = left[np.isnan(tried)], turn + 1
        return result

    def _gamma_once(self, what: int, shape: float, turn: int) -> Floats:
        d = shape - 1 / 3
        x = self.normal(what, 3 * turn)
        v = np.maximum(1 + x / np.sqrt(9 * d), 1e-12) ** 3
        accept = -self.exponential(what, 6 * turn + 2 + 1) < (
            0.5 * x**2 + d - d * v + d * np.log(v)
        )
        return np.where(accept, d * v, np.nan)

    def poisson(self, what: int, mean: ArrayLike) -> Ints:
        """Poisson counts, by inversion: fine for means below some hundreds."""
        means = np.broadcast_to(np.asarray(mean, dtype=float), self.keys.shape)
        left = self.uniform(what) - np.exp(-means)
        term, count = np.exp(-means), np.zeros(len(self.keys), dtype=np.int64)
        k = 0
        while np.any(go := (left > 0) & (term > 1e-18)):
            k += 1
            term = term * means / k
            count[go] = k
            left = np.where(go, left - term, left)
        return count
