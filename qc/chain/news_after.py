"""What followed: the next thing a customer did after a day."""

from __future__ import annotations

import numpy as np

from qc.core.arrays import Bools, Floats, Ints


def followed(customer: Ints, day: Ints, who: Ints, when: Ints) -> Floats:
    """Return the days until the same customer's next event, on a later day.

    Parameters
    ----------
    customer, day : (n,) int
        From when on.
    who, when : (m,) int
        The events, in any order.

    Returns
    -------
    (n,) float
        NaN where none followed.
    """
    if not len(who) or not len(customer):
        return np.full(len(customer), np.nan)
    low = min(int(when.min()), int(day.min()))
    wide = max(int(when.max()), int(day.max())) - low + 2
    keys = np.sort(who * wide + when - low)
    at = np.searchsorted(keys, customer * wide + day - low, side="right")
    safe = np.minimum(at, len(keys) - 1)
    own = (at < len(keys)) & (keys[safe] // wide == customer)
    return np.where(own, keys[safe] % wide + low - day, np.nan)


def within(lag: Floats, days: int) -> Bools:
    """Return which followed within so many days."""
    found: Bools = lag <= days
    return found


def last_before(customer: Ints, who: Ints, when: Ints, today: int) -> Floats:
    """Return the day of each customer's last event until a day; NaN without one."""
    latest = np.full(int(customer.max(initial=-1)) + 1, -np.inf)
    known = (when <= today) & (who >= 0) & (who < len(latest))
    np.maximum.at(latest, who[known], when[known].astype(np.float64))
    found = latest[customer]
    return np.where(np.isfinite(found), found, np.nan)
