"""A company as the chain sees it: who met whom, who bought, who brought whom.

Every customer, agent or other name is a number here, one numbering for all tables; -1
means nobody, or not said. Days count from 1970-01-01 by the clock on the wall; moments
are days with their fraction. Flags are 1, 0, or NaN where the log does not say.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from qc.chain.columns import Columns
from qc.core.arrays import Floats, Ints

NOBODY = -1
EPOCH = np.datetime64("1970-01-01", "D")


class Source(StrEnum):
    """How a customer came to the company."""

    REFERRAL = "referral"  # brought by a customer
    CAMPAIGN = "campaign"  # bought, by advertising
    ORGANIC = "organic"  # without either
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Contacts(Columns):
    """Interactions, in the order in which they were opened.

    Attributes
    ----------
    customer, agent, team, channel, product, reason : (n,) int
        Numbers into `Names`.
    stage : (n,) int
        Place in `list(Stage)`.
    opened : (n,) float
        Moment; `day` is its day.
    day : (n,) int
    first_answer, promised, resolved : (n,) float
        Moments; NaN where it has not happened or nothing was promised.
    defective, grave, recovered, late : (n,) float
        Flags. `late`: promised and not resolved by then; NaN without a promise, and
        while an open case still has time. `grave`: a major defect; NaN where the
        severity is not said.
    attempt, reopens : (n,) float
    score : (n,) float
        What the customer said of it, in points.
    steps : (n,) int
        Number of the text of the steps done, into `Names.steps`.
    """

    customer: Ints
    agent: Ints
    team: Ints
    channel: Ints
    product: Ints
    reason: Ints
    stage: Ints
    opened: Floats
    day: Ints
    first_answer: Floats
    promised: Floats
    resolved: Floats
    defective: Floats
    grave: Floats
    recovered: Floats
    late: Floats
    attempt: Floats
    reopens: Floats
    score: Floats
    steps: Ints


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Sales(Columns):
    """Transactions, in the order of their moments.

    Attributes
    ----------
    customer, day : (n,) int
    amount, margin : (n,) float
        Money; NaN where not said.
    contact : (n,) int
        Row of `Contacts` that the sale came from; -1 where not said or not found.
    """

    customer: Ints
    day: Ints
    amount: Floats
    margin: Floats
    contact: Ints


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Arrivals(Columns):
    """How each customer came, by the customer's number: one row for each of them.

    Attributes
    ----------
    day : (customers,) float
        Day of joining as told; NaN where it is not.
    source : (customers,) int
        Place in `list(Source)`.
    campaign : (customers,) int
    """

    day: Floats
    source: Ints
    campaign: Ints


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Referrals(Columns):
    """Recommendations, in the order of the table; not yet cleaned.

    Attributes
    ----------
    referrer, referred : (n,) int
    day : (n,) float
        Moment of the recommendation.
    converted : (n,) float
        Moment of the first purchase as told; NaN without one.
    reward : (n,) float
    """

    referrer: Ints
    referred: Ints
    day: Floats
    converted: Floats
    reward: Floats


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Campaigns(Columns):
    """Campaigns, by their number.

    Attributes
    ----------
    start, end : (n,) float
        Days; `end` NaN where not told.
    spend : (n,) float
    kind : (n,) int
        Number into `Names.kinds`.
    """

    start: Floats
    end: Floats
    spend: Floats
    kind: Ints


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Trainings(Columns):
    """Who was trained when in what, in order of days.

    Attributes
    ----------
    agent, day, course : (n,) int
    hours : (n,) float
    """

    agent: Ints
    day: Ints
    course: Ints
    hours: Floats


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Messages(Columns):
    """News sent to customers, in order of days.

    Attributes
    ----------
    customer, day, topic : (n,) int
    opened : (n,) float
        Flag.
    contact : (n,) int
        Row of `Contacts` that it led to; -1 without one.
    """

    customer: Ints
    day: Ints
    topic: Ints
    opened: Floats
    contact: Ints


@dataclass(frozen=True, slots=True, kw_only=True)
class Names:
    """What the numbers stand for; texts from files, so hostile until escaped."""

    customers: tuple[str, ...] = ()
    agents: tuple[str, ...] = ()
    teams: tuple[str, ...] = ()
    channels: tuple[str, ...] = ()
    products: tuple[str, ...] = ()
    reasons: tuple[str, ...] = ()
    steps: tuple[str, ...] = ()
    courses: tuple[str, ...] = ()
    campaigns: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True, eq=False, weakref_slot=True)
class Company:
    """All seven tables of a company; one that was not loaded has no rows.

    Attributes
    ----------
    first, last : int
        First day of the log or the purchases, and last day that is wholly known.
    """

    contacts: Contacts
    sales: Sales
    arrivals: Arrivals
    referrals: Referrals
    campaigns: Campaigns
    trainings: Trainings
    messages: Messages
    names: Names
    first: int
    last: int

    @property
    def customers(self) -> int:
        """Number of customers, in whichever table they were named."""
        return len(self.arrivals)

    @property
    def agents(self) -> int:
        """Number of agents."""
        return len(self.names.agents)


def date_of(day: float) -> np.datetime64:
    """Return the date of a day counted from 1970-01-01."""
    return EPOCH + np.timedelta64(int(day), "D")
