"""How much data a chart needs before it may say something.

References
----------
Section 7 of the methods: a limit from a handful of points is treated as firm far
too easily, and a run test needs points off the centre line.
"""

from __future__ import annotations

HARD = 2  # below this no spread can be estimated at all
LIMITS = 12  # fewer: a run chart only
ASKED = 8  # for limits that somebody insists on: fewer ranges say little of sigma
FIRM = 24  # from 12 to 23: trial limits
RUN_USEFUL = 10  # points off the centre line that a run test needs
RUN_TIES = 0.20  # largest share of points on the centre line
EXPECTED = 5.0  # defectives expected in a subgroup; fewer: exact limits
SIGNIFICANT = 0.01  # Pearson's test must say this before p' or u' is taken
DAYS = 70  # ten weeks: what weekdays are like is learned from as many days
