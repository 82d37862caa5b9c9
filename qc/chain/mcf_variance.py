"""How uncertain is a mean number of events, whatever each customer is like?

The part of customer i in the curve at age a is S_i(a) - C(min(a, end_i)), with S the
sum of 1/observed over own events and C that of events/observed**2 over all. The sum of
the squared parts is taken in three pieces, none of which needs customers times ages.

References
----------
.. [1] J. F. Lawless, C. Nadeau, Some simple robust methods for the analysis of
       recurrent events, Technometrics 37(2), 158-168 (1995).
"""

from __future__ import annotations

import numpy as np

from qc.core.arrays import Floats, Ints


def variance(
    customer: Ints, place: Ints, last_seen: Ints, events: Ints, observed: Ints
) -> Floats:
    """Return the robust variance of the curve at each age with an event [1]_.

    Parameters
    ----------
    customer, place : (e,) int
        Whose each event is, and at which of the m ages.
    last_seen : (n,) int in [0, m]
        Ages at which each customer was still observed.
    events, observed : (m,) int
    """
    own = _own(customer, place, 1 / observed)
    curve = np.cumsum(events / observed**2)
    at_end = np.append(0.0, curve)[last_seen]
    whole = np.zeros(len(last_seen))
    np.add.at(whole, customer, 1 / observed[place])

    def gone(what: Floats) -> Floats:
        """Sum something of the customers no longer observed at each age."""
        return _sums(last_seen, what, len(curve) + 1)[:-1]

    seen = np.cumsum(events / observed) - gone(whole)  # S of those observed
    cross = gone(whole * at_end) + seen * curve
    squares = gone(at_end**2) + observed * curve**2
    found: Floats = np.maximum(0.0, own - 2 * cross + squares)
    return found


def _own(customer: Ints, place: Ints, share: Floats) -> Floats:
    """Return the sum over customers of S_i squared, by each age."""
    order = np.lexsort((place, customer))
    who, when = customer[order], place[order]
    added = share[when]
    before = np.cumsum(added) - added
    new = np.append(True, np.diff(who) != 0)[: len(who)]
    before -= before[new][np.cumsum(new) - 1]
    return _sums(when, added * (2 * before + added), len(share))


def _sums(at: Ints, what: Floats, length: int) -> Floats:
    """Return the sum of what lies at each place or before it."""
    found = np.zeros(length)
    np.add.at(found, at, what)
    return np.cumsum(found)
